"""Whose words they are: voice and speaker of clauses that show a kind of construction."""

import pytest

from tests.clauses import at, main


@pytest.mark.parametrize(
    ("text", "voice", "speaker"),
    [
        (
            "Im Mai kündigte der Hersteller Holz und Säge (HS) den Bau einer Halle an.",
            "named",
            "der Hersteller Holz und Säge",
        ),
        ("Der Chef der Mühle (DM), Jens Ruge, nannte dies einen „Raub“.", "named", "Der Chef der Mühle"),
        ("Im nächsten Jahr erwartet die Bank hohe Kosten.", "named", "die Bank"),
        ("Nach Ruges Meinung fehlt ein Beleg.", "named", "Ruges Meinung"),
        ("Der Landrat kritisierte den Bauern.", "named", "Der Landrat"),
        ("Die Stadt macht den Landrat für den Bruch verantwortlich.", "named", "Die Stadt"),
        ("Ende Mai hatten die Ämter einen nassen Herbst vorhergesagt.", "named", "die Ämter"),
        ("Anfang März hatte eine Müllerin durchblicken lassen, dass Korn fehlt.", "named", "eine Müllerin"),
        ("Anna Roth prangert die Lieferungen an die Mühle an.", "named", "Anna Roth"),
        ("Rund jeder Vierte erwartet höhere Preise.", "unnamed", "jeder Vierte"),
        ("Der Deich hält, wie der Bund der Müller (BdM) mitteilte.", "named", "der Bund der Müller"),
        ("Spaziergängern wird geraten, den Steg zu meiden.", "unnamed", ""),
        ("„Mir reicht es“, klagt jemand aus dem Nachbardorf.", "unnamed", "jemand aus dem Nachbardorf"),
        ("Berechnungen zufolge fehlen zwei Deiche.", "unnamed", "Berechnungen"),
        ("Der Verein schloss einen Neubau aus.", "named", "Der Verein"),
        ("Von zehn Toten ist die Rede.", "unnamed", ""),
        ("Kritik kam vom Bauernverband.", "named", "Bauernverband"),
        ("Vor Gericht hat der 58-Jährige bestritten, Geld zu haben.", "named", "der 58-Jährige"),
        ("Die Ministerin leugnet, den Bericht zu kennen.", "named", "Die Ministerin"),
        ("»Haben Sie das Brett gekauft?«, fuhr die Richterin Rohde den Müller an.", "named", "die Richterin Rohde"),
        ("Die Ärztin Frau Brill, sonst eher skeptisch, meinte, es helfe.", "named", "Die Ärztin Frau Brill"),
        ("Nach Ansicht vieler Halter hält der Zaun.", "unnamed", "vieler Halter"),
        ("Von Pfusch könne keine Rede sein, befand das Gericht.", "named", "das Gericht"),
        ("Vom Landrat kam die Nachricht, der Deich sei gebrochen.", "named", "Landrat"),
        ("Das Ministerium gab den Bau eines Deichs bekannt.", "named", "Das Ministerium"),
        ("Hier seien die Mittel unzureichend.", "unnamed", ""),
        ("Der Landrat hegt die Hoffnung, dass der Deich hält.", "named", "Der Landrat"),
        ("In dem Brief ist von zehn Toten die Rede.", "named", "dem Brief"),
        ("Darin ist die Rede von Rissen und Rost.", "unnamed", ""),
        ("Der Deich sei eine Chance, wird Jens Ruge zitiert.", "named", "Jens Ruge"),
        ("Grund dafür sei, dass der Deich bricht.", "unnamed", ""),
        ("Wie es Rosa Veit sagte: Der Deich hält.", "named", "Rosa Veit"),
        ("Der Landrat sprach sich für einen Neubau aus.", "named", "Der Landrat"),
        ("Die Polizei geht von einem Unfall aus.", "named", "Die Polizei"),
        ("Es gibt die Behauptung, dass der Deich bricht.", "unnamed", ""),
        ("Die Stadt kam zu dem Schluss, dass der Deich bricht.", "named", "Die Stadt"),
        ("Der Landrat ließ durchblicken, dass der Deich bricht.", "named", "Der Landrat"),
        ("Befürchtet wird ein Bruch des Deichs.", "unnamed", ""),
        ("Der Landrat verwies auf das Alter des Deichs.", "named", "Der Landrat"),
        ("Der Trainer verglich die Spieler mit alten Pferden.", "named", "Der Trainer"),
        ("Die Kämmerin hofft auf mehr Geld.", "named", "Die Kämmerin"),
        ("Der Deich sei alt, heißt es im Bericht der Stadt Rothenau.", "named", "Bericht der Stadt Rothenau"),
        ("Bei der Polizei hieß es, der Deich sei alt.", "named", "der Polizei"),
        ("Im Antrag der Stadt wird behauptet, dass der Deich alt ist.", "named", "Antrag der Stadt"),
        ("Der Deich galt als der höchste im Land.", "unnamed", ""),
        ("Der Förster, sagte er, sei alt.", "unnamed", "er"),
        ("Stattdessen sagen Sie, dass der Deich hält.", "unnamed", "Sie"),
        ("Als Ziel nannte der Landrat, dass der Deich hält.", "named", "der Landrat"),
        ("Einen Neubau lobte der Landrat.", "named", "der Landrat"),
        ("„Ärzte ohne Grenzen“ berichtet, dass der Deich bricht.", "named", "„Ärzte ohne Grenzen“"),
        ("Jens Ruge erklärte laut Zeitung, dass der Deich hält.", "named", "Jens Ruge"),
        ("Der Förster erklärte, der Deich halte seiner Meinung nach.", "named", "Der Förster"),
        ("Der Landrat hat das im Mai betont.", "named", "Der Landrat"),
        ("Die Zeitung berichtete, der Deich gehöre einem Bauern.", "named", "Die Zeitung"),
        ("Der Deich ist alt; das haben die Gutachter gesagt.", "named", "die Gutachter"),
        ("Ihr Landrat begann im Amt – ich zitiere –: „Der Deich hält noch lange.“", "named", "Ihr Landrat"),
        ("Ich erinnere an Jens Ruge, der einmal sagte: Der Deich hält.", "named", "Jens Ruge"),
        ("Einer Erklärung des Verbands (VDB) zufolge bricht der Deich.", "named", "Einer Erklärung des Verbands"),
        ("Der Landrat hatte Zweifel am Deich geäußert.", "named", "Der Landrat"),
        ("Die Kämmerin zeigte sich besorgt über den Deich.", "named", "Die Kämmerin"),
        ("Aus dem Ministerium hieß es, der Deich sei alt.", "named", "dem Ministerium"),
        ("In der Fachwelt gilt der Deich als alt.", "unnamed", "der Fachwelt"),
        ("Im Dorf, erzählen die Bauern von Rothenau, hält der Deich noch lange.", "named", "die Bauern von Rothenau"),
        ("Das Schlimmste, findet Jens Ruge, sei der Regen gewesen.", "named", "Jens Ruge"),
        ("Der Verein prüft nach eigenen Angaben einen Neubau.", "named", "Der Verein"),
        ("In den Augen der Bauern ist der Deich zu hoch.", "named", "der Bauern"),
        ("Der Förster will den Bruch nicht gesehen haben.", "named", "Der Förster"),
        ("Frau Roth, Sie haben gesagt, der Deich halte.", "named", "Frau Roth"),
        ("Zitat von Jens Ruge: »Der Deich hält noch lange.«", "named", "Jens Ruge"),
        ("Der Landrat hielt sie für zu teuer.", "named", "Der Landrat"),
        ("Seit Jahren fordert der Landrat einen Neubau.", "named", "der Landrat"),
        ("Die Verschiebung bezeichnete Ruge als Fehler.", "named", "Ruge"),
        ("Der Steg wird von Kennern als „Wunder der Technik aus Holz“ bezeichnet.", "unnamed", "Kennern"),
        ("Ruge, der Chef, hat, wie ich meine, mit gutem Grund davor gewarnt, dass der Deich bricht.", "named", "Ruge"),
        ("Gewerkschaft: Arbeit am Deich beginnt um Mitternacht", "named", "Gewerkschaft"),
    ],
)
def test_voice_of_what_is_done_by_speaking(text, voice, speaker):
    assert main(text, "voice", "speaker") == [[voice, speaker]]


