"""Sources that are named, and those that leave open who speaks."""

import pytest

from tests.clauses import at, main


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("Spaziergänger behaupten, der Teich sei gekippt.", "gekippt", "unnamed"),
        ("Der Teich sei gekippt, klagen Nachbarn.", "gekippt", "unnamed"),
        ("Die Spaziergänger behaupten, der Teich sei gekippt.", "gekippt", "named"),
        ("Umweltverbände behaupten, der Teich sei gekippt.", "gekippt", "named"),
        ("Besorgte Nachbarn behaupten, der Teich sei gekippt.", "gekippt", "named"),
        ("Böse Zungen behaupten, der Teich sei gekippt.", "gekippt", "unnamed"),
        ("Die Bank schließt drei Filialen, wie am Abend aus Bankkreisen verlautete.", "Filialen", "unnamed"),
        ("Die Bank schließt drei Filialen, wie aus Bankkreisen zu hören war.", "Filialen", "unnamed"),
        ("Wie es aus dem Rathaus heißt, schließt die Bank drei Filialen.", "Filialen", "named"),
        ("Aus dem Umfeld der Spielerin verlautet, sie wechsle den Verein.", "wechsle", "unnamed"),
        ("Anders als angekündigt schließt die Bank drei Filialen.", "Filialen", "own"),
        ("Dem Vernehmen nach schließt die Bank.", "schließt", "unnamed"),
        ("Man liest überall, dass die Pumpe leckt.", "leckt", "unnamed"),
        ("Die Pumpe leckt, liest man.", "leckt", "unnamed"),
        ("Die Pumpe leckt, liest man im Bericht der Werft.", "leckt", "named"),
        ("Wenn man liest, dass die Pumpe leckt, wird man vorsichtig.", "leckt", "own"),
        ("Der Wirt, so geht das Gerücht, sei pleite.", "pleite", "unnamed"),
        ("Entdeckt, so steht es in den Chroniken, wurde die Quelle von einem Hirten.", "Entdeckt", "unnamed"),
        ("Das Bad, so steht es im Gutachten der Kammer, ist undicht.", "undicht", "named"),
        ("Rund 90 Läufer haben nach Zählung des Vereins aufgegeben.", "aufgegeben", "named"),
        ("Ob im Heim geschlagen wurde, ist nach Auskunft der Aufsicht offen.", "geschlagen", "named"),
        ("Glaubt man der Wirtin, brannte es schon am Mittag.", "brannte", "named"),
        ("Geht es nach dem Rat, bleibt das Bad zu.", "Bad", "named"),
        ("Das Bad ist pleite, da ist sich die Kämmerin sicher.", "pleite", "named"),
        ("Das Bad ist pleite – das jedenfalls behauptet die Kämmerin.", "pleite", "named"),
        ("Wem gehört das Haus, fragt der Rat.", "gehört", "named"),
        ("Nun behaupten die Forscher, der Teich sei gekippt.", "gekippt", "named"),
        ("Nun behaupten Forscher, der Teich sei gekippt.", "gekippt", "unnamed"),
        ("Laut dieser Umfrage ist der Teich gekippt.", "Teich", "named"),
        ("Laut einer Umfrage ist der Teich gekippt.", "Teich", "unnamed"),
        ("Laut Zeitungsbericht ist der Teich gekippt.", "Teich", "unnamed"),
        ("Einige Portale behaupten, der Teich sei gekippt.", "gekippt", "unnamed"),
        ("Einige dänische Portale behaupten, der Teich sei gekippt.", "gekippt", "named"),
        ("Seglerin Ute Brand verlor. Sie fand, das Boot sei alt.", "alt", "named"),
        ("Dem Moor wurde ein hoher Wert attestiert.", "Wert", "unnamed"),
    ],
)
def test_sources_named_and_unnamed(text, words, voice):
    assert at(text, words).voice == voice


@pytest.mark.parametrize(
    ("text", "words", "voice"),
    [
        ("Jeder vierte Laden, rechnet die Kammer vor, steht leer.", "Laden", "named"),
        ("Zwölf Busse, rechnet der Betriebsrat vor, streicht die Firma im Herbst.", "Busse", "named"),
        ("Die Feuerwehr gab Entwarnung: Das Gas ist nicht giftig.", "giftig", "named"),
        ("Der Trainer winkt ab: Der Stürmer bleibt nicht.", "bleibt", "named"),
        ("Ein Zimmermädchen plaudert: Der Graf schnarcht!", "schnarcht", "named"),
        ("Einen Verkauf stellte der Vorstand in Abrede.", "Verkauf", "named"),
        ("Zudem mochte die Ministerin nicht ausschließen, dass Steuern steigen.", "steigen", "named"),
        ("Man kann nicht ausschließen, dass Steuern steigen.", "steigen", "own"),
        ("Sie, Frau Ministerin Adler, haben gestern behauptet, der Deich halte.", "halte", "named"),
        ("Der Vermieter meint, das Dach wär gar nicht undicht.", "undicht", "named"),
        ("Die Kassiererin steht im Verdacht, den Tresor geleert zu haben.", "geleert", "own"),
        ("Es gibt keinen Hinweis darauf, dass die Mühle schließt.", "schließt", "own"),
        ("Manches spricht dafür, dass die Mühle schließt.", "schließt", "own"),
        ("Hast du das Gefühl, dass der Kanal stinkt?", "stinkt", "own"),
        ("Haben sich die beiden verlobt, ausgerechnet am Montag?", "verlobt", "own"),
        ("Kaum jemand zweifelt daran, dass die Mühle schließt.", "schließt", "unnamed"),
        ("Die Echtheit der Maske wird infrage gestellt.", "Echtheit", "unnamed"),
        ("Die Echtheit der Maske wird angezweifelt.", "Echtheit", "unnamed"),
    ],
)
def test_verbs_that_tell_somebody_speaks(text, words, voice):
    assert at(text, words).voice == voice


@pytest.mark.parametrize(
    "text",
    [
        "Trainerin Ina Wolf wirkte am Abend müde. Die Mannschaft sei zerstritten.",
        "Die Spieler schwiegen, ihr Trainer Ivo Lang redete lange. Die Mannschaft sei zerstritten.",
        "Am Telefon meldete sich am Abend Ines Lang. Die Mannschaft sei zerstritten.",
        "Vom Verein kam eine Antwort. Die Mannschaft sei einig.",
        "Trainerin Ina Wolf strahlte vor Glück. Die Mannschaft sei einig.",
        "Der Verein gab Entwarnung. Die Mannschaft sei einig.",
    ],
)
def test_whom_a_sentence_shows_speaking_holds_what_follows(text):
    assert main(text, "voice")[1] == ["named"]


def test_a_motor_does_not_speak():
    assert main("Der Motor klang müde. Der Kolben sei hin.", "voice")[1] == ["unnamed"]
