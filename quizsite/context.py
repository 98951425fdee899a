"""What every template may use about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, whether mail leaves it, and how people may sign in besides the password."""
    return {
        "site_name": settings.SITE_NAME,
        "mail_is_set": settings.EMAIL_IS_SET,
        "passkeys_on": settings.PASSKEYS,
        "more_ways_in": settings.MFA != "off" or settings.PASSKEYS,
        "sso_name": settings.SSO.name if settings.SSO else "",
    }
