"""The site's addresses: the app and the editors' admin (health: quizsite.health)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from quizzes.views.style import style

urlpatterns = [
    path("", include("quizzes.urls")),
    path("admin/", admin.site.urls),
]
if settings.DEBUG:  # every component in every state, for whoever works on the pages
    urlpatterns.append(path("style/", style, name="style"))


handler500 = "quizzes.views.errors.server_error"
