"""Secrets that are given out once and kept only as their hash."""

import hashlib
import secrets

_BYTES = 32


def new_secret() -> str:
    """256 random bits, safe in addresses and headers."""
    return secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """What is stored. A plain hash will do: nobody guesses 256 random bits."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
