"""The site's addresses: the app, the editors' admin, health."""

from django.contrib import admin
from django.urls import include, path

from quizsite import health

urlpatterns = [
    path("", include("quizzes.urls")),
    path("admin/", admin.site.urls),
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
]


handler500 = "quizzes.views.errors.server_error"
