"""How a question's words are shown: the stem with its blank and its setting, and the language of each."""

import re

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from quizzes.forms.speaking import marks_of
from quizzes.items import BLANK

register = template.Library()

# The last sentence asks; what stands before it tells. A title such as "Mrs." ends no sentence.
_POSED = re.compile(r"(.*(?<!Mrs)(?<!Prof)[\w%)”\"’]{2}[.!?][”\"’)]?)\s+([^.!?]{8,}\?)", re.S)


@register.filter
def stem(text: str) -> SafeString | str:
    """A stem with its blank drawn as a line, and named for whoever listens, in the page's language."""
    if BLANK not in text:
        return text
    blank = format_html(
        '<span class="blank"><span class="hush" lang="{}">{}</span></span>',
        get_language() or "",
        _("blank"),
    )
    return format_html_join(blank, "{}", ((part,) for part in text.split(BLANK)))


@register.filter
def posed(text: str) -> SafeString | str:
    """A stem over its answers: the situation in the voice of a text, the question itself as a heading."""
    told = _POSED.fullmatch(text.strip())
    if told is None or BLANK in text:
        return stem(text)
    return format_html('<span class="setting">{}</span> {}', *told.groups())


@register.filter
def lang(language: str | None) -> SafeString:
    """The attributes of an element whose words are in a language; none where it is the page's."""
    return format_html_join("", ' {}="{}"', marks_of(language).items())


@register.filter
def voiced(text: str, language: str | None) -> SafeString:
    """Words that stand among those of the page, in an element of their own where they need one."""
    marks = lang(language)
    return format_html("<span{}>{}</span>", marks, text) if marks else conditional_escape(text)
