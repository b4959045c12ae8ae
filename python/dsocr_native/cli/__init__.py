"""The command `dsocr`. Results go to stdout, messages and progress to stderr.

Exit codes: 0 all pictures read; 1 some failed, each named; 2 the command cannot be carried out as given (usage,
model, output); 130 interrupted; 141 nobody reads our output any more.
"""

from __future__ import annotations

import io
import os
import sys
from typing import Optional, Sequence

from .._core import Error
from .config import parse
from .language import translated_error
from .parser import build_parser

READ_ALL, SOME_FAILED, CANNOT_BEGIN, INTERRUPTED, PIPE_CLOSED = 0, 1, 2, 130, 141


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Runs one command and gives its exit code."""
    make_streams_usable()
    try:
        arguments = parse(build_parser(), sys.argv[1:] if argv is None else argv)
        complete = arguments.run(arguments)
        sys.stdout.flush()
        return READ_ALL if complete else SOME_FAILED
    except BrokenPipeError:
        forget_stdout()
        return PIPE_CLOSED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Error as error:
        sentence = str(error)
    except OSError as error:  # files are named where they are written
        sentence = str(error)
        if not error.filename:
            sentence = f"stdout: cannot be written: {error.strerror}"
            forget_stdout()
    print(f"dsocr: {translated_error(sentence)}", file=sys.stderr)
    return CANNOT_BEGIN


def make_streams_usable() -> None:
    """What whoever started us has closed leads nowhere, and letters that stdout's encoding lacks become escapes.

    On Windows all is UTF-8, as what stands in files: into files and pipes Python would write the system's old code page.
    """
    sys.stdin = sys.stdin or open(os.devnull)
    sys.stdout = sys.stdout or open(os.devnull, "w")
    sys.stderr = sys.stderr or open(os.devnull, "w")
    for stream in (sys.stdout, sys.stderr):
        if os.name == "nt" and isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def forget_stdout() -> None:
    """Lets the interpreter flush what is left into nothing, not into a second complaint."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
