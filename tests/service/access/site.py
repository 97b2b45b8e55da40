"""A small application behind the real access layer, over a real database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

import httpx
from argon2 import PasswordHasher
from fastapi import FastAPI, Request, UploadFile
from fastapi.responses import Response
from sqlalchemy import event

from service.access import (
    access,
    links,
    pages,
    pages_account,
    pages_matters,
    pages_oidc,
    pages_users,
)
from service.access.guard import CurrentUser, require, seen_request
from service.access.headers import attachment
from service.access.passwords import Passwords
from service.access.principal import Principal
from service.access.refusals import page
from service.access.tokens import Wanted
from service.access.users import NewUser, add, set_password
from service.api import problems
from service.cases.roles import Permission, Role
from service.settings import Settings
from service.store.columns import Base
from service.store.engine import Store, connect

PASSWORD = "nine grey herons wade"  # noqa: S105 - of users made here
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
BASE = "http://testserver"


@dataclass
class Site:
    """The application, its access layer and its database."""

    app: FastAPI
    access: access.Access
    settings: Settings
    loop: asyncio.Runner

    @property
    def store(self) -> Store:
        return self.access.store

    def user(self, name: str, *roles: Role, password: str = PASSWORD) -> str:
        """The id of a new user with a password."""
        with self.store.begin() as db:
            user = add(db, NewUser(name, roles or (Role.ANALYST,)), "test")
            hashed = self.access.passwords.hash(password)
            set_password(db, user, hashed, "test")
            return user.id

    def token(self, user_id: str, *scopes: Permission) -> str:
        """An API token of a user."""
        wanted = Wanted("test", scopes or tuple(Permission), 1)
        return self.access.tokens.make(user_id, wanted, "test")

    def link(self, user_id: str, purpose: links.Purpose = links.Purpose.RESET) -> str:
        """The secret of a one-time link."""
        with self.store.begin() as db:
            return links.make(db, user_id, purpose, "test")

    def browser(self, address: str = "192.0.2.1") -> "Browser":
        """A browser that nobody is signed in with."""
        transport = httpx.ASGITransport(self.app, client=(address, 4711))
        base = self.settings.base_url
        return Browser(httpx.AsyncClient(transport=transport, base_url=base), self)


@dataclass
class Browser:
    """What a person does in a browser, with its cookies and hidden fields."""

    client: httpx.AsyncClient
    site: Site

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        """Any request; headers and cookies as a program sends them."""
        return self.site.loop.run(self.client.request(method, path, **more))

    def get(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        """Ask for a page."""
        headers = {"accept": "text/html", **more.pop("headers", {})}
        return self.ask("GET", path, headers=headers, **more)

    def post(self, path: str, **more: Any) -> httpx.Response:  # noqa: ANN401
        """Send something from a page."""
        headers = {"accept": "text/html", **more.pop("headers", {})}
        return self.ask("POST", path, headers=headers, **more)

    def csrf(self, path: str) -> str:
        """The token on a page."""
        text = self.get(path).text
        return text.split('name="csrf_token" value="')[1].split('"')[0]

    def submit(self, path: str, data: dict[str, Any], page: str = "") -> httpx.Response:
        """Send a form as its page would."""
        return self.post(path, data={"csrf_token": self.csrf(page or path), **data})

    def sign_in(
        self, name: str, password: str = PASSWORD, **more: str
    ) -> httpx.Response:
        """Sign in by the form."""
        return self.submit("/login", {"name": name, "password": password, **more})

    @property
    def session(self) -> str | None:
        """The session cookie."""
        return self.client.cookies.get(self.site.access.cookies.session)


@contextmanager
def opened(folder: Path, **chosen: Any) -> Iterator[Site]:  # noqa: ANN401
    """A site in a folder; `chosen` are settings."""
    settings = Settings(
        **{"data_dir": folder, "base_url": BASE, "login_rate": "5/minute"} | chosen,
        _env_file=None,
    )
    (folder / "tecum.db").write_bytes(empty_database())
    store = connect(settings.database_url)
    # Nothing here outlives the test, so nothing need reach the disk.
    event.listen(store.engine, "connect", _in_haste)
    try:
        app = _app(settings, store)
        with around(app, settings) as site:
            yield site
    finally:
        store.close()


@cache
def empty_database() -> bytes:
    """A database with all tables and no rows: made once, copied for each test."""
    with TemporaryDirectory() as folder:
        store = connect(f"sqlite:///{folder}/tecum.db")
        Base.metadata.create_all(store.engine)
        store.close()
        return Path(folder, "tecum.db").read_bytes()


def _in_haste(connection: Any, _: object) -> None:  # noqa: ANN401
    connection.execute("PRAGMA synchronous=OFF")


@contextmanager
def around(app: FastAPI, settings: Settings) -> Iterator[Site]:
    """An application that has its access layer, with a loop to run its requests."""
    with asyncio.Runner() as loop:
        yield Site(app, app.state.access, settings, loop)
        loop.run(loop.get_loop().shutdown_default_executor())


def _app(settings: Settings, store: Store) -> FastAPI:
    app = FastAPI(docs_url=None, redoc_url=None)
    made = access.build(settings, store, Passwords(QUICK))
    access.install(app, made, settings)
    problems.install(app, page)
    for module in (pages, pages_account, pages_matters, pages_oidc, pages_users):
        app.include_router(module.router)
    _add_routes(app, store)
    return app


def _add_routes(app: FastAPI, store: Store) -> None:
    @app.get("/")
    def home(who: CurrentUser) -> dict[str, str]:
        return {"name": who.name, "via": who.via}

    @app.get("/v1/me")
    def me(who: CurrentUser) -> dict[str, Any]:
        return {"name": who.name, "may": sorted(who.permissions)}

    @app.get("/v1/forgotten-guard")
    def unguarded() -> str:
        return "secret"

    @app.post("/v1/things")
    async def make(
        request: Request, who: Annotated[Principal, require(Permission.SUBMIT)]
    ) -> dict[str, int]:
        return {"length": len(await request.body())}

    @app.post("/upload")
    async def upload(file: UploadFile, who: CurrentUser) -> dict[str, Any]:
        return {"name": file.filename, "length": len(await file.read())}

    @app.get("/v1/requests/{request_id}")
    def read(request_id: str, who: CurrentUser) -> dict[str, Any]:
        return {"id": seen_request(store, who, request_id).id}

    @app.get("/v1/download")
    def download(name: str, who: CurrentUser, request: Request) -> Response:
        return Response(b"x", headers=attachment(name))
