import numpy as np
import pandas as pd
import pytest

import rahmen
from rahmen import views
from tests.test_agreement import one
from tests.test_correction import world
from tests.test_disagreement import make


@pytest.fixture
def agreed():
    rng = np.random.default_rng(0)
    truth = rng.integers(0, 2, 60)
    other = np.where(rng.random(60) < 0.2, 1 - truth, truth)
    return rahmen.agreement(one(truth, "p"), one(other, "q", score=np.float32(0.4)))


def test_agreement_is_drawn_with_its_levels(agreed):
    figure = views.plot(agreed)
    assert "alpha" in figure.alt
    lines = {round(float(line.get_xdata()[0]), 3) for line in figure.axes[0].lines if len(line.get_xdata()) == 2}
    assert {0.667, 0.8} <= lines
    assert "f1" in views.agreements(agreed, "f1").alt
    with pytest.raises(ValueError, match="no measure 'beta'; it has 'alpha'"):
        views.agreements(agreed, "beta")


def test_what_is_not_defined_is_said_in_the_figure():
    figure = views.agreements(rahmen.agreement(one([0] * 6, "p"), one([0] * 6, "q")))
    assert "not defined" in [text.get_text() for text in figure.axes[0].texts]


def test_naive_and_corrected_shares_side_by_side_and_the_note_below():
    table, _, gold = world(3, sentences=2000, coded=300)
    result = rahmen.prevalence(table, gold=gold)
    figure = views.plot(result)
    assert "the machine alone" in figure.alt
    assert "corrected" in figure.alt
    below = figure.get_supxlabel().replace("\n", " ")
    assert below == result.attrs["note"]
    assert below in figure.alt
    grouped = views.plot(rahmen.prevalence(table, by="group", gold=gold))
    assert "g, corrected" in grouped.alt


def test_a_conclusion_that_hangs_on_the_coder_has_an_asterisk():
    found = rahmen.disagreement(make("p", {"x": 0.5, "y": 0.2}), make("q", {"x": 0.3, "y": 0.3}), a="x", b="y")
    figure = views.plot(found)
    assert [text.get_text() for text in figure.axes[0].get_yticklabels()] == ["a *"]
    assert "hangs on the coder" in figure.alt
    shares = views.plot(rahmen.disagreement(make("p", {"x": 0.5}), make("q", {"x": 0.3})))
    assert "Share of sentences" in shares.axes[0].get_xlabel()


def test_what_is_not_corrected_is_not_drawn_as_corrected():
    table, _, gold = world(3, sentences=2000, coded=300)
    two = pd.concat([table, table.assign(doc="x" + table["doc"], group="h")])
    figure = views.corrections(rahmen.prevalence(two, by="group", gold=gold))
    assert "h, the machine alone" in figure.alt
    assert "h, corrected" not in figure.alt
    assert "nan" not in figure.alt


def test_an_agreement_table_shows_its_intervals_as_its_values(agreed):
    shown = views.show_table(agreed[["label", "value", "low", "high"]])
    assert "%" not in shown
