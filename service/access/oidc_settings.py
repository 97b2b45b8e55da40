"""The identity provider as configured."""

from collections.abc import Mapping
from dataclasses import dataclass

from pydantic import SecretStr

from service.cases.roles import Role
from service.settings import Settings

CALLBACK = "/login/oidc/callback"


@dataclass(frozen=True, slots=True)
class OidcSettings:
    """Who signs people in for us, and what roles their claims give.

    `roles` maps a value of the claim `role_claim` to a role here.
    """

    issuer: str
    client_id: str
    client_secret: SecretStr
    redirect_uri: str
    role_claim: str
    roles: Mapping[str, Role]
    label: str

    def roles_for(self, claim: object) -> tuple[Role, ...]:
        """The roles that a claim's value, or list of values, gives."""
        values = claim if isinstance(claim, list) else [claim]
        given = {
            self.roles[v] for v in values if isinstance(v, str) and v in self.roles
        }
        return tuple(r for r in Role if r in given)


def oidc_settings(settings: Settings) -> OidcSettings | None:
    """The provider of the settings; None where no issuer is set."""
    if not settings.oidc_issuer:
        return None
    return OidcSettings(
        issuer=settings.oidc_issuer,
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        redirect_uri=settings.base_url + CALLBACK,
        role_claim=settings.oidc_role_claim,
        roles=settings.oidc_roles,
        label=settings.oidc_name,
    )
