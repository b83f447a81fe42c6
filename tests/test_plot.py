import pandas as pd
import pytest

import rahmen
from rahmen import views


@pytest.fixture(scope="module")
def results(corpus):
    sentences = rahmen.split_sentences(corpus)
    codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    sentiment = rahmen.annotate(sentences, rahmen.SentimentClassifier())
    return {
        "Bar chart": rahmen.prevalence(codes),
        "Dot chart": rahmen.prevalence(codes, by="group"),
        "Heat map": rahmen.prevalence(codes, by="outlet_type"),
        "Stacked bars": rahmen.prevalence(sentiment, by="group"),
        "article compared": rahmen.compare(codes, "article", "comparison"),
        "Matrix": rahmen.cooccurrence(codes),
        "Most typical words": rahmen.keyness(rahmen.count_words(sentences)),
    }


@pytest.mark.parametrize(
    "begin",
    ["Bar chart", "Dot chart", "Heat map", "Stacked bars", "article compared", "Matrix", "Most typical words"],
)
def test_the_fitting_figure_is_chosen(results, begin):
    assert views.plot(results[begin]).alt.startswith(begin)


def test_what_fits_no_figure_is_refused():
    with pytest.raises(TypeError, match="no figure fits a table with the columns a, b"):
        views.plot(pd.DataFrame({"a": [1], "b": [2]}))
