"""Passwords: which are good enough, and how they are kept (argon2id)."""

import re
import secrets
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import yaml
from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from service.access.errors import WeakPassword

MIN_LENGTH = 12
MAX_LENGTH = 256
"""Longer input only costs time."""

MIN_DISTINCT = 5
_RUN = 4
_LEET = str.maketrans("01345789@$!|+", "oleastbgasilt")


@dataclass(frozen=True, slots=True)
class Common:
    """What passwords are commonly built from."""

    words: frozenset[str]
    runs: tuple[str, ...]


@cache
def common() -> Common:
    """The shipped list."""
    text = files("service.access").joinpath("common_passwords.yaml").read_text("utf-8")
    data = yaml.safe_load(text)
    runs = [str(r) for r in data["runs"]]
    both = (*runs, *(r[::-1] for r in runs))
    return Common(frozenset(data["words"]), both)


def refuse_weak(password: str, names: Iterable[str] = ()) -> None:
    """Refuse a password that a guesser tries early.

    Args:
        password: As typed.
        names: The user's own names and addresses, which must not make it up.

    Raises:
        WeakPassword: With what to do better.
    """
    if len(password) < MIN_LENGTH:
        raise WeakPassword(f"It needs at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise WeakPassword(f"It may have at most {MAX_LENGTH} characters.")
    if len(set(password)) < MIN_DISTINCT:
        raise WeakPassword("It repeats a few characters only.")
    if password.isdigit():
        raise WeakPassword("It is made of digits only.")
    if _is_guessable(password, names):
        raise WeakPassword(
            "It is made of common words, names or keyboard runs. Use several unusual "
            "words, or a password manager."
        )


def _is_guessable(password: str, names: Iterable[str]) -> bool:
    own = {p for name in names for p in _pieces(name) if len(p) > 2}
    words = common().words | own
    return any(_is_built_of(text, words) for text in _readings(password))


def _readings(password: str) -> tuple[str, ...]:
    """The letters, once with digits and marks read as letters and once without."""
    plain = _fold(password)
    kept = re.sub(r"[\W_]", "", plain)
    return (
        re.sub(r"[\W\d_]", "", plain),
        re.sub(r"[\W_]", "", plain.translate(_LEET)),
        re.sub(r"[\W_\d]+$", "", plain).translate(_LEET),
        kept,
    )


def _pieces(name: str) -> list[str]:
    return re.split(r"[\W\d_]+", _fold(name))


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _is_built_of(text: str, words: frozenset[str]) -> bool:
    """Whether words, keyboard runs and repeats of a letter cover the whole text.

    An empty text (only digits and marks were there) is covered only where the
    digits themselves are; the caller's other readings tell.
    """
    if not text:
        return False
    reached = {0}
    for start in range(len(text)):
        if start in reached:
            reached |= {start + n for n in _steps(text[start:], words)}
    return len(text) in reached


def _steps(rest: str, words: frozenset[str]) -> set[int]:
    longest = max(map(len, words))
    spelled = {n for n in range(1, min(longest, len(rest)) + 1) if rest[:n] in words}
    return spelled | _run_lengths(rest) | _repeat_lengths(rest)


def _run_lengths(rest: str) -> set[int]:
    ahead = (n for n in range(_RUN - 1, len(rest) + 1))
    return {n for n in ahead if any(rest[:n] in run for run in common().runs)}


def _repeat_lengths(rest: str) -> set[int]:
    same = len(rest) - len(rest.lstrip(rest[0]))
    return set(range(2, same + 1))


def _hasher() -> PasswordHasher:
    # RFC 9106, second recommendation: 64 MiB, three passes; one lane, since the
    # cores are shared with the readers.
    return PasswordHasher(
        time_cost=3, memory_cost=64 * 1024, parallelism=1, type=Type.ID
    )


@dataclass(slots=True)
class Passwords:
    """Hashes and verifies; at most `at_once` at a time, as each takes 64 MiB."""

    hasher: PasswordHasher = field(default_factory=_hasher)
    at_once: int = 2
    _slots: threading.Semaphore = field(init=False)
    _nobody: str = field(init=False)

    def __post_init__(self) -> None:
        self._slots = threading.Semaphore(self.at_once)
        self._nobody = self.hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """The argon2id string to store."""
        with self._slots:
            return self.hasher.hash(_normal(password))

    def verify(self, stored: str | None, password: str) -> bool:
        """Whether it is the password; as slow for a user that does not exist (None).

        Args:
            stored: What `hash` gave, or None where there is no such user.
            password: As typed; one over the limit is wrong without being tried.
        """
        if len(password) > MAX_LENGTH:
            password = ""
        with self._slots:
            right = self._matches(stored or self._nobody, _normal(password))
        return right and stored is not None

    def is_outdated(self, stored: str) -> bool:
        """Whether it was hashed with other parameters and should be hashed anew."""
        return self.hasher.check_needs_rehash(stored)

    def _matches(self, stored: str, password: str) -> bool:
        try:
            return self.hasher.verify(stored, password)
        except (VerificationError, InvalidHashError):
            return False


def _normal(password: str) -> str:
    """NFKC, so that the same keys give the same password on every machine."""
    return unicodedata.normalize("NFKC", password)
