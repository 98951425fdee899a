"""Lemmas, inflected forms, and which analyser a setting names."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizzes.generation.language import AnalyserMissing, analyser_named, inflection, shipped
from quizzes.generation.language.english import lemma_as

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("word", "part", "lemma"),
    [
        ("left", "VERB", "leave"),
        ("left", "ADJ", "left"),
        ("Passwords", "NOUN", "password"),
        ("data", "NOUN", "data"),
        ("phishing", "NOUN", "phishing"),
        ("better", "ADJ", "good"),
        ("was", "AUX", "be"),
        ("ca", "AUX", "can"),
        ("n’t", "PART", "not"),
        ("'s", "AUX", "be"),
        ("'s", "PART", "'s"),
        ("Them", "PRON", "them"),
        ("codes", "X", "code"),
    ],
)
def test_a_lemma_goes_by_the_part_of_speech(word: str, part: str, lemma: str) -> None:
    assert lemma_as(word, part) == lemma


@pytest.mark.parametrize(
    ("form", "word", "expected"),
    [
        ("third_person", "have", "has"),
        ("third_person", "be", "is"),
        ("third_person", "back up", "backs up"),
        ("gerund", "lie", "lying"),
        ("gerund", "set", "setting"),
        ("gerund", "log in", "logging in"),
        ("past_participle", "steal", "stolen"),
        ("past_participle", "phish", "phished"),
        ("base_form", "backs up", "back up"),
        ("base_form", "Using", "use"),
        ("plural", "strong password", "strong passwords"),
        ("plural", "identity", "identities"),
        ("plural", "VPN", "VPNs"),
        ("plural", "e-mail", "e-mails"),
        ("plural", "malware", "malware"),
        ("singular", "viruses", "virus"),
        ("singular", "VPNs", "VPN"),
        ("singular", "data", "data"),
        ("singular", "Children", "Child"),
    ],
)
def test_words_are_inflected(form: str, word: str, expected: str) -> None:
    assert getattr(inflection, form)(word) == expected


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("passwords", "", True),
        ("access", "", False),
        ("they", "PRP", True),
        ("data", "NNS", True),
        ("news", "NN", False),
    ],
)
def test_number_goes_by_the_tag_where_it_is_known(word: str, tag: str, expected: bool) -> None:
    assert inflection.is_plural(word, tag) is expected


@pytest.mark.parametrize(
    ("phrase", "article"),
    [
        ("one-time code", "a"),
        ("attack", "an"),
        ("honest person", "an"),
        ("user", "a"),
        ("URL", "a"),
        ("SMS", "an"),
        ("USB stick", "a"),
        ("8-character password", "an"),
        ("18-character password", "an"),
        ("1,800-character text", "a"),
    ],
)
def test_the_article_goes_by_sound(phrase: str, article: str) -> None:
    assert inflection.a_or_an(phrase) == article


def test_no_name_means_the_shipped_parser() -> None:
    assert analyser_named("") is shipped()
    assert shipped().name == "shipped-en-1"


def test_a_pipeline_without_spacy_says_what_to_install_or_unset(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(AnalyserMissing, match=r"spaCy is not installed; install it .* or unset"):
        analyser_named("en_core_web_trf")


def test_the_parser_runs_without_django_and_from_any_folder(tmp_path: Path) -> None:
    code = (
        "import sys; from quizzes.generation.language import shipped;"
        "print(shipped().trees(['Install updates.'])[0].root);"
        "sys.exit('django' in sys.modules or 'torch' in sys.modules or 'spacy' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, capture_output=True, text=True
    )
    assert (run.returncode, run.stdout.strip()) == (0, "0"), run.stderr
