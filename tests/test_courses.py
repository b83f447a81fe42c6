import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen import views


def test_the_course_has_a_bar_for_each_counted_sentence(article):
    evidence = rahmen.explain(article, rahmen.SentimentClassifier("lexicon"), absent=True)
    figure = views.sentiment_course(article, evidence)
    counted = article[~article["part"].isin(["other", "repeat"])]
    bars = figure.axes[0].patches
    assert len(bars) == len(counted)
    sums = evidence.groupby("sentence")["weight"].sum().reindex(counted["sentence"], fill_value=0)
    assert np.allclose([bar.get_width() for bar in bars], sums)


def test_the_course_draws_one_document(corpus):
    sentences = rahmen.split_sentences(corpus.head(2))
    with pytest.raises(ValueError, match="draws one document"):
        views.sentiment_course(sentences, rahmen.explain(sentences, rahmen.SentimentClassifier("lexicon")))


def test_keywords_show_the_most_typical_words(corpus):
    table = rahmen.keyness(rahmen.count_words(rahmen.split_sentences(corpus)))
    figure = views.keywords(table, top=5)
    assert len(figure.axes) == 3
    for axes in figure.axes:
        group = axes.get_title()
        best = table[table["group"] == group].nlargest(5, "z")["word"].tolist()
        assert [label.get_text().split(" (")[0] for label in axes.get_yticklabels()] == best
    with pytest.raises(ValueError, match="do not fit"):
        views.keywords(pd.concat([table, table.assign(group="fourth")]))
