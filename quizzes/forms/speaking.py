"""What marks words that are in another language than the page (WCAG 3.1.2): `lang`, and `dir` where it turns."""

from __future__ import annotations

import re

from django.utils.translation import get_language, get_language_bidi

from quizzes.items import LANGUAGE_TAG

RIGHT_TO_LEFT = {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}


def marks_of(language: str | None) -> dict[str, str]:
    """The attributes of an element whose words are in a language; none where it is the page's."""
    if not language or not re.fullmatch(LANGUAGE_TAG, language):
        return {}
    if language.lower() == (get_language() or "").lower():
        return {}
    is_turned = language.partition("-")[0] in RIGHT_TO_LEFT
    if is_turned == get_language_bidi():
        return {"lang": language}
    return {"lang": language, "dir": "rtl" if is_turned else "ltr"}