@pytest.mark.parametrize(
    "text",
    [
        "Seien Sie versichert: Der Deich hält.",
        "Die Forderung kommt aus dem Ausschuss und stammt von 1992.",
        "Danach kam er von der Arbeit mit viel Lob.",
        "Anders als von der Zeitung gemeldet, hält der Deich.",
        "Entgegen den Meldungen hält der Deich.",
        "Er will den Eindruck erwecken, dass der Deich hält.",
        "Der Anbau füllt eine oft beklagte Lücke.",
        "Die Messwerte deuten darauf hin, dass der Deich bricht.",
        "Die Messwerte legen nahe, dass der Deich bricht.",
        "Der Händler ruft Bretter zurück: In einigen stecken Nägel.",
        "Hat Anna Roth das Brett gestohlen, oder hat sie es gefunden?",
        "Das Wasser traf den Deich stärker als befürchtet.",
        "Schlechter als von Fachleuten erwartet hielt der Deich.",
        "Die Behauptung, dass der Deich bricht, ist falsch.",
        "Der Regen fordert die Bauern heraus.",
        "Der Deich hielt, wie von der Kämmerin beschrieben, nur zehn Jahre.",
        "Der Deich hielt, wie Jens Ruge es wünschte, nur zehn Jahre.",
        "Wir müssen über den Deich sprechen.",
        "Als Försterin freut es mich, dass der Wald wächst.",
        "Sie bauen, weil bekannte Sorgen im Dorf bleiben.",
        "Der Förster hat im Wald gesprochen; die Leute waren froh.",
        "Wenn es regnet, so dient das dem Deich.",
        "Der Rat beschloss, den Steg zu erneuern.",
        "Dort findet sich Unsinn, wie ihn nur der Rat kennt.",
        "Der Förster baut in der Hoffnung, dass der Deich hält.",
        "Niemand wird sagen, dass der Deich hält.",
        "Im Mai wurde bekannt, dass der Deich alt ist.",
        "Wollen Sie behaupten, dass der Deich hält?",
        "Wir sollten den Deich nicht als Hürde betrachten.",
        "Die größte Gefahr geht von dem Deich aus.",
        "Der Landrat sprach den Leuten Trost aus.",
        "Allen im Dorf sei gesagt: Der Deich hält.",
        "Der Antrag verliert kein Wort darüber, dass der Deich bricht.",
        "Dies begründet die Sorge, dass der Deich bricht.",
        "Jetzt fordern Sie einen neuen Deich.",
        "Alle Förster sind aufgefordert, den Deich zu prüfen.",
        "Die Försterin hat lange über den Deich gesprochen.",
        "Dazu gehören gut begründete Verbote von Booten.",
        "Der Rat wählte das Programm „Deiche für alle Dörfer“.",
        "Friede sei mit euch!",
        "Der Förster äußerte sich zum Deich.",
        "Das Dorf lebt davon, dass der Deich hält.",
        "Der Rat denkt darüber nach, den Deich zu erhöhen.",
        "Der Vorfall unterstreicht, dass der Deich alt ist.",
        "Es muss gesagt werden: Der Deich hält.",
        "Der Deich misst zehn Meter, verglichen mit dem Steg.",
        "Der Bau, so teuer die Steine sind, hält.",
        "Der Förster will den Deich bis Mai gebaut haben.",
    ],
)
def test_voice_of_what_the_author_states(text):
    assert main(text, "voice") == [["own"]]


