import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.german.kwic import kwic

TEXT = "Die Zensur greift um sich.\n\nViele sprechen von Zensurmaßnahmen (Zensur!) und Landflucht. Die Flucht beginnt."


def split(*texts, **metadata):
    table = pd.DataFrame({"doc": [f"d{n}" for n in range(len(texts))], "text": texts} | metadata)
    return rahmen.split_sentences(table)


def plain(texts):
    """Make a sentences table of one document by hand, its sentences divided by two blanks."""
    rows, start = [], 0
    for number, text in enumerate(texts):
        rows.append(("d", number, start, start + len(text), text, "body"))
        start += len(text) + 2
    return pd.DataFrame(rows, columns=["doc", "sentence", "start", "end", "text", "part"]), "  ".join(texts)


def test_a_word_is_whole_and_a_star_opens_it():
    sentences = split(TEXT)
    assert kwic(sentences, "zensur")["match"].tolist() == ["Zensur", "Zensur"]
    assert kwic(sentences, "Zensur*")["match"].tolist() == ["Zensur", "Zensurmaßnahmen", "Zensur"]
    assert kwic(sentences, "*flucht")["match"].tolist() == ["Landflucht", "Flucht"]
    assert kwic(sentences, ["Flucht", "sich"])["match"].tolist() == ["sich", "Flucht"]


@pytest.mark.parametrize(
    ("word", "match"),
    [
        ("zensurmassnahmen", "Zensurmaßnahmen"),
        ("nutzerinnen", "Nutzer*innen"),
        ("Nutzer:innen", "Nutzer*innen"),
        ("nutz*:innen", "Nutzer*innen"),
        ("oeffentlichkeit", "Öffentlichkeit"),
        ("*kommission", "EU-Kommission"),
    ],
)
def test_forms_are_folded(word, match):
    text = "Die Zensurmaßnahmen der EU-Kommission treffen Nutzer*innen und Öffentlichkeit."
    assert kwic(split(text), word)["match"].tolist() == [match]


def test_a_phrase_stays_within_its_clause_and_the_longest_is_taken():
    sentences = split("Ein Akt des „Widerstands“. Der Akt, des Widerstands müde. Ein Akt.\n\nDes Widerstands ist viel.")
    found = kwic(sentences, ["Akt", "Akt des Widerstands"])
    assert found["match"].tolist() == ["Akt des „Widerstands", "Akt", "Akt"]
    assert kwic(sentences, "akt * widerstand*")["sentence"].tolist() == [0]


def test_context_reaches_over_sentence_ends_but_not_over_documents():
    sentences = split("Es regnet. Die Flucht beginnt. Alle gehen.", "Ganz anderes.")
    row = kwic(sentences, "Flucht", width=16).iloc[0]
    assert (row["before"], row["after"]) == ("Es regnet. Die ", " beginnt. Alle")
    assert kwic(sentences, "Ganz")["before"].tolist() == [""]
    assert kwic(sentences, "gehen")["after"].tolist() == ["."]
    assert kwic(sentences, "Flucht", width=0)[["before", "after"]].values.tolist() == [["", ""]]


def test_uncounted_parts_are_neither_found_nor_shown():
    sentences, _ = plain(["Flucht gestern.", "Die Flucht heute."])
    sentences.loc[0, "part"] = "repeat"
    found = kwic(sentences, "flucht")
    assert found[["sentence", "before"]].values.tolist() == [[1, "Die "]]


def test_metadata_come_along_and_give_way_to_own_names():
    sentences = split("Flucht.", "Keine Flucht. Flucht!", group=["x", "y"], before=["alt", "neu"])
    found = kwic(sentences, "Flucht")
    assert found.columns.tolist()[:7] == ["doc", "sentence", "start", "end", "before", "match", "after"]
    assert found[["doc", "group", "doc_before"]].values.tolist() == [
        ["d0", "x", "alt"], ["d1", "y", "neu"], ["d1", "y", "neu"]
    ]  # fmt: skip
    assert found.attrs["note"].startswith("3 hits in 2 of 2 documents")


def test_rows_in_disorder_give_the_same_context():
    sentences = split(TEXT, TEXT)
    shuffled = sentences.sample(frac=1, random_state=1)
    key = ["doc", "start"]
    one, other = (kwic(table, "zensur*").sort_values(key, ignore_index=True) for table in (sentences, shuffled))
    pd.testing.assert_frame_equal(one, other)


def test_nothing_found_keeps_the_columns():
    found = kwic(split("Es regnet.", group=["x"]), "Schnee")
    assert found.empty and {"doc", "match", "group"} <= set(found.columns)
    assert found.attrs["note"].startswith("0 hits in 0 of 1 documents")


@pytest.mark.parametrize("word", ["", "  ", [], ["Flucht", ""], "*", "* *", 3 * ["*"], [None]])
def test_an_empty_word_is_refused(word):
    with pytest.raises(ValueError, match="`word` parameter must be a word"):
        kwic(split("Es regnet."), word)


def test_other_mistakes():
    with pytest.raises(ValueError, match="'ja,' is no word"):
        kwic(split("Es regnet."), "ja, das")
    with pytest.raises(ValueError, match="`width` parameter must be 0 or more; not -1"):
        kwic(split("Es regnet."), "es", width=-1)
    with pytest.raises(rahmen.TableError):
        kwic(pd.DataFrame({"doc": ["a"]}), "es")


LINES = st.lists(
    st.lists(st.sampled_from(["das", "Netz", "(netz)", "Netze,", "Straße", "\n"]), min_size=1).map(" ".join)
)


@settings(max_examples=50, deadline=None)
@given(LINES, st.integers(0, 30))
def test_every_hit_is_found_where_it_stands(lines, width):
    lines = [stripped for line in lines if (stripped := line.strip())]
    sentences, text = plain(lines)
    found = kwic(sentences, "netz", width=width)
    assert len(found) == sum(word.strip("(),").lower() == "netz" for word in text.split())
    single = " ".join(text.split())
    for row in found.itertuples():
        assert row.match == text[row.start : row.end]
        assert row.before + row.match + row.after in single
        assert len(row.before) <= width and len(row.after) <= width
        for piece in (row.before + "netz", "netz" + row.after):
            assert set(piece.lower().split()) <= {"das", "netz", "(netz", "netz)", "(netz)", "netze,", "straße"}
