"""The engine: the same codes as the small road, at whatever batch size, however often it was killed."""

import csv
import errno
import gzip
import json
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.engine import coding, sources
from rahmen.engine import folder as engine_folder

SENTENCE = "Nutzer protestieren gegen die Sperre der App und Händler hoffen auf gute Geschäfte nicht mehr"
WORDS = SENTENCE.split()
CODER = rahmen.CodebookClassifier()
BOOK = """
name = "small"
version = "1"
[[label]]
name = "protest"
title = { de = "Protest", en = "Protest" }
definition = { de = "Protest", en = "Protest" }
indicators = ["protest*", "sperre"]
examples = []
counter_examples = []
"""
KINDS = ["parquet", "dataset", "jsonl", "jsonl.gz", "jsonl.zst", "csv", "csv.gz", "texts"]


def texts(n, seed=0):
    """Make texts of a few sentences from a few words."""
    rng = np.random.default_rng(seed)
    made = []
    for number in range(n):
        sentences = [" ".join(rng.choice(WORDS, rng.integers(3, 9))).capitalize() + "." for _ in range(1 + number % 4)]
        made.append(" ".join(sentences))
    return made


def frame(n=60, seed=0):
    return pd.DataFrame({
        "doc": [f"d{number:03d}" for number in range(n)], "text": texts(n, seed),
        "party": [("A", "B", None)[number % 3] for number in range(n)],
    })  # fmt: skip


def jsonl(table):
    return "".join(row.dropna().to_json(force_ascii=False) + "\n" for _, row in table.iterrows()).encode()


def write(table, kind, path):
    """Write a table as a source of this kind, and give its path."""
    if kind == "texts":
        path.mkdir()
        for doc, text in zip(table["doc"], table["text"], strict=True):
            (path / f"{doc}.txt").write_text(text, encoding="utf-8")
        return path
    if kind == "dataset":
        path.mkdir()
        for number, rows in enumerate((table.iloc[:20], table.iloc[20:])):
            rows.to_parquet(path / f"{number}.parquet", row_group_size=7)
        return path
    path = path.with_name(f"source.{kind}")
    if kind == "parquet":
        table.to_parquet(path, row_group_size=7)
    elif kind.startswith("csv"):
        table.to_csv(path, index=False)
    elif kind == "jsonl.gz":
        path.write_bytes(gzip.compress(jsonl(table)))
    elif kind == "jsonl.zst":
        path.write_bytes(pa.compress(jsonl(table), "zstd", asbytes=True))
    else:
        path.write_bytes(jsonl(table))
    return path


def run(source, out, **options):
    coder = options.pop("coder", CODER)
    return rahmen.annotate_corpus(source, out, coder, **{"progress": False, **options})


@pytest.fixture
def small(tmp_path):
    """Give a coder with a small codebook of one's own, which processes take in at once."""
    (tmp_path / "book.toml").write_text(BOOK, encoding="utf-8")
    return rahmen.CodebookClassifier(tmp_path / "book.toml")


def table_of(out, kind="codes"):
    return pd.read_parquet(out / kind)


def content(out):
    """Give all parts of a run: name to bytes."""
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in sorted(out.rglob("*.parquet"))}


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


def test_two_processes_write_the_same_files(tmp_path, small):
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


# -- killed ------------------------------------------------------------------------------------------------------------

CALL = """
import os, sys, time, rahmen
from rahmen.engine.folder import Folder
write = Folder._write
def slowly(self, path, content):
    if "part" in path.name or path.parent.name == "done":
        time.sleep(0.01)
    write(self, path, content)
    if "part" in path.name or path.parent.name == "done":
        print("wrote", flush=True)
Folder._write = slowly
coder = rahmen.CodebookClassifier("book.toml")
rahmen.annotate_corpus(sys.argv[1], sys.argv[2], coder, evidence=True, batch=600, progress=False,
                       processes=int(sys.argv[3]))
print("finished", flush=True)
"""


