"""The engine: the same codes as the small road, whatever the source and the size of a batch."""

import csv
import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.engine import coding
from tests.runs import CODER, KINDS, content, frame, jsonl, rejects, run, small_coder, table_of, texts, write


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_source_gives_the_codes_of_the_small_road(kind, tmp_path):
    table = frame()
    metadata = () if kind == "texts" else ("party",)
    counts = run(write(table, kind, tmp_path / "source"), tmp_path / "out", metadata=metadata, batch=700)
    documents = rahmen.documents(table, duplicates=False)
    expected = rahmen.annotate(rahmen.split_sentences(documents), CODER, voice=False)
    found = table_of(tmp_path / "out").drop(columns="speaker")
    assert found["label"].cat.categories.tolist() == expected["label"].cat.categories.tolist()
    columns = [column for column in found if column != "score"]
    pd.testing.assert_frame_equal(
        found[columns].astype(object).fillna("-"), expected[columns].astype(object).fillna("-"), check_dtype=False
    )
    assert counts["documents"] == len(table)
    assert counts["codes"] == len(expected)
    assert counts["rejects"] == 0
    assert counts["batches"] > 3
    assert json.loads((tmp_path / "out" / "run.json").read_text())["result"] == counts


def test_evidence_and_voice_are_those_of_the_small_road(tmp_path):
    table = frame(20)
    run(write(table, "jsonl", tmp_path / "s"), tmp_path / "out", batch=500, voice=True, evidence=True)
    sentences = rahmen.split_sentences(rahmen.documents(table[["doc", "text"]], duplicates=False))
    codes, evidence = rahmen.annotate(sentences, CODER), rahmen.explain(sentences, CODER)
    found = table_of(tmp_path / "out", "evidence")
    assert found.drop(columns="weight").astype(str).equals(evidence.drop(columns="weight").astype(str))
    for column in ("status", "voice"):
        assert table_of(tmp_path / "out")[column].astype(str).tolist() == codes[column].astype(str).tolist()
    rahmen.prevalence(table_of(tmp_path / "out"))