def test_behind_a_heading_the_main_clause_is_the_one_behind_its_colon():
    assert main("Zum Vergleich: Die Zahl der Stege betrug laut Amt zehn.", "voice", "speaker") == [["named", "Amt"]]
    assert main("Eine neue Studie belegt, dass der Deich bröckelt.", "voice", "speaker") == [
        ["named", "Eine neue Studie"]
    ]
    assert main("Jens Ruge hat im Mai gesagt – ich zitiere –: „Der Deich hält noch lange.“", "voice", "speaker") == [
        ["named", "Jens Ruge"]
    ]


@pytest.mark.parametrize(
    ("text", "status", "voice", "speaker"),
    [
        (
            "Der Fischer soll, wie die Nachbarn meinten, zwei Boote versenkt haben, um Geld zu sparen.",
            "hedged",
            "named",
            "die Nachbarn",
        ),
        ("Im Amt hieß es, dass zwei Boote gesunken sein sollen.", "hedged", "unnamed", ""),
        ("Der Müller soll vieles mitbekommen haben, der Deich sei laut Anna Roth aber alt.", "hedged", "unnamed", ""),
        ("Der Deich kostet viel, wahrscheinlich weil er alt ist.", "asserted", "own", ""),
        ("Das betrifft den Deich, aber gegebenenfalls auch die Stege.", "asserted", "own", ""),
        ("Die Ursache für den Bruch ist unklar.", "asserted", "own", ""),
        ("Ich gehe davon aus, dass der Deich hält.", "hedged", "own", ""),
        ("Ich stelle hier die Frage in den Raum: Wem nützt der Deich?", "asked", "own", ""),
        ("Für einen Deich sollte es eine Selbstverständlichkeit sein.", "asserted", "own", ""),
        ("Der Ruderer hat am Steg (Nordufer) gefordert, den Deich zu flicken.", "asserted", "named", "Der Ruderer"),
        ("Versprochen wurde ein neuer Deich.", "asserted", "unnamed", ""),
        ("Als Termin wird der zehnte Mai genannt.", "asserted", "unnamed", ""),
        ("Die Kosten, Lohn und Steine, werden auf zwei Millionen geschätzt.", "asserted", "unnamed", ""),
        (
            "Der Rat stufte den Deich als brüchig ein, und das Amt rief dazu auf, ihn zu meiden.",
            "asserted",
            "named",
            "Der Rat",
        ),
        ("Anna Roth hat klargemacht, dass sie den Deich flicken will.", "asserted", "named", "Anna Roth"),
        ("Und mehr noch: Gestern meldeten Zeitungen, dass der Deich bricht.", "asserted", "named", "Zeitungen"),
        ("Wie Anna Roth, die Chefin der Werft, in Bonn mitteilte, hält der Deich.", "asserted", "named", "Anna Roth"),
        ("Der Rat hat sie seit Jahren kritisiert.", "asserted", "named", "Der Rat"),
        ("Nach Angaben deutscher Behörden hält der Deich.", "asserted", "named", "deutscher Behörden"),
        ("Anna Roth kommentierte „Der Deich hält noch eine ganze Weile.“", "asserted", "named", "Anna Roth"),
        ("Wir haben allen Werften mitgeteilt, dass der Deich hält.", "asserted", "own", ""),
        ("Wer das glaubt, der kennt den Deich nicht.", "negated", "own", ""),
        ("Wenn die Nachbarn meckern, ist das Neid.", "asserted", "own", ""),
        ("In meinen Gesprächen ist klar geworden, dass der Deich hält.", "asserted", "own", ""),
        ("Heute, meine sehr verehrten Damen, bricht der Deich.", "asserted", "own", ""),
        ("Unser Antrag ist als Zeichen zu verstehen.", "asserted", "own", ""),
        ("Die Leute am Steg, die laut sind, stören den Fischer.", "asserted", "own", ""),
        ("Deswegen: Lassen Sie uns den Deich flicken.", "asserted", "own", ""),
    ],
)
def test_who_says_it_and_how_surely(text, status, voice, speaker):
    assert main(text, "status", "voice", "speaker") == [[status, voice, speaker]]


