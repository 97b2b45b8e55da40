"""Settings: from the environment, complete, documented."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from service.settings import Settings

DOCS = Path("docs/service.md").read_text("utf-8")


def settings(**chosen: object) -> Settings:
    return Settings(**chosen, _env_file=None)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_is_documented(name: str) -> None:
    row = f"| `TECUM_{name.upper()}` |"
    (line,) = [line for line in DOCS.splitlines() if line.startswith(row)]
    assert line.endswith(f"| {Settings.model_fields[name].description} |")


def test_where_things_are_follows_from_the_data_folder(tmp_path: Path) -> None:
    made = settings(data_dir=tmp_path)
    assert made.database_url == f"sqlite:///{tmp_path}/tecum.db"
    assert made.jobs_url == f"sqlite:///{tmp_path}/jobs.db"
    assert made.blob_url == f"file://{tmp_path}/blobs"


def test_on_postgres_jobs_are_beside_the_requests() -> None:
    made = settings(database_url="postgresql://db/tecum")
    assert made.jobs_url == made.database_url


@pytest.mark.parametrize(
    ("base", "secure"), [("https://a.example/", True), ("http://a.example", False)]
)
def test_cookies_are_secure_where_the_address_is(base: str, secure: bool) -> None:
    made = settings(base_url=base)
    assert made.cookie_secure is secure
    assert not made.base_url.endswith("/")


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TECUM_ALLOWED_HOSTS", "a.example, b.example")
    monkeypatch.setenv("TECUM_WORKERS", "7")
    made = settings()
    assert made.allowed_hosts == ("a.example", "b.example")
    assert made.workers == 7


@pytest.mark.parametrize(
    "wrong", [{"port": 70000}, {"workers": -1}, {"embedded": "cloud"}, {"lease_s": 0}]
)
def test_nonsense_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        settings(**wrong)


def test_a_worker_is_told_everything_but_secrets(tmp_path: Path) -> None:
    made = settings(data_dir=tmp_path, secret_key="hush", lease_s=3)  # noqa: S106
    told = made.told()
    assert "hush" not in told
    again = Settings.model_validate_json(told)
    assert (again.lease_s, again.database_url) == (3, made.database_url)
