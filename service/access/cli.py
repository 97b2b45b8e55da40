"""The verbs `tecum users ...`: accounts by hand, on the machine of the service."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy.orm import Session

from service.access import links
from service.access import users as accounts
from service.access.errors import AccessError, BadUser, NotFound
from service.access.principal import roles_of
from service.access.tokens import Tokens, Wanted, scopes
from service.cases.errors import ServiceError
from service.cases.roles import Role
from service.settings import Settings
from service.store.engine import Store, connect
from service.store.migrating import upgrade
from service.store.schema import User

REFUSED = 1
_BY = "command line"
_OUT = Console()
_ERR = Console(stderr=True)

users = typer.Typer(no_args_is_help=True, help="Add, list and disable users; tokens.")

Name = Annotated[str, typer.Argument(help="What the user signs in with.")]
Data = Annotated[
    Path | None,
    typer.Option(
        "--data-dir", "--data", help="The service's folder; or TECUM_DATA_DIR."
    ),
]
Roles = Annotated[list[Role], typer.Option("--role", help="Repeat for several.")]


@users.command("add")
def add(
    name: Name,
    role: Roles,
    display: Annotated[str, typer.Option(help="Name as shown.")] = "",
    email: Annotated[str, typer.Option(help="E-mail address.")] = "",
    data: Data = None,
) -> None:
    """Add a user and print a one-time link to choose a password with."""
    with _database(data) as (settings, store), store.begin() as db:
        new = accounts.NewUser(name, tuple(role), display, email or None)
        user = accounts.add(db, new, _BY)
        secret = links.make(db, user.id, links.Purpose.WELCOME, _BY)
    _print_link(settings, secret)


@users.command("list")
def list_all(data: Data = None) -> None:
    """Show all users."""
    table = Table("Name", "Shown as", "Roles", "State", "Last sign-in")
    with _database(data) as (_, store), store.read() as db:
        rows = accounts.everybody(db)
    for user in rows:
        table.add_row(*map(escape, _cells(user)))
    _OUT.print(table)


@users.command("roles")
def set_roles(name: Name, role: Roles, data: Data = None) -> None:
    """Give a user these roles and no others."""
    with _database(data) as (_, store), store.begin() as db:
        accounts.set_roles(db, _user(db, name), role, _BY)
    _OUT.print("Done; it acts on their next request.")


@users.command("disable")
def disable(name: Name, data: Data = None) -> None:
    """Lock a user out at once: sessions and tokens end."""
    with _database(data) as (_, store), store.begin() as db:
        accounts.disable(db, _user(db, name), _BY)
    _OUT.print("Done; sessions and tokens have ended.")


@users.command("enable")
def enable(name: Name, data: Data = None) -> None:
    """Let a user in again; their tokens stay revoked."""
    with _database(data) as (_, store), store.begin() as db:
        accounts.enable(db, _user(db, name), _BY)
    _OUT.print("Done.")


@users.command("reset-link")
def reset_link(name: Name, data: Data = None) -> None:
    """Print a one-time link with which a user chooses a new password."""
    with _database(data) as (settings, store), store.begin() as db:
        secret = links.make(db, _user(db, name).id, links.Purpose.RESET, _BY)
    _print_link(settings, secret)


@users.command("token")
def make_token(
    name: Name,
    scope: Annotated[list[str], typer.Option(help="A permission; repeat for several.")],
    label: Annotated[str, typer.Option(help="What it is for.")] = "command line",
    days: Annotated[int, typer.Option(help="Days until it ends.")] = 90,
    data: Data = None,
) -> None:
    """Print a new API token of a user; it cannot be shown again."""
    with _database(data) as (_, store):
        wanted = Wanted(label, scopes(scope), days)
        with store.read() as db:
            user = _user(db, name)
        secret = Tokens(store).make(user.id, wanted, _BY)
    _OUT.print(secret, soft_wrap=True, highlight=False, markup=False)


@users.command("link")
def link_identity(
    name: Name,
    subject: Annotated[str, typer.Argument(help="The provider's `sub` of the user.")],
    data: Data = None,
) -> None:
    """Let a subject of the identity provider sign in as a user."""
    with _database(data) as (settings, store), store.begin() as db:
        if not settings.oidc_issuer:
            raise BadUser("TECUM_OIDC_ISSUER is not set.")
        user = _user(db, name)
        accounts.link(db, user, settings.oidc_issuer, subject, _BY)
    _OUT.print("Done.")


@contextmanager
def _database(data: Path | None) -> Iterator[tuple[Settings, Store]]:
    """The database of the settings, up to date; refusals are told and exit 1."""
    try:
        settings = Settings(data_dir=data) if data else Settings()
        with _opened(settings) as store:
            yield settings, store
    except (AccessError, ServiceError) as error:
        _ERR.print(f"[bold]{error.code}[/]: {escape(str(error))}", soft_wrap=True)
        raise typer.Exit(REFUSED) from None
    except ValidationError as error:
        for wrong in error.errors():
            name = "_".join(map(str, wrong["loc"])).upper()
            _ERR.print(f"[bold]TECUM_{name}[/]: {escape(wrong['msg'])}")
        raise typer.Exit(REFUSED) from None


@contextmanager
def _opened(settings: Settings) -> Iterator[Store]:
    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = connect(settings.database_url)
    try:
        upgrade(store)
        yield store
    finally:
        store.close()


def _user(db: Session, name: str) -> User:
    user = accounts.by_name(db, name)
    if user is None:
        raise NotFound("`tecum users list` shows the users there are.")
    return user


def _cells(user: User) -> tuple[str, ...]:
    last = user.last_login
    if user.disabled:
        state = "disabled"
    else:
        state = "local" if user.password_hash else "no password yet"
    return (
        user.name,
        user.display,
        ", ".join(roles_of(user)),
        state,
        f"{last:%Y-%m-%d %H:%M} UTC" if last else "never",
    )


def _print_link(settings: Settings, secret: str) -> None:
    hours = int(links.LIFE.total_seconds()) // 3600
    _OUT.print(f"Send this to the user. It works once, within {hours} hours:")
    address = links.address(settings.base_url, secret)
    _OUT.print(address, soft_wrap=True, highlight=False, markup=False)
