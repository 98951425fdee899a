"""What stands against a sentence is told by its words, and what speaks for it as well."""

import pytest

from quizzes.generation import read
from quizzes.generation.text import Flag

ALONE = {
    Flag.QUESTION,
    Flag.QUOTATION,
    Flag.FIRST_PERSON,
    Flag.DANGLING,
    Flag.POINTER,
    Flag.RELATIVE_TIME,
    Flag.HYPOTHETICAL,
    Flag.UNFINISHED,
    Flag.DAMAGED,
}


def flags(sentence, **options):
    found = read(f"{sentence}\n\nOne more paragraph stands below it.", **options).sentences[0]
    assert found.text == sentence
    return found.flags


@pytest.mark.parametrize(
    "sentence",
    [
        "On that day, they used a word that nobody else knew at all.",
        "In the office, this means looking at who stands behind you.",
        "While phishing comes by mail, these are sent by telephone.",
        "If they ask for a code, hang up and call the bank yourself.",
        "The idea is to make the receiver act in haste and in fear.",
        "The term can have different meanings in different places.",
        "Never answer these messages, whatever they say about you.",
        "Such attacks are run by machines that send mail all day.",
        "Follow that advice and you can do much to stop this.",
        "One of which is the need to keep the phone locked all day.",
        "It can do harm to many people who never asked for it.",
        "(But the data of the users remains open to the attackers.)",
        "Often they also send a second message after the first one.",
        "Means that nobody can read what the two of you have said.",
        "An intruder with access to such equipment can do great harm.",
    ],
)
def test_what_leans_on_another_sentence_dangles(sentence):
    assert Flag.DANGLING in flags(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is important to lock the screen before leaving the desk.",
        "It is critical that every user reports such a message at once.",
        "It’s easy to fall for a fraud that comes at the right moment.",
        "If an attack succeeds, the attackers sell what the attack gave them.",
        "Those who answer a phishing mail often lose their account.",
        "Attackers use channels such as mail, telephone and chat.",
        "Users should never share a code that came by text message.",
        "Some scams promise a prize that does not exist at all.",
        "Many attacks begin with a mail, and these attacks end with a loss.",
        "Both passwords and codes can be stolen by a false page.",
        "Banks and shops know that it is hard to spot a good fraud.",
        "Report a lost phone to the help desk within one hour.",
        "Do not click any links in a message that you did not expect.",
        "Verify the information before sharing it with anybody at all.",
        "Visit a site only by typing its address into the browser.",
        "The security of a network depends on everybody who uses it.",
        "The price of the attack was paid by the customers of the bank.",
    ],
)
def test_what_can_be_understood_alone_is_not_flagged(sentence):
    assert not flags(sentence) & ALONE


@pytest.mark.parametrize(
    "sentence",
    [
        "To see what a false mail looks like in real life, click here.",
        "Further details on the attack can be found here.",
        "As shown above, the sender’s address has one letter too many.",
        "The graphic below shows where the attacks came from that year.",
        "Follow these steps to report a message that seems false to you.",
        "How to set up a second factor is explained in the next section.",
        "Phone the team via the numbers that are listed in Section 3.1.1 of the guide.",
        "For more information about fraud, ask the help desk of the bank.",
        "Learn more about fraud on the page of the police.",
        "This article explains how criminals get hold of a password.",
        "You can read more about it in the chapter on offices.",
        "Here are some signs by which to know a false message.",
        "See Figure 3 for the number of attacks in each of the years.",
        "Report it at https://example.org whenever you see one of them.",
        "How to turn on a second factor for the accounts of your email.",
        "Let us walk through the ways to lock a phone that is lost.",
        "We will look at the tricks of criminals one after the other.",
        "The false addresses that criminals have used this year include:",
        "Criminals like to write to people from an address like:",
    ],
)
def test_what_points_to_another_place_is_flagged(sentence):
    assert {Flag.POINTER, Flag.DANGLING} <= flags(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Open no file from anyone whom you don?t know in person.",
        "A network ? and whoever uses it ? needs to be protected.",
        "Look at the sender?s address before you answer a message.",
        "It works against cheap, ?non targeted? malware of all sorts.",
        "The attacker\ufffds address was hidden from all of the users.",
        "Donâ€™t open a file that you did not expect from anyone.",
        "They don t know that the message was sent by a criminal.",
        "Use a &amp;nbsp; password that is longer than all the others.",
        "Criminals (who want your money send many messages every day.",
        "Read the **whole message before you answer any of it at all.",
    ],
)
@pytest.mark.parametrize("format", ["text", "html"])
def test_a_sentence_that_lost_something_is_damaged(sentence, format):
    source = sentence.replace("&amp;nbsp;", "&amp;amp;nbsp;") if format == "html" else sentence
    found = read(f"{source}\n\nOne more paragraph.", format=format).sentences[0]
    assert Flag.DAMAGED in found.flags


