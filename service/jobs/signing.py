"""Webhook bodies are signed, so that a receiver knows who sent them and when."""

import hashlib
import hmac

HEADER = "Tecum-Signature"


def signature(secret: str, body: bytes, at: int) -> str:
    """`t=<unix seconds>,v1=<hex>`: HMAC-SHA256 of "<t>.<body>"."""
    told = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256)
    return f"t={at},v1={told.hexdigest()}"


def is_genuine(
    secret: str, body: bytes, header: str, now: int, *, tolerance_s: int = 300
) -> bool:
    """What a receiver checks: the signature, and that it is not an old message."""
    fields = dict(part.partition("=")[::2] for part in header.split(","))
    if not fields.get("t", "").isdigit():
        return False
    at = int(fields["t"])
    expected = signature(secret, body, at)
    return abs(now - at) <= tolerance_s and hmac.compare_digest(
        expected, f"t={at},v1={fields.get('v1', '')}"
    )
