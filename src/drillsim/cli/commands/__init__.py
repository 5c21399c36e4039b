"""The commands: each module builds one with ``command()``, in the language that is in use then."""
