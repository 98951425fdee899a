"""Which permissions the editors' group was offered: each once, so that what was taken away stays away."""

from __future__ import annotations

from django.contrib.auth.models import Permission
from django.db import models


class OfferedPermission(models.Model):
    """A permission that the editors' group was given, or found to lack by somebody's will."""

    permission = models.OneToOneField(Permission, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return str(self.permission)
