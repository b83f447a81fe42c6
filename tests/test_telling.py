"""What is told as somebody's words and what is not: names, participles and verbs that look like speakers and cues."""

import pytest

from tests.clauses import at, clauses, main


@pytest.mark.parametrize(
    "text",
    [
        "Rothenau – Die Kosten der Brücke über den Kanal ärgern Rat und Verein.",
        "Zwei aus Rom erwartete Busse sollen später kommen.",
        "Fahrer dürften mehr Öl verbraucht haben als beim Kauf erwartet.",
        "Hinter dem Tor erwartet einen ein Garten voller Rosen.",
        "Im letzten Band erwartet den Leser ein neues Rätsel.",
        "Als bewiesen kann nur gelten, dass die Uhr stand.",
        "Wer alte Uhren mag, wird sich darüber freuen, dass die Werkstatt bleibt.",
        "Wegen des Regens schaltet die Stadt den Brunnen ab, die Pumpe sei defekt.",
        "Der Fund zeigt, wie alt der Brunnen ist: Er sei schon im Mittelalter gebaut worden.",
        "Die Bauern verweigerten dem Landrat den Gruß: Wer Höfe schließe, sei kein Freund, so Obmann Jens Ruge.",
    ],
)
def test_who_or_what_is_spoken_of_does_not_speak(text):
    assert main(text, "voice") == [["own"]]


@pytest.mark.parametrize(
    ("text", "words", "voice", "speaker"),
    [
        ("Rothenau – Die Wirtin klagte, das Haus sei feucht.", "feucht", "named", "Die Wirtin"),
        ("So hatte sich vor allem Anna Roth beschwert, dass die Pumpe leckt.", "leckt", "named", "Anna Roth"),
        ("Ein Kabel gilt nach Polizeiangaben vom Freitag als Ursache.", "Kabel", "named", "Polizeiangaben"),
        ("Fließen soll das Geld demnach in zwei Stufen.", "Geld", "unnamed", ""),
        ("Wer behauptet, die Uhr stehe, lügt.", "stehe", "unnamed", ""),
        ("Wer Höfe schließe, sei kein Freund, so Obmann Jens Ruge.", "Freund", "named", "Obmann Jens Ruge"),
        ("Der Plan steht: Der Deich hält, so Obmann Jens Ruge.", "Plan", "named", "Obmann Jens Ruge"),
    ],
)
def test_who_speaks_is_found_beside_them(text, words, voice, speaker):
    found = at(text, words)
    assert (found.voice, found.speaker) == (voice, speaker)


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("Begründung der Kämmerin Ute Brand: Es fehlt an Geld.", "named", "der Kämmerin Ute Brand"),
        ("Fazit des Abends: Es fehlt an Geld.", "own", ""),
        ("Das Fazit: Es fehlt an Geld.", "own", ""),
        ("Forscher der Universität Rothenau: Der Deich bricht.", "named", "Forscher der Universität Rothenau"),
        ("Ein weiterer Eintrag: Der Deich bricht bald.", "unnamed", "Ein weiterer Eintrag"),
        ("Der Deich, so die in vielen Briefen geäußerte Kritik, ist zu alt.", "unnamed", ""),
        ("Der Deich, so alt die Steine sind, hält.", "own", ""),
        ("Der Deich sinkt, wie nun ein Team der Werft nachweisen konnte.", "named", "ein Team der Werft"),
        ("Die Werft hat den Riss in einer Fachzeitschrift dokumentiert.", "named", "Die Werft"),
        ("Die Werft hat den Riss mit einer Kamera dokumentiert.", "own", ""),
        ("Die Feuerwehr meldete am Abend 30 Brände.", "named", "Die Feuerwehr"),
        ("Die Feuerwehr meldete sich am Abend.", "own", ""),
        ("Der Laden meldete Insolvenz an.", "own", ""),
        ("Die Ärztin sieht ihre Diagnose durch zwei Fälle bestätigt.", "named", "Die Ärztin"),
        ("Die Ärztin sieht den Zaun vom Balkon.", "own", ""),
    ],
)
def test_more_ways_to_name_who_says_it(text, voice, speaker):
    assert main(text, "voice", "speaker") == [[voice, speaker]]


@pytest.mark.parametrize(
    "sentence", ["Man bemühe sich um Ersatz.", "Radler nähmen den Steg.", "Der Verkehr staue sich."]
)
def test_what_goes_on_with_what_was_said(sentence):
    text = f"Die Brücke bleibe zu, so Stadtrat Jens Ruge. {sentence}"
    assert main(text, "voice", "speaker")[1] == ["named", "Stadtrat Jens Ruge"]


def test_a_recipe_reports_nothing():
    assert main("Man nehme drei Eier und etwas Mehl.", "voice") == [["own"]]


def test_what_depends_on_a_condition_reports_nothing():
    text = "Die Beihilfe sei sicher, sagt Anna Roth. Das heißt: Sollte sie fließen, so dürften auch Gäste davon leben."
    assert set(clauses(text).query("sentence == 1")["voice"]) == {"own"}
