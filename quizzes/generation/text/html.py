"""HTML, as messy as it comes: the article's words, without scripts, menus and forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .leaving import LeftOut, Why
from .pieces import Piece, even
from .walking import Found, Walk

_SHARE = 0.2


@dataclass(frozen=True, slots=True)
class Page:
    """What a page calls itself, its blocks, and those that are no part of the article."""

    title: str
    pieces: tuple[Piece, ...]
    left_out: tuple[LeftOut, ...] = ()


def page(source: str) -> Page:
    """Read a page."""
    walk = Walk()
    everything = list(walk.over(source))
    found = list(_article(everything))
    heads = [one.piece.text for one in found if one.is_title]
    title = even(walk.title)
    # Many a page's title has the site's name besides.
    if len(heads) == 1 and (not title or heads[0].casefold() in title.casefold()):
        title = heads[0]
    return Page(title, tuple(one.piece for one in found), tuple(_left_out(everything, found)))


def pieces(source: str) -> Iterator[Piece]:
    """Yield the blocks of a part of a page."""
    for found in Walk().over(source):
        if not found.around:
            yield found.piece


def _left_out(everything: list[Found], kept: list[Found]) -> Iterator[LeftOut]:
    left = {id(one) for one in everything} - {id(one) for one in kept}
    for one in everything:
        if id(one) in left:
            yield LeftOut(Why.AROUND if one.around else Why.OUTSIDE, one.piece.text)


def _article(found: list[Found]) -> Iterator[Found]:
    """Choose what belongs to the article, unless that would leave next to nothing."""
    everything = sum(one.words for one in found)
    kept = [one for one in found if not one.around]
    if sum(one.words for one in kept) < _SHARE * everything:
        kept = found
    inside = sum(one.words for one in kept if one.inside)
    if inside * 2 >= sum(one.words for one in kept):
        kept = [one for one in kept if one.inside or one.is_title]
    yield from kept
