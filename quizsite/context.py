"""What every template may use about the site itself."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, and whether mail leaves it."""
    return {"site_name": settings.SITE_NAME, "mail_is_set": settings.EMAIL_IS_SET}
