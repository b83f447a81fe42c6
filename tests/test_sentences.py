import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from benchmarks.cases import boundary_counts, f1, sentence_cases
from rahmen.german import split_text
from tests import oracle


def cut(text):
    return [text[start:end] for start, end, _ in split_text(text)]


def test_tricky_cases_reach_the_goal():
    cases = list(sentence_cases())
    assert len(cases) >= 120
    pairs = [(starts, {start for start, _, _ in split_text(text)[1:]}) for _, text, starts in cases]
    assert f1(*boundary_counts(pairs)) >= 0.97


@pytest.mark.parametrize(
    "text",
    [
        "Das kostet z. B. 3,5 Mio. Euro, u. a. für Dr. Weiß.|Mehr nicht.",
        "Am 16. Januar kam er.|Am 17. ging er.",
        "„Komm!“, rief sie.|Er kam.",
        "»Was soll das?« fragte er.|Keine Antwort.",
        "Sie schrieb: „Es reicht. Wir gehen.“|Dann ging sie.",
        "Das war 2021.|Danach kam nichts.",
        "Die Nutzer:innen gehen.|Die Nutzer*innen bleiben.|Die NutzerInnen auch.",
        "Mehr auf www.beispiel.de/a.b oder per Mail an a.b@beispiel.de.|Ende.",
        "Toll! 😀|Weiter geht’s.",
        "Das gilt im EU-Raum.|– Sonst nicht.|Auch – nicht.",
    ],
)
def test_sentences(text):
    wanted = text.split("|")
    if wanted[0].startswith("Sie schrieb"):
        wanted = ["Sie schrieb: „Es reicht.", "Wir gehen.“", "Dann ging sie."]
    assert cut(text.replace("|", " ")) == wanted


ALPHABET = st.one_of(
    st.text(max_size=120),
    st.text(alphabet=list("aB1. !?…„“»«\"'()\n\t-:;#@é😀\u00ad\u00a0z"), max_size=150),
)


@given(ALPHABET)
@settings(max_examples=300, deadline=None)
def test_offsets_give_the_text_back_and_nothing_is_lost(text):
    found = split_text(text)
    last, kept = 0, ""
    for start, end, _part in found:
        assert last <= start < end <= len(text)
        assert text[last:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        kept += text[start:end]
        last = end
    assert text[last:].strip() == ""
    assert "".join(kept.split()) == "".join(text.split())


def test_the_table_keeps_metadata_and_numbers_from_zero(documents):
    table = rahmen.split_sentences(documents)
    assert table.columns[:6].tolist() == ["doc", "sentence", "start", "end", "text", "part"]
    assert table.groupby("doc")["sentence"].apply(list).tolist() == [[0, 1, 2], [0, 1], [0]]
    texts = documents.set_index("doc")["text"]
    for row in table.itertuples():
        assert texts[row.doc][row.start : row.end] == row.text
    assert table["group"].tolist() == ["x"] * 5 + ["y"]
    assert rahmen.split_sentences(documents.iloc[:0]).empty


def test_the_articles_parts_are_told(article):
    assert article["part"].tolist()[:5] == ["other", "other", "headline", "repeat", "body"]
    assert len(article) == 16
    assert set(article["part"][4:]) == {"body"}


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Wien, 3. Mai 2024\n\nDer Titel\n\nVon Eva Maier\n\nEin Satz.", ["other", "headline", "other", "body"]),
        ("Der Titel\n\nEin Vorspann, kurz.\n\nVon Eva Maier\n\nEin Satz.", ["headline", "lead", "other", "body"]),
        ("Der Titel\n\nEin Satz.\n\nDer Zwischentitel\n\nNoch einer.", ["headline", "body", "headline", "body"]),
        ("Ein Satz.", ["body"]),
        ("Das ist gut. Finde ich auch", ["body", "body"]),
        ("Der Titel\n\nErst dies. Dann das\n\nEin Satz.", ["headline", "lead", "lead", "body"]),
        ("- eins\n- zwei", ["body", "body"]),
    ],
)
def test_parts(text, parts):
    assert [part for _, _, part in split_text(text)] == parts


def test_the_title_tells_a_kicker_from_the_headline():
    text = "Beben in den Läden\n\nJetzt wird alles anders!\n\nEin Satz."
    assert [part for _, _, part in split_text(text, "Jetzt wird alles anders!")] == ["other", "headline", "body"]


