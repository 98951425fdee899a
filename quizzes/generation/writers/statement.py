"""True or false: relations that the article states, turned by operators that can be proved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.generation.study import Passage, Study
from quizzes.items import Evidence, Item, Kind, Level, Objection, Option, gettext_noop

from .candidate import Candidate, clause, evidence

FAMILY = "statement"
_PRIOR = 0.9
# Blind readers find "there is no need to" too easily seen through, and accepted neither of the last two:
# under the floor of selection.
_ADVICE_PRIOR = 0.35
_TREND = re.compile(
    r"^The more (?P<a>[a-z]+) (?P<x>[^,]+?) (?P<v>is|are|becomes?|gets?), "
    r"the more (?P<b>[a-z]+) (?P<y>[^,]+?) (?P<w>is|are|becomes?|gets?)\.$"
)
_STATES = {
    "national level": "the state",
    "state": "the state",
    "government": "the government",
    "authorities": "the authorities",
    "police": "the police",
    "it department": "the IT department",
    "it team": "the IT team",
    "experts": "experts",
    "specialists": "specialists",
    "companies": "companies",
}
_SCOPE = re.compile(
    rf"\bnot only\b(?P<one>[^.;]*?\b(?P<state>{'|'.join(_STATES)})\b[^.;]*?),?"
    r" but(?: also)? (?P<all>(?:every|each|all) [a-z]+|everyone|everybody)\b",
    re.IGNORECASE,
)
_EVERYONE = re.compile(
    r"^(?P<task>[A-Z][^,;]*?) requires? (?:everyone|everybody)['’]s "
    r"(?:participation|help|cooperation|support|effort)\b"
)
_ADVICE = re.compile(
    r"(?:^|[;,] )(?P<whole>[Ii]t is (?P<how>necessary|important|essential|crucial|vital) to "
    r"(?P<what>[a-z]+ [^,;.]+))"
)
_POINTERS = re.compile(r"\b(?:this|that|these|those|it|they|them|their|our|we|my|us|such)\b", re.I)
_ADVICE_WORDS = range(4, 17)


def write(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """Write statements about trends, about who is responsible, and about what is advised."""
    if passage.can_prove and not passage.is_damaged and passage.mentions:
        yield from _trend(passage, study)
        yield from _scope(passage, study)
        yield from _everyone(passage, study)
        yield from _advice(passage, study)


def _trend(passage: Passage, study: Study) -> Iterator[Candidate]:
    """ "The more A X is, the more B Y is": the false twin says "less" (closed antonyms)."""
    match = _TREND.match(passage.sentence.text)
    if not match or _POINTERS.search(match["x"]) or _POINTERS.search(match["y"]):
        return
    x, y = match["x"], match["y"]
    grows = f"{x} {_becomes(match['v'])} more {match['a']}"
    cited = evidence(study, passage.sentence.start, passage.sentence.end)
    for truth, word in ((True, "more"), (False, "less")):
        stem = (
            f"According to the article, {y} {_becomes(match['w'])} {word} {match['b']} as {grows}."
        )
        so = f"So {y} {_becomes(match['w'])} more {match['b']}, not less."
        yield _candidate(passage, stem, truth, cited, so, "trend")


def _scope(passage: Passage, study: Study) -> Iterator[Candidate]:
    """ "Not only the state but every user": the false twin leaves the task to the state alone."""
    match = _SCOPE.search(passage.sentence.text)
    subject = _principle(passage, study)
    if not match or not subject:
        return
    state, everyone = _STATES[match["state"].lower()], match["all"].lower()
    start = passage.sentence.start
    cited = evidence(study, *clause(passage, start + match.start(), start + match.end()))
    cited = evidence(study, cited.start, _clause_end(passage, cited.end))
    so = f"So it is a task for {everyone} as well as for {state}."
    for truth, who in ((False, f"{state} alone"), (True, f"both {state} and {everyone}")):
        stem = f"According to the article, {subject} is a task for {who}."
        yield _candidate(passage, stem, truth, cited, so, "shared_responsibility")


def _everyone(passage: Passage, study: Study) -> Iterator[Candidate]:
    """ "X requires everyone's participation": the false twin leaves X to specialists."""
    match = _EVERYONE.match(passage.sentence.text)
    if not match or _POINTERS.search(match["task"]):
        return
    task = match["task"][0].lower() + match["task"][1:]
    cited = evidence(study, passage.sentence.start, passage.sentence.end)
    so = "So everyone has to take part, and specialists alone are not enough."
    for truth, what in (
        (False, "is a task for specialists alone"),
        (True, "needs everyone to take part"),
    ):
        stem = f"According to the article, {task} {what}."
        yield _candidate(passage, stem, truth, cited, so, "shared_responsibility")


def _advice(passage: Passage, study: Study) -> Iterator[Candidate | Objection]:
    """ "It is necessary to X": the false twin says that the article sees no need to."""
    match = _ADVICE.search(passage.sentence.text)
    if not match:
        return
    what = match["what"].strip()
    start, end = passage.sentence.start + match.start("what"), passage.sentence.start + match.end()
    is_about = any(start <= m.start and m.end <= end for m in passage.mentions)
    if not is_about or _POINTERS.search(what) or len(what.split()) not in _ADVICE_WORDS:
        yield Objection(
            "ADVICE-UNCLEAR",
            gettext_noop("The advice “%(advice)s” can't be understood by itself."),
            {"advice": what},
        )
        return
    cited = evidence(study, passage.sentence.start + match.start("whole"), end)
    so = f"So the article calls it {match['how']}."
    for truth, how in ((True, f"it is {match['how']} to"), (False, "there is no need to")):
        stem = f"According to the article, {how} {what}."
        yield _candidate(passage, stem, truth, cited, so, f"advice:{cited.start}", _ADVICE_PRIOR)


def _candidate(
    passage: Passage,
    stem: str,
    truth: bool,
    cited: Evidence,
    so: str,
    fact: str,
    prior: float = _PRIOR,
) -> Candidate:
    reason = f"The article says: “{cited.text.rstrip('.')}”."
    item = Item(
        kind=Kind.TRUE_FALSE,
        stem=stem,
        options=(
            Option("True", truth, reason if truth else so),
            Option("False", not truth, so if truth else reason),
        ),
        explanation=f"{reason} {so}",
        evidence=(cited,),
        concepts=tuple(dict.fromkeys(m.concept for m in passage.mentions)),
        family=FAMILY,
        # A true statement is close to the article's words; a false one has to be weighed against them.
        level=Level.REMEMBER if truth else Level.UNDERSTAND,
        score=round(prior * (0.5 + passage.score / 2), 3),
    )
    return Candidate(item, passage, fact, passage.mentions[0].concept)


def _becomes(verb: str) -> str:
    return "become" if verb in ("are", "become", "get") else "becomes"


def _principle(passage: Passage, study: Study) -> str:
    """The label of the principle that the sentence is about."""
    kinds = (study.base.concepts[m.concept] for m in passage.mentions)
    return next((c.label for c in kinds if c.kind == "principle"), "")


def _clause_end(passage: Passage, end: int) -> int:
    """Go on to the next comma or the end, so that the cited clause has its verb."""
    rest = passage.sentence.text[end - passage.sentence.start :]
    stop = re.search(r"[,;.](?=\s|$)|$", rest)
    return end + (stop.start() if stop else 0)
