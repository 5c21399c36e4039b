"""Rows become cells on a terminal."""
