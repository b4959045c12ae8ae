"""`python -m dsocr_native` is the command `dsocr`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
