"""Looks at a page in every way that people do: wide and narrow, in light and in dark, enlarged to 400 %.

A page is loaded once: the window and the colours change around it, and axe looks anew at what depends on them.
"""

from __future__ import annotations

import dataclasses
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
HOUSE = {"runOnly": {"type": "tag", "values": [*TAGS, "best-practice"]}}
# Django's own pages don't follow all of axe's best practices.
DJANGO = {"runOnly": {"type": "tag", "values": TAGS}}
OF_COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
# What is shown, folded away or pushed elsewhere at another width can lose its name, its place or its size.
OF_WIDTHS = {
    "runOnly": [
        "target-size", "scrollable-region-focusable", "region", "label", "button-name", "link-name",
        "aria-hidden-focus", "skip-link", "meta-viewport", "css-orientation-lock", "heading-order", "empty-heading",
    ]
}  # fmt: skip


@dataclasses.dataclass(frozen=True)
class Sight:
    """A window and a colour scheme, and what axe looks at again in it; None: at everything."""

    width: int
    height: int
    scheme: str
    rules: Any = None


WIDE = Sight(1280, 1024, "light")
DARK = Sight(1280, 1024, "dark", OF_COLOURS)
SIGHTS = (
    WIDE,
    DARK,
    Sight(320, 800, "dark", OF_COLOURS),
    Sight(320, 800, "light", OF_WIDTHS),
    Sight(320, 256, "light", OF_WIDTHS),  # what 400 % leaves of 1280 by 1024
)

_LOOK = """async (rules) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = await axe.run(document, {...rules, resultTypes: ["violations"]});
  const page = document.documentElement;
  return [found.violations.map((v) => [v.id, v.nodes[0].html.slice(0, 160)]), page.scrollWidth - page.clientWidth];
}"""
_UNFOLD = """() => document.querySelectorAll("main details, #content details").forEach((one) => { one.open = true })"""


def faults_of(
    page: Any,
    name: str = "",
    *,
    rules: Any = HOUSE,
    sights: tuple[Sight, ...] = SIGHTS,
    unfold: bool = False,
) -> list[Any]:
    """What shuts somebody out of what stands there; with `unfold`, of what it folds away, too."""
    if not page.evaluate("() => !!window.axe"):
        page.evaluate(AXE_SCRIPT)
    if unfold:
        page.evaluate(_UNFOLD)
    faults = []
    for sight in sights:
        page.set_viewport_size({"width": sight.width, "height": sight.height})
        page.emulate_media(color_scheme=sight.scheme, reduced_motion="reduce")
        found, sideways = page.evaluate(_LOOK, sight.rules or rules)
        seen = f"{sight.width} x {sight.height} {sight.scheme}"
        faults += [(name or page.url, seen, *one) for one in found]
        faults += [(name or page.url, seen, "sideways scroll", sideways)] if sideways > 0 else []
    return faults
