"""What a sentence does with each concept that it names: warn, recommend, or only mention."""

import pytest

from quizzes.generation import ConceptBase, read
from quizzes.generation.concepts import Trigger
from quizzes.generation.language import language_of
from quizzes.generation.study import study

from .conftest import ROOT

SHIPPED = ConceptBase.load(ROOT / "fixtures" / "concepts")


def studied(text):
    return study(read(text, format="markdown"), SHIPPED, language_of("en"))


def done(text, concept):
    known = studied(text)
    (passage,) = known.passages
    assert concept in passage.concepts
    return known.stances_on(concept, passage) - {"mentions"}


@pytest.mark.parametrize(
    ("text", "concept", "stances"),
    [
        ("Avoid opening suspicious attachments.", "email_attachment", {"warns"}),
        ("Beware of phishing.", "phishing", {"warns"}),
        ("Use two-factor authentication because passwords get stolen.", "multi_factor", {"recommends"}),
        ("Use two-factor authentication because passwords get stolen.", "password", {"warns"}),
        ("Turn on MFA to stop attackers from using a stolen password.", "multi_factor", {"recommends"}),
        ("Use the work laptop in preference to your own computer.", "personal_device", {"warns"}),
        ("Never switch off your firewall.", "firewall", {"recommends"}),
        ("Never share personal information with strangers.", "personal_data", {"recommends"}),
        ("Do not hesitate to report an incident.", "incident_report", {"recommends"}),
        ("You must tell the help desk of a suspected incident.", "security_incident", set()),
        ("Attackers exploit a vulnerability in old routers.", "router", {"warns"}),
        ("Our team has a firewall.", "firewall", set()),
        ("Consider the case of a firewall.", "firewall", set()),
    ],
)  # fmt: skip
def test_a_stance_belongs_to_the_clause_with_the_concept(text, concept, stances):
    assert done(text, concept) == stances


def test_a_trigger_waits_for_a_stance_on_its_own_concept():
    known = studied("Use two-factor authentication because passwords get stolen. MFA helps.")
    first, _ = known.passages
    assert known.meets(Trigger(("multi_factor",), stance=("recommends",)), first)
    assert not known.meets(Trigger(("multi_factor",), stance=("warns",)), first)
    assert known.meets(Trigger(("password",), stance=("warns",)), first)


def test_what_stands_in_a_list_of_bans_is_warned_of():
    known = studied("Never:\n\n- Use public Wi-Fi for work.\n- Send passwords.\n")
    (passage,) = [p for p in known.passages if "public_wifi" in p.concepts]
    assert passage.is_forbidden
    assert known.stances_on("public_wifi", passage) == {"mentions", "warns"}


def test_a_concept_that_is_not_named_shares_what_the_whole_sentence_does():
    known = studied("You should use a firewall.")
    assert "recommends" in known.stances_on("spam", known.passages[0])
