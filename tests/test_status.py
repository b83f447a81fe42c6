"""Status and voice of clauses: written pairs, the article, whole documents."""

import sys

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import rahmen
from benchmarks.cases import clause_at, voice_pairs, voice_sentences
from benchmarks.status import DOUBTED, main_clauses


def clauses(text):
    return rahmen.find_status(rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]})))


def at(text, words):
    return clause_at(clauses(text), text.index(words))


@pytest.mark.parametrize(("name", "share"), [("voice_pairs.tsv", 0.97), ("voice_pairs_second.tsv", 0.94)])
def test_written_pairs(name, share):
    """Most of the written sentences are told right; benchmarks/RESULTS.md has the shares."""
    rows = voice_pairs(name)
    found = [at(row["text"], row["focus"]) for row in rows]
    right = [(f.status, f.voice) == (row["status"], row["voice"]) for f, row in zip(found, rows, strict=True)]
    assert sum(right) / len(right) >= share


def test_written_sentences_between_their_neighbours():
    rows = voice_sentences()
    found = main_clauses(rows)
    attributed = [(f.voice != "own") == row["attributed"] for f, row in zip(found, rows, strict=True)]
    doubted = [(f.status in DOUBTED) == row["hedged"] for f, row in zip(found, rows, strict=True)]
    assert sum(attributed) / len(rows) >= 0.94
    assert sum(doubted) / len(rows) >= 0.98


@pytest.fixture(scope="module")
def article():
    documents = rahmen.load_corpus().query("group == 'article'")
    text = documents["text"].iloc[0]
    found = rahmen.find_status(rahmen.split_sentences(documents))

    def clause(words):
        row = clause_at(found, text.rindex(words))
        return row.status, row.voice, row.speaker

    return clause


@pytest.mark.parametrize(
    ("words", "status", "voice", "speaker"),
    [
        ("Akt des Widerstands", "asserted", "unnamed", "vielen"),
        ("historische Chance", "asserted", "named", "Einige chinesische Nutzer"),
        ("Zensoren", "asked", "own", ""),
        ("Verbindung zur chinesischen Regierung", "asserted", "named", "die US-Regierung"),
        ("nationale Sicherheit", "hedged", "named", "die US-Regierung"),
        ("App-Version", "hedged", "named", "Rich Bishop von AppInChina"),
        ("Digitale Flucht", "asserted", "own", ""),
        ("stürmen", "asserted", "own", ""),
        ("neue Möglichkeiten", "hedged", "own", ""),
        ("blockiert", "asserted", "own", ""),
    ],
)
def test_the_article(article, words, status, voice, speaker):
    assert article(words) == (status, voice, speaker)


def test_one_main_clause_a_sentence():
    found = clauses("Anna Roth, die gern lacht, sagte, dass es regnet. Und nun? Nein.")
    assert found.groupby("sentence")["main"].sum().tolist() == [1, 1, 1]


def test_a_denied_phrase_has_its_own_row():
    assert at("Die Feier verlief ohne Streit.", "Streit").status == "negated"
    assert at("Die Feier verlief ohne Streit.", "verlief").status == "asserted"


@pytest.mark.parametrize(
    "text",
    [
        "Die Not war so groß wie nie zuvor.",
        "Es kam zu einer nie gekannten Not.",
        "Das ist nichts anderes als Not.",
        "Das ist nicht die erste Not.",
    ],
)
def test_what_denies_in_form_alone_denies_nothing(text):
    assert at(text, "Not" if "Not." in text else "Not war").status == "asserted"


def test_instead_denies_its_noun_alone():
    text = "Statt neuer Verbote sind jetzt Gespräche nötig."
    assert at(text, "Verbote").status == "negated"
    assert at(text, "Gespräche").status == "asserted"


def test_a_conjunction_behind_and_opens_no_main_clause():
    found = clauses("Und wenn Anna Roth sagt, der Plan sei gut, dann irrt sie.")
    assert found.loc[found["main"], "voice"].tolist() == ["own"]


def test_missing_sentences_are_told():
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": ["Eins ist da. Zwei auch. Drei nicht."]}))
    with pytest.raises(rahmen.TableError, match="lacks sentences"):
        rahmen.find_status(sentences.drop(index=1))
    with pytest.raises(rahmen.TableError, match="offsets do not fit"):
        rahmen.find_status(sentences.assign(start=0))