@pytest.mark.parametrize(
    ("text", "voice"),
    [
        ("Ich höre bei jedem Besuch am Steg: Der Deich ist alt.", "unnamed"),
        ("Ich habe mir sagen lassen: Der Deich ist alt.", "unnamed"),
        ("Uns wurde gesagt: Der Deich ist alt.", "unnamed"),
        ("Es ist doch Anna Roth, die davor warnt, dass der Deich bricht.", "named"),
        ("– Das hat vorhin Anna Roth hier erklärt.", "named"),
        ("Anna Roth sagte das schon im Herbst.", "named"),
        ("„Der Deich muss ein besserer sein“, das hat Anna Roth auch noch gesagt.", "named"),
    ],
)
def test_what_others_said_to_the_author_or_before(text, voice):
    assert main(text, "voice") == [[voice]]


def test_what_goes_on_and_what_does_not():
    """A colon leads to the next sentence; »Das sagte X« leaves the one before to the author; pronouns mean somebody."""
    for text, voices in (
        ("Ich zitiere Anna Roth aus der Zeitung:\n\nDer Deich ist alt. Er bricht bald.", ["named", "named", "own"]),
        ("Der Deich ist alt. Das sagte Anna Roth gestern.", ["own", "named"]),
        ("Anna Roth lebt am Deich. Sie sagte, er sei alt.", ["own", "named"]),
        ("Laut Anna Roth bricht der Deich. Demnach wurden die Stege gesperrt.", ["named", "named"]),
        ("Anna Roth sagte, der Deich sei alt. Zwei Boote sollen gesunken sein.", ["named", "unnamed"]),
    ):
        assert main(text, "voice") == [[value] for value in voices], text


