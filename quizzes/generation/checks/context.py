"""What a check may know besides the item: the article, the concept base, and the item's words."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache

from quizzes.generation.concepts import ConceptBase
from quizzes.generation.language import Language, Token, language_of
from quizzes.generation.text import Document
from quizzes.items import Item

from .article import ArticleIndex
from .folding import listed, words
from .terms import Terms, terms_of

_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_SHARE, _SAMPLE = 0.15, 5000
# English function words that are words of its neighbours as well; they count half.
_SHARED = listed(
    "a i an am as at do for her him in is me no of on or over so also was we were will per all"
)


class Background:
    """An article and a concept base as the checks need them; made once, used for many items."""

    def __init__(
        self, document: Document | None = None, concepts: ConceptBase | None = None
    ) -> None:
        self.document = document
        self.concepts = concepts

    @cached_property
    def language(self) -> Language | None:
        """The article's language where it is known."""
        known = self.document is not None and self.document.language == "en"
        return language_of("en") if known else None

    @cached_property
    def article(self) -> ArticleIndex | None:
        """The article's words and sentences; None where there is no article."""
        return ArticleIndex(self.document, self.language) if self.document is not None else None

    @cached_property
    def terms(self) -> Terms | None:
        """The names of the concepts; None where there is no base."""
        return terms_of(self.concepts) if self.concepts is not None else None


class Wording:
    """A text of the item, analysed as far as some check asks for it."""

    def __init__(self, text: str, language: Language | None) -> None:
        self.text = text
        self._language = language

    @cached_property
    def words(self) -> str:
        """The folded words with a space between and around them; a single space of no words."""
        return words(self.text)

    @cached_property
    def _tokens(self) -> tuple[Token, ...]:
        return self._language.tokens(self.text) if self._language else ()

    @cached_property
    def lemmas(self) -> tuple[str, ...]:
        """All lemmas in their order; none in a language that is not known."""
        return tuple(token.lemma for token in self._tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """The lemmas that carry meaning; none in a language that is not known."""
        return frozenset(t.lemma for t in self._tokens if _carries(t.text))


@lru_cache(maxsize=20_000)
def _carries(word: str) -> bool:
    """Whether an English word carries meaning; asked of each word once, and not of each text."""
    return bool(language_of("en").content(word))


class Context:
    """What a check may ask while it looks at one item."""

    def __init__(self, item: Item, background: Background | None = None) -> None:
        self._item = item
        self._background = background or Background()
        self._wordings: dict[str, Wording] = {}

    @cached_property
    def language(self) -> Language | None:
        """The item's own language, else the article's, else what it looks like; None: not known."""
        if own := self._item.language:
            return language_of("en") if own.partition("-")[0] == "en" else None
        if self._background.document is not None:
            return self._background.language
        return language_of("en") if _is_english(self._item) else None

    @property
    def document(self) -> Document | None:
        """The article."""
        return self._background.document

    @property
    def article(self) -> ArticleIndex | None:
        """The article's words and sentences."""
        return self._background.article

    @property
    def terms(self) -> Terms | None:
        """The names of the concepts; None where there is no base or the language is not known."""
        return self._background.terms if self.language else None

    def of(self, text: str) -> Wording:
        """A text of the item, analysed once."""
        if text not in self._wordings:
            self._wordings[text] = Wording(text, self.language)
        return self._wordings[text]

    @property
    def stem(self) -> Wording:
        """The stem."""
        return self.of(self._item.stem)

    @cached_property
    def options(self) -> tuple[Wording, ...]:
        """The options in their order."""
        return tuple(self.of(option.text) for option in self._item.options)

    @cached_property
    def evidence(self) -> Wording:
        """All passages of the evidence together."""
        return self.of(" ".join(passage.text for passage in self._item.evidence))

    def named_by(self, wording: Wording) -> frozenset[str]:
        """The concepts that a whole text names, articles aside."""
        return self.terms.named_by(wording.lemmas) if self.terms else frozenset()


def _is_english(item: Item) -> bool:
    """Whether one word in seven or more is a function word of English."""
    said = " ".join([item.stem, item.explanation, *(option.text for option in item.options)])
    found = _LETTERS.findall(said[:_SAMPLE].lower())
    small = [word for word in found if not _carries(word)]
    english = sum(0.5 if word in _SHARED else 1 for word in small)
    return bool(found) and english >= _LEAST_SHARE * len(found)
