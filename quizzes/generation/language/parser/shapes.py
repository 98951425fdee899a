"""How a word is written: the encoder reads lower case alone, so its shape comes as a second signal."""

from __future__ import annotations

COUNT = 8
NONE, LOWER, TITLE, UPPER, LETTER, NUMBER, SIGN, OTHER = range(COUNT)


def shape(word: str) -> int:
    """One of a few ways to write a word."""
    if word.islower():
        return LOWER
    if word.isupper():
        return UPPER if len(word) > 1 else LETTER
    if word[:1].isupper() and word[1:].islower():
        return TITLE
    if any(character.isdigit() for character in word):
        return NUMBER
    return OTHER if any(character.isalnum() for character in word) else SIGN
