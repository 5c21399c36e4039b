"""Lets ``python -m drillsim`` be the command line."""

import sys

from drillsim.cli import main

if __name__ == "__main__":
    sys.exit(main())
