"""Starts a server with the settings of the first argument, a JSON object; its address is the first line of stdout."""

import json
import sys

from dsocr_native import Reader
from dsocr_native.server.limits import Limits
from dsocr_native.server.serving import serve
from dsocr_native.server.settings import Settings

settings = json.loads(sys.argv[1])
settings["limits"] = Limits(**settings.get("limits", {}))
settings["allowed_hosts"] = tuple(settings.get("allowed_hosts", ()))
serve(Reader(threads=2), Settings(**settings))
