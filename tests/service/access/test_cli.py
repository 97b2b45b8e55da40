import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.access.cli import users
from service.access.tokens import Tokens
from service.store.engine import connect


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TECUM_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TECUM_BASE_URL", "https://tecum.example")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(users, arguments)


def test_a_user_is_added_listed_and_given_another_link() -> None:
    added = run("add", "ada", "--role", "analyst", "--display", "Ada [bold]L.")
    assert re.search(r"\nhttps://tecum\.example/link/[\w-]{43}\n", added.output)
    listed = run("list").output
    assert "Ada [bold]L." in listed
    assert "no password yet" in listed
    again = run("reset-link", "ada")
    assert again.exit_code == 0
    assert "/link/" in again.output


def test_a_token_is_printed_alone_on_its_line(tmp_path: Path) -> None:
    run("add", "ada", "--role", "analyst")
    token = run("token", "ada", "--scope", "read", "--days", "7").output.strip()
    store = connect(f"sqlite:///{tmp_path}/tecum.db")
    who = Tokens(store).find(token)
    store.close()
    assert who is not None
    assert (who.name, list(who.permissions)) == ("ada", ["read"])


def test_roles_and_locking_out() -> None:
    run("add", "anna", "--role", "admin")
    run("add", "ada", "--role", "analyst")
    assert run("roles", "ada", "--role", "senior").exit_code == 0
    assert run("disable", "ada").exit_code == 0
    listed = run("list").output
    assert "senior" in listed
    assert "disabled" in listed
    assert run("enable", "ada").exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("disable", "nobody"), "not_found"),
        (("add", "x", "--role", "admin"), "bad_user"),
        (("token", "nobody", "--scope", "read"), "not_found"),
        (("token", "nobody", "--scope", "root"), "bad_user"),
        (("link", "nobody", "1"), "TECUM_OIDC_ISSUER is not set"),
    ],
)
def test_a_refusal_is_one_sentence_and_exit_code_1(
    arguments: tuple[str, ...], says: str
) -> None:
    done = run(*arguments)
    assert done.exit_code == 1
    assert says in done.output
    assert "Traceback" not in done.output


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    other = str(tmp_path / "other")
    run("add", "ada", "--role", "analyst", "--data-dir", other)
    assert "ada" in run("list", "--data-dir", other).output
    assert "ada" not in run("list").output


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECUM_LOGIN_RATE", "often")
    done = run("list")
    assert done.exit_code == 1
    assert "TECUM_LOGIN_RATE" in done.output
    assert "5/minute" in done.output