WORDS = [
    "Anna",
    "sagte",
    "dass",
    "er",
    "nicht",
    "kein",
    "Ruhm",
    "könnte",
    "kommt",
    "ob",
    "soll",
    "haben",
    "bestreitet",
    "zu",
    "gehen",
]
MARKS = [" ", " ", ", ", ". ", ": ", "? ", " „", "“ ", "\n\n"]
TEXTS = st.lists(st.tuples(st.sampled_from(WORDS), st.sampled_from(MARKS)), max_size=25)


@given(TEXTS.map(lambda pairs: "".join(word + mark for word, mark in pairs)))
def test_clauses_lie_within_their_sentence(text):
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    found = rahmen.find_status(sentences).merge(sentences, on="sentence", suffixes=("", "_of"))
    assert ((found["start"] >= found["start_of"]) & (found["end"] <= found["end_of"])).all()
    assert found.groupby("sentence")["main"].sum().eq(1).all()
    assert set(found["sentence"]) == set(sentences["sentence"])


@pytest.mark.parametrize("text", ["Fehler bei der Vergabe bestreitet er.", "Einen Streit verhinderte sie gerade noch."])
def test_a_verb_that_denies_reaches_its_object_before_it(text):
    assert at(text, "Fehler" if "Fehler" in text else "Streit").status == "negated"


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
        ("Der Verein schloss einen Neubau aus.", "named", "Der Verein"),
        ("Von zehn Toten ist die Rede.", "unnamed", ""),
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
        ("In der Fachwelt gilt der Deich als alt.", "named", "der Fachwelt"),
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
        ("Ruge, der Chef, hat, wie ich finde, zu Recht darauf hingewiesen, dass der Deich bricht.", "named", "Ruge"),
        ("Gewerkschaft: Arbeit am Deich beginnt um Mitternacht", "named", "Gewerkschaft"),
    ],
)
def test_voice_of_what_is_done_by_speaking(text, voice, speaker):
    found = clauses(text)
    assert found.loc[found["main"], ["voice", "speaker"]].values.tolist() == [[voice, speaker]]


@pytest.mark.parametrize(
    "text",
    [
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
    found = clauses(text)
    assert found.loc[found["main"], "voice"].tolist() == ["own"]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("In der Mühle sollen sich zehn Leute befinden.", "hedged"),
        ("In der Mühle sollen zehn Leute arbeiten.", "asserted"),
        ("Es sieht so aus, als wäre der Deich alt.", "hedged"),
        ("So sieht der Deich aus.", "asserted"),
        ("Unter Umständen bricht der Deich.", "hedged"),
        ("Befürchtet wird ein Bruch des Deichs.", "hedged"),
        ("Der Landrat hegt den Verdacht, der Bauer könnte den Deich durchstochen haben.", "hedged"),
        ("Nach dem möglicherweise teuren Bau fehlt das Geld für den Steg.", "asserted"),
        ("Die Frage lautet: Hält der Deich?", "asked"),
        ("Auf die Frage, ob der Deich hält, kam die Antwort aus dem Amt.", "asserted"),
        ("Wir müssen diese Frage beantworten: Hält der Deich?", "asserted"),
        ("Zum Vergleich: Die Zahl der Stege betrug zehn.", "asserted"),
        ("Es ist möglich, dass der Deich bricht.", "hedged"),
        ("Ob der Deich hält, ist noch nicht entschieden.", "hedged"),
        ("Kann sein, dass der Deich bricht.", "hedged"),
        ("Keine Ahnung, ob der Deich hält.", "hedged"),
        ("Gut möglich, dass der Deich bricht, meint Ruge.", "hedged"),
        ("Wie hoch der Deich ist, steht noch nicht fest.", "hedged"),
        ("Ob der Deich hält, muss das Amt klären.", "hedged"),
        ("Der Förster will den Bruch gesehen haben.", "hedged"),
        ("Dem Anschein nach hält der Deich.", "hedged"),
        ("Als möglich gilt ein Neubau des Deichs.", "hedged"),
        ("Man arbeitete unter schlechten Umständen am Deich.", "asserted"),
        ("Hier könnte man sagen, der Deich hält.", "asserted"),
        ("Warum der Deich brach, gab das Amt nicht bekannt.", "negated"),
        ("Wir dürfen den Deich nicht vergessen.", "negated"),
        ("Das ersetzt nicht den Deich.", "negated"),
        ("Das mag stimmen.", "hedged"),
        ("Die Stege, die alle kennen, befinden sich am Deich und könnten brechen.", "hedged"),
        ("Weiß jemand, wie man den Deich flickt", "asked"),
        ("Wir wissen, was der Deich kostet.", "asserted"),
        ("Wie der Deich hält", "asserted"),
    ],
)
def test_status_of_main_clauses(text, status):
    found = clauses(text)
    assert found.loc[found["main"], "status"].tolist() == [status]


