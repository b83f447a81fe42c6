"""The committed codes: pointers and codes, no text; every value one that the coding guideline knows."""

import csv
from collections import Counter

import pytest

from rahmen import tables
from rahmen.codebook import load_codebook
from rahmen.corpus import find_corpus


@pytest.fixture(scope="module")
def real():
    with (find_corpus() / "codes" / "real.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_point_and_hold_no_text(real):
    assert len(real) >= 1000
    columns = "source doc start end sha1 drawn_by coder pass status voice sentiment frames"
    assert list(real[0]) == columns.split()
    for row in real:
        assert int(row["start"]) < int(row["end"])
        assert len(row["sha1"]) == 16
        speakers = [entry.split(":", 3)[3] for entry in row["frames"].split("; ") if entry]
        assert all(len(speaker) < 150 for speaker in speakers)


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


def test_stance_codes_point_into_the_corpus(corpus):
    texts = dict(zip(corpus["doc"], corpus["text"], strict=True))
    with (find_corpus() / "codes" / "stance.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            assert row["stance"] in ("welcoming", "sceptical", "neutral")
            assert texts[row["doc"]][int(row["start"]) : int(row["end"])].strip()
