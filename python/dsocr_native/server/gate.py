"""Who may ask. Every request passes here first: the name it calls us by, the site it comes from, the token it shows."""

from __future__ import annotations

import hmac
from typing import FrozenSet, Optional

from starlette.datastructures import Headers, QueryParams
from starlette.requests import cookie_parser
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from .problems import Problem
from .settings import Settings
from .sites import check_host, check_site, host_names

ENTRANCE = "/"  # the one address that takes the token from its query, and keeps it in a cookie
NO_TOKEN = ("this needs the token: open the whole address that `dsocr serve` printed, "
            "or send Authorization: Bearer TOKEN")
WRONG_TOKEN = "the token is not the one that `dsocr serve` printed last"


class Gate:
    """ASGI middleware. `public` are paths that hold nothing of anybody: the page's own files, the health check.

    doorstep: the HTML for a person without the token.
    """

    def __init__(self, app: ASGIApp, settings: Settings, public: FrozenSet[str], doorstep: bytes) -> None:
        self._app = app
        self._settings = settings
        self._public = public
        self._doorstep = doorstep
        self._hosts = host_names(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            headers = Headers(scope=scope)
            check_host(headers, self._hosts)
            check_site(headers, scope)
            self._check_token(headers, scope)
        except Problem as problem:
            await self._refusal(problem, scope)(scope, receive, send)
            return
        await self._app(scope, receive, self._keeping_token(scope, send))

    def _check_token(self, headers: Headers, scope: Scope) -> None:
        token = self._settings.token
        if token is None or scope["path"] in self._public:
            return
        shown = token_of(headers, scope)
        if shown is not None and not same(shown, token):
            raise Problem(403, WRONG_TOKEN)
        if shown is None and not same(cookie_of(headers, scope) or "", token):
            raise Problem(401, NO_TOKEN, {"WWW-Authenticate": 'Bearer realm="dsocr"'})

    def _refusal(self, problem: Problem, scope: Scope) -> Response:
        """A person who opens the page without the token gets a page that says what to do."""
        if scope["path"] == ENTRANCE and problem.status in (401, 403) and scope["method"] == "GET":
            return HTMLResponse(self._doorstep, problem.status, problem.headers)
        return problem.response()

    def _keeping_token(self, scope: Scope, send: Send) -> Send:
        """Sets the cookie with the page that was opened with the token in its address."""
        if self._settings.token is None or scope["path"] != ENTRANCE or "token" not in query_of(scope):
            return send
        cookie = f"{cookie_name(scope)}={self._settings.token}; Path=/; HttpOnly; SameSite=Strict"
        if scope["scheme"] == "https":
            cookie += "; Secure"

        async def send_with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode("latin-1"))]}
            await send(message)

        return send_with_cookie


def token_of(headers: Headers, scope: Scope) -> Optional[str]:
    """A token that was written down for this request: in the Authorization, or in the address of our page."""
    scheme, _, shown = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return shown.strip()
    return query_of(scope).get("token") if scope["path"] == ENTRANCE else None


def cookie_of(headers: Headers, scope: Scope) -> Optional[str]:
    """The token that an earlier visit left in the browser."""
    return cookie_parser(headers.get("cookie", "")).get(cookie_name(scope))


def cookie_name(scope: Scope) -> str:
    """Cookies do not keep ports apart, so the name does."""
    _, port = scope["server"]
    return f"dsocr-{port}"


def query_of(scope: Scope) -> QueryParams:
    """What stands behind the question mark."""
    return QueryParams(scope["query_string"])


def same(shown: str, token: str) -> bool:
    """Compares in a time that says nothing about how much of it is right."""
    return hmac.compare_digest(shown.encode("utf-8", "replace"), token.encode())
