"""What a provider publishes of itself: its endpoints and the keys it signs with."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import httpx
from joserfc.errors import InvalidKeyIdError, JoseError, MissingKeyError
from joserfc.jwk import KeySet

from service.access.addresses import is_safe_address
from service.access.errors import SignInRefused

_KEPT_S = 3600.0
_AGAIN_S = 30.0
_WELL_KNOWN = "/.well-known/openid-configuration"
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Metadata:
    """A provider's endpoints."""

    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str


@dataclass(slots=True)
class Discovery:
    """Fetches metadata and keys when needed and keeps them for an hour."""

    issuer: str
    client: httpx.Client
    clock: Callable[[], float] = time.monotonic
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _metadata: Metadata | None = None
    _keys: KeySet | None = None
    _fetched: float = 0.0

    def metadata(self) -> Metadata:
        """The endpoints.

        Raises:
            SignInRefused: The provider does not answer, or not as itself.
        """
        with self._lock:
            self._refresh(_KEPT_S)
            if self._metadata is None:
                raise SignInRefused("The identity provider does not answer.")
            return self._metadata

    def verified(self, verify: Callable[[KeySet], _T]) -> _T:
        """What `verify` makes of the keys; they are fetched anew for an unknown one.

        Raises:
            JoseError: As `verify` does.
            SignInRefused: The provider does not answer.
        """
        try:
            return verify(self._current(_KEPT_S))
        except (InvalidKeyIdError, MissingKeyError):
            # Keys rotate; but a flood of made-up key ids must not become ours.
            return verify(self._current(_AGAIN_S))

    def _current(self, age: float) -> KeySet:
        with self._lock:
            self._refresh(age)
            if self._keys is None:
                raise SignInRefused("The identity provider does not answer.")
            return self._keys

    def _refresh(self, age: float) -> None:
        if self._keys is not None and self.clock() - self._fetched < age:
            return
        found = self._get(self.issuer.rstrip("/") + _WELL_KNOWN)
        self._metadata = _metadata(found, self.issuer)
        try:
            self._keys = KeySet.import_key_set(self._get(self._metadata.jwks_uri))
        except (JoseError, KeyError, TypeError, ValueError) as error:
            raise SignInRefused("The identity provider's keys are odd.") from error
        self._fetched = self.clock()

    def _get(self, url: str) -> Any:  # noqa: ANN401 - JSON
        try:
            return self.client.get(url).raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            raise SignInRefused("The identity provider does not answer.") from error


def _metadata(found: object, issuer: str) -> Metadata:
    if not isinstance(found, dict) or found.get("issuer") != issuer:
        raise SignInRefused("The identity provider names itself differently.")
    given = Metadata(
        str(found.get("authorization_endpoint")),
        str(found.get("token_endpoint")),
        str(found.get("jwks_uri")),
    )
    addresses = (given.authorization_endpoint, given.token_endpoint, given.jwks_uri)
    if not all(map(is_safe_address, addresses)):
        raise SignInRefused("The identity provider has an address without https.")
    return given
