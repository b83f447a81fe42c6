"""Main clauses that do no more than lead to what stands behind their colon."""

import pytest

from tests.clauses import main


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Klar ist: Der Deich hält nicht.", "negated"),
        ("Wir wissen: Wenn es weiter regnet, hält der Deich nicht.", "negated"),
        ("Ich kann die Fischer beruhigen: Der Hafen wird nicht verkauft.", "negated"),
        ("Hinzu kommt – das weiß jeder –: Die Fähre gehört weder der Stadt noch dem Land.", "negated"),
        ("Es gilt deshalb: Der Hafen könnte bald schließen.", "hedged"),
        ("Der Rat hat den Hafen verkauft: Die Stadt hatte kein Geld mehr.", "asserted"),
    ],
)
def test_what_only_announces_is_as_sure_as_what_follows(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Anna Roth sagte: Der Deich hält nicht.", "negated"),
        ("Das Gericht hat entschieden: Die Stadt muss nicht zahlen.", "negated"),
        ("Anna Roth kritisierte: „Der Rat hat den Plan nicht gelesen.“", "asserted"),
        ("Anna Roth rügte, dass der Rat den Plan nicht gelesen habe.", "asserted"),
    ],
)
def test_a_report_passes_on_what_is_denied_behind_its_colon(text, status):
    assert main(text, "status") == [[status]]


def test_a_question_behind_what_is_put_in_is_asked():
    assert main("Die Frage ist – auch nach all dem Regen –: Hält der Deich?", "status") == [["asked"]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dazu gehört auch die Frage, wie wir den Deich bezahlen.", "asserted"),
        ("Heute reden wir über die Frage, wie der Deich bezahlt wird.", "asserted"),
        ("Es stellt sich die Frage, wie wir den Deich bezahlen.", "asked"),
    ],
)
def test_a_question_that_is_spoken_of_is_not_put(text, status):
    assert main(text, "status") == [[status]]


def test_what_is_known_is_as_sure_as_what_stands_before_it():
    assert main("Dass der Deich nicht hält, das wissen Sie.", "status") == [["negated"]]
    assert main("Dass der Deich hält, das wissen Sie.", "status") == [["asserted"]]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Nun zog der Wirt Bilanz: Er erklärte, die Gäste seien schuld.", "named"),
        ("Nun zog der Wirt Bilanz: Er baute den Steg um.", "own"),
        ("Jetzt siegte der Wirt: Er erklärte, der Steg gehöre ihm.", "own"),
    ],
)
def test_who_reacts_says_what_he_says_behind_the_colon(text, voice):
    assert main(text, "voice") == [[voice]]
