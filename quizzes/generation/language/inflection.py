"""Inflected forms of English words, by lemminflect and inflect.

A phrase may be given for a word: of a verb its first word changes ("back up" -> "backs up"), of a
noun its last ("strong password" -> "strong passwords").
"""

from __future__ import annotations

import re
from functools import cache

from .english import lemma_as

_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_SINGULAR_TAGS = frozenset({"NN", "NNP", "VBG"})
_PLURAL_WORDS = frozenset({"we", "they", "these", "those", "us", "them", "both", "many", "few"})
# What is not counted, where the lexicon counts all the same.
_UNCOUNTED = re.compile(
    r".*ware|phishing|hacking|spam|information|advice|access|evidence|knowledge|traffic|progress"
)
# Where inflect goes by spelling instead of by sound: "an 8-character password", "a URL".
_AN = re.compile(r"(?:8|11|18)(?:\D|$)|8\d")
_A = re.compile(r"URL|UR[IN]|UEFI|UPS\b")


def third_person(verb: str) -> str:
    """ "have" -> "has": what he, she or it does."""
    return _verb(verb, "VBZ")


def gerund(verb: str) -> str:
    """ "turn" -> "turning"."""
    return _verb(verb, "VBG")


def past_participle(verb: str) -> str:
    """ "steal" -> "stolen"."""
    return _verb(verb, "VBN")


def base_form(verb: str) -> str:
    """ "stole" -> "steal"."""
    first, space, rest = verb.partition(" ")
    return lemma_as(first, "VERB") + space + rest


def plural(noun: str) -> str:
    """ "password" -> "passwords"."""
    before, last = _last(noun)
    return noun if _UNCOUNTED.fullmatch(last.lower()) else before + _inflected(last, "NNS")


def singular(noun: str) -> str:
    """ "passwords" -> "password"."""
    before, last = _last(noun)
    if last[:-1].isupper() and last.endswith("s"):
        return noun[:-1]
    return before + _cased_as(last, lemma_as(last, "NOUN"))


def is_plural(word: str, tag: str = "") -> bool:
    """Whether a verb that follows takes its plural form; by the Penn tag where it is known."""
    if tag in _PLURAL_TAGS | _SINGULAR_TAGS:
        return tag in _PLURAL_TAGS
    return word.lower() in _PLURAL_WORDS or lemma_as(word, "NOUN") != word.lower()


@cache
def a_or_an(phrase: str) -> str:
    """The article that a phrase takes by its sound ("an SMS", "a URL")."""
    if _AN.match(phrase):
        return "an"
    if _A.match(phrase):
        return "a"
    import inflect

    return inflect.engine().a(phrase).split()[0].lower()


def _verb(verb: str, tag: str) -> str:
    first, space, rest = verb.partition(" ")
    return _inflected(first, tag) + space + rest


def _last(noun: str) -> tuple[str, str]:
    """The word that changes, with what stands before it; of "e-mail" it is "mail"."""
    start = max(noun.rfind(" "), noun.rfind("-")) + 1
    return noun[:start], noun[start:]


@cache
def _inflected(word: str, tag: str) -> str:
    import lemminflect

    forms = lemminflect.getInflection(word.lower(), tag=tag)
    return _cased_as(word, forms[0]) if forms else word


def _cased_as(word: str, form: str) -> str:
    """A form written as the word that it stands for: "VPN" -> "VPNs", "Cookie" -> "Cookies"."""
    if len(word) > 1 and word.isupper() and form.startswith(word.lower()):
        return word + form[len(word) :]
    return form[:1].upper() + form[1:] if word[:1].isupper() else form