@pytest.mark.parametrize(
    "sentence",
    [
        "The address was example.org/watch?v=abc for all of the users.",
        "Criminals (who want your money) send many messages every day.",
        "Ask yourself: do you know who sent the message at all?",
        "Choose a) a long password or b) a passkey (group a) for every account.",
        "Well done :) and keep your eyes open for the next message.",
        "The café’s naïve owner paid 5 € for a false résumé in Â style.",
        "Nobody asked “Why?” when the message came in that night.",
    ],
)
def test_a_sentence_that_is_whole_is_not_damaged(sentence):
    assert Flag.DAMAGED not in flags(sentence)


def test_a_question_mark_that_was_a_dash_divides_no_sentence():
    text = "You can read it in the part on the Home ? Office of the guide. The end is here."
    assert [s.text for s in read(text).sentences][1] == "The end is here."


@pytest.mark.parametrize(
    ("sentence", "quoted"),
    [
        ("“Never share your code with anybody,” the police said.", True),
        ('The message says "your account will be closed" in red.', True),
        ("„Wir wollen nur helfen“ was what the caller said to all.", True),
        ("He said ‘nobody ever wanted to pay for it’ in an interview.", True),
        ("A “phishing” mail is a mail that asks for secrets.", False),
        ('It is called a "seed", and a machine makes a "key" of it.', False),
        ("The users’ data and the banks’ money were stolen by them.", False),
        ("Click on 'OK' in the window or on 'Cancel' to leave it.", False),
    ],
)
def test_a_quotation_is_more_than_a_term_in_quotes(sentence, quoted):
    assert (Flag.QUOTATION in flags(sentence)) is quoted


def test_all_sentences_of_a_long_quotation_are_quotations():
    text = "“Nobody believed us. The money was gone. It took years,” she said. The police agree."
    found = [Flag.QUOTATION in sentence.flags for sentence in read(text).sentences]
    assert found == [True, True, True, False]


@pytest.mark.parametrize(
    ("sentence", "flag", "holds"),
    [
        ("I have talked to people who fear to lose their master password.", Flag.ANECDOTE, True),
        ("I strongly recommend a password manager to all of you.", Flag.ANECDOTE, False),
        ("We recommend a password manager to all of our readers.", Flag.ANECDOTE, False),
        ("Domains under .us and .com are used for fraud by criminals.", Flag.FIRST_PERSON, False),
        ("Store the file in My Drive and not on the desktop itself.", Flag.FIRST_PERSON, False),
        ("Let’s look at how criminals make their messages look real.", Flag.FIRST_PERSON, True),
        ("Criminals steal what is mine and yours from all of them.", Flag.FIRST_PERSON, True),
        ("World War I was long before there was any network at all.", Flag.FIRST_PERSON, False),
        ("The law came into force in May 2018 in all of Europe.", Flag.HEDGED, False),
        ("May is the month in which the company trains its people.", Flag.HEDGED, True),
        ("The network seems to be the way in for many of them.", Flag.HEDGED, True),
        ("Never share a code with anybody who asks you for it.", Flag.NEGATED, True),
        ("Users can’t see what the program does in the background.", Flag.NEGATED, True),
        ("Passkeys are safer than passwords for all of the accounts.", Flag.COMPARED, True),
        ("Banks, shops, etc. are the senders that criminals imitate.", Flag.EXAMPLES, True),
        ("Use a long phrase, e.g. four words that you can recall.", Flag.EXAMPLES, True),
        ("Attacks become more and more common in all of the world.", Flag.EXAMPLES, False),
        ("Keep the software up to date on all of the devices.", Flag.RELATIVE_TIME, False),
        ("Report the loss as soon as possible to the help desk.", Flag.RELATIVE_TIME, False),
        ("Attacks have doubled over the past two years in Europe.", Flag.RELATIVE_TIME, True),
        ("Three years ago nobody knew the word for such a fraud.", Flag.RELATIVE_TIME, True),
        ("If I were a criminal, every phone in town had a price.", Flag.HYPOTHETICAL, True),
        ("They should have changed the password that same day.", Flag.HYPOTHETICAL, True),
        ("You should have different passwords for different services.", Flag.HYPOTHETICAL, False),
        ("You’d never guess how quickly a short password is found.", Flag.HYPOTHETICAL, True),
        ("The service writes “your code is 1234” and nothing more.", Flag.UNFINISHED, False),
        ("The users went on to say that they never saw it ...", Flag.UNFINISHED, True),
    ],
)
def test_flags_follow_the_words(sentence, flag, holds):
    assert (flag in flags(sentence)) is holds