def test_a_headline_counts_as_one():
    assert (
        cut("Pleite! Der Rolle geht der Saft aus\n\nEs war laut. Alle gingen.")[0]
        == "Pleite! Der Rolle geht der Saft aus"
    )


def test_wrapped_lines_are_one_sentence():
    text = (
        "Das ist ein recht langer Satz, der über das Ende der Zeile hinaus\ngeht und erst hier endet. Und noch einer."
    )
    assert len(cut(text)) == 2


def test_a_long_text_is_linear():
    """Boundaries look back only a little: a megabyte without a blank line must not take quadratic time."""
    assert len(cut("Das ist ein Satz. " * 20_000)) == 20_000


def test_what_is_no_documents_table_is_refused():
    with pytest.raises(rahmen.TableError):
        rahmen.split_sentences(pd.DataFrame({"text": ["a"]}))


@pytest.mark.parametrize(
    "text",
    [
        "Sie lebt in der Schweiz. Dort ist es schön.",
        "So ist es gut so. Kritiker jubeln.",
        "Er heißt Max. Er lacht.",
        "Um 20 Uhr. Tausende kamen.",
    ],
)
def test_words_that_are_abbreviations_too_end_a_sentence(text):
    assert len(cut(text)) == 2


@pytest.mark.parametrize("text", ["Es sind max. 5 Tage.", "Siehe Art. 5 des Gesetzes.", "Am Mo. 3. Mai kam er."])
def test_but_not_before_a_number(text):
    assert len(cut(text)) == 1


def test_marks_in_long_runs_are_linear():
    """Runs that once took seconds: emoji, underscores, many negations."""
    assert cut("Super!" + "🎉" * 60 + "#x heute.")
    assert len(cut("_" * 20_000)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Es sprach Dr. med. Sabine Krull.",
        "Auch Dr. phil. Anna Ott kam.",
        "Grüße an Fr. Meier.",
        "Er traf Sen. Smith.",
        "Am Mo. Abend kam er.",
    ],
)
def test_titles_and_weekdays_end_nothing(text):
    assert len(cut(text)) == 1


PIECES = st.sampled_from([
    "Dr.", "z.", "B.", "Am", "16.", "Januar", "x", "Netz.", "„Ja!“", "sagte", "(Ende.)", "\n", "\n\n", "😀", "…", "–",
    "usw.", "S.", "iPhone", "3.", "-", "a)", "GmbH.", "Ende.Neu", "»Gut.«So", "klein.", "→", "II.", "Yahoo!", "\u00a0",
    "EU-Netz.", "„a-b.“", "Dr-S.", "Das", "„Die", "2024.", "16.)", "(3.)", "Netz“.", "Netz).", "...", ".", "e.V.", "v.",
    "Chr.", "A.", "Art.", "Warum?", "Los!“", "\t",
])  # fmt: skip


@given(st.lists(st.lists(PIECES, max_size=20).map(" ".join) | st.text(max_size=30), max_size=4))
def test_many_texts_are_split_as_each_alone_by_the_rules(texts):
    texts = [text for text in texts if text.strip()]
    table = rahmen.split_sentences(pd.DataFrame({"doc": [str(n) for n in range(len(texts))], "text": texts}))
    for n, text in enumerate(texts):
        found = table[table["doc"] == str(n)]
        rows = list(zip(found["start"], found["end"], found["part"], strict=True))
        assert rows == oracle.split(text) == split_text(text)
        assert found["text"].tolist() == [text[start:end] for start, end, _ in rows]
        assert found["sentence"].tolist() == list(range(len(rows)))


@pytest.mark.parametrize("dtype", ["str", pd.StringDtype("python"), pd.StringDtype("pyarrow")])
def test_the_texts_of_sentences_are_of_the_kind_of_those_of_documents(dtype):
    texts = ["Übel „war’s“. Größe zählt… 😀 Ja.", "", "Nö.Doch (bzw. z. B.) schon.\u00a0"]
    documents = pd.DataFrame({"doc": map(str, range(len(texts))), "text": pd.Series(texts, dtype=dtype)})
    sentences = rahmen.split_sentences(documents)
    assert sentences["text"].dtype == documents["text"].dtype
    spans = zip(sentences["doc"].astype(int), sentences["start"], sentences["end"], strict=True)
    assert sentences["text"].tolist() == [texts[n][start:end] for n, start, end in spans]
    assert len(sentences) >= 4
