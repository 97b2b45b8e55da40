"""A small OpenID provider, served over HTTP on this machine."""

import base64
import hashlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "tecum", "s3cret:/?"
Claims = dict[str, Any]


@dataclass
class Provider:
    """Its keys, the users' claims, and how a test has it misbehave."""

    issuer: str = ""
    key: RSAKey = field(default_factory=lambda: new_key("one"))
    published: list[RSAKey] | None = None
    claims: Claims = field(default_factory=lambda: {"sub": "248289761001"})
    alter: Callable[[Claims], Claims] = field(default=lambda claims: claims)
    sign: Callable[[Claims, "Provider"], str] | None = None
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def authorize(self, address: str) -> str:
        """What its sign-in page sends the browser back with: the callback's query."""
        query = {k: v[0] for k, v in parse_qs(urlsplit(address).query).items()}
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = f"code{len(self.codes)}"
        self.codes[code] = query
        return f"code={code}&state={query['state']}"

    def redeem(self, form: dict[str, str], authorization: str) -> tuple[int, Claims]:
        """What its token endpoint answers."""
        asked = self.codes.pop(form.get("code", ""), None)
        if asked is None or not _is_ours(authorization):
            return 400, {"error": "invalid_grant"}
        verifier = form["code_verifier"].encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest())
        if challenge.rstrip(b"=").decode() != asked["code_challenge"]:
            return 400, {"error": "invalid_grant"}
        if form["redirect_uri"] != asked["redirect_uri"]:
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "a", "id_token": self.id_token(asked["nonce"])}

    def id_token(self, nonce: str) -> str:
        """The signed statement of who signed in."""
        at = int(time.time())
        usual = {
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": at,
            "exp": at + 300,
            "nonce": nonce,
        }
        claims = self.alter(usual | self.claims)
        return self.sign(claims, self) if self.sign else signed(claims, self.key)

    def answer(self, path: str) -> Claims | None:
        """What it publishes of itself."""
        self.asked.append(path)
        if path == "/.well-known/openid-configuration":
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/keys",
            }
        if path == "/keys":
            keys = self.published or [self.key]
            return {"keys": [k.as_dict(private=False) for k in keys]}
        return None


def new_key(name: str) -> RSAKey:
    """A key to sign with."""
    return RSAKey.generate_key(2048, {"kid": name, "use": "sig", "alg": "RS256"})


def signed(claims: Claims, key: RSAKey, **header: str) -> str:
    """A token signed as it should be."""
    return jwt.encode({"alg": "RS256", "kid": key.kid, **header}, claims, key)


def unsigned(claims: Claims, _: Provider) -> str:
    """A token with `alg: none`."""
    parts = ({"alg": "none", "typ": "JWT"}, claims)
    return ".".join(_b64(json.dumps(p).encode()) for p in parts) + "."


def _b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _is_ours(authorization: str) -> bool:
    expected = base64.b64encode(b"tecum:s3cret%3A%2F%3F").decode()
    return authorization == f"Basic {expected}"


@contextmanager
def running(provider: Provider) -> Iterator[Provider]:
    """Serve it on a free port of this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found = provider.answer(self.path)
            self._send(404 if found is None else 200, found or {})

        def do_POST(self) -> None:
            length = int(self.headers["content-length"])
            form = parse_qs(self.rfile.read(length).decode())
            only = {k: v[0] for k, v in form.items()}
            self._send(*provider.redeem(only, self.headers.get("authorization", "")))

        def _send(self, status: int, body: Claims) -> None:
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        def log_message(self, *_: object) -> None:
            pass

    return Handler
