"""The command line face: reads words, asks the library and the engine, prints what they say.

1. Starting costs little: a command's module is loaded when it is called, and a heavy library when the command needs it.
2. ``main`` is the only place that turns a mistake of the user into a message and an exit code.
"""

from drillsim.cli.entry import main

__all__ = ["main"]
