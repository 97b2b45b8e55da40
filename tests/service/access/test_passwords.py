import contextlib
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from service.access.errors import WeakPassword
from service.access.passwords import MAX_LENGTH, Passwords, refuse_weak
from tests.service.access.site import PASSWORD, QUICK

DATA: dict[str, Any] = yaml.safe_load(
    files("service.access").joinpath("common_passwords.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("password", DATA["examples"]["refused"])
def test_a_common_password_is_refused_with_what_to_do(password: str) -> None:
    with pytest.raises(WeakPassword, match=r"Choose another password\. It "):
        refuse_weak(password)


@pytest.mark.parametrize("password", DATA["examples"]["accepted"])
def test_an_unusual_password_is_accepted(password: str) -> None:
    refuse_weak(password)


def test_eleven_characters_are_too_few() -> None:
    with pytest.raises(WeakPassword, match="at least 12"):
        refuse_weak("Vq7-lantern")


def test_what_is_over_the_limit_is_refused_before_it_costs_anything() -> None:
    with pytest.raises(WeakPassword, match="at most 256"):
        refuse_weak("ab cdefghijk lmnop" * 100)


@pytest.mark.parametrize("password", ["fairweather1987", "Ursula-Fairweather!"])
def test_the_users_own_name_is_no_password(password: str) -> None:
    refuse_weak(password, ())
    with pytest.raises(WeakPassword, match="common words, names"):
        refuse_weak(password, ("u.fairweather", "Ursula Fairweather"))


@given(st.text(max_size=MAX_LENGTH))
def test_no_text_breaks_the_judgement(password: str) -> None:
    with contextlib.suppress(WeakPassword):
        refuse_weak(password, (password,))


def test_hashing_is_argon2id_at_the_strength_of_the_rfc() -> None:
    stored = Passwords().hash(PASSWORD)
    assert stored.startswith("$argon2id$v=19$m=65536,t=3,p=1$")


def test_the_same_keys_on_another_keyboard_give_the_same_password() -> None:
    passwords = Passwords(QUICK)
    assert passwords.verify(passwords.hash("café au lait nº"), "cafe\u0301 au lait no")


def test_a_damaged_hash_opens_nothing() -> None:
    assert not Passwords(QUICK).verify("$argon2id$garbage", PASSWORD)


def test_nobody_has_no_password() -> None:
    assert not Passwords(QUICK).verify(None, "")


def test_a_hash_of_older_strength_is_made_anew() -> None:
    assert Passwords().is_outdated(Passwords(QUICK).hash(PASSWORD))
