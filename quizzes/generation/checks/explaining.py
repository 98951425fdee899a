"""What a learner reads afterwards: is it there, and does it say what is right?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizzes.items import Item, Kind, gettext_noop

from .base import ERROR, WARNING, Check, Context, Finding, check
from .folding import words

_SAYS = re.compile(
    r"\bthe article (?:says|states|writes)[^“”.]{0,40}“(?P<quote>[^“”]{1,2000})”", re.IGNORECASE
)
_ANSWER = re.compile(
    r"\b(?:(?:right|correct|best) (?:answer|option|choice|one)s? (?:is|are|was)|"
    r"(?:the )?(?:answer|key)s? (?:is|are)|so it is)\b:?\s*(?P<what>[^.!?]{1,300})",
    re.IGNORECASE,
)
_PLACE = re.compile(
    r"\b(?:[Oo]ption|[Aa]nswer|[Cc]hoice) \(?(?:[A-H]|[1-8])\)?(?![\w’'-])|"
    r"\b[Tt]he (?:first|second|third|fourth|last) (?:option|answer|choice)\b",
)
_WHY_NOT = re.compile(r"\bwhy not “(?P<option>[^“”]{1,300})”", re.IGNORECASE)
_PRAISE = re.compile(r"(?:correct|right|yes|exactly|true|well done)\b\s*[.!:,–—]", re.IGNORECASE)
_BLAME = re.compile(r"(?:incorrect|wrong|no|false|not quite)\b\s*[.!:,–—]", re.IGNORECASE)


@check("EXPL", WARNING)
def no_explanation(item: Item, context: Context) -> Iterator[Finding]:
    """Feedback is where a learner learns (RUBRIC B5; Butler, Godbole and Marsh 2013)."""
    if not item.explanation.strip():
        yield Finding("explanation", gettext_noop("Say why the right answer is right."))


@check("EXPL", WARNING)
def explanation_says_nothing_new(item: Item, context: Context) -> Iterator[Finding]:
    """The key said once more explains nothing (RUBRIC B5)."""
    said = context.of(item.explanation).words
    keys = {context.options[number].words for number in item.keys} if item.options else set()
    if said.strip() and said in {context.stem.words, *keys}:
        yield Finding(
            "explanation", gettext_noop("Say why the right answer is right, not only what it is.")
        )


@check("EXPL", english=True)
def explanation_misquotes(item: Item, context: Context) -> Iterator[Finding]:
    """What the explanation puts into the article's mouth stands in the evidence (RUBRIC A3)."""
    if not item.evidence:
        return
    known = context.evidence.words
    for match in _SAYS.finditer(item.explanation):
        parts = [words(part) for part in re.split(r"…|\.\.\.|\[[^\]]*\]", match["quote"])]
        article = context.article.words if context.article else ""
        if any(part.strip() and part not in known and part not in article for part in parts):
            yield Finding(
                "explanation",
                gettext_noop("The article does not say “%(text)s”; quote it word for word."),
                {"text": match["quote"][:60]},
            )


@check("EXPL", english=True)
def explanation_names_a_wrong_option(item: Item, context: Context) -> Iterator[Finding]:
    """An explanation that calls a distractor right contradicts the key (RUBRIC A4)."""
    wrong = [
        context.options[n].words for n, option in enumerate(item.options) if not option.correct
    ]
    right = [context.options[number].words for number in item.keys] if item.options else []
    for match in _ANSWER.finditer(item.explanation):
        said = words(match["what"])
        named = [text for text in wrong if text.strip() and said.startswith(text)]
        if named and not any(text in said for text in right):
            yield Finding(
                "explanation",
                gettext_noop(
                    "The explanation calls “%(text)s” right, which does not count as right."
                ),
                {"text": named[0].strip()},
            )
            return
    yield from _of_a_statement(item)


@check("EXPL", WARNING, english=True)
def explanation_points_to_a_place(item: Item, context: Context) -> Iterator[Finding]:
    """Options are shuffled for every learner: "option B" is another one each time."""
    told = [("explanation", item.explanation)] if item.options else []
    told += [(f"options.{n}", option.feedback) for n, option in enumerate(item.options)]
    for place, text in told:
        match = _PLACE.search(text)
        if match:
            yield Finding(
                place,
                gettext_noop("Name the option by its words, not as “%(words)s”: places change."),
                {"words": match.group()},
            )


@check("EXPL", WARNING, english=True)
def explanation_asks_of_no_option(item: Item, context: Context) -> Iterator[Finding]:
    """ "Why not “...”?" about words that nobody could choose is left over from an earlier wording."""
    wrong = {
        context.options[n].words for n, option in enumerate(item.options) if not option.correct
    }
    for match in _WHY_NOT.finditer(item.explanation if item.options else ""):
        if words(match["option"]) not in wrong:
            yield Finding(
                "explanation",
                gettext_noop(
                    "No wrong option reads “%(text)s” any more; let the explanation follow."
                ),
                {"text": match["option"][:60]},
            )


@check("EXPL", english=True)
def feedback_contradicts_the_key(item: Item, context: Context) -> Iterator[Finding]:
    """Feedback that begins with "Correct" belongs to a right option (RUBRIC A4)."""
    if item.kind is Kind.TRUE_FALSE:
        return
    for number, option in enumerate(item.options):
        if (_BLAME if option.correct else _PRAISE).match(option.feedback.strip()):
            yield Finding(
                f"options.{number}",
                gettext_noop(
                    "The feedback of option %(number)s contradicts what counts as right; mend one."
                ),
                {"number": number + 1},
            )


def _of_a_statement(item: Item) -> Iterator[Finding]:
    """ "False. ..." as the explanation of a true statement."""
    if item.kind is not Kind.TRUE_FALSE or len(item.keys) != 1:
        return
    match = re.match(
        r"(?:this is |that is |the statement is )?(true|false)\b\s*[.!:,]", item.explanation, re.I
    )
    if match and words(item.options[item.keys[0]].text).strip() not in ("", match[1].lower()):
        yield Finding(
            "explanation",
            gettext_noop("The explanation calls “%(text)s” right, which does not count as right."),
            {"text": match[1]},
            ERROR,
        )


EXPLAINING: tuple[Check, ...] = (
    no_explanation,
    explanation_says_nothing_new,
    explanation_misquotes,
    explanation_names_a_wrong_option,
    explanation_points_to_a_place,
    explanation_asks_of_no_option,
    feedback_contradicts_the_key,
)
