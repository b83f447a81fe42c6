import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen import views


@pytest.fixture(scope="module")
def study(corpus):
    sentences = rahmen.split_sentences(corpus)
    return sentences, rahmen.annotate(sentences, rahmen.CodebookClassifier())


def test_one_document_is_drawn_with_its_place_and_the_note(study):
    result = rahmen.compare(study[1], "article", "comparison")
    figure = views.contrast(result)
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert len(texts) == len(result)
    assert all(text.startswith("place ") for text in texts)
    assert "Nothing may be said" in figure.alt


def test_several_documents_are_drawn_with_intervals(study):
    result = rahmen.compare(study[1], "comparison", "baseline")
    figure = views.contrast(result)
    segments = [line for line in figure.axes[0].lines if len(line.get_xdata()) == 2 and line.get_xdata()[0] != 0]
    drawn = sorted((round(line.get_xdata()[0], 6), round(line.get_xdata()[1], 6)) for line in segments)
    known = result.dropna(subset=["low"])
    assert drawn == sorted(zip((known["low"] * 100).round(6), (known["high"] * 100).round(6), strict=True))


def test_the_heat_map_holds_the_shares(study):
    table = rahmen.prevalence(study[1], by="event")
    figure = views.heatmap(table, "event")
    drawn = figure.axes[0].collections[0].get_array().reshape(table["event"].nunique(), -1)
    assert np.allclose(drawn.sum(), table["share"].sum() * 100)
    with pytest.raises(ValueError, match="no column 'party'"):
        views.heatmap(table, "party")


def test_stacked_bars_fill_the_whole(study):
    codes = rahmen.annotate(study[0], rahmen.SentimentClassifier("lexicon"))
    figure = views.stacked(rahmen.prevalence(codes, by="group"))
    widths = {}
    for bar in figure.axes[0].patches:
        widths[bar.get_y()] = widths.get(bar.get_y(), 0) + bar.get_width()
    assert np.allclose(list(widths.values()), 100)


def test_together_counts_sentences(study):
    table = rahmen.cooccurrence(study[1])
    wide = study[1][~study[1]["part"].isin(["other", "repeat"])].pivot_table(
        index=["doc", "sentence"], columns="label", values="value", observed=True
    )
    both = int((wide["censorship_risk"] * wide["economy"]).sum())
    row = table[(table["label_a"] == "censorship_risk") & (table["label_b"] == "economy")].iloc[0]
    assert row["n"] == both
    assert row["jaccard"] == both / (wide["censorship_risk"] + wide["economy"]).clip(upper=1).sum()
    assert f"Zensurrisiko with Wirtschaft {both}" in views.together(table).alt


def test_cooccurrence_takes_one_coder(study):
    with pytest.raises(ValueError, match="takes one coder"):
        rahmen.cooccurrence(pd.concat([study[1], study[1].assign(coder="second")]))
