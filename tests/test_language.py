"""The language check, on texts written for it: none is taken from anywhere."""

import tomllib
import warnings
from pathlib import Path

import pandas as pd
import pytest

import rahmen
from rahmen.corpus import ReadingNote
from rahmen.corpus.language import SHORTEST

TEXTS = tomllib.loads((Path(__file__).parent / "data" / "languages.toml").read_text(encoding="utf-8"))


def table(texts):
    return pd.DataFrame({"doc": [f"d{n}" for n in range(len(texts))], "text": texts})


@pytest.mark.parametrize("code", TEXTS)
def test_each_language_is_found(code):
    assert rahmen.guess_language(table(TEXTS[code])).tolist() == [code] * len(TEXTS[code])


def test_the_corpus_of_the_study_is_german(corpus):
    assert set(rahmen.guess_language(corpus)) <= {"de", ""}


def test_short_texts_and_headlines_are_not_judged():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        short = ["TikTok Ban: Creators Move On", "Sturm, Regen, Schnee", "the " * (SHORTEST - 1), "1 2 3 " * 99]
        assert set(rahmen.guess_language(rahmen.documents(table(short)))) == {""}


def test_german_is_found_however_it_is_written():
    for text in TEXTS["de"]:
        for form in (text, text.upper(), text.replace("ü", "u\u0308"), text.replace("nicht", "ni\u00adcht")):
            assert rahmen.guess_language(table([form])).tolist() == ["de"]


def test_the_warning_names_the_first_and_their_number():
    texts = [*TEXTS["de"], *TEXTS["en"], *TEXTS["nl"], *TEXTS["other"]]
    with pytest.warns(ReadingNote) as caught:
        found = rahmen.documents(table(texts))
    (told,) = [str(each.message) for each in caught]
    assert told.startswith("5 of 11 documents hardly look German: 'd6' (English), 'd7' (English), 'd8' (Dutch), …; ")
    assert "rahmen.guess_language" in told
    assert len(found) == len(texts)


def test_it_can_be_switched_off_in_every_reader(tmp_path):
    texts = table(TEXTS["en"])
    texts.to_csv(tmp_path / "t.csv", index=False)
    texts.to_parquet(tmp_path / "t.parquet")
    texts.to_json(tmp_path / "t.jsonl", orient="records", lines=True)
    (tmp_path / "f").mkdir()
    (tmp_path / "f" / "a.txt").write_text(TEXTS["en"][0], encoding="utf-8")
    calls = [
        lambda **k: rahmen.documents(texts, **k),
        lambda **k: rahmen.read_csv(tmp_path / "t.csv", **k),
        lambda **k: rahmen.read_jsonl(tmp_path / "t.jsonl", **k),
        lambda **k: rahmen.read_parquet(tmp_path / "t.parquet", **k),
        lambda **k: rahmen.read_folder(tmp_path / "f", **k),
        lambda **k: rahmen.read_mapped(tmp_path / "t.csv", {"fields": {"text": "text"}}, **k),
    ]
    for call in calls:
        with pytest.warns(ReadingNote, match="hardly look German"):
            call()
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            call(language=False)


def test_the_guess_keeps_the_index():
    texts = table(TEXTS["en"]).set_axis([7, 3])
    assert rahmen.guess_language(texts).index.tolist() == [7, 3]
