"""The interface in the words of OpenAPI 3.1, made from the same tables that the endpoints use."""

from __future__ import annotations

from typing import Any, Dict, Mapping, Sequence

from .. import _core
from ..options import MAX_UNCLIP_RATIO, MIN_CONFIDENCE
from .documents import Kind
from .limits import Limits
from .problems import MEDIA_TYPE, title_of

Schema = Dict[str, Any]
POINT: Schema = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
QUAD: Schema = {
    "type": "array", "items": POINT, "minItems": 4, "maxItems": 4,
    "description": "x, y of four corners in pixels of the upright picture, clockwise from the text's top-left one",
}
SHARE: Schema = {"type": "number", "minimum": 0, "maximum": 1}
BINARY: Schema = {"type": "string", "format": "binary"}


def description(kinds: Mapping[str, Kind], limits: Limits) -> Schema:
    """The whole document."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "dsocr", "version": _core.__version__,
                 "description": "Text from pictures. Nothing that is sent is kept.",
                 "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"}},
        "security": [{}, {"token": []}, {"cookie": []}],
        "paths": {
            "/api/read": {"post": read_operation(kinds, limits)},
            "/api/export": {"post": export_operation(kinds, limits)},
            "/api/info": {"get": plain_operation("info", "Version, model, formats and limits")},
            "/api/openapi.json": {"get": plain_operation("openapi", "This description")},
            "/healthz": {"get": {**plain_operation("health", "Whether the server runs"), "security": []}},
        },
        "components": {"schemas": schemas(), "securitySchemes": {
            "token": {"type": "http", "scheme": "bearer"},
            "cookie": {"type": "apiKey", "in": "cookie", "name": "dsocr-PORT"},
        }},
    }


def read_operation(kinds: Mapping[str, Kind], limits: Limits) -> Schema:
    """POST /api/read."""
    form = {"type": "object", "required": ["file"], "properties": {"file": BINARY}}
    pictures = {name: {"schema": BINARY} for name in ("image/jpeg", "image/png", "image/webp", "image/bmp",
                                                      "application/octet-stream")}
    return {
        "operationId": "read",
        "summary": "Reads one picture",
        "description": f"At most {limits.body_bytes} bytes and {limits.pixels} pixels.",
        "parameters": [
            format_parameter(kinds),
            query("name", {"type": "string"}, "what the picture is called in the document"),
            query("characters", {"type": "boolean", "default": False}, "JSON with each character's place"),
            query("classify", {"type": "boolean", "default": True}, "turn lines that stand upside down"),
            query("min_confidence", {**SHARE, "default": MIN_CONFIDENCE}, "leave out lines under it"),
            query("max_side", {"type": "integer", "minimum": 0, "default": 0},
                  "search at no more than this on the longer side"),
            query("budget_ms", {"type": "integer", "minimum": 0, "default": 0},
                  "leave out what takes longer; the JSON then has left_out"),
            query("box_threshold", SHARE, "leave out places that are text with less confidence"),
            query("unclip_ratio", {"type": "number", "minimum": 0, "maximum": MAX_UNCLIP_RATIO},
                  "how far a place grows beyond the core of its text"),
        ],
        "requestBody": {"required": True, "content": {**pictures, "multipart/form-data": {"schema": form}}},
        "responses": {"200": document(kinds), **problems(401, 403, 406, 408, 413, 415, 421, 422, 429, 500, 503)},
    }


def export_operation(kinds: Mapping[str, Kind], limits: Limits) -> Schema:
    """POST /api/export."""
    form = {"type": "object", "required": ["page"], "properties": {
        "picture": {**BINARY, "description": "before its page, where the format needs it"},
        "page": {"type": "array", "items": {"$ref": "#/components/schemas/Page"}, "maxItems": limits.pages}}}
    return {
        "operationId": "export",
        "summary": "Writes pages, edited or not, as one document",
        "parameters": [format_parameter(kinds)],
        "requestBody": {"required": True, "content": {
            "multipart/form-data": {"schema": form},
            "application/json": {"schema": {"$ref": "#/components/schemas/Page"}}}},
        "responses": {"200": document(kinds), **problems(401, 403, 406, 408, 413, 415, 421, 422, 429, 500, 503)},
    }


def plain_operation(name: str, summary: str) -> Schema:
    """A GET that answers with JSON."""
    return {"operationId": name, "summary": summary, "responses": {
        "200": {"description": "JSON", "content": {"application/json": {"schema": {"type": "object"}}}},
        **problems(401, 403, 421)}}


def format_parameter(kinds: Mapping[str, Kind]) -> Schema:
    """format=, which goes before Accept."""
    return query("format", {"type": "string", "enum": list(kinds)}, "; ".join(
        f"{kind.name}: {kind.summary}" for kind in kinds.values()) + ". Without it the Accept header decides.")


def query(name: str, schema: Schema, text: str) -> Schema:
    """A parameter that may be left out."""
    return {"name": name, "in": "query", "schema": schema, "description": text}


def document(kinds: Mapping[str, Kind]) -> Schema:
    """The answer, in each media type."""
    content = {kind.media_type: {"schema": {"type": "string"}} for kind in kinds.values() if not kind.needs_picture}
    content.update({kind.media_type: {"schema": BINARY} for kind in kinds.values() if kind.needs_picture})
    content["application/json"] = {"schema": {"$ref": "#/components/schemas/Page"}}
    return {"description": "The document", "content": content}


def problems(*statuses: int) -> Schema:
    """The answers that are no document."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {str(status): {"description": title_of(status), "content": content} for status in statuses}


def schemas() -> Schema:
    """What the JSON is made of."""
    word = an_object(("text", "quad"), text={"type": "string"}, confidence=SHARE, quad=QUAD)
    words = {"type": "array", "items": {"$ref": "#/components/schemas/Word"}}
    line = an_object(("text", "quad"), text={"type": "string"}, confidence=SHARE, quad=QUAD, words=words,
                     characters=words)
    page = an_object(
        ("width", "height", "lines"), source={"type": "string"}, text={"type": "string"},
        width={"type": "integer", "minimum": 1}, height={"type": "integer", "minimum": 1},
        lines={"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        elapsed_ms={"type": "object", "additionalProperties": {"type": "number"}}, left_out=left_out_schema())
    problem = an_object(("title", "status", "detail"), title={"type": "string"}, status={"type": "integer"},
                        detail={"type": "string"})
    return {"Word": word, "Line": line, "Page": page, "Problem": problem}


def left_out_schema() -> Schema:
    """What a limit of time or memory cost; absent where it cost nothing."""
    names = ("detector_side", "usual_detector_side", "unchecked")
    return an_object((), lines={"type": "array", "items": QUAD}, **{name: {"type": "integer"} for name in names})


def an_object(required: Sequence[str], **properties: Schema) -> Schema:
    """A JSON object."""
    return {"type": "object", "required": list(required), "properties": properties}
