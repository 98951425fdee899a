"""Codes of checks and writers as sentences for an editor: what was the matter, and what helps."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True)
class Why:
    """A reason in plain words, and what an editor can do about it."""

    title: Words
    help: Words


_MEND_ENTRY = _("Mend or extend the entry of the concept base that this question would come from.")
_BY_HAND = _("Write a question about it by hand, if it is worth one.")
_ARTICLE = _("Say it more clearly in the article, or write a question by hand.")
_NOTHING = _("Nothing needs to be done.")
_OPTIONS = _("Add better wrong options to the entry, or write the question by hand.")

REASONS: dict[str, Why] = {
    # What the generator says of a whole paragraph or article
    "NO-CONCEPT": Why(_("It is about nothing that the concept base knows"), _("If it teaches something, add a concept for it; headings, thanks and legal notes need none.")),
    "NO-CONCEPTS": Why(_("The article mentions nothing that the concept base knows"), _("Add the article's concepts to the concept base, or write questions by hand.")),
    "NO-PATTERN": Why(_("It says nothing that can be asked with certainty"), _BY_HAND),
    "NO-SENTENCES": Why(_("The article has no whole sentences"), _("Paste the text itself instead of a list of links or captions.")),
    "NO-ITEMS": Why(_("No question could be proved by the article"), _BY_HAND),
    "FEW-ITEMS": Why(_("Only a few questions could be proved by the article"), _BY_HAND),
    "LANGUAGE": Why(_("The article is in a language that the generator does not read"), _BY_HAND),
    # Ways of asking that came to nothing
    "SCENARIO-WEAK": Why(_("It names what a situation is about and does not say what to do"), _ARTICLE),
    "SCENARIO-FAR": Why(_("It has a situation's words and is about something else"), _NOTHING),
    "MISCONCEPTION-FAR": Why(_("It has a statement's words and is about something else"), _NOTHING),
    "SCENARIO-UNREVIEWED": Why(_("The situation that it would bring still waits for its review"), _("Review the scenario in the concept base.")),
    "MISCONCEPTION-UNREVIEWED": Why(_("The misconception that it would bring still waits for its review"), _("Review the misconception in the concept base.")),
    "ADVICE-FOILS": Why(_("Too few habits are known that could stand beside this advice"), _OPTIONS),
    "ADVICE-UNCLEAR": Why(_("The advice can't be understood without the sentences around it"), _ARTICLE),
    "GATHERING-FOILS": Why(_("Too few habits are known that the article does not advise"), _OPTIONS),
    "CLOZE-FOILS": Why(_("Too few words are provably wrong in the gap"), _OPTIONS),
    "CLOZE-TITLE": Why(_("The article's title gives the answer away"), _NOTHING),
    "LIST-BRANDS": Why(_("The list gives names of one thing, which are not worth asking for"), _NOTHING),
    "LIST-FOILS": Why(_("Too few things are known that stand outside the list"), _OPTIONS),
    "LIST-UNLINKED": Why(_("The list names something that the concept base does not know"), _("Add what is missing to the concept base, or ask about the list by hand.")),
    "MEANING-FOILS": Why(_("Too few terms are known that clearly mean something else"), _OPTIONS),
    "MEANING-PLAIN": Why(_("The words of the term tell what it means"), _NOTHING),
    "QUANTITY-UNCLEAR": Why(_("The number can't be asked for without its context"), _ARTICLE),
    # The choice of the quiz
    "SET-FULL": Why(_("Better questions fill the quiz already"), _NOTHING),
    "SET-WEAK": Why(_("The sentence says too little to be worth a question"), _BY_HAND),
    "SET-BALANCE": Why(_("The quiz has enough questions like this one"), _NOTHING),
    "SET-FACT": Why(_("Another question asks for the same fact"), _NOTHING),
    "DUP": Why(_("Another question asks nearly the same"), _NOTHING),
    "LEAK": Why(_("Beside another question it would give an answer away"), _NOTHING),
    "KEY-POS": Why(_("The right answers sit too often in one place"), _NOTHING),
    "TF-BALANCE": Why(_("Too many statements are true, or too many false"), _NOTHING),
    # The question
    "STEM-EMPTY": Why(_("There is no question"), _BY_HAND),
    "STEM-LONG": Why(_("The question is too long"), _MEND_ENTRY),
    "STEM-UNFOCUSED": Why(_("The question does not say what it asks"), _MEND_ENTRY),
    "STEM-NEG": Why(_("The question hides a “not”"), _MEND_ENTRY),
    "STEM-DANGLING": Why(_("The question points to something that is not in it, such as “this” or “the company”"), _ARTICLE),
    "STEM-GRATUITOUS": Why(_("The question holds a sentence that adds nothing"), _MEND_ENTRY),
    "STEM-YESNO": Why(_("A yes-or-no question has other options than yes and no"), _MEND_ENTRY),
    "KEY-IN-STEM": Why(_("The question holds its own answer"), _MEND_ENTRY),
    "TF-HEDGE": Why(_("The statement is too vague to be called true or false"), _MEND_ENTRY),
    "TF-COPY": Why(_("The true statement is copied from the article"), _MEND_ENTRY),
    "CLOZE-BLANK": Why(_("The gap is missing, or there are several"), _BY_HAND),
    "CLOZE-AMBIG": Why(_("Other words would fit the gap as well"), _BY_HAND),
    "CLOZE-REPEAT": Why(_("The missing word stands elsewhere in the sentence"), _BY_HAND),
    "CLOZE-FIRST": Why(_("The sentence begins with the gap"), _BY_HAND),
    # The options
    "OPT-COUNT": Why(_("There are too few or too many options"), _OPTIONS),
    "OPT-EMPTY": Why(_("An option is empty"), _OPTIONS),
    "OPT-DUP": Why(_("Two options say the same"), _OPTIONS),
    "OPT-OVERLAP": Why(_("One option lies within another"), _OPTIONS),
    "OPT-SYN-KEY": Why(_("A wrong option is another name of the right answer"), _OPTIONS),
    "OPT-ABOVE": Why(_("“All of the above” or the like is among the options"), _OPTIONS),
    "OPT-LEN": Why(_("The right answer stands out by its length"), _OPTIONS),
    "OPT-PARALLEL": Why(_("The options are built in different ways"), _OPTIONS),
    "OPT-GRAMMAR": Why(_("The grammar gives the answer away"), _OPTIONS),
    "OPT-CLANG": Why(_("Only the right answer repeats a word of the question"), _OPTIONS),
    "OPT-CONVERGE": Why(_("The right answer shares most words with the other options"), _OPTIONS),
    "OPT-ABS": Why(_("“Always” or “never” gives an option away"), _OPTIONS),
    "OPT-VAGUE": Why(_("“Often” or “sometimes” makes an option hard to judge"), _OPTIONS),
    "OPT-ORDER": Why(_("Numbers or dates stand in no order"), _OPTIONS),
    "OPT-CATEGORY": Why(_("One option is another sort of thing than the others"), _OPTIONS),
    "OPT-ABSURD": Why(_("A wrong option would tempt nobody"), _OPTIONS),
    "OPT-TRUE": Why(_("The article says that a wrong option is right as well"), _OPTIONS),
    # The key and its proof
    "KEY-NONE": Why(_("Nothing is marked as right"), _BY_HAND),
    "KEY-MULTI": Why(_("The number of right answers does not fit the kind of question"), _BY_HAND),
    "KEY-UNGROUNDED": Why(_("The sentence does not prove the right answer"), _ARTICLE),
    "EVID-SPAN": Why(_("The place of the proof is impossible"), _BY_HAND),
    "EVID-GONE": Why(_("The proof no longer stands in the article"), _BY_HAND),
    "NUM-VALUE": Why(_("There is no number, or an impossible one"), _BY_HAND),
    "NUM-UNIT": Why(_("The number has no unit"), _BY_HAND),
    "NUM-TOL": Why(_("It is not clear how exact the number has to be"), _BY_HAND),
    "NUM-UNGROUNDED": Why(_("The number does not stand in the sentence"), _BY_HAND),
    "TEXT-ACCEPTED": Why(_("There is no answer to accept"), _BY_HAND),
    "MATCH-PAIRS": Why(_("There are too few pairs, or unfinished ones"), _BY_HAND),
    "MATCH-UNIQUE": Why(_("A pair fits in more than one way"), _BY_HAND),
    "ORDER-STEPS": Why(_("There are too few steps, or unfinished ones"), _BY_HAND),
    # The language
    "EXPL": Why(_("The explanation is missing, adds nothing or is wrong"), _MEND_ENTRY),
    "READ": Why(_("It is hard to read"), _ARTICLE),
    "GRAM": Why(_("The grammar is wrong"), _ARTICLE),
    "STYLE": Why(_("There is debris in the text, such as tags or stray signs"), _ARTICLE),
}  # fmt: skip

FAMILIES: dict[str, Words] = {
    "scenario": _("a situation: what to do"),
    "reason": _("the reason why"),
    "meaning": _("what a term means"),
    "matching": _("terms and their meanings"),
    "misconception": _("a common mistake: true or false"),
    "quantity": _("a deadline or a number"),
    "cloze": _("a gap in a sentence"),
    "advice": _("what the article advises"),
    "gathering": _("all that the article advises"),
    "statement": _("a claim: true or false"),
    "listing": _("the members of a list"),
}
"""Ways of asking, as an editor would call them."""


def why(code: str, message: str = "") -> Why:
    """What a code means; one that is not known here speaks by its own message."""
    return REASONS.get(code) or Why(message or code, "")


def family(name: str) -> Words:
    """What a way of asking is called; empty: a person wrote the question."""
    return FAMILIES.get(name, name) if name else _("written by hand")
