"""Plants flaws into explanations and spelling; None where one does not fit."""

from __future__ import annotations

import random
import re
from dataclasses import replace

from planting import (
    ONE_KEY,
    has_choice,
    plants,
    small,
    wrong_of,
)
from sound import Sound

from quizzes.items import (
    Item,
)


@plants("EXPL")
def no_explanation(sound: Sound, rng: random.Random) -> Item | None:
    return replace(sound.item, explanation="")


@plants("EXPL")
def misquoted(sound: Sound, rng: random.Random) -> Item | None:
    if not sound.item.evidence:
        return None
    return replace(
        sound.item,
        explanation="The article says: “Nobody in the whole town was ever asked for a name”.",
    )


@plants("EXPL")
def wrong_explanation(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if item.kind not in ONE_KEY or not has_choice(item):
        return None
    wrong = item.options[rng.choice(wrong_of(item))].text.rstrip("?.")
    return replace(
        item,
        explanation=f"{rng.choice(['The right answer is', 'The correct option is', 'So it is'])}: {small(wrong)}. The rest is worse.",
    )


@plants("EXPL")
def lettered(sound: Sound, rng: random.Random) -> Item | None:
    if not has_choice(sound.item):
        return None
    return replace(
        sound.item,
        explanation=rng.choice(
            [
                "Option B is too risky here.",
                "As answer C shows, haste helps nobody.",
                "The first option would cost too much.",
            ]
        ),
    )


@plants("EXPL")
def praised(sound: Sound, rng: random.Random) -> Item | None:
    item = sound.item
    if not has_choice(item):
        return None
    number = rng.choice(wrong_of(item))
    options = list(item.options)
    options[number] = replace(
        options[number],
        feedback=rng.choice(["Correct! Well seen.", "Right: this helps.", "Yes, that is it."]),
    )
    return replace(item, options=tuple(options))


@plants("STYLE")
def debris(sound: Sound, rng: random.Random) -> Item | None:
    stem = sound.item.stem
    words = stem.split(" ")
    at = rng.randrange(1, len(words))
    ways = [
        stem.replace(" ", "  ", 1), f"<b>{words[0]}</b> {' '.join(words[1:])}", f"{stem} See https://example.org.", f"{stem}?!", f"“{stem}",
        f"{stem} (sic", f"{' '.join(words[:at])} \u00ad{' '.join(words[at:])}", f"{stem} &nbsp;", f"**{words[0]}** {' '.join(words[1:])}",
        stem.replace("a", "а", 1) if re.search(r"[b-z]a|a[b-z]", stem.split("a", 1)[0][-1:] + "a" + stem.split("a", 1)[-1][:1]) else f"{stem} .",
        f"{stem} A cafe\u0301.", f"{stem} Write to me@example.org.", f"{stem} That is all.Then go.Now Stop it.", f'{stem} "So',
        f"{stem} It has the colour gray and the color grey, a behaviour.",
    ]  # fmt: skip
    return replace(sound.item, stem=rng.choice(ways))
