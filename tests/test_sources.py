"""Sources: what cannot be read is told, what cannot be coded is set aside, and little is held at a time."""

import gzip
import json

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import rahmen
from rahmen.engine.parsing import Fields
from rahmen.engine.sources import open_source
from tests.runs import frame, jsonl, rejects, run, table_of


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


# -- memory ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [400, 10_000])
def test_no_more_of_a_parquet_file_is_held_than_is_coded(tmp_path, rows):
    rng = np.random.default_rng(0)
    noise = ["".join(map(chr, rng.integers(32, 127, 2000))) for _ in range(10_000)]  # which cannot be packed
    pd.DataFrame({"doc": map(str, range(10_000)), "text": noise}).to_parquet(
        tmp_path / "s.parquet", row_group_size=rows
    )
    source = open_source(tmp_path / "s.parquet")
    source.fields(Fields("text", "doc", ()))
    before = pa.total_allocated_bytes()
    held = [pa.total_allocated_bytes() - before for _ in source.batches(1_000_000)]
    assert len(held) == 20
    assert max(held) < source.total / 2
