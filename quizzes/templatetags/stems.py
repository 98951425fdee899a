"""How a stem is shown."""

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from quizzes.items import BLANK

register = template.Library()


@register.filter
def stem(text: str) -> SafeString | str:
    """A stem with its blank drawn as a line, and named for whoever listens."""
    if BLANK not in text:
        return text
    blank = format_html('<span class="blank"><span class="hush">{}</span></span>', _("blank"))
    return format_html_join(blank, "{}", ((part,) for part in text.split(BLANK)))
