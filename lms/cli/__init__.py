"""The command line: `lms …`, also `python -m lms.cli …`. One file for each command."""

from lms.cli.commands import main

__all__ = ["main"]
