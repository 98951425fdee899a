"""Fields that our models need a little otherwise than Django's."""

from __future__ import annotations

import json
from typing import Any

from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from quizzes.items import LANGUAGE_TAG


class WebAddressField(models.URLField):
    """An http or https address; one typed without a scheme is meant as https."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def formfield(self, **kwargs: Any) -> Any:
        return super().formfield(**{"assume_scheme": "https", **kwargs})


class LanguageField(models.CharField):
    """The tag of the language that some words are in, as HTML's `lang` takes it."""

    default_validators = [
        RegexValidator(
            rf"^{LANGUAGE_TAG}\Z", _("Write the tag of a language, such as en, de or pt-BR.")
        )
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 12, **kwargs})


class WordsField(models.TextField):
    """Words, ids or patterns in their order: a tuple of texts, stored as a list in JSON."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"default": tuple, "blank": True, **kwargs})

    def from_db_value(self, value: str | None, *_connection: Any) -> tuple[str, ...]:
        return tuple(json.loads(value)) if value else ()

    def to_python(self, value: Any) -> Any:
        return tuple(json.loads(value)) if isinstance(value, str) else tuple(value or ())

    def get_prep_value(self, value: Any) -> Any:
        return json.dumps(list(value), ensure_ascii=False)

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.get_prep_value(self.value_from_object(obj)))
