"""What each element of HTML means for reading: text, the page around it, or nothing at all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum, auto

from .tags import Opening
from .wordlists import words


class Role(Enum):
    """What an open element says about the words inside it."""

    BLOCK = auto()
    SILENT = auto()
    AROUND = auto()
    INSIDE = auto()
    OTHER = auto()
    CELL = auto()
    LAYOUT = auto()
    QUOTE = auto()
    CODE = auto()
    LIST = auto()
    MINOR = auto()
    TERM = auto()
    MEANING = auto()
    RAISED = auto()


HEADINGS = {**{f"h{level}": level for level in range(1, 7)}, "summary": 5}
BREAKS = words("hr tr tbody thead tfoot legend option")
VOID = words("area base br col embed hr img input link meta param source track wbr")
_SILENT = words(
    "noscript template svg math canvas object audio video picture map button select datalist "
    "label dialog del s strike rp rt head"
)
_AROUND = words("nav footer form menu")
_OF_NAMES = {
    **dict.fromkeys(_SILENT, (Role.SILENT,)),
    **dict.fromkeys(_AROUND, (Role.BLOCK, Role.AROUND)),
    **dict.fromkeys(HEADINGS, (Role.BLOCK,)),
    **dict.fromkeys(("main", "article"), (Role.BLOCK, Role.INSIDE)),
    **dict.fromkeys(("ul", "ol", "dir"), (Role.BLOCK, Role.LIST)),
    **dict.fromkeys(
        (
            "p",
            "div",
            "section",
            "body",
            "li",
            "dl",
            "table",
            "figure",
            "details",
            "fieldset",
            "aside",
        ),
        (Role.BLOCK,),
    ),
    **dict.fromkeys(("caption", "header", "address", "figcaption"), (Role.BLOCK, Role.OTHER)),
    **dict.fromkeys(("td", "th"), (Role.BLOCK, Role.CELL)),
    # A block of nothing but links or small print is no part of the text.
    "a": (Role.MINOR,),
    "small": (Role.MINOR,),
    "blockquote": (Role.BLOCK, Role.QUOTE),
    "pre": (Role.BLOCK, Role.CODE),
    "dt": (Role.BLOCK, Role.TERM),
    "dd": (Role.BLOCK, Role.MEANING),
    "sup": (Role.RAISED,),
}
_NAMED_AROUND = re.compile(
    r"(?:(?:site|page|main|top|bottom|global|primary|secondary|post|entry|article|social)[-_]{0,2})?"
    r"(?:nav(?:bar|igation)?|menu|breadcrumbs?|sidebar|footer|cookies?|consent|gdpr|share|sharing|"
    r"social|related|recommended|comments?|respond|newsletter|subscribe|subscription|signup|toc|"
    r"pagination|pager|tags|ads?|advert(?:isement)?|promo|widget|skip|byline|meta|author|bio)"
    r"(?:[-_]{0,2}(?:links?|list|box|banner|bar|block|area|section|container|wrapper|notice|buttons?|"
    r"posts?|articles?|content|form|bio|info|box|widget|nav|menu|icons?|popup|modal))?",
    re.IGNORECASE,
)
_OTHER_NAMES = words(
    "table-of-contents sr-only visually-hidden screen-reader-text usa-banner skip-link "
    "wp-caption-text caption img-caption photo-credit image-credit mw-editsection reflist "
    "references navbox infobox catlinks noprint printfooter"
)
_BOXES = re.compile(r"admonition|callout|note|tip|warning|info|important|alert|caution", re.I)
_PLACES = words("navigation banner contentinfo search complementary dialog")
_UNSEEN = re.compile(r"(?:display\s?:\s?none|visibility\s?:\s?hidden)", re.IGNORECASE)
_WHOLE = words("html body main article")


def roles_of(tag: Opening) -> tuple[Role, ...]:
    """Say what an element means, by its name and by what its attributes call it."""
    roles = _OF_NAMES.get(tag.name, ())
    attributes = tag.attributes if tag.source.strip(" /") else {}
    if tag.name == "a" and "href" not in attributes:
        return ()  # the target of a link, often never closed
    if _is_hidden(attributes):
        return (*roles, Role.SILENT)
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"
    if tag.name == "aside":
        return roles if _BOXES.search(names) else (*roles, Role.AROUND)
    role = attributes.get("role", "")
    if role == "main":
        return (*roles, Role.INSIDE)
    if role in ("presentation", "none"):
        return (*roles, Role.LAYOUT)
    if tag.name in _WHOLE or tag.name in HEADINGS:
        return roles
    return (*roles, Role.AROUND) if role in _PLACES or _is_around(names) else roles


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or bool(_UNSEEN.search(attributes.get("style", "")))
    )


def _is_around(names: str) -> bool:
    return any(
        name.lower() in _OTHER_NAMES or _NAMED_AROUND.fullmatch(name) for name in names.split()
    )