@pytest.mark.parametrize(
    ("item", "unfinished"),
    [
        ("Computers should not be kept near heaters or other machines", False),
        ("Turn off the computer whenever you leave the office for the night", False),
        ("Exposing a secret token in a public repository of the company", True),
        ("Example questions that the team is going to ask you then:", True),
    ],
)
def test_an_item_needs_no_full_stop_where_it_says_something(item, unfinished):
    found = read(f"- {item}\n- Another item stands here", format="markdown").sentences[0]
    assert (Flag.UNFINISHED in found.flags) is unfinished


@pytest.mark.parametrize(
    "item",
    [
        "Comes from an address that nobody knows.",
        "not opening attachments of an unknown sender.",
        "that asks for secrets of any sort at all.",
    ],
)
def test_an_item_that_goes_on_with_the_line_above_the_list_dangles(item):
    document = read(f"A false mail is one:\n\n- {item}", format="markdown")
    assert Flag.DANGLING in document.sentences[-1].flags


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Lock the screen (see the rules, esp. the last one) when you go. Then leave.", 2),
        ("Go to STOP.THINK.CONNECT. website to see it. It is free.", 2),
        ("Read What is fraud? if you need help with it. It is free.", 2),
        ("The law is of 2021.The police enforce it.", 2),
        ("Use a second factor (MFA).This stops most attacks.", 2),
        ("It is called “fraud”.The police say so.", 2),
        ("Version 3.5.The end.", 2),
        ("He asked why!And nobody answered him.", 2),
        ("my country is large. my city is small.", 2),
        ("1. Lock the screen.", 1),
    ],
)
def test_sentences_are_divided_where_they_end(text, count):
    document = read(f"Words before it stand here, and they are many. {text}")
    assert len(document.sentences) == count + 1


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Use long passwords. Never share them with anyone.", "en"),
        ("Lock your screen when you leave.", "en"),
        ("De netwerkbeveiliging is van groot belang voor alle mensen en bedrijven.", "und"),
        ("La sécurité est l'affaire de tous et de chacun dans le pays.", "und"),
        ("Bezpieczeństwo w sieci jest ważne dla każdego i nie można o nim zapomnieć.", "und"),
        ("Sikkerhed er vigtig for alle, og det er ikke svært at have styr på den.", "und"),
        ("Безопасность сети важна для каждого, and it is not hard to have it.", "und"),
        (
            "The network is there for all of us and it is not safe. "
            "Das Netz ist für alle da und es ist nicht sicher, und das ist auch so.",
            "und",
        ),
        ("网络钓鱼 phishing 是一种 attack，攻击者冒充合法组织或个人。", "und"),
    ],
)
def test_only_a_text_that_is_english_throughout_is_english(text, language):
    assert read(text).language == language


def test_what_a_page_says_of_its_language_is_checked_against_its_text():
    german = (
        '<html lang="en"><p>Das Netz ist für alle da, und es ist nicht immer sicher.</p></html>'
    )
    english = (
        '<html lang="de"><p>The network is there for all of us, and it is not safe.</p></html>'
    )
    assert read(german, format="html").language == "und"
    assert read(english, format="html").language == "en"
    assert read("---\nlang: en\n---\n网络钓鱼是一种网络犯罪。", format="markdown").language == "und"


def test_a_long_text_that_changes_its_language_is_not_known():
    english = "The network is there for all of the people that use it. " * 200
    german = "Das Netz ist für alle da, und es ist nicht immer sicher. " * 400
    assert read(english + german).language == "und"
