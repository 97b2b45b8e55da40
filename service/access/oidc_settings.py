"""The identity provider as configured."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from service.cases.roles import Role


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """Who signs people in for us, and what roles their claims give.

    `roles` maps a value of the claim `role_claim` to a role here.
    """

    issuer: str
    client_id: str
    client_secret: SecretStr
    role_claim: str
    roles: Mapping[str, Role]
    redirect_uri: str
