"""Errors for the person at the terminal: one sentence, no traceback."""

import sys
from collections.abc import Callable


class ToolError(Exception):
    """A sentence that names the file or argument, what was found and what was expected."""


def run_command(main: Callable[[], None]) -> None:
    """Runs a command's `main`; a ToolError, a full disk and the like become one line on stderr and exit status 1."""
    try:
        main()
    except ToolError as error:
        sys.exit(f"error: {error}")
    except OSError as error:
        sys.exit("error: " + ": ".join(str(part) for part in (error.filename, error.strerror or error) if part))
    except KeyboardInterrupt:
        sys.exit(130)
