import numpy as np
import pandas as pd
import pytest

import rahmen


def table(counts):
    rows = [
        (doc, word, n, group)
        for group, docs in counts.items()
        for doc, words in docs.items()
        for word, n in words.items()
    ]
    return pd.DataFrame(rows, columns=["doc", "word", "n", "group"])


WORDS = table({
    "x": {"x1": {"flucht": 8, "und": 20, "app": 5}, "x2": {"flucht": 6, "und": 18, "app": 4}},
    "y": {"y1": {"preis": 9, "und": 21, "app": 5}, "y2": {"und": 19, "app": 4, "zins": 7}},
})  # fmt: skip


def test_it_is_the_formula_written_out():
    found = rahmen.keyness(WORDS, prior=50).set_index(["group", "word"]).loc[("x", "flucht")]
    total, n_x = 126, 61
    alpha = 50 * 14 / total
    here = np.log((14 + alpha) / (n_x + 50 - 14 - alpha))
    there = np.log((0 + alpha) / (total - n_x + 50 - 0 - alpha))
    assert found["log_odds"] == pytest.approx(here - there, abs=1e-10)
    assert found["z"] == pytest.approx((here - there) / np.sqrt(1 / (14 + alpha) + 1 / alpha), abs=1e-10)


def test_dispersion_tells_spread_from_clumped():
    found = rahmen.keyness(WORDS).set_index(["group", "word"])
    assert found.loc[("x", "flucht"), "dispersion"] < 0.1
    # all of »zins« stands in y2, which is 30 of the 65 words of y: DP = (|1 - 30/65| + |0 - 35/65|) / 2
    assert found.loc[("y", "zins"), "dispersion"] == pytest.approx((1 - 30 / 65 + 35 / 65) / 2)
    assert found.loc[("y", "zins"), "docs"] == 1


def test_p_values_are_benjamini_hochberg_over_all_rows():
    from scipy.stats import norm

    found = rahmen.keyness(WORDS)
    raw = np.sort(2 * norm.sf(np.abs(found["z"])))
    adjusted = np.minimum.accumulate((raw * len(raw) / np.arange(1, len(raw) + 1))[::-1])[::-1]
    assert np.allclose(np.sort(found["p"]), np.minimum(adjusted, 1))


def test_rare_words_and_mistakes():
    assert "preis" not in set(rahmen.keyness(WORDS, min_count=10)["word"])
    with pytest.raises(ValueError, match="no column 'event'"):
        rahmen.keyness(WORDS, by="event")
    with pytest.raises(ValueError, match="at least two groups"):
        rahmen.keyness(WORDS[WORDS["group"] == "x"])


def test_count_words_folds_spellings_and_leaves_out_numbers(corpus):
    texts = pd.DataFrame(
        {"doc": ["a", "b"], "text": ["Die Maßnahme. Die Massnahme, die Maßnahme! 12 www.x.de", "Die APP."]}
    )
    found = rahmen.count_words(rahmen.split_sentences(texts))
    assert found.values.tolist() == [["a", "die", 3], ["a", "Maßnahme", 3], ["b", "die", 1], ["b", "APP", 1]]
    words = rahmen.count_words(rahmen.split_sentences(corpus))
    assert {"doc", "word", "n", "group", "event"} <= set(words.columns)
    assert not words.duplicated(["doc", "word"]).any()
