"""Clauses that something put in breaks: one status and one voice for both parts."""

import pytest

from tests.clauses import at, clauses, main


@pytest.mark.parametrize(
    ("text", "words", "status", "voice"),
    [
        ("Vermutlich, so heißt es im Dorf, hat der Wirt die Kasse geleert.", "geleert", "hedged", "unnamed"),
        ("Möglicherweise, gab der Küster zu, sei die Glocke gesprungen.", "gesprungen", "hedged", "named"),
        ("Vielleicht, meint Förster Udo Lenz, kehrt der Luchs zurück.", "zurück", "hedged", "named"),
        ("Eventuell zieht der Zirkus, die Genehmigung fehlt noch, schon im März weiter.", "März", "hedged", "own"),
        ("Gestrichen, so der Bürgermeister, wurde die Stelle nie.", "Gestrichen", "negated", "named"),
        ("In Betrieb ist die Fähre, die der Kreis im Mai getauft hat, noch immer nicht.", "Betrieb", "negated", "own"),
        ("In Betrieb ist die Fähre, die der Kreis im Mai getauft hat, noch nicht.", "getauft", "asserted", "own"),
        ("Verkauft hat die Erbin das Gut, trotz aller Angebote, nicht.", "Verkauft", "negated", "own"),
        ("Die Stadt hat den Radweg, den ihr Rat vor Jahren beschloss, nie gebaut.", "Radweg", "negated", "own"),
        ("Die Stadt hat den Radweg, den ihr Rat vor Jahren beschloss, nie gebaut.", "beschloss", "asserted", "own"),
        ("Die Stadt hat den Radweg, den damals niemand wollte, fertig gebaut.", "fertig", "asserted", "own"),
        ("Der Rat wird den Antrag, den die Jugend stellte, vermutlich ablehnen.", "ablehnen", "hedged", "own"),
        ("Der Zaun wurde, das sagt die Polizei, nicht beschädigt.", "beschädigt", "negated", "named"),
        ("Der Zaun wurde, so die Polizei, nicht beschädigt.", "Zaun", "negated", "named"),
        ("Laut Polizei soll der Knecht, der seit Mai hier arbeitet, Korn gestohlen haben.", "Korn", "hedged", "named"),
        ("Der Knecht soll, so die Polizei, Korn gestohlen haben.", "Knecht", "hedged", "named"),
        ("Beschlossen ist, das betont der Rat, noch nichts.", "Beschlossen", "negated", "named"),
    ],
)
def test_both_parts_have_one_status_and_one_voice(text, words, status, voice):
    found = at(text, words)
    assert (found.status, found.voice) == (status, voice)


@pytest.mark.parametrize(
    "text",
    [
        "Die einen spenden, die anderen nicht.",
        "Der Müller kaufte das Korn, das er brauchte, nicht aber das Mehl.",
        "»Wir mahlen, Punkt«, ließ der Müller ausrichten.",
    ],
)
def test_what_is_set_against_another_is_no_rest(text):
    assert main(text, "status") == [["asserted"]]


def test_a_rest_is_a_clause_of_its_own():
    text = "Die Stadt hat den Radweg, den ihr Rat beschloss, nie gebaut."
    found = clauses(text)
    assert [text[a:b] for a, b in zip(found["start"], found["end"], strict=True)][:3] == [
        "Die Stadt hat den Radweg",
        "den ihr Rat beschloss",
        "nie gebaut",
    ]
