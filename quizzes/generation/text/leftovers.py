"""What site generators leave in Markdown: shortcodes, attributes, emoji codes, comments."""

from __future__ import annotations

import re

HOLE = "[…]"
"""Stands where a shortcode stood in the middle of a sentence: the words there are lost."""

_SHORTCODE = re.compile(r"\{\{[<%]?([^{}]{0,600})[>%]?\}\}|\{%((?:[^{}%]|%(?!\})){0,600})%\}")
_TEXT_OF = re.compile(
    r"\b(?:text|title|label|term|name)\s?=\s?(?:\"([^\"]{1,200})\"|'([^']{1,200})')"
)
_CODE_OPENS = re.compile(
    r"\{\{[<%]-?\s{0,5}(?:highlight|code)\b[^{}]{0,200}\}\}|"
    r"\{%-?\s{0,5}(?:highlight|code|codeblock)\b[^{}]{0,200}%\}"
)
_CODE_CLOSES = re.compile(
    r"\{\{[<%]-?\s{0,5}/\s?(?:highlight|code)\s{0,5}[^{}]{0,9}\}\}|"
    r"\{%-?\s{0,5}end(?:highlight|code|codeblock)\s{0,5}-?%\}"
)
_SAYS_NOTHING = re.compile(
    r"[\s\-</%]*(?:/|end\w*|include|import|if|else|elsif|unless|for|assign|capture|raw|comment|layout|"
    r"extends|block|toc|img|image|figure|legacy-img|youtube|vimeo|asset|button|icon|br|tabs?|hint|"
    r"notice|alert|callout|note|tip|warning|admonition|details|cite|ref|relref|link|page|url)\b",
    re.IGNORECASE,
)
_REST = re.compile(
    r"\[\^[^\]\s]{1,40}\](?!:)"  # footnote marks
    r"|\{[:.#][^{}\n]{0,120}\}|\{\s[.#:][^{}\n]{0,120}\}"  # attribute lists
    r"|!\[\[[^\[\]\n]{0,200}\]\]"  # embedded notes
    r"|(?<![\w:/]):[a-z][a-z0-9_+-]{1,40}:(?![\w:/])"  # emoji and icons
    r"|\[-?@[^\[\]\n]{1,200}\]"  # citations
    r"|\[\[?_?toc_?\]?\]|@\[toc\][^\n]{0,80}",
    re.IGNORECASE,
)
_WIKI_LINK = re.compile(r"\[\[(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
_MODULE = re.compile(
    r"^(?:import\s[^\n]{1,200}\sfrom\s+['\"][^'\"\n]+['\"];?|import\s+['\"][^'\"\n]+['\"];?|"
    r"export\s+(?:const|default|function)\b[^\n]*)[ \t]*$",
    re.MULTILINE,
)
_MARKED = re.compile(r"(?<![=\w])==([^=\n]{1,200})==(?![=\w])")
_COMMENTED = re.compile(r"\{%-?\s{0,5}comment\s{0,5}-?%\}")
_NEXT_WORD = re.compile(r"\s{0,9}[\w,;]")


def without_leftovers(text: str) -> str:
    """Take the leftovers out of a Markdown source; no line break is added or lost outside them."""
    text = _without(text, "<!--", re.compile("-->"))
    text = _without(text, _COMMENTED, re.compile(r"\{%-?\s{0,5}endcomment\s{0,5}-?%\}"))
    text = _CODE_CLOSES.sub("\n```\n", _CODE_OPENS.sub("\n```\n", text))
    text = _SHORTCODE.sub(_spoken, text)
    text = _WIKI_LINK.sub(r"\1", _REST.sub("", text))
    return _MARKED.sub(r"\1", _MODULE.sub("", text))


def _without(text: str, opening: str | re.Pattern[str], closing: re.Pattern[str]) -> str:
    """Cut out all from an opening to its closing; an opening without one is left alone."""
    pattern = re.compile(re.escape(opening)) if isinstance(opening, str) else opening
    kept, at = [], 0
    while (start := pattern.search(text, at)) and (end := closing.search(text, start.end())):
        kept.append(text[at : start.start()])
        at = end.end()
    return "".join([*kept, text[at:]])


def _spoken(match: re.Match[str]) -> str:
    """The words that a shortcode would print, as far as it tells them."""
    inner = match[1] if match[1] is not None else match[2]
    around = match.string[max(0, match.start() - 12) : match.start()]
    if around.endswith(("](", '="')):
        return "#"  # the target of a link or a picture
    if around.endswith(("[", "[!")):
        return ""
    if _SAYS_NOTHING.match(inner):
        return ""
    named = _TEXT_OF.search(inner)
    if named:
        return named[1] or named[2]
    before = around.rstrip(" \t").removesuffix("\n").rstrip()[-1:]
    goes_on = _NEXT_WORD.match(match.string, match.end())
    return HOLE if (before.isalnum() or before in (",", ";")) and goes_on else ""
