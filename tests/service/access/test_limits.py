import time
from pathlib import Path

import pytest
from limits import WindowStats, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from service.access.errors import TooManyRequests
from service.access.limits import Limits, SignInLimits, address_of
from tests.service.access.site import PASSWORD, Browser, Site, opened


def test_guessing_is_slowed_even_for_the_right_password(
    site: Site, browser: Browser
) -> None:
    site.user("ada")
    for _ in range(5):
        assert browser.sign_in("ada", "wrong").status_code == 401
    answer = browser.sign_in("ada", PASSWORD)
    assert answer.status_code == 429
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert browser.session is None


def test_names_that_do_not_exist_are_slowed_alike(browser: Browser) -> None:
    answers = [browser.sign_in("nobody", "wrong").status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_somebody_elses_guesses_do_not_soon_lock_a_user_out(site: Site) -> None:
    site.user("ada")
    guesser = site.browser("198.51.100.7")
    for _ in range(8):
        guesser.sign_in("ada", "wrong")
    assert site.browser("192.0.2.1").sign_in("ada").status_code == 303


def test_an_account_is_slowed_over_all_addresses() -> None:
    limits = SignInLimits.of(Limits(), "5/minute")
    for n in range(20):
        limits.count("ada", f"192.0.2.{n}")
    with pytest.raises(TooManyRequests) as told:
        limits.count("ada", "198.51.100.1")
    assert told.value.retry_after > 60


def test_an_address_is_slowed_over_all_accounts() -> None:
    limits = SignInLimits.of(Limits(), "5/minute")
    for n in range(50):
        limits.count(f"user{n}", "192.0.2.1")
    with pytest.raises(TooManyRequests):
        limits.count("another", "192.0.2.1")


def test_a_refusal_never_asks_to_wait_no_time() -> None:
    class Turned(MovingWindowRateLimiter):
        """A window that has turned between the refusal and the look at it."""

        def hit(self, *_: object, **__: object) -> bool:
            return False

        def get_window_stats(self, *_: object) -> WindowStats:
            return WindowStats(reset_time=time.time() - 1, remaining=1)

    with pytest.raises(TooManyRequests) as told:
        Limits(Turned(MemoryStorage())).hit(parse("1/hour"), "ada")
    assert told.value.retry_after == 1


def test_signing_in_clears_what_was_counted(site: Site) -> None:
    site.user("ada")
    for _ in range(3):
        browser = site.browser()
        for _ in range(4):
            browser.sign_in("ada", "wrong")
        assert browser.sign_in("ada").status_code == 303


def test_requests_are_limited_per_user_and_per_address(tmp_path: Path) -> None:
    with opened(tmp_path, api_rate="10/minute") as site:
        token = site.token(site.user("ada"))
        program = site.browser()
        headers = {"authorization": f"Bearer {token}"}
        codes = [
            program.ask("GET", "/v1/me", headers=headers).status_code for _ in range(12)
        ]
        assert codes == [200] * 10 + [429] * 2
        refused = program.ask("GET", "/v1/me", headers=headers)
        assert refused.json()["code"] == "too_many_requests"
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["retry-after"]) >= 1
        assert site.browser("192.0.2.1").get("/login").status_code == 200


@pytest.mark.parametrize(
    ("client", "counted"),
    [
        (("192.0.2.1", 1), "192.0.2.1"),
        (("2001:db8:1:2:3:4:5:6", 1), "2001:db8:1:2::/64"),
        (("testclient", 1), "testclient"),
        (None, ""),
    ],
)
def test_an_address_is_what_one_customer_has(
    client: tuple[str, int] | None, counted: str
) -> None:
    assert address_of({"client": client}) == counted
