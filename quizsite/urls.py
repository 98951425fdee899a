"""The site's addresses: the app and the editors' admin (health: quizsite.health)."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("quizzes.urls")),
    path("admin/", admin.site.urls),
]


handler500 = "quizzes.views.errors.server_error"
