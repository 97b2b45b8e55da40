"""Near-duplicates: a text's template, its names and numbers masked, as a signature.

The signature is a MinHash over runs of words: the share of equal numbers in two of them
is near the share of runs that both texts have.
"""

import hashlib
import re

import numpy as np

NUMBERS = 64
BANDS = 16
_ROWS = NUMBERS // BANDS
_RUN = 4
_LEAST_WORDS = 20
_PRIME = (1 << 61) - 1
_DIGITS = re.compile(r"\S*[\d@]\S*")
_NAME = re.compile(r"\b[A-Z][\w'’.-]*")
_WORD = re.compile(r"[^\W_]+|#")
_SEEDS = np.random.default_rng(20260301).integers(1, 1 << 29, size=(2, NUMBERS))


def signature(text: str) -> tuple[int, ...]:
    """The signature of a text; empty where there is too little of it to compare."""
    words = _WORD.findall(masked(text))
    if len(words) < _LEAST_WORDS:
        return ()
    runs = {" ".join(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1)}
    hashes = np.array(sorted(map(_hash, runs)), dtype=np.int64)[:, None]
    factor, offset = _SEEDS
    lowest = ((hashes * factor + offset) % _PRIME).min(axis=0)
    return tuple(int(number) for number in lowest)


def _hash(run: str) -> int:
    # 32 bits, so that the product with a seed stays within 61.
    return int.from_bytes(hashlib.blake2b(run.encode(), digest_size=4).digest())


def masked(text: str) -> str:
    """The text without what changes from case to case: numbers, addresses, names."""
    return _NAME.sub(_mask, _DIGITS.sub("#", text)).lower()


def _mask(found: re.Match[str]) -> str:
    """A capitalised word is a name, one in capitals throughout a heading."""
    return found.group() if found.group().isupper() else "#"


def similarity(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    """How alike two signatures are, 0..1; nothing is like an empty one."""
    if not one or len(one) != len(other):
        return 0.0
    return sum(a == b for a, b in zip(one, other, strict=True)) / len(one)


def bands(signed: tuple[int, ...]) -> tuple[str, ...]:
    """Short hashes of the signature's bands: alike texts share at least one."""
    return tuple(
        hashlib.blake2b(
            repr(signed[start : start + _ROWS]).encode(), digest_size=8
        ).hexdigest()
        for start in range(0, len(signed), _ROWS)
    )


def packed(signed: tuple[int, ...]) -> str:
    """A signature as text."""
    return ",".join(f"{number:x}" for number in signed)


def unpacked(text: str | None) -> tuple[int, ...]:
    """A signature from its text."""
    return tuple(int(part, 16) for part in text.split(",")) if text else ()
