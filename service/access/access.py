"""The access layer as one object, and its place around the application."""

from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from fastapi import FastAPI, Request
from limits import parse
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from service.access.csrf import Csrf
from service.access.headers import SecurityHeaders
from service.access.hosts import Hosts, allowed
from service.access.identify import Identify
from service.access.limits import Limits, RateLimit, SignInLimits
from service.access.oidc import Provider, configured
from service.access.passwords import Passwords
from service.access.plain_address import PlainAddress
from service.access.scope import Cookies
from service.access.sessions import Sessions
from service.access.sign_in import SignIn
from service.access.tokens import Tokens
from service.settings import Settings
from service.store.engine import Store


@dataclass(frozen=True, slots=True)
class Access:
    """Everything that decides who may do what."""

    store: Store
    base_url: str
    cookies: Cookies
    passwords: Passwords
    sessions: Sessions
    tokens: Tokens
    sign_in: SignIn
    limits: Limits
    provider: Provider | None


def build(
    settings: Settings, store: Store, passwords: Passwords | None = None
) -> Access:
    """The access layer of these settings over this database."""
    limits, hashing = Limits(), passwords or Passwords()
    sessions = Sessions(
        store,
        idle=timedelta(minutes=settings.session_idle_minutes),
        life=timedelta(hours=settings.session_hours),
    )
    guesses = SignInLimits.of(limits, settings.login_rate)
    return Access(
        store=store,
        base_url=settings.base_url,
        cookies=Cookies(bool(settings.cookie_secure)),
        passwords=hashing,
        sessions=sessions,
        tokens=Tokens(store),
        sign_in=SignIn(store, hashing, sessions, guesses),
        limits=limits,
        provider=configured(settings),
    )


def install(app: FastAPI, access: Access, settings: Settings) -> None:
    """Wrap the application: the last added meets a request first."""
    app.state.access = access
    app.add_middleware(Csrf, base_url=settings.base_url)
    app.add_middleware(RateLimit, limits=access.limits, rate=parse(settings.api_rate))
    app.add_middleware(
        Identify,
        sessions=access.sessions,
        tokens=access.tokens,
        cookies=access.cookies,
    )
    app.add_middleware(PlainAddress)
    app.add_middleware(
        Hosts, allowed=allowed(settings.base_url, settings.allowed_hosts)
    )
    app.add_middleware(ProxyHeadersMiddleware, trusted_hosts=settings.trusted_proxies)
    app.add_middleware(SecurityHeaders, is_secure=access.cookies.is_secure)


def access_of(request: Request) -> Access:
    """The access layer of the application that a request came to."""
    return cast("Access", request.app.state.access)
