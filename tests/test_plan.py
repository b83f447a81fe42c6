import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.power import normal_sample_size_one_tail
from statsmodels.stats.proportion import proportion_confint

import rahmen


def n(*arguments, **options):
    return rahmen.sample_plan(*arguments, **options).loc[0, "n"]


def test_a_width_is_that_of_the_closed_form():
    assert n(0.3, width=0.05) == pytest.approx(4 * 1.96**2 * 0.3 * 0.7 / 0.05**2, rel=0.01)
    low, high = proportion_confint(0.02 * n(0.02, width=0.04), n(0.02, width=0.04), method="beta")
    assert high - low == pytest.approx(0.04, abs=0.0005)
    assert rahmen.sample_plan(0.02, width=0.04).loc[0, "method"] == "cautious"


def test_a_difference_is_that_of_statsmodels():
    spread = np.sqrt(0.3 * 0.7 + 0.4 * 0.6)
    assert n(0.3, difference=0.1) == pytest.approx(
        normal_sample_size_one_tail(0.1, 0.8, 0.025, spread, spread), rel=0.02
    )


def test_a_better_machine_spares_coding_and_more_labels_cost():
    assert n(0.2, width=0.05, precision=0.9, recall=0.9) < n(0.2, width=0.05, precision=0.6, recall=0.6)
    assert n(0.2, width=0.05, precision=0.6, recall=0.6) < n(0.2, width=0.05)
    assert n(0.2, difference=0.1, labels=8) > n(0.2, difference=0.1) > n(0.2, difference=0.1, power=0.5)
    # a machine that codes at random explains nothing
    assert n(0.2, width=0.05, precision=0.2, recall=0.5) == n(0.2, width=0.05)


def test_what_no_coding_can_give_is_said():
    row = rahmen.sample_plan(0.1, width=0.02, docs=20).iloc[0]
    assert row["n"] is rahmen.sample_plan(0.1, width=0.02, docs=20)["n"].dtype.na_value
    assert "the 20 documents alone are too unlike" in row["reading"]


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.3), st.floats(0.01, 0.3))
@settings(max_examples=50, deadline=None)
def test_a_narrower_wish_needs_more(share, width, other):
    narrow, wide = sorted((width, other))
    assert n(share, width=narrow) >= n(share, width=wide)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"share": 0.1}, "either width= or difference="),
        ({"share": 0.1, "width": 0.1, "difference": 0.1}, "either width= or difference="),
        ({"share": 1.0, "width": 0.1}, "share must lie between 0 and 1"),
        ({"share": 0.1, "width": 0}, "width must be above 0"),
        ({"share": 0.1, "difference": -0.2}, "must lie between 0 and 1"),
        ({"share": 0.1, "width": 0.1, "recall": 0.5}, "both precision= and recall="),
        ({"share": 0.1, "width": 0.1, "recall": 1.5, "precision": 0.5}, "recall must be above 0"),
    ],
)
def test_mistakes_are_named(options, message):
    with pytest.raises(ValueError, match=message):
        rahmen.sample_plan(**options)
