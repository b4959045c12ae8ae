"""Forms with files, as browsers and `curl --form` send them. The one home of python-multipart."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from typing import Dict, List, Optional

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header

from .problems import Problem

logging.getLogger("python_multipart").setLevel(logging.CRITICAL)  # what it complains of, the answer says

MOST_PARTS = 1000  # a form is taken apart in the event loop, which millions of empty parts would hold for seconds


@dataclass
class Part:
    """A field of a form. filename: None where it is no file."""

    name: str = ""
    filename: Optional[str] = None
    content: bytes = b""
    _headers: Dict[bytes, bytes] = field(default_factory=dict)


def parse(body: bytes, content_type: str) -> List[Part]:
    """The parts in their order. Raises Problem where the body is no complete form, or one of too many parts."""
    _, parameters = parse_options_header(content_type)
    boundary = parameters.get(b"boundary")
    if not boundary:
        raise Problem(422, "Content-Type: found multipart/form-data without a boundary")
    form = Form()
    try:
        parser = MultipartParser(boundary, form.callbacks())  # type: ignore[arg-type]
        parser.write(body)
        parser.finalize()
    except FormParserError as error:
        raise Problem(422, f"the form is damaged: {error}") from None
    if not form.is_complete:
        raise Problem(422, "the form ends before its last boundary")
    return form.parts


class Form:
    """Collects what the parser finds. Contents are cut out of the body once, when a part ends."""

    def __init__(self) -> None:
        self.parts: List[Part] = []
        self.is_complete = False
        self._chunks: List[bytes] = []
        self._name = b""
        self._value = b""

    def callbacks(self) -> Dict[str, object]:
        """By the parser's names."""
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._header_name,
            "on_header_value": self._header_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._end_headers,
            "on_part_data": lambda data, start, end: self._chunks.append(data[start:end]),
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    def _begin_part(self) -> None:
        if len(self.parts) == MOST_PARTS:
            raise Problem(413, f"the form has more parts than {MOST_PARTS}")
        self.parts.append(Part())
        self._chunks = []

    def _header_name(self, data: bytes, start: int, end: int) -> None:
        self._name += data[start:end]

    def _header_value(self, data: bytes, start: int, end: int) -> None:
        self._value += data[start:end]

    def _end_header(self) -> None:
        self.parts[-1]._headers[self._name.lower()] = self._value
        self._name, self._value = b"", b""

    def _end_headers(self) -> None:
        part = self.parts[-1]
        _, options = parse_options_header(part._headers.get(b"content-disposition", b""))
        part.name = options.get(b"name", b"").decode("utf-8", "replace")
        if b"filename" in options:
            part.filename = options[b"filename"].decode("utf-8", "replace")

    def _end_part(self) -> None:
        self.parts[-1].content = b"".join(self._chunks)
        self._chunks = []

    def _end(self) -> None:
        self.is_complete = True
