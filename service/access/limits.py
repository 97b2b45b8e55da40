"""Rate limits: per user or address for everything, stricter where passwords go."""

import ipaddress
import math
import time
from dataclasses import dataclass, field

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.types import ASGIApp, Receive, Scope, Send

from service.access.errors import TooManyRequests
from service.access.refusals import reply
from service.access.scope import principal_of

UNLIMITED = ("/static/", "/healthz", "/readyz")
_PER_ACCOUNT = parse("20/hour")
_ADDRESS_SHARE = 10


@dataclass(frozen=True, slots=True)
class Limits:
    """Counters kept in this process; several servers count each for themselves."""

    strategy: MovingWindowRateLimiter = field(
        default_factory=lambda: MovingWindowRateLimiter(MemoryStorage())
    )

    def hit(self, limit: RateLimitItem, *who: str) -> None:
        """Count one; refuse where that is over the limit.

        Raises:
            TooManyRequests: With the seconds to wait.
        """
        if not self.strategy.hit(limit, *who):
            stats = self.strategy.get_window_stats(limit, *who)
            # The window may have turned since the refusal: a wait is never nought.
            raise TooManyRequests(max(1, math.ceil(stats.reset_time - time.time())))

    def forgive(self, limit: RateLimitItem, *who: str) -> None:
        """Forget what was counted."""
        self.strategy.clear(limit, *who)


@dataclass(frozen=True, slots=True)
class SignInLimits:
    """Guessing is slowed per account and address, per account, and per address.

    Counted before the password is tried, so that parallel guesses count too, and for
    names that do not exist as for those that do. The right password clears the first
    two, so only failures add up there.
    """

    limits: Limits
    pair: RateLimitItem
    account: RateLimitItem
    address: RateLimitItem

    @classmethod
    def of(cls, limits: Limits, rate: str) -> "SignInLimits":
        """From the setting for a pair; an address may be a whole office's."""
        pair = parse(rate)
        office = type(pair)(pair.amount * _ADDRESS_SHARE, pair.multiples)
        return cls(limits, pair, _PER_ACCOUNT, office)

    def count(self, name: str, address: str) -> None:
        """Count an attempt.

        Raises:
            TooManyRequests: Over any of the three.
        """
        self.limits.hit(self.address, "sign-in-address", address)
        self.limits.hit(self.account, "sign-in-account", name)
        self.limits.hit(self.pair, "sign-in", name, address)

    def succeeded(self, name: str, address: str) -> None:
        """The right password clears the counts of the account."""
        self.limits.forgive(self.pair, "sign-in", name, address)
        self.limits.forgive(self.account, "sign-in-account", name)


@dataclass(frozen=True, slots=True)
class RateLimit:
    """Middleware: so many requests per user, or per address where nobody is known."""

    app: ASGIApp
    limits: Limits
    rate: RateLimitItem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 429."""
        if scope["type"] != "http" or scope["path"].startswith(UNLIMITED):
            await self.app(scope, receive, send)
            return
        try:
            self.limits.hit(self.rate, "all", _who(scope))
        except TooManyRequests as error:
            await reply(error, scope)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def address_of(scope: Scope) -> str:
    """The caller's address; of an IPv6 one its /64, which is what one customer has."""
    client = scope.get("client")
    host = str(client[0]) if client else ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host
    if address.version == 4:
        return host
    return str(ipaddress.ip_network((int(address), 64), strict=False))


def _who(scope: Scope) -> str:
    principal = principal_of(scope)
    return principal.user_id if principal else address_of(scope)
