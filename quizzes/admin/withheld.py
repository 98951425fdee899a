"""The extra "accounts" brings lists of its own, which would show secrets and go past our verbs: they are left out."""

from __future__ import annotations

from importlib import import_module

from django.apps import apps
from django.contrib import admin

for label in ("account", "socialaccount", "mfa"):
    if apps.is_installed(f"allauth.{label}"):
        import_module(f"allauth.{label}.admin")  # it would register them later
        for model in apps.get_app_config(label).get_models():
            if admin.site.is_registered(model):
                admin.site.unregister(model)