def test_a_learned_coder_and_the_lexicon_go_into_one_run(tmp_path):
    coder = rahmen.FrameClassifier(encoder=None).fit(texts(40), [["a"], [], ["b"], []] * 10)
    source = write(frame(20), "jsonl", tmp_path / "s")
    coders = (coder, rahmen.SentimentClassifier(method="lexicon"))
    rahmen.annotate_corpus(source, tmp_path / "one", *coders, progress=False, batch=300)
    rahmen.annotate_corpus(source, tmp_path / "two", *coders, progress=False, batch=300, processes=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert set(table_of(tmp_path / "one")["scheme"]) == {"own", "sentiment"}
    assert table_of(tmp_path / "one").query("scheme == 'own'")["score"].between(0, 1).all()


@given(st.integers(1, 5000), st.lists(st.text(min_size=1, max_size=60), max_size=12), st.sampled_from(["jsonl", "csv"]))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_batch_size_gives_the_same_rows(tmp_path_factory, batch, strange, kind):
    folder = tmp_path_factory.mktemp("run")
    table = pd.DataFrame({"doc": [f"d{n}" for n in range(len(strange) + 10)], "text": [*strange, *texts(10)]})
    source = folder / f"source.{kind}"
    if kind == "jsonl":
        lines = [json.dumps(row, ensure_ascii=True) for row in table.to_dict("records")]
        source.write_text("\n".join(lines), encoding="utf-8")
    else:
        with source.open("w", encoding="utf-8", newline="", errors="surrogatepass") as file:
            csv.writer(file).writerows([["doc", "text"], *table.values.tolist()])
    run(source, folder / "whole", batch=10**9, evidence=True)
    run(source, folder / "parts", batch=batch, evidence=True)
    for name in ("codes", "evidence", "rejects"):
        whole, parts = table_of(folder / "whole", name), table_of(folder / "parts", name)
        assert whole.astype(str).values.tolist() == parts.astype(str).values.tolist()


def test_two_processes_write_the_same_files(tmp_path):
    small = small_coder(tmp_path)
    source = write(frame(80), "parquet", tmp_path / "s")
    run(source, tmp_path / "one", batch=800, evidence=True, coder=small)
    run(source, tmp_path / "two", batch=800, evidence=True, coder=small, processes=2)
    assert content(tmp_path / "one") == content(tmp_path / "two")
    assert len(content(tmp_path / "one")) > 15


def test_large_batches_are_coded_piece_by_piece(tmp_path, monkeypatch):
    source = write(frame(40), "jsonl", tmp_path / "s")
    options = {"voice": True, "evidence": True, "metadata": "party"}
    run(source, tmp_path / "one", **options)
    monkeypatch.setattr(coding, "SENTENCES", 7)
    run(source, tmp_path / "two", **options)
    for kind in ("codes", "evidence"):
        one, two = (table_of(tmp_path / name, kind) for name in ("one", "two"))
        pd.testing.assert_frame_equal(one.astype(object), two.astype(object))
        assert list(one["label"].cat.categories) == list(two["label"].cat.categories)


def test_a_source_without_records_gives_empty_tables(tmp_path):
    counts = run(write(frame(3).iloc[:0], "parquet", tmp_path / "s"), tmp_path / "out", evidence=True)
    assert counts == {"batches": 1, "documents": 0, "sentences": 0, "codes": 0, "rejects": 0, "evidence": 0}
    assert list(table_of(tmp_path / "out").columns[:4]) == ["doc", "sentence", "start", "end"]


def test_duckdb_reads_the_parts(tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="install the extra: pip install 'rahmen[cluster]'")
    run(write(frame(60), "jsonl", tmp_path / "s"), tmp_path / "out", batch=600, metadata="party")
    parts = str(tmp_path / "out" / "codes" / "*.parquet")
    query = f"select party, label, sum(value)::int n from '{parts}' where label = 'resistance' group by all order by 1"
    counted = table_of(tmp_path / "out").query("label == 'resistance'").groupby("party", observed=True)["value"].sum()
    assert duckdb.sql(query).fetchall()[:2] == [(party, "resistance", n) for party, n in counted.items()]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"text": "body"}, "no column 'body'; there are doc, text, party"),
        ({"metadata": ["year"]}, "no column 'year'"),
        ({"processes": 0}, "the `processes` parameter must be a whole number from 1 on"),
        ({"batch": 0.5}, "the `batch` parameter must be"),
    ],
)
def test_wrong_parameters_are_named(tmp_path, options, message):
    for kind in ("parquet", "csv", "jsonl"):
        with pytest.raises(ValueError, match=message):
            run(write(frame(3), kind, tmp_path / "s"), tmp_path / "out", **options)
    assert not (tmp_path / "out").exists()


class Picky:
    """A coder that fails on one text, or on all."""

    name, scheme, classes_ = "picky", "own", np.array(["x"], dtype=object)

    def __init__(self, bad):
        self.bad = bad

    def predict(self, X):
        if any(self.bad in text for text in X):
            raise IndexError("no such place")
        return np.ones((len(X), 1), dtype=np.int8)


def test_a_document_that_a_coder_fails_on_is_rejected_but_a_coder_that_always_fails_stops_the_run(tmp_path):
    source = tmp_path / "s.jsonl"
    source.write_bytes(jsonl(pd.DataFrame({"doc": ["a", "b", "c"], "text": ["Es regnet.", "Böse.", "Ja."]})))
    rahmen.annotate_corpus(source, tmp_path / "out", Picky("Böse"), progress=False)
    assert rejects(tmp_path / "out") == [["line 2", "b", "coding failed: IndexError: no such place"]]
    assert table_of(tmp_path / "out")["doc"].tolist() == ["a", "c"]
    with pytest.raises(IndexError):
        rahmen.annotate_corpus(source, tmp_path / "other", Picky(""), progress=False)


# -- shown -------------------------------------------------------------------------------------------------------------


def test_the_bar_goes_to_standard_error_and_can_be_left_out(tmp_path, capsys):
    source = write(frame(9), "jsonl", tmp_path / "s")
    run(source, tmp_path / "quiet")
    assert capsys.readouterr() == ("", "")
    run(source, tmp_path / "shown", progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "9 documents" in shown.err
    assert "MB/s" in shown.err
