"""Lists that the article itself gives: which of these does it name?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizzes.generation import distractors
from quizzes.generation.concepts import Concept, Mention
from quizzes.generation.study import Passage, Study
from quizzes.items import Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, capital, clause, evidence

FAMILY = "listing"
_PRIOR = 0.9
_RESULTS = re.compile(
    r"\b(?:resulting in|leading to|leads? to|results? in|causing|causes?)\s+(?P<list>[^.;:]+)",
    re.IGNORECASE,
)
_EXAMPLES = re.compile(r",? (?:such as|including)\s+(?P<list>[^.;:]+)", re.IGNORECASE)
_SEPARATOR = re.compile(r",?\s+(?:and|or)\s+|,\s*")
_TAIL = re.compile(r",?\s*(?:and so on|etc\.?|and others|and more)\s*$", re.IGNORECASE)
_CHANNELS = re.compile(r"\bchannels? (?:for|of|through which)\b", re.IGNORECASE)
# What is denied somewhere in the sentence may be the list itself.
_DENIED = re.compile(r"\b(?:not(?! only)|never|nor|cannot)\b|n['’]t\b", re.IGNORECASE)
_CAUSES = frozenset({"harm", "attack", "channel", "behaviour"})
_KEYS, _OPTIONS = range(2, 5), 6


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Ask for the members of a list all of whose members are linked concepts."""
    if not passage.can_prove or passage.is_damaged or _DENIED.search(passage.sentence.text):
        return
    yield from _results(passage, study)
    yield from _examples(passage, study)
    yield from _channels(passage, study)


def _results(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    match = _RESULTS.search(passage.sentence.text)
    if not match:
        return
    cue = passage.sentence.start + match.start()
    causes = [
        m
        for m in passage.mentions
        if m.end <= cue and study.base.concepts[m.concept].kind in _CAUSES
    ]
    if not causes:
        return
    cause = study.base.concepts[causes[-1].concept]
    label = cause.phrases.get("cause", cause.label)
    stem = f"Which of these does the article name as results of {label}?"
    yield from _from_list(passage, study, match, causes[-1], stem)


def _examples(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    match = _EXAMPLES.search(passage.sentence.text)
    if not match:
        return
    cue = passage.sentence.start + match.start()
    heads = [m for m in passage.mentions if m.end == cue]
    if heads:
        label = study.base.concepts[heads[-1].concept].label
        stem = f"Which of these does the article name as examples of {label}?"
        yield from _from_list(passage, study, match, heads[-1], stem)


def _from_list(
    passage: Passage, study: Study, match: re.Match[str], head: Mention, stem: str
) -> Iterator[Candidate | Objection]:
    members = _members(passage, match)
    if members is None or len(members) not in _KEYS:
        yield Objection(
            "LIST-UNLINKED",
            gettext_noop("Not every member of the list “%(list)s” is a known concept."),
            {"list": match["list"].strip()},
        )
        return
    kinds = {head.concept, *(member.concept for member in members)}
    if len(kinds) <= len(members):
        yield Objection(
            "LIST-BRANDS",
            gettext_noop(
                "The list “%(list)s” has names of one thing, which are not worth asking for."
            ),
            {"list": match["list"].strip()},
        )
        return
    keys = [study.base.concepts[member.concept] for member in members]
    texts = [study.document.text[m.start : m.end] for m in members]
    foils = distractors.siblings(keys, study, _OPTIONS - len(keys))
    span = clause(passage, head.start, members[-1].end)
    yield from _question(passage, study, stem, keys, texts, foils, span)


def _channels(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """The ways in which a harm comes about: "from A to B, the channels for C"."""
    match = _CHANNELS.search(passage.sentence.text)
    if not match:
        return
    cue = passage.sentence.start + match.start()
    harms = [
        m
        for m in passage.mentions
        if m.start >= cue and "ask_channel" in study.base.concepts[m.concept].phrases
    ]
    ways = [
        m
        for m in passage.mentions
        if m.end <= cue and "channel" in study.base.concepts[m.concept].phrases
    ]
    if not harms or len({m.concept for m in ways}) not in _KEYS:
        return
    keys = [study.base.concepts[c] for c in dict.fromkeys(m.concept for m in ways)]
    texts = [key.phrases["channel"][0].lower() + key.phrases["channel"][1:] for key in keys]
    foils = distractors.by_phrase("channel", keys, study, 3)
    stem = study.base.concepts[harms[0].concept].phrases["ask_channel"]
    span = clause(passage, ways[0].start, harms[0].end)
    yield from _question(passage, study, stem, keys, texts, foils, span)


def _members(passage: Passage, match: re.Match[str]) -> list[Mention] | None:
    """The mentions that make up the list, each filling its place, or None."""
    text = _TAIL.sub("", match["list"])
    offset = passage.sentence.start + match.start("list")
    by_span = {(m.start, m.end): m for m in passage.mentions}
    members, at = [], 0
    for border in [*_SEPARATOR.finditer(text), None]:
        end = border.start() if border else len(text.rstrip(" ,"))
        if end > at:
            members.append(by_span.get((offset + at, offset + end)))
        at = border.end() if border else end
    return None if None in members else [m for m in members if m]


def _question(
    passage: Passage,
    study: Study,
    stem: str,
    keys: Sequence[Concept],
    texts: Sequence[str],
    foils: Sequence[tuple[str, str]],
    span: tuple[int, int],
) -> Iterator[Candidate | Objection]:
    if len(foils) < 2:
        yield Objection(
            "LIST-FOILS",
            gettext_noop("Too few concepts are known to stand outside the list."),
        )
        return
    cited = evidence(study, *span)
    named = " and ".join([", ".join(texts[:-1]), texts[-1]])
    item = Item(
        kind=Kind.MULTIPLE,
        stem=stem,
        options=(
            *(Option(capital(text), True, "The article names it.") for text in texts),
            *(Option(text, False, why) for text, why in foils),
        ),
        explanation=f"The article says: “{cited.text}”. So the answers are: {named}. "
        f"Why not “{foils[0][0]}”? {foils[0][1]}",
        evidence=(cited,),
        concepts=tuple(key.id for key in keys),
        family=FAMILY,
        level=Level.REMEMBER,
        score=round(_PRIOR * (0.5 + passage.score / 2), 3),
    )
    yield Candidate(item, passage, f"listing:{span}", keys[0].id)
