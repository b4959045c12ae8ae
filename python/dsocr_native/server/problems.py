"""What went wrong, as an answer: `application/problem+json` of RFC 9457."""

from __future__ import annotations

import json
from http import HTTPStatus
from typing import Dict, Optional

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from .courtesy import HEADERS

MEDIA_TYPE = "application/problem+json"
CLIENT_GONE = 499  # nobody reads this answer; the number is what web servers write into their logs


class Problem(Exception):
    """Ends a request with a status and one sentence for the person who must act."""

    def __init__(self, status: int, detail: str, headers: Optional[Dict[str, str]] = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.headers = status, detail, headers

    def response(self) -> Response:
        """The answer."""
        content = {"title": title_of(self.status), "status": self.status, "detail": self.detail}
        body = json.dumps(content, ensure_ascii=False).encode("utf-8", "backslashreplace")
        return Response(body, self.status, self.headers, MEDIA_TYPE)


def title_of(status: int) -> str:
    """The status in words."""
    return "Client Closed Request" if status == CLIENT_GONE else HTTPStatus(status).phrase


def busy(status: int, detail: str) -> Problem:
    """A refusal that need not be the last word."""
    return Problem(status, detail, {"Retry-After": "2"})


async def on_problem(request: Request, error: Exception) -> Response:
    """Starlette's handler for a Problem."""
    assert isinstance(error, Problem)
    return error.response()


async def on_http_exception(request: Request, error: Exception) -> Response:
    """Starlette's handler for what its router refuses: unknown paths and methods."""
    assert isinstance(error, HTTPException)
    headers = dict(error.headers) if error.headers else None
    if error.status_code == HTTPStatus.NOT_FOUND:
        detail = "nothing is here; GET /api/openapi.json describes what is"
        return Problem(error.status_code, detail, headers).response()
    if error.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
        detail = f"the method {request.method} is not for this address"
        return Problem(error.status_code, detail, headers).response()
    return Problem(error.status_code, error.detail, headers).response()


async def on_crash(request: Request, error: Exception) -> Response:
    """Starlette's handler for our own mistakes: nothing about them leaves the machine."""
    answer = Problem(500, "the server made a mistake; its terminal says which").response()
    answer.raw_headers.extend(HEADERS)  # Starlette answers this one outside of all middleware
    return answer
