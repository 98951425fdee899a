"""The admin, with the site's own door."""

from django.contrib.admin.apps import AdminConfig


class HouseAdmin(AdminConfig):
    default_site = "quizsite.adminsite.HouseSite"
