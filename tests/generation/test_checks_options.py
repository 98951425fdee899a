"""Each check of the options with an item that it objects to and one that it lets pass."""

import pytest

from quizzes.items import Kind, Option
from tests.generation.checking import choice, cloze, found, matching, several, statement

SIGNS = "Which of these is a sign of fraud?"
HOW_LONG = "How long should one wait at the least?"

CASES = [
    ("OPT-COUNT", choice(wrong=("Allow it",)), choice()),
    ("OPT-COUNT", several("Which are fruit?", ("Apple", "Pear"), ("Stone",)), several("Which are fruit?", ("Apple", "Pear"), ("Stone", "Air"))),
    ("OPT-COUNT", matching(("a", "x"), ("b", "y")), matching(("a", "x"), ("b", "y"), ("c", "z"))),
    ("KEY-MULTI", several("Which are fruit?", ("Apple",), ("Stone", "Air", "Water")), several("Which are fruit?", ("Apple", "Pear"), ("Stone", "Air"))),
    ("OPT-ABOVE", choice(wrong=("Allow it", "All of the above")), choice()),
    ("OPT-ABOVE", choice(wrong=("Allow it", "Both A and B")), choice(wrong=("Allow it", "Tell both of them"))),
    ("OPT-ABOVE", choice(wrong=("Allow it", "None of these")), choice(wrong=("Allow it", "All of the files on the disk"))),
    ("OPT-DUP", choice(SIGNS, "A strange sender", ("The strange senders", "A logo")), choice(SIGNS, "A strange sender", ("A known sender", "A logo"))),
    ("OPT-DUP", choice(HOW_LONG, "24 hours", ("One day", "Two days")), choice(HOW_LONG, "24 hours", ("Two days", "Three days"))),
    ("OPT-DUP", choice(SIGNS, "Telecommunication", ("Telecomunication", "Ink")), choice(SIGNS, "Telecommunication", ("Television", "Ink"))),
    ("OPT-OVERLAP", choice(wrong=("Refuse it at night", "Ask him")), choice()),
    ("OPT-OVERLAP", choice(HOW_LONG, "1 to 5 days", ("5 to 10 days", "11 to 20 days")), choice(HOW_LONG, "1 to 5 days", ("6 to 10 days", "11 to 20 days"))),
    ("OPT-OVERLAP", choice(HOW_LONG, "Less than 5 days", ("3 to 6 days", "7 to 9 days")), choice(HOW_LONG, "At least 5 days", ("At least 3 days", "At least 9 days"))),
    ("OPT-ORDER", choice(HOW_LONG, "5 days", ("9 days", "2 days")), choice(HOW_LONG, "2 days", ("5 days", "9 days"))),
    ("OPT-ORDER", choice("When was it?", "May 2021", ("June 2020", "March 2022")), choice("When was it?", "June 2020", ("May 2021", "March 2022"))),
    ("OPT-SYN-KEY", choice("What is it called?", "phishing", ("phishing attack", "malware")), choice("What is it called?", "phishing", ("backup", "malware"))),
    ("OPT-SYN-KEY", choice("What is it called?", "phishing", ("a scam", "malware")), choice("What is it called?", "malware", ("a scam", "mfa"))),
    ("OPT-CATEGORY", choice("What does it need?", "Backups", ("Malware", "Phishing", "Fraud")), choice("What does it need?", "Backups", ("Passwords", "MFA"))),
    ("OPT-CATEGORY", choice("What does it need?", "12", ("Malware", "Phishing", "Fraud")), choice("What does it need?", "12", ("13", "14", "15"))),
    ("OPT-ABSURD", choice(wrong=("Allow it", "Ask a unicorn")), choice()),
    ("OPT-ABSURD", choice("What protects files?", "Backups", ("Passwords", "Marmalade")), choice("What protects files?", "Backups", ("Passwords", "Phishing"))),
    ("OPT-LEN", choice(key="Refuse it politely but firmly, and then tell the police about the matter"), choice(key="Refuse it politely", wrong=("Allow it for once", "Ask him for time"))),
    ("OPT-LEN", choice(wrong=("Allow it", "Ask him for the name of the person who has sent him here")), choice()),
    ("OPT-LEN", choice(key="Refuse it, since it is odd", wrong=("Allow it if it is urgent", "Ask him for a good reason")), choice(key="Refuse it, since it is odd", wrong=("Allow it, since it is urgent", "Ask him for a good reason"))),
    ("OPT-PARALLEL", choice(wrong=("Allow it.", "Ask him")), choice()),
    ("OPT-PARALLEL", choice(wrong=("allow it", "Ask him")), choice("Which?", "phishing", ("HTTPS", "malware"))),
    ("OPT-PARALLEL", choice(wrong=("To allow it", "Ask him")), choice(wrong=("Allow it", "Do not ask him"))),
    ("OPT-PARALLEL", choice(wrong=("Allowing it", "Ask him")), choice("Which?", "Phishing", ("Spam", "Hacking"))),
    ("OPT-PARALLEL", choice("Who?", "You pay the bill", ("I pay the bill", "You wait for it")), choice("Who?", "You pay the bill", ("You take the bill", "You wait for it"))),
    ("OPT-PARALLEL", choice("When?", "Within 3 days", ("Next week", "At once")), choice("When?", "Within 3 days", ("Within 5 days", "At once"))),
    ("OPT-GRAMMAR", cloze("What is the name of a ____ in the text?", "apple", ("pear", "plum")), cloze("What is the name of a ____ in the text?", "peach", ("pear", "plum"))),
    ("OPT-GRAMMAR", cloze("These ____ are kept in the house.", "backups", ("password", "locks")), cloze("These ____ are kept in the house.", "backups", ("passwords", "locks"))),
    ("OPT-GRAMMAR", cloze("In the office, ____ is used.", "a lock", ("passwords", "a key")), cloze("In the office. A ____ is used.", "lock", ("password", "key"))),
    ("OPT-GRAMMAR", choice("Which of these are signs of fraud?"), choice(SIGNS)),
    ("OPT-GRAMMAR", several("Which two are fruit?", ("Apple", "Pear", "Plum"), ("Stone",)), several("Which two are fruit?", ("Apple", "Pear"), ("Stone", "Air"))),
    ("OPT-GRAMMAR", several("Which one is a fruit?", ("Apple", "Pear"), ("Stone", "Air")), several("Which of these is a fruit?", ("Apple", "Pear"), ("Stone", "Air"))),
    ("OPT-GRAMMAR", cloze("Keep it in the ____ of the house.", "the cellar", ("a room", "an attic")), cloze("Keep it in ____ of the house.", "the cellar", ("a room", "an attic"))),
    ("OPT-CLANG", choice("What does a padlock mean to the reader?", "A padlock is shut", ("Ink", "Oil")), choice("What does a padlock mean to the reader?", "It is shut", ("Ink is", "Oil is"))),
    ("OPT-CONVERGE", choice("What do you see on the way?", "red car with big wheels", ("red car", "big wheels", "red wheels")), choice(wrong=("Allow it", "Ask him", "Wait"))),
    ("OPT-ABS", choice(wrong=("Always allow it", "Never ask him")), choice()),
    ("OPT-ABS", choice(wrong=("Never allow it", "Ask him")), choice(key="Refuse all of it", wrong=("Never allow it", "Ask him"))),
    ("OPT-ABS", choice(key="Always refuse it"), choice(wrong=("Allow only one", "Ask him"))),
    ("OPT-VAGUE", choice(wrong=("Allow it sometimes", "Ask him")), choice(wrong=("Allow the one you often use", "Ask him"))),
    ("OPT-VAGUE", choice(key="Perhaps refuse it"), choice(wrong=("Perhaps allow it", "Perhaps ask"))),
    ("MATCH-UNIQUE", matching(("phishing", "a lure"), ("phishing email", "a copy"), ("mfa", "a proof")), matching(("phishing", "a lure"), ("backup", "a copy"), ("mfa", "a proof"))),
    ("MATCH-UNIQUE", matching(("worm", "a program"), ("virus", "spreads like a worm"), ("spam", "a bulk mail")), matching(("worm", "a program"), ("virus", "hides in files"), ("spam", "a bulk mail"))),
    ("MATCH-UNIQUE", matching(("a", "It hides in a file"), ("b", "It hid in the files"), ("c", "It asks for money")), matching(("a", "It hides in a file"), ("b", "It hides in a mail"), ("c", "It asks for money"))),
    ("MATCH-UNIQUE", matching(("a spoofed number", "a number that is false"), ("b", "a copy"), ("c", "a lure")), matching(("a spoofed number", "a false display"), ("b", "a copy"), ("c", "a lure"))),
]  # fmt: skip