def test_behind_a_heading_the_main_clause_is_the_one_behind_its_colon():
    found = clauses("Zum Vergleich: Die Zahl der Stege betrug laut Amt zehn.")
    assert found.loc[found["main"], ["voice", "speaker"]].values.tolist() == [["named", "Amt"]]
    found = clauses("Eine neue Studie belegt, dass der Deich bröckelt.")
    assert found.loc[found["main"], ["voice", "speaker"]].values.tolist() == [["named", "Eine neue Studie"]]
    found = clauses("Jens Ruge hat im Mai gesagt – ich zitiere –: „Der Deich hält noch lange.“")
    assert found.loc[found["main"], ["voice", "speaker"]].values.tolist() == [["named", "Jens Ruge"]]


@pytest.mark.parametrize(
    ("text", "status", "voice", "speaker"),
    [
        (
            "Der Fischer soll, wie Nachbarn meinten, zwei Boote versenkt haben, um Geld zu sparen.",
            "hedged",
            "named",
            "Nachbarn",
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
    found = clauses(text)
    assert found.loc[found["main"], ["status", "voice", "speaker"]].values.tolist() == [[status, voice, speaker]]


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
    found = clauses(text)
    assert found.loc[found["main"], "voice"].tolist() == [voice]


def test_what_goes_on_and_what_does_not():
    """A colon leads to the next sentence; »Das sagte X« leaves the one before to the author; pronouns mean somebody."""
    for text, voices in (
        ("Ich zitiere Anna Roth aus der Zeitung:\n\nDer Deich ist alt. Er bricht bald.", ["named", "named", "own"]),
        ("Der Deich ist alt. Das sagte Anna Roth gestern.", ["own", "named"]),
        ("Anna Roth lebt am Deich. Sie sagte, er sei alt.", ["own", "named"]),
        ("Laut Anna Roth bricht der Deich. Demnach wurden die Stege gesperrt.", ["named", "named"]),
        ("Anna Roth sagte, der Deich sei alt. Zwei Boote sollen gesunken sein.", ["named", "unnamed"]),
    ):
        found = clauses(text)
        assert found.loc[found["main"], "voice"].tolist() == voices, text


def calls_a_word(text):
    """Count the calls of functions in telling status, by word: a measure of time that no other program disturbs."""
    sentences, count = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]})), [0]

    def counted(frame, event, arg):
        count[0] += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        rahmen.find_status(sentences)
    finally:
        sys.setprofile(None)
    return count[0] / len(text.split())


def test_an_endless_sentence_takes_no_longer_by_word():
    said = "Anna Roth sagte, der Deich könnte nicht halten, Jens Ruge teilte im Mai mit, das sei keine Frage"
    assert calls_a_word(f"{said}. ")  # the first time, word forms are new
    assert calls_a_word(", ".join([said] * 200) + ".") < 1.2 * calls_a_word(f"{said}. " * 200)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Der Verkauf des Stegs ist geplatzt.", "Verkauf"),
        ("Im Rat scheiterte der Neubau.", "Neubau"),
        ("Den Aufstieg hat der Verein knapp verfehlt.", "Aufstieg"),
        ("Den Steg zu retten, ist dem Rat misslungen.", "retten"),
        ("Der Deich ist frei von Rissen.", "Rissen"),
        ("Von einem Verkauf ist man weit entfernt.", "Verkauf"),
        ("Die Behauptung, dass der Deich bricht, ist frei erfunden.", "bricht"),
        ("Das Amt wies Berichte zurück, wonach der Deich bricht.", "bricht"),
    ],
)
def test_what_fails_is_denied(text, words):
    assert at(text, words).status == "negated"


def test_what_does_not_fail_is_not_denied():
    assert at("Der Verkauf ist nicht gescheitert.", "gescheitert").status == "negated"
    assert at("Der geplatzte Reifen liegt am Deich.", "Reifen").status == "asserted"


@pytest.mark.parametrize("text", ["Da heißt es:\nDer Deich hält.", "Gern zitiere ich aus dem Brief:\nDer Deich hält."])
def test_what_follows_a_colon_that_nobody_is_named_before(text):
    assert at(text, "hält").voice == "unnamed"
