"""What lies where on the terminal, and what its keys do."""