def test_whom_a_konjunktiv_goes_back_to_where_nobody_spoke():
    assert at("Die Anwältin blieb dabei: Die Daten seien gelöscht.", "gelöscht").speaker == "Die Anwältin"
    assert main("Rosa Veit verteidigte den Bau. Man habe lange gespart.", "speaker") == [["Rosa Veit"]] * 2
    assert at("Seine Papiere, heißt es, hat er schon.", "schon").voice == "unnamed"
    assert at("Der Beschluss des Vereins ist bekannt: Die Daten seien gelöscht.", "gelöscht").voice != "own"
    assert (
        at("Jens Ruge bezeichnete den Knall als harmlos, geborsten sei der Tank nicht.", "geborsten").voice == "named"
    )
    assert main("Jens Ruge kam am Montag. Zudem wolle er den Deich erhöhen.", "voice", "speaker")[1] == ["named", "er"]
    assert main("Am Montag regnete es. Zudem wolle er den Deich erhöhen.", "voice")[1] == ["unnamed"]


@pytest.mark.parametrize("text", ["Da heißt es:\nDer Deich hält.", "Gern zitiere ich aus dem Brief:\nDer Deich hält."])
def test_what_follows_a_colon_that_nobody_is_named_before(text):
    assert at(text, "hält").voice == "unnamed"


@pytest.mark.parametrize("text", [
    "Überdies: Wir brauchen mehr Züge.",
    "Und: Wir haben lange genug gewartet.",
    "Zusammengefasst: Das Dorf verliert seinen Laden.",
    "Das Werk sollte, so meine Bitte, noch ein Jahr bleiben.",
    "Aus fiskalischer Sicht lohnt der Umbau kaum.",
    "Solche Strömungen verlangen nach einem festen Deich.",
    "Der Ansatz des Vereins widerspricht der Satzung.",
])  # fmt: skip
def test_what_only_looks_like_a_source_is_none(text):
    assert main(text, "voice") == [["own"]]


@pytest.mark.parametrize(("text", "speaker"), [
    ("Bürgerbewegungen fordern einen Halt.", "Bürgerbewegungen"),
    ("Merkel: Wir schaffen das.", "Merkel"),
    ("Aus Sicht der Kammer ist der Entwurf schwach.", "der Kammer"),
])  # fmt: skip
def test_sources_that_look_like_those_are_kept(text, speaker):
    assert main(text, "speaker") == [[speaker]]