@pytest.mark.parametrize("processes", [1, 2])
def test_killed_at_several_moments_it_goes_on_where_it_stopped(tmp_path, small, processes):
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "whole", batch=600, evidence=True, coder=small)
    out, killed = tmp_path / "killed", 0
    for files in (1, 2, 7) if processes == 1 else (6,):
        command = [sys.executable, "-c", CALL, str(source), str(out), str(processes)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=tmp_path) as child:
            for _ in range(files):
                if child.stdout.readline() in ("", "finished\n"):
                    break
            else:
                time.sleep(0.005)
            killed += child.poll() is None
            child.send_signal(signal.SIGKILL)
        half = [marker["batch"] for marker in markers(out)]
        assert half == sorted(set(half))
    assert killed  # at work, not after it
    run(source, out, batch=600, evidence=True, coder=small)
    assert content(out) == content(tmp_path / "whole")
    assert not list(out.rglob(".*.draft"))
    assert sum(marker["codes"] for marker in markers(out)) == len(table_of(out))


def markers(out):
    return [json.loads(file.read_text()) for file in sorted(out.glob("done/*.json"))]


def test_files_without_marker_and_cut_files_are_done_anew(tmp_path):
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out", batch=600)
    whole = content(tmp_path / "out")
    (tmp_path / "out/done/000001.json").unlink()
    (tmp_path / "out/codes/.part-000002.parquet.draft").write_bytes(b"half")
    cut = tmp_path / "out/codes/part-000003.parquet"
    cut.write_bytes(cut.read_bytes()[:100])
    (tmp_path / "out/codes/part-000999.parquet").write_bytes(b"stale")
    (tmp_path / "out/done/000004.json").write_bytes(b"{")
    run(source, tmp_path / "out", batch=600)
    assert content(tmp_path / "out") == whole
    assert not list((tmp_path / "out").rglob("*.draft"))


def test_a_finished_run_is_not_done_again(tmp_path, monkeypatch):
    source = write(frame(9), "jsonl", tmp_path / "s")
    counts = run(source, tmp_path / "out")
    monkeypatch.setattr(sources.Source, "batches", None)
    assert run(source, tmp_path / "out") == counts


