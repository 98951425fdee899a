"""Words of an English sentence with their places, split as UD English EWT splits them.

The treebank splits words at hyphens but keeps prefixes ("one - time", "anti-virus"), and cuts off
clitics ("do n't", "it 's"). A word that this splits otherwise costs the parser several arcs.
"""

from __future__ import annotations

import re

# Combining marks and joiners belong to the character before them; `\w` does not know them.
_MARKS = "\u00ad\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_LETTER = rf"[^\W_][{_MARKS}]*"
_BEGIN, _END = r"(?<![^\W_])", r"(?![^\W_])"
_PREFIX = (
    "anti|co|counter|cross|e|ex|inter|intra|micro|mid|multi|neo|non|over|post|pre|pro|psycho|re"
    "|semi|socio|sub|ultra|un"
)
_LABEL = r"\w(?:[\w-]{0,61}\w)?"
"""A part of an address between dots; bounded, as all that repeats before a sign that may not come."""
_TITLE = (
    "Mr|Mrs|Ms|Dr|Prof|St|Ft|Lt|Gen|Gov|Rev|Sen|Rep|Jr|Sr|Inc|Ltd|Co|Corp|vs"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec"
)
_DOMAIN = "com|org|net|gov|edu|mil|info|biz|io|co|uk|de|eu|us|ca|au|nz"
_FILE = "exe|dll|docx?|xlsx?|pptx?|pdf|zip|rar|html?|txt|csv|js|py|bat|iso|apk|jpe?g|png|gif|mp[34]"
_TOKEN = re.compile(
    rf"""
    (?:https?://|www\.)\S{{1,999}}?(?=[.,;:!?)\]'"’”]{{0,9}}(?:\s|$))  # an address of the web
  | [\w.+-]{{0,63}}\w@{_LABEL}(?:\.{_LABEL}){{1,8}}            # an address of mail
  | {_BEGIN}{_LABEL}(?:\.{_LABEL}){{0,8}}\.(?:{_DOMAIN}|{_FILE}){_END}
  | {_BEGIN}(?:[A-Z]\.){{2,}}(?:[A-Z]{_END})?                 # U.S., e.g., p.m
  | {_BEGIN}(?:{_TITLE})\.
  | {_BEGIN}[A-Z]\.(?=\s+[A-Z])                               # an initial
  | {_BEGIN}[A-Z]{{1,3}}&[A-Z]{{1,3}}{_END}                   # AT&T, Q&A
  | {_BEGIN}(?:{_PREFIX})-{_LETTER}(?:{_LETTER})+
  | {_BEGIN}\d{{1,2}}/\d{{1,2}}/\d{{2,4}}{_END}               # a date
  | {_BEGIN}(?:\d{{3}}-)?\d{{3}}-\d{{4}}{_END}                # a telephone
  | \d+(?:[.,:]\d+)*(?:(?:st|nd|rd|th|s){_END})?              # 2,500, 4:30, 1st, 1990s
  | n['’]t{_END}                                              # the rest of "don't"
  | (?<=[^\W_])['’](?:s|re|ve|ll|d|m){_END}                   # the rest of "it's"
  | {_BEGIN}(?:can(?=not{_END})|(?:gon|wan)(?=na{_END})|got(?=ta{_END}))
  | (?:{_LETTER})+?(?=n['’]t{_END})
  | (?:{_LETTER})+
  | \.\.+ | --+ | [!?]{{2,}} | _+
  | (?P<sign>[<>*=~#+|'’])(?P=sign)+
  | (?<!\S)[:;=]-?[()DP]{_END}                                # a smile
  | [^\s\u200b\ufeff][{_MARKS}]*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def tokens(sentence: str) -> tuple[tuple[int, int], ...]:
    """Where the words of a sentence stand; everything but white space belongs to a word."""
    return tuple(match.span() for match in _TOKEN.finditer(sentence))
