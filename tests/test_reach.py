"""What a sentence denies, and how far: beside particles, phrases, comparisons and subordinate clauses."""

import pytest

from tests.clauses import at, main


def test_instead_denies_its_noun_alone():
    text = "Statt neuer Verbote sind jetzt Gespräche nötig."
    assert at(text, "Verbote").status == "negated"
    assert at(text, "Gespräche").status == "asserted"


@pytest.mark.parametrize("text", ["Fehler bei der Vergabe bestreitet er.", "Einen Streit verhinderte sie gerade noch."])
def test_a_verb_that_denies_reaches_its_object_before_it(text):
    assert at(text, "Fehler" if "Fehler" in text else "Streit").status == "negated"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Im Dorf stehen allerdings längst nicht genug Mühlen.", "negated"),
        ("Ihr könnt doch nicht alle am Deich gewesen sein.", "negated"),
        ("Der Müller hat aber nicht jeden Sack gezählt.", "negated"),
        ("Der Deich ist breit, aber nicht hoch.", "asserted"),
        ("Die Mühle steht doch, und das Wehr hält nicht.", "asserted"),
    ],
)
def test_a_particle_does_not_part_a_denial_from_its_verb(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Deich darf auf keinen Fall brechen.", "negated"),
        ("In keiner Weise schützt der Deich das Dorf.", "negated"),
        ("Unter keinen Umständen verkauft er die Mühle.", "negated"),
        ("Das Fischen am Wehr muss unterbunden werden.", "asserted"),
        ("In keiner Mühle brennt Licht.", "negated"),
    ],
)
def test_phrases_deny_their_clause(text, status):
    assert main(text, "status") == [[status]]


def test_hardly_denies_what_follows_but_not_its_clause():
    text = "Die Müller haben kaum Rechte."
    assert main(text, "status") == [["asserted"]]
    assert at(text, "Rechte").status == "negated"


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Kein Deich im Land ist so hoch wie dieser.", "asserted"),
        ("Niemand hat das Dorf so geprägt wie der alte Müller.", "asserted"),
        ("So viele Leute standen am Wehr wie seit Jahren nicht mehr.", "asserted"),
        ("Keine Leute kamen so früh wie möglich.", "negated"),
        ("Der Deich hält nicht so, wie er soll.", "negated"),
    ],
)
def test_what_surpasses_all_denies_in_form_alone(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Am Wehr gelang ein Bau, den kein Amt genehmigt hatte.", "asserted"),
        ("Nun, wenn der Deich nicht hält, dann bauen wir ihn neu.", "asserted"),
        ("Am Wehr gelingt kein Bau, den das Amt genehmigt hat.", "negated"),
        ("Am Wehr gelingt ein Bau, der vielleicht keinem nützt.", "asserted"),
    ],
)
def test_the_denial_of_a_subordinate_clause_stays_there(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "words", "status"),
    [
        ("Den Verkauf hat der Rat untersagt.", "Verkauf", "negated"),
        ("Der Verkauf wurde vom Rat untersagt.", "Verkauf", "negated"),
        ("Der Rat hat im Mai den Verkauf untersagt.", "Rat", "asserted"),
        ("Im Rathaus wurde der Verkauf untersagt.", "Rathaus", "asserted"),
    ],
)
def test_a_participle_that_denies_reaches_before_its_verb(text, words, status):
    assert at(text, words).status == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Dabei mochte nicht einmal der Koch die Suppe.", "negated"),
        ("Nach Wochen liegen nicht einmal Skizzen vor.", "negated"),
        ("Der Umbau dauerte nicht einmal drei Tage.", "asserted"),
        ("Der Umbau dauerte nicht einmal 30 Tage.", "asserted"),
        ("Der Verein steht im Niemandsland der Liga.", "asserted"),
        ("Das hat niemandem geschadet.", "negated"),
    ],
)
def test_what_is_less_than_something_is_denied_but_not_a_small_amount(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die nicht von der Stadt bezahlten Busse fuhren weiter.", "asserted"),
        ("Ein nicht erwarteter Regen fiel.", "asserted"),
        ("Das hat die nicht gestört.", "negated"),
        ("Der Fahrer, der nicht bezahlte Busse fuhr, kam nicht.", "negated"),
    ],
)
def test_a_denial_in_an_attribute_stays_there(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Deich war nie höher.", "asserted"),
        ("Der Hafen war niemals voller als heute.", "asserted"),
        ("Nichts liebt sie so sehr wie den Deich.", "asserted"),
        ("Ein alter Deich ist besser als kein Deich.", "asserted"),
        ("Wir bauen dort nie wieder.", "negated"),
        ("Ihm fiel nichts anderes ein, als den Deich zu verkaufen.", "asserted"),
        ("Nichts anderes fordern wir seit Jahren.", "asserted"),
        ("Dazu wird sie nichts anderes sagen.", "negated"),
        ("In keinem anderen Dorf sind die Deiche von so hoher Güte wie hier.", "asserted"),
        ("Wir machen uns da nichts vor: Der Deich ist alt.", "asserted"),
    ],
)
def test_more_than_all_else_denies_in_form_alone(text, status):
    assert main(text, "status") == [[status]]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Die Fischer lassen nicht locker.", "asserted"),
        ("Ich möchte es nicht versäumen, die Gäste zu begrüßen.", "asserted"),
        ("Von einem guten Ergebnis sind wir nicht weit entfernt.", "asserted"),
        ("Verlangt ist nicht mehr und nicht weniger als der Bau des Deichs.", "asserted"),
        ("Man darf nicht vergessen: Der Deich ist alt.", "asserted"),
        ("Die Fischer haben den Sturm nicht vergessen.", "negated"),
        ("Der Hafen leidet nicht erst seit dem Sturm.", "asserted"),
        ("Die Stadt wird nicht mehr nur zusehen.", "asserted"),
        ("Es genügt nicht mehr, nur zuzusehen.", "negated"),
    ],
)
def test_what_affirms_by_denying_denies_nothing(text, status):
    assert main(text, "status") == [[status]]


def test_a_denial_that_looks_like_a_verb_reaches_its_verb():
    assert main("Dem ist aber mitnichten so.", "status") == [["negated"]]


def test_a_joined_noun_does_not_part_a_denial_from_its_verb():
    assert main("Wir dürfen bei der Höhe des Deichs und der Breite der Wege nicht sparen.", "status") == [["negated"]]
