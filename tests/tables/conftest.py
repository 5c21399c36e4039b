"""Tables are read off what the command line prints."""

from tests.cli.conftest import talk

__all__ = ["talk"]
