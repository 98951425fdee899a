"""Fields that our models need a little otherwise than Django's."""

from __future__ import annotations

from typing import Any

from django.core.validators import URLValidator
from django.db import models


class WebAddressField(models.URLField):
    """An http or https address; one typed without a scheme is meant as https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})
