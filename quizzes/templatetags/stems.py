"""How a stem is shown."""

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.items import BLANK

register = template.Library()

# The last sentence asks; what stands before it tells. A title such as "Mrs." ends no sentence.
_POSED = re.compile(r"(.*(?<!Mrs)(?<!Prof)[\w%)”\"’]{2}[.!?][”\"’)]?)\s+([^.!?]{8,}\?)", re.S)


@register.filter
def stem(text: str) -> SafeString | str:
    """A stem with its blank drawn as a line, and named for whoever listens."""
    if BLANK not in text:
        return text
    blank = format_html('<span class="blank"><span class="hush">{}</span></span>', _("blank"))
    return format_html_join(blank, "{}", ((part,) for part in text.split(BLANK)))


@register.filter
def posed(text: str) -> SafeString | str:
    """A stem over its answers: the situation in the voice of a text, the question itself as a heading."""
    told = _POSED.fullmatch(text.strip())
    if told is None or BLANK in text:
        return stem(text)
    return format_html('<span class="setting">{}</span> {}', *told.groups())
