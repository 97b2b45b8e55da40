"""The token that proves a page of a session sent a request."""

import hashlib
import hmac


def token_for(secret: str) -> str:
    """The token of a session, or of a visitor before sign-in, with this secret."""
    return hmac.new(secret.encode(), b"csrf", hashlib.sha256).hexdigest()
