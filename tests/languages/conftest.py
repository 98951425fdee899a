"""The catalogues that the tests of languages speak, made once."""

from __future__ import annotations

import pytest

from tests.languages import catalogue, pseudo


def pytest_collection_modifyitems(items):
    for item in items:
        if "catalogues" in item.fixturenames and catalogue.MISSING:
            item.add_marker(pytest.mark.skip(reason="GNU gettext is missing; install gettext"))


@pytest.fixture(scope="session")
def catalogues(tmp_path_factory):
    """All texts, collected afresh; the folder that holds each language's catalogue."""
    return catalogue.collect(tmp_path_factory.mktemp("sources"))


@pytest.fixture(scope="session")
def pseudo_locale(catalogues, tmp_path_factory):
    """A folder with the languages that nobody speaks."""
    folder = tmp_path_factory.mktemp("pseudo")
    ours = catalogues / "en" / catalogue.CATALOGUE
    texts = pseudo.texts_of([ours, *catalogue.of_packages()])
    for language in pseudo.SPOKEN:
        pseudo.write(language, texts, folder)
    return folder


@pytest.fixture
def speak(pseudo_locale, settings):
    """Let the whole site speak one of them."""

    def in_language(code: str) -> None:
        settings.LOCALE_PATHS = [pseudo_locale]
        settings.LANGUAGES = [(code, code)]
        settings.LANGUAGE_CODE = code

    return in_language