# -- refused -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"batch": 99}, "of its parameters, batch differs: 600 there, 99 here"),
        ({"voice": True}, "of its parameters, voice"),
        ({"evidence": True}, "of its parameters, evidence"),
    ],
)
def test_another_run_in_the_folder_is_refused(tmp_path, change, message):
    source = write(frame(9), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out", batch=600)
    with pytest.raises(rahmen.EngineError, match=message) as error:
        run(source, tmp_path / "out", **{"batch": 600, **change})
    assert "choose a new folder" in str(error.value)
    assert "\n" not in str(error.value)


def test_another_source_or_coder_is_refused(tmp_path):
    source = write(frame(9), "jsonl", tmp_path / "s")
    run(source, tmp_path / "out")
    with pytest.raises(rahmen.EngineError, match="its coders are others"):
        rahmen.annotate_corpus(source, tmp_path / "out", rahmen.CodebookClassifier(threshold=3), progress=False)
    os.utime(source, (1, 1))
    with pytest.raises(rahmen.EngineError, match="of its source, "):
        run(source, tmp_path / "out")


def test_a_source_that_changes_meanwhile_is_told(tmp_path, monkeypatch):
    source, commit = write(frame(9), "jsonl", tmp_path / "s"), engine_folder.Folder.commit

    def meanwhile(folder, coded):
        commit(folder, coded)
        with source.open("a") as file:
            file.write("\n")

    monkeypatch.setattr(engine_folder.Folder, "commit", meanwhile)
    with pytest.raises(rahmen.EngineError, match="changed while it was read"):
        run(source, tmp_path / "out")


def test_a_folder_with_other_things_or_a_file_is_refused(tmp_path):
    source = write(frame(3), "jsonl", tmp_path / "s")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(rahmen.EngineError, match="holds other files and no run"):
        run(source, tmp_path / "mine")
    with pytest.raises(rahmen.EngineError, match="is a file; `out` must be a folder"):
        run(source, tmp_path / "mine" / "notes.txt")
    with pytest.raises(rahmen.EngineError, match="lies in the source"):
        run(tmp_path / "mine", tmp_path / "mine" / "out")


def test_two_runs_do_not_write_into_one_folder(tmp_path):
    source = write(frame(3), "jsonl", tmp_path / "s")
    with (
        engine_folder.Folder(tmp_path / "out", ["codes"]).opened(),
        pytest.raises(rahmen.EngineError, match="another run is writing"),
    ):
        run(source, tmp_path / "out")
    run(source, tmp_path / "out")


@pytest.mark.parametrize(
    ("number", "message"), [(errno.ENOSPC, "the disk is full; make room"), (errno.EROFS, "may be written to")]
)
def test_a_full_disk_and_a_read_only_one_are_told_in_one_line_and_nothing_is_lost(
    tmp_path, monkeypatch, number, message
):
    source = write(frame(60), "jsonl", tmp_path / "s")
    run(source, tmp_path / "whole", batch=600)
    synced = []

    def fsync(handle):
        synced.append(handle)
        if len(synced) == 17:
            raise OSError(number, os.strerror(number))

    monkeypatch.setattr(engine_folder.os, "fsync", fsync)
    with pytest.raises(rahmen.EngineError, match=message) as error:
        run(source, tmp_path / "out", batch=600)
    assert "\n" not in str(error.value)
    monkeypatch.undo()
    run(source, tmp_path / "out", batch=600)
    assert content(tmp_path / "out") == content(tmp_path / "whole")


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


def test_what_is_no_source_is_named(tmp_path):
    with pytest.raises(rahmen.CorpusError, match="no file or folder"):
        run(tmp_path / "none.csv", tmp_path / "out")
    for name in ("a.docx", "a", "a.gz"):
        (tmp_path / name).write_text("x")
        with pytest.raises(rahmen.CorpusError, match="the source must be a folder of"):
            run(tmp_path / name, tmp_path / "out")
    with pytest.raises(TypeError, match="at least one coder"):
        rahmen.annotate_corpus(tmp_path, tmp_path / "out")
    with pytest.raises(TypeError, match="takes coders one by one"):
        rahmen.annotate_corpus(tmp_path, tmp_path / "out", [rahmen.CodebookClassifier()])
    with pytest.raises(ValueError, match="two coders bear the name"):
        rahmen.annotate_corpus(tmp_path, tmp_path / "o", rahmen.CodebookClassifier(), rahmen.CodebookClassifier())


def test_a_packed_file_that_ends_early_is_told(tmp_path):
    source = tmp_path / "s.jsonl.gz"
    source.write_bytes(gzip.compress(jsonl(frame(2000)))[:-2000])
    with pytest.raises(rahmen.CorpusError, match=r"cannot be read on after line \d+"):
        run(source, tmp_path / "out", batch=20_000)


@pytest.mark.parametrize("name", ["s.parquet", "s.jsonl.gz", "s.csv.zst", "s.csv.gz"])
def test_a_file_that_is_not_what_it_says_is_told_in_one_line(tmp_path, name):
    (tmp_path / name).write_bytes(b"nothing of the kind\n" * 3)
    with pytest.raises(rahmen.CorpusError, match=f"{name}: cannot be read") as error:
        run(tmp_path / name, tmp_path / "out")
    assert "\n" not in str(error.value)


def test_lines_in_another_encoding_are_told_at_once(tmp_path):
    (tmp_path / "s.jsonl").write_bytes(jsonl(frame(3)).decode().encode("utf-16"))
    with pytest.raises(rahmen.CorpusError, match=r"no line is a JSON object; is encoding= right\?"):
        run(tmp_path / "s.jsonl", tmp_path / "out")
    assert run(tmp_path / "s.jsonl", tmp_path / "out", encoding="utf-16")["documents"] == 3


# -- rejects -----------------------------------------------------------------------------------------------------------


def rejects(out):
    return table_of(out, "rejects").astype(object).where(lambda t: t.notna(), None).values.tolist()


def test_bad_lines_are_told_and_the_run_goes_on(tmp_path):
    good = json.dumps({"doc": "g", "text": "Nutzer protestieren."}).encode()
    lines = [
        good, b'{"doc": "a", "text": "Gr\xfc\xdfe"}', b'{"doc": "b", "text": null}', b'{"doc": "c", "text": "  "}',
        b'{"doc": "d"}', b'{"doc": "e", "text": "' + b"ja " * 40 + b'"}',
        b'{"doc": "f", "text": "' + b"ja " * 900 + b'"}',
        b'{"doc": "h", "text": ', b"[1, 2]", b'{"text": "Kein Name."}', good, b'{"doc": "i", "text": "\\ud800"}', b"",
        b'{"doc": "j", "text": NaN}', b'{"doc": "k", "text": ["x"]}', b'{"doc": "l", "text": "Es regnet."}',
    ]  # fmt: skip
    source = tmp_path / "s.jsonl"
    source.write_bytes(b"\xef\xbb\xbf" + b"\r\n".join(lines))
    counts = run(source, tmp_path / "out", limit=100)
    assert counts["documents"] == 2
    assert table_of(tmp_path / "out")["doc"].unique().tolist() == ["g", "l"]
    assert rejects(tmp_path / "out") == [
        ["line 2", "a", "broken encoding at place 2; mend it or say encoding="],
        ["line 3", "b", "no text"],
        ["line 4", "c", "empty text"],
        ["line 5", "d", "no text"],
        ["line 6", "e", "a text of 120 characters; the limit is 100"],
        ["line 7", None, "a line of over 400 characters"],
        ["line 8", None, "no JSON (Expecting value)"],
        ["line 9", None, "expected an object {…}; got list"],
        ["line 10", None, "no id in the field 'doc'"],
        ["line 11", "g", "the id stands twice in this batch, first at line 1"],
        ["line 12", "i", "broken encoding at place 0; mend it or say encoding="],
        ["line 14", "j", "no text"],
        ["line 15", "k", "the text is a list, not a string"],
    ]


def test_a_batch_of_bad_documents_alone_is_a_part_like_others(tmp_path):
    source = tmp_path / "s.jsonl"
    source.write_bytes(b'{"doc": "a", "text": null}\n' * 30 + b'{"doc": "b", "text": "Es regnet."}\n')
    counts = run(source, tmp_path / "out", batch=100, evidence=True)
    assert counts["rejects"] == 30
    assert counts["batches"] > 5
    assert table_of(tmp_path / "out")["doc"].unique().tolist() == ["b"]


def test_bad_rows_of_csv_are_told(tmp_path):
    source = tmp_path / "s.csv"
    rows = [
        "id;text",
        "1;Es regnet.",
        "2;NA",
        "3;",
        ";Ohne Namen.",
        "4;zu;viel",
        "5;" + "a" * 10_001,
        '6;"nie zu Ende ',
    ]
    source.write_bytes("\n".join([*rows, "ja " * 20_000, "7;Es schneit."]).encode("cp1252"))
    run(source, tmp_path / "out", sep=";", doc="id", limit=12_000, encoding="cp1252")
    assert table_of(tmp_path / "out")["doc"].unique().tolist() == ["1", "7"]
    reasons = {position: reason for position, _, reason in rejects(tmp_path / "out")}
    assert reasons["line 3"] == reasons["line 4"] == "no text"
    assert reasons["line 5"] == "no id in the field 'id'"
    assert reasons["line 6"] == "a row of 3 fields; the header has 2"
    assert "without a space" in reasons["line 7"]
    assert "a quote that is never closed?" in reasons["line 8"]


def test_bad_rows_of_parquet_are_told(tmp_path):
    raw = pa.array([b"Es regnet.", b"Gr\xfc\xdfe", None, b""], pa.binary())
    text = pa.Array.from_buffers(pa.string(), 4, raw.buffers())
    pq.write_table(pa.table({"doc": pa.array([1, 2, 3, None]), "text": text}), tmp_path / "s.parquet")
    run(tmp_path / "s.parquet", tmp_path / "out")
    assert table_of(tmp_path / "out")["doc"].unique().tolist() == ["1"]
    assert [row[0] for row in rejects(tmp_path / "out")] == ["row 1", "row 2", "row 3"]
    assert "broken encoding" in rejects(tmp_path / "out")[0][2]


def test_bad_files_are_told(tmp_path):
    folder = tmp_path / "texts"
    (folder / "sub").mkdir(parents=True)
    (folder / "a.txt").write_bytes("Grüße aus Köln.".encode("cp1252"))
    (folder / "b.txt").write_bytes(b"\x00\x01\x02\xff")
    (folder / "c.txt").write_bytes(b"")
    (folder / "sub" / "d.txt").write_text("Es regnet.")
    (folder / "e.txt").write_text("ja " * 400)
    run(folder, tmp_path / "out", limit=200, metadata=["group"])
    found = table_of(tmp_path / "out")
    assert found.drop_duplicates("doc")[["doc", "group"]].astype(str).values.tolist() == [
        ["a", "texts"],
        ["sub/d", "sub"],
    ]
    assert [row[:2] for row in rejects(tmp_path / "out")] == [["b.txt", "b.txt"], ["c.txt", "c.txt"], ["e.txt", None]]


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
