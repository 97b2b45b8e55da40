"""OpenID Connect: code flow with PKCE, state and nonce; answers are verified."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from service.access.errors import SignInRefused
from service.access.oidc_keys import Discovery
from service.access.oidc_settings import OidcSettings, oidc_settings
from service.settings import Settings

SCOPE = "openid profile email"
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384")
"""Public-key signatures only: "none", and our own secret as a key, are refused."""

_WAIT_S = 10.0
_LEEWAY_S = 60
_TEXT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Pending:
    """What must be remembered between leaving for the provider and coming back."""

    state: str
    nonce: str
    verifier: str
    next: str

    @classmethod
    def new(cls, next_page: str) -> "Pending":
        """Fresh random values for one attempt."""
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        return cls(state, nonce, verifier, next_page)


@dataclass(frozen=True, slots=True)
class Identified:
    """Whom the provider vouches for; `roles` is the claim's value, unmapped."""

    issuer: str
    subject: str
    name: str
    display: str
    email: str | None
    roles: object


@dataclass(frozen=True, slots=True)
class Provider:
    """The configured provider."""

    settings: OidcSettings
    discovery: Discovery
    client: httpx.Client

    def leave(self, pending: Pending) -> str:
        """Where to send the browser.

        Raises:
            SignInRefused: The provider does not answer.
        """
        return str(
            prepare_grant_uri(
                self.discovery.metadata().authorization_endpoint,
                self.settings.client_id,
                "code",
                redirect_uri=self.settings.redirect_uri,
                scope=SCOPE,
                state=pending.state,
                nonce=pending.nonce,
                code_challenge=create_s256_code_challenge(pending.verifier),
                code_challenge_method="S256",
            )
        )

    def come_back(self, pending: Pending, answer: Mapping[str, str]) -> Identified:
        """Whom the provider's answer, the query of the callback, identifies.

        Raises:
            SignInRefused: Anything about the answer is not as it must be.
        """
        _refuse_strange(pending, answer, self.settings.issuer)
        given = self._redeem(pending, answer["code"])
        claims = self._verified(str(given.get("id_token", "")))
        self._validate(claims, pending, given.get("access_token"))
        return _identified(claims, self.settings)

    def _redeem(self, pending: Pending, code: str) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.settings.redirect_uri,
            "code_verifier": pending.verifier,
            "client_id": self.settings.client_id,
        }
        try:
            answer = self.client.post(
                self.discovery.metadata().token_endpoint, data=form, auth=self._auth()
            )
            given = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise SignInRefused("It did not accept the code.") from error
        return given if isinstance(given, dict) else {}

    def _auth(self) -> httpx.Auth:
        secret = self.settings.client_secret.get_secret_value()
        if not secret:
            return httpx.Auth()
        # RFC 6749, 2.3.1: both are form-encoded before they are joined by a colon.
        encoded = (quote(v, safe="") for v in (self.settings.client_id, secret))
        return httpx.BasicAuth(*encoded)

    def _verified(self, id_token: str) -> CodeIDToken:
        try:
            token = self.discovery.verified(
                lambda keys: jwt.decode(id_token, keys, algorithms=list(ALGORITHMS))
            )
        except (JoseError, ValueError) as error:
            raise SignInRefused("The signature is not the provider's.") from error
        return CodeIDToken(token.claims, token.header, self._expected())

    def _expected(self) -> dict[str, dict[str, object]]:
        return {
            "iss": {"essential": True, "value": self.settings.issuer},
            "aud": {"essential": True, "value": self.settings.client_id},
            "sub": {"essential": True},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }

    def _validate(
        self, claims: CodeIDToken, pending: Pending, access_token: object
    ) -> None:
        claims.params = {
            "nonce": pending.nonce,
            "client_id": self.settings.client_id,
            "access_token": access_token,
        }
        try:
            claims.validate(leeway=_LEEWAY_S)
        except (JoseError, TypeError, ValueError) as error:
            raise SignInRefused("A claim is missing, wrong or expired.") from error


def _refuse_strange(pending: Pending, answer: Mapping[str, str], issuer: str) -> None:
    state = answer.get("state", "").encode("utf-8", "replace")
    if not hmac.compare_digest(state, pending.state.encode()):
        raise SignInRefused("The answer belongs to another attempt.")
    if answer.get("iss", issuer) != issuer:
        raise SignInRefused("The answer comes from another provider.")
    if "error" in answer or not answer.get("code"):
        raise SignInRefused("The provider did not sign you in.")


def _identified(claims: Mapping[str, Any], settings: OidcSettings) -> Identified:
    email = claims.get("email") if claims.get("email_verified") is True else None
    subject = _text(claims["sub"])
    return Identified(
        issuer=settings.issuer,
        subject=subject,
        name=_text(claims.get("preferred_username") or email or subject),
        display=_text(claims.get("name") or ""),
        email=_text(email) if email else None,
        roles=claims.get(settings.role_claim),
    )


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _TEXT_LENGTH:
        raise SignInRefused("A claim is not text of at most 300 characters.")
    return value


def configured(settings: Settings) -> Provider | None:
    """The provider of the settings, not yet asked anything; or None."""
    chosen = oidc_settings(settings)
    if chosen is None:
        return None
    client = httpx.Client(timeout=_WAIT_S, follow_redirects=False)
    return Provider(chosen, Discovery(chosen.issuer, client), client)
