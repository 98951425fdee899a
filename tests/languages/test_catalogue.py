"""What is committed in locale/ is what the sources say, and what is compiled is what is committed."""

import gettext
from pathlib import Path

import pytest
from django.conf import settings

from tests.languages.catalogue import CATALOGUE, gettext_tool, sorted_texts

LANGUAGES = sorted(
    path.parent.parent.name for path in Path(settings.BASE_DIR).glob("locale/*/*/*.po")
)
AGAIN = "Run: python3 manage.py makemessages && python3 manage.py compilemessages; commit locale/."


def test_every_language_of_the_site_has_a_catalogue():
    assert {code for code, _name in settings.LANGUAGES} <= {
        name.lower().replace("_", "-") for name in LANGUAGES
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_catalogue_holds_what_the_sources_say(catalogues, language):
    committed = settings.BASE_DIR / "locale" / language / CATALOGUE
    fresh = sorted_texts(catalogues / language / CATALOGUE).split("\n\n")
    known = sorted_texts(committed).split("\n\n")
    new, gone = set(fresh) - set(known), set(known) - set(fresh)
    assert (sorted(new), sorted(gone)) == ([], []), AGAIN


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_compiled_is_the_catalogue(catalogues, language, tmp_path):
    committed = settings.BASE_DIR / "locale" / language / CATALOGUE
    gettext_tool("msgfmt", "--check-format", "-o", tmp_path / "fresh.mo", committed)
    assert texts(committed.with_suffix(".mo")) == texts(tmp_path / "fresh.mo"), AGAIN


def texts(compiled: Path) -> dict:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog
