"""The documentation is looked at with what the tests of the package have for it."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "python"))
