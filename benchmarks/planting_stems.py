"""Plants flaws into the stem, into statements and into sentences with a blank; None where one does not fit."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from planting import (
    asked,
    ends_in_question,
    plants,
    small,
    with_option,
)
from sound import Sound

from quizzes.items import (
    BLANK,
    Item,
    Kind,
    Level,
    Option,
    TextKey,
)


@plants("STEM-LONG")
def long_stem(sound: Sound, rng: random.Random) -> Item | None:
    padding = (
        "It was a day like many others in the office of the town, and nobody expected anything at all. "
        * 6
    )
    return replace(sound.item, stem=padding + sound.item.stem)


@plants("STEM-UNFOCUSED")
def unfocused(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    return replace(
        sound.item,
        stem=rng.choice(["Which of these is true?", "Which of the following is correct?", "Which statement is right?", "Choose the right answer:"]),
    )  # fmt: skip


@plants("STEM-UNFOCUSED")
def no_mark(sound: Sound, rng: random.Random) -> Item | None:
    return (
        replace(sound.item, stem=sound.item.stem.rstrip("?"))
        if ends_in_question(sound.item)
        else None
    )


@plants("STEM-NEG")
def negative(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    questions = ["What should you not do?", "Which of these is not wise?", "Which of these is false?", "All of these help except which?",
                 "Which of these isn't a good idea?", "Which is the least safe way?", "What should you never do?"]  # fmt: skip
    return asked(sound.item, rng.choice(questions))


@plants("STEM-NEG")
def doubly_negative(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    number = rng.choice(range(len(sound.item.options)))
    item = with_option(sound.item, number, f"Do not {small(sound.item.options[number].text)}")
    return asked(item, "Which of these is NOT wise?")


@plants("STEM-DANGLING")
def dangling_question(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    questions = ["What does it lead to?", "Which of these is a sign of this?", "What did he recommend?", "What should our people do?",
                 "What does the report recommend?", "Which of these attacks grew recently?", "Which of the risks mentioned above is greatest?",
                 "Why is such a message dangerous for us?", "What did the researchers find about passwords?", "Why do they ask for a password?",
                 "What do these attackers want?", "This is dangerous for which reason?"]  # fmt: skip
    return replace(sound.item, stem=rng.choice(questions), level=Level.REMEMBER)


@plants("STEM-DANGLING")
def dangling_statement(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    match = re.match(
        r"(?:An?|The|Some|Every) [\w -]+? (?=(?:is|are|can|does|do|has|shows?|helps?)\b)", item.stem
    )
    if item.kind is not Kind.TRUE_FALSE or not match:
        return None
    return replace(
        item,
        stem=f"{rng.choice(['It', 'This', 'They', 'Such a thing'])} {item.stem[match.end() :]}",
    )


@plants("STEM-GRATUITOUS")
def gratuitous(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    tales = ["Computers were built in the last century.", "Many inventions came from small workshops.", "The first modems were slow.",
             "Telephones once hung on walls.", "Paris is the capital of France.", "Engineers like coffee."]  # fmt: skip
    return replace(sound.item, stem=" ".join([*rng.sample(tales, 2), sound.item.stem]))


@plants("STEM-YESNO")
def yes_or_no(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    return asked(
        sound.item,
        rng.choice(
            [
                "Should you answer at once?",
                "Is that a safe way to act?",
                "Can a thief make use of that?",
            ]
        ),
    )


@plants("KEY-IN-STEM")
def key_in_stem(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if isinstance(item.key, TextKey):
        return replace(item, stem=f"{item.stem.rstrip('?')} such as {item.key.accepted[0]}?")
    if not ends_in_question(item):
        return None
    return replace(
        item, stem=f"Somebody advises: {small(item.options[item.keys[0]].text)}. {item.stem}"
    )


@plants("READ")
def hard_to_read(sound: Sound, rng: random.Random) -> Item | None:
    if not ends_in_question(sound.item):
        return None
    hard = ["Considering organizational accountability requirements notwithstanding intermediary administrative responsibilities,",
            "Presupposing individual familiarity with contemporary authentication terminology and institutional documentation obligations,",
            "Irrespective of organizational configuration particularities and notwithstanding contradictory departmental recommendations,"]  # fmt: skip
    return replace(
        sound.item,
        stem=f"{rng.choice(hard)} which alternative constitutes an appropriate precautionary intervention?",
    )


@plants("TF-HEDGE")
def hedged(sound: Sound, rng: random.Random) -> Item | None:
    match = re.search(r"\b(?:is|are|can|does|do|has|have|must|should|will)\b", sound.item.stem)
    if sound.item.kind is not Kind.TRUE_FALSE or not match:
        return None
    hedge = rng.choice(["usually", "often", "sometimes", "probably", "generally", "in most cases"])
    stem = sound.item.stem
    return replace(sound.item, stem=f"{stem[: match.end()]} {hedge}{stem[match.end() :]}")


@plants("TF-HEDGE")
def two_claims(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.TRUE_FALSE:
        return None
    second = rng.choice(
        [
            ", and a virus is a program",
            "; a worm needs no help",
            ", but the police can help",
            " and it must be reported at once",
        ]
    )
    if second.startswith(" and") and not re.search(
        r"\b(?:is|are|can|does|do|must|should|has|have|will)\b", sound.item.stem
    ):
        return None
    return replace(sound.item, stem=f"{sound.item.stem.rstrip('.')}{second}.")


@plants("TF-HEDGE")
def denied_twice(sound: Sound, rng: random.Random) -> Item | None:
    match = re.search(r"\b(?:can|is|are|should|must)\b(?! not)", sound.item.stem)
    if sound.item.kind is not Kind.TRUE_FALSE or not match:
        return None
    stem = sound.item.stem
    return replace(
        sound.item,
        stem=f"It is not true that {small(stem[: match.end()])} never{stem[match.end() :]}",
    )


@plants("TF-COPY")
def copied(sound: Sound, rng: random.Random) -> Item | None:
    long = [e for e in sound.item.evidence if len(e.text.split()) >= 12]
    if not long:
        return None
    options = (Option("True", True), Option("False"))
    return replace(sound.item, kind=Kind.TRUE_FALSE, stem=long[0].text, options=options, key=None)


@plants("CLOZE-AMBIG")
def function_word(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.CLOZE:
        return None
    words = rng.choice(
        [("because", "although", "while"), ("quickly", "slowly", "badly"), ("of", "from", "to")]
    )
    return replace(sound.item, options=tuple(Option(word, n == 0) for n, word in enumerate(words)))


@plants("CLOZE-AMBIG")
def two_fillers(sound: Sound, rng: random.Random) -> Item | None:
    """The article's sentence with another word in the place of its own, which becomes the key."""
    item = sound.item
    words = item.evidence[0].text.split() if item.evidence else []
    inner = [n for n in range(4, len(words) - 4) if words[n].isalpha() and len(words[n]) > 4]
    if item.kind is Kind.TRUE_FALSE or not inner or sound.background.document is None:
        return None
    at = rng.choice(inner)
    stem = " ".join([*words[:at], BLANK, *words[at + 1 :]])
    options = tuple(Option(text, n == 0) for n, text in enumerate(("cupboard", "garden", "window")))
    return replace(item, kind=Kind.CLOZE, stem=stem, options=options, key=None)


@plants("CLOZE-REPEAT")
def key_again(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if item.kind is not Kind.CLOZE:
        return None
    return replace(
        item, stem=f"{item.stem} More is said of the {item.options[item.keys[0]].text} elsewhere."
    )


@plants("CLOZE-FIRST")
def blank_first(sound: Sound, rng: random.Random) -> Item | None:
    if sound.item.kind is not Kind.CLOZE:
        return None
    return replace(sound.item, stem=f"{BLANK} {sound.item.stem.split(BLANK)[-1].strip()}")
