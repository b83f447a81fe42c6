"""What reports, asks and views are told in: commands and ways of putting it are none."""

import pytest

from tests.clauses import main


@pytest.mark.parametrize(
    "text",
    [
        "Mit anderen Worten: Wenn der Deich bricht, steht die Stadt im Wasser.",
        "Kurz formuliert, ist der Deich zu alt.",
        "Offen ist freilich die Frage, ob der Deich hält.",
        "Dafür ist uns der Hafen zu wichtig, und die Fähre ist zu teuer.",
        "Diese Bereitschaft meint nicht nur, dass wir zahlen.",
        "Und sagen Sie nicht, der Deich war neu.",
        "Was erwarten die Fischer von der Stadt?",
        "Die Läden wurden geschlossen, so auch der Markt am Hafen.",
        "Das Gericht hat sich sehr genau dazu geäußert, wie die Regel anzuwenden ist.",
        "Aus ganz persönlicher Sicht möchte ich ergänzen: Der Hafen ist schön.",
        "Beispielhaft sei hier eine Umfrage der Stadt angeführt.",
    ],
)
def test_the_author_puts_it_so_asks_or_orders(text):
    assert main(text, "voice") == [["own"]]


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        ("Stand Mai haben wir nach Angabe des Hafenamts zwölf Fähren.", "named", "des Hafenamts"),
        ("Nach einem Stadt-Dokument leben dort zwölf Fischer.", "named", "einem Stadt-Dokument"),
        ("Der Fischereiverband hat berechnet, dass der Deich drei Millionen kostet.", "named", "Der Fischereiverband"),
        ("Eine Anfrage der Grünen hat ergeben, dass der Deich alt ist.", "named", "Eine Anfrage der Grünen"),
        ("Lange waren sich alle Städte einig: Der Deich ist zu alt.", "named", "alle Städte"),
        ("Mehr als die Hälfte der Gäste sind der Ansicht, dass der Deich zu alt ist.", "unnamed", ""),
        ("Das wird dort als Verrat, als reiner Hohn empfunden.", "unnamed", ""),
        ("Anna Roth konstatierte eine wachsende Not am Fluss.", "named", "Anna Roth"),
    ],
)
def test_sources_and_views_told_in_other_ways(text, voice, speaker):
    assert main(text, "voice", "speaker") == [[voice, speaker]]


@pytest.mark.parametrize(
    "text",
    [
        "Die Fischer demonstrierten damit, dass sie den Plan ablehnen.",
        "Der Rat hat ein großes Interesse daran, dass der Deich hält.",
        "Ein Punkt, der für den Hafen sprach, war seine Lage.",
        "Das unterstreicht erneut: Wir bauen den besten Deich.",
        "Die Insel hat den Hafen als Grenze anerkannt.",
    ],
)
def test_what_shows_or_counts_is_nobodys_view(text):
    assert main(text, "voice") == [["own"]]


@pytest.mark.parametrize("verb", ["gefordert", "betont"])
def test_a_view_in_the_passive_with_whose_it_is(verb):
    text = f"Die Höhe des Deichs wird von den Fischern {verb}."
    assert main(text, "voice", "speaker") == [["named", "den Fischern"]]


@pytest.mark.parametrize(
    "text",
    ["Dem Verein wird kein Erfolg zugetraut.", "Zuvor wurde der Deich in die zweite Stufe eingestuft."],
)
def test_a_view_in_the_passive_is_somebodys(text):
    assert main(text, "voice", "speaker") == [["unnamed", ""]]
