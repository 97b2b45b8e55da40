"""From what a provider vouches for to one of our users."""

from sqlalchemy.orm import Session

from service.access import users
from service.access.alone import alone
from service.access.errors import BadUser, SignInRefused
from service.access.oidc import Identified
from service.access.oidc_settings import OidcSettings
from service.access.principal import roles_of
from service.store.schema import User

_BY = "oidc"


def user_for(db: Session, who: Identified, settings: OidcSettings) -> User:
    """The user of an identity; made on the first sign-in, roles taken from the claims.

    Where no roles are mapped in the settings, only users that were linked beforehand
    (`tecum users link`) may sign in, with the roles they have here.

    Raises:
        SignInRefused: The claims give no role, the user is disabled, or the name is a
            local user's, whom nobody becomes by having the same name elsewhere.
    """
    roles = settings.roles_for(who.roles)
    if settings.roles and not roles:
        raise SignInRefused("Your account there gives no role here.")
    alone(db)
    user = users.by_identity(db, who.issuer, who.subject)
    if user is None:
        return _added(db, who, settings)
    if user.disabled:
        raise SignInRefused("Your account here is disabled.")
    if roles and roles != roles_of(user):
        users.set_roles(db, user, roles, _BY)
    return user


def _added(db: Session, who: Identified, settings: OidcSettings) -> User:
    roles = settings.roles_for(who.roles)
    if not roles:
        raise SignInRefused("An administrator must link your account first.")
    new = users.NewUser(who.name, roles, who.display, who.email)
    try:
        user = users.add(db, new, _BY)
    except BadUser as error:
        raise SignInRefused(
            "A user of your name exists here; an administrator must link it to you."
        ) from error
    users.link(db, user, who.issuer, who.subject, _BY)
    return user
