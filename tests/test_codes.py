"""The committed codes: pointers and codes, no text; every value one that the coding guideline knows."""

import csv
import hashlib
from collections import Counter

import pandas as pd
import pytest

import rahmen
from rahmen import tables
from rahmen.codebook import load_codebook
from rahmen.corpus import find_corpus


@pytest.fixture(scope="module")
def real():
    with (find_corpus() / "codes" / "real.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_point_and_hold_no_text(real):
    assert len(real) >= 1000
    columns = "source doc start end sha1 drawn_by part coder pass status voice sentiment frames"
    assert list(real[0]) == columns.split()
    for row in real:
        assert int(row["start"]) < int(row["end"])
        assert len(row["sha1"]) == 16
        speakers = [entry.split(":", 3)[3] for entry in row["frames"].split("; ") if entry]
        assert all(len(speaker) < 150 for speaker in speakers)


def test_the_datasheets_tell_how_many_there_are(real):
    n, folder = len({(row["doc"], row["start"]) for row in real}), find_corpus()
    written = len(rahmen.settle(rahmen.read_coded(folder / "codes" / "constructed.csv")))
    inner, outer = ((folder / name).read_text(encoding="utf-8") for name in ("codes/DATASHEET.md", "DATASHEET.md"))
    assert f"{n:,} sentences (the whole pool of " in inner
    assert f"| `codes/real.csv` | {n:,} sentences |" in outer
    assert f"{written:,} sentences, all written" in inner


def test_every_value_is_known(real):
    labels = set(load_codebook().names)
    for row in real:
        assert row["status"] in tables.STATUS
        assert row["voice"] in tables.VOICE
        assert row["sentiment"] in ("-1", "0", "1")
        given = [entry.split(":", 3) for entry in row["frames"].split("; ") if entry]
        assert len({label for label, *_ in given}) == len(given)
        for label, status, voice, _speaker in given:
            assert label in labels
            assert status in tables.STATUS
            assert voice in tables.VOICE


def test_no_coder_codes_a_sentence_twice(real):
    keys = Counter((row["doc"], row["start"], row["end"], row["pass"]) for row in real)
    assert max(keys.values()) == 1
    coders = Counter((row["doc"], row["start"], row["end"], row["coder"]) for row in real)
    assert max(coders.values()) == 1


def test_adjudication_settles_what_two_coders_coded_differently(real):
    units = {}
    for row in real:
        units.setdefault((row["doc"], row["start"], row["end"]), {})[row["pass"]] = row
    for unit in units.values():
        assert set(unit) - {"4", "5", "6"} in ({"1"}, {"1", "2"}, {"1", "2", "3"})
        assert set(unit) & {"4", "5"} in (set(), {"4"}, {"4", "5"})
        settled = unit.get("3", unit["1"])
        for again, decided in (("2", "3"), ("4", "5")):
            if again in unit and decided not in unit:
                for name in ("status", "voice", "sentiment"):
                    assert unit[again][name] == settled[name]


def test_reading_a_label_again_changes_that_label_alone(real):
    with (find_corpus() / "codes" / "security_retest.csv").open(encoding="utf-8", newline="") as file:
        again = list(csv.DictReader(file))
    readings = {}
    for row in again:
        readings.setdefault((row["doc"], row["start"], row["sha1"]), {})[row["pass"]] = row["security_threat"]
    decided = {key: found.get("3", found["1"]) for key, found in readings.items()}
    assert all(
        set(found) == ({"1", "2"} if found["1"] == found["2"] else {"1", "2", "3"}) for found in readings.values()
    )
    with (find_corpus() / "codes" / "constructed.csv").open(encoding="utf-8", newline="") as file:
        written = [row | {"doc": row["id"], "start": "", "end": ""} for row in csv.DictReader(file)]
    units = {}
    for row in [*real, *written]:
        units.setdefault((row["doc"], row["start"], row["sha1"]), {})[row["pass"]] = _labels(row)
    for key, unit in units.items():
        before = unit[max(n for n in unit if n in "135")]
        assert before ^ unit.get("6", before) == ({"security_threat"} if "6" in unit else set())
        if key in decided:
            assert ("security_threat" in unit.get("6", before)) == (decided[key] == "1")


def _labels(row):
    return {entry.split(":")[0] for entry in row["frames"].split("; ") if entry}


def test_no_document_stands_in_two_parts(real):
    parts = {}
    for row in real:
        assert row["part"] in ("train", "frozen", "left out", "fresh")
        parts.setdefault(row["doc"], set()).add(row["part"] if row["part"] == "frozen" else "train")
    assert all(len(found) == 1 for found in parts.values())
    frozen = [row for row in real if row["part"] == "frozen"]
    assert not {row["coder"] for row in frozen} & {"a0", "a1", "a2", "a3"}  # seen while indicators were judged


def test_constructed_sentences_bear_known_labels_and_their_hash():
    table = rahmen.read_coded(find_corpus() / "codes" / "constructed.csv")
    labels = set(load_codebook().names)
    assert {label for found in table["labels"] for label in found} <= labels
    for row in table.itertuples():
        assert hashlib.sha1(row.text.encode()).hexdigest()[:16] == row.sha1
    assert not rahmen.settle(table)["text"].duplicated().any()
    assert not set(table.loc[table["part"] == "train", "writer"]) & set(table.loc[table["part"] == "frozen", "writer"])


def test_stance_sentences_are_whole():
    table = pd.read_csv(find_corpus() / "codes" / "stance_sentences.csv")
    assert set(table["stance"]) == {"welcoming", "sceptical", "neutral"}
    settled = rahmen.settle(table)
    assert not settled["text"].duplicated().any()
    assert (settled["codings"] >= 2).all()
    assert not set(table.loc[table["part"] == "train", "writer"]) & set(table.loc[table["part"] == "frozen", "writer"])


def test_stance_codes_point_into_the_corpus(corpus):
    texts = dict(zip(corpus["doc"], corpus["text"], strict=True))
    with (find_corpus() / "codes" / "stance.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["stance"] in ("welcoming", "sceptical", "neutral")
            assert texts[row["doc"]][int(row["start"]) : int(row["end"])].strip()