def test_look_alike_letters_are_duplicates():
    # The first letter of the second is Cyrillic.
    assert "OPT-DUP" in found(choice(key="app stores", wrong=("аpp stores", "banks")))


def test_a_term_is_as_long_as_it_is():
    """Nobody can shorten it, so it is never an error."""
    long = choice("Which?", "multi-factor authentication", ("spam", "a lock", "ink"))
    longer = choice(
        "Which?",
        "multi-factor authentication",
        ("phishing emails", "a firewall", "antivirus software"),
    )
    assert found(long)["OPT-LEN"] == {"warning"}
    assert found(longer)["OPT-LEN"] == {"info"}


def test_true_and_false_are_no_options_to_compare():
    assert found(statement("A phone can show a false name.")) == {}


@pytest.mark.parametrize("correct", [True, False])
def test_an_overlap_is_graver_where_one_of_both_is_right(correct):
    options = (Option("Call", correct), Option("Call a friend"), Option("Wait", not correct))
    item = choice(options=options, kind=Kind.SINGLE)
    assert found(item)["OPT-OVERLAP"] == {"error" if correct else "warning"}


def test_an_order_of_numbers_is_only_a_hint():
    item = choice(HOW_LONG, "5 days", ("9 days", "2 days"))
    assert found(item)["OPT-ORDER"] == {"info"}


def test_an_option_of_unknown_words_is_only_doubted_and_a_joke_is_not():
    unknown = choice("What protects files?", "Backups", ("Passwords", "Marmalade"))
    assert found(unknown)["OPT-ABSURD"] == {"info"}
    assert found(choice(wrong=("Allow it", "Ask a unicorn")))["OPT-ABSURD"] == {"warning"}


def test_a_person_may_ask_for_the_fine_difference_between_two_that_overlap():
    item = choice("What is it called?", "phishing", ("fraud", "malware"))
    assert found(item)["OPT-SYN-KEY"] == {"warning"}
