import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.claims.periods import over_time


def make(dates, group=None, values=(1, 0), column="date"):
    """Make codes of one label, two sentences a document."""
    rows = [
        (f"d{n}", s, 0, 1, "frames", "protest", "me", value, float(value), None, None, None, date,
         group[n] if group else "x")
        for n, date in enumerate(dates)
        for s, value in enumerate(values)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[*rahmen.tables.CODES, column, "group"])


def test_each_period_is_the_prevalence_of_its_documents():
    codes = make(["2021-01-03", "2021-01-31", "2021-02-01", "2021-02-20"])
    codes.loc[codes["doc"].isin(["d0", "d2"]), "value"] = 1
    found = over_time(codes, seed=3)
    assert found["period"].tolist() == [pd.Timestamp("2021-01-01"), pd.Timestamp("2021-02-01")]
    for start, docs in (("2021-01-01", ["d0", "d1"]), ("2021-02-01", ["d2", "d3"])):
        alone = rahmen.prevalence(codes[codes["doc"].isin(docs)], seed=3)
        here = found[found["period"] == start].drop(columns="period").reset_index(drop=True)
        pd.testing.assert_frame_equal(here, alone)


def test_a_period_without_documents_is_told_and_not_zero():
    found = over_time(make(["2021-01-03", "2021-04-01"]))
    gap = found[found["period"] == "2021-02-01"].iloc[0]
    assert found["method"].tolist() == ["described", "no documents", "no documents", "described"]
    assert np.isnan(gap["share"]) and np.isnan(gap["naive"]) and (gap["n"], gap["docs"], gap["coded"]) == (0, 0, 0)
    assert gap["reading"] == "no documents in this month: nothing is known of it"
    assert "2 months without documents in between" in found.attrs["note"]
    assert found["share"].dtype == float and found["n"].dtype == int


def test_groups_share_the_periods():
    found = over_time(make(["2021-01-03", "2021-03-01", "2021-02-01"], group=["x", "x", "y"]), by="group")
    assert found.columns[:3].tolist() == ["period", "group", "label"]
    told = found.groupby("group")["docs"].agg(list).to_dict()
    assert told == {"x": [1, 0, 1], "y": [0, 1, 0]}
    assert "without documents in between" not in found.attrs["note"]


def test_a_group_without_a_name_keeps_its_row():
    codes = make(["2021-01-03", "2021-02-01"], group=["x", None])
    found = over_time(codes, by=["group"])
    assert len(found) == 4
    assert found.loc[found["group"].isna(), "docs"].tolist() == [0, 1]


def test_coders_and_categories_are_kept():
    codes = make(["2021-01-03", "2021-03-01"])
    codes["group"] = pd.Categorical(codes["group"], categories=["z", "x"])
    codes["label"] = pd.Categorical(codes["label"], categories=["other", "protest"])
    both = pd.concat([codes, codes.assign(coder="you")], ignore_index=True)
    found = over_time(both, by="group")
    assert found.groupby(["coder", "period"]).size().tolist() == [1] * 6
    assert found["group"].cat.categories.tolist() == ["z", "x"]
    assert found["label"].cat.categories.tolist() == ["other", "protest"]


@pytest.mark.parametrize(
    ("freq", "date", "start"),
    [
        ("day", "2021-05-20", "2021-05-20"),
        ("week", "2021-05-20", "2021-05-17"),
        ("week", "2021-05-23", "2021-05-17"),
        ("week", "2021-05-24", "2021-05-24"),
        ("month", "2021-05-20T23:30:00+02:00", "2021-05-01"),
        ("month", "3.4.2021", "2021-04-01"),
        ("month", "03. 04. 2021", "2021-04-01"),
        ("quarter", "2021-05", "2021-04-01"),
        ("year", "2021", "2021-01-01"),
        ("year", 2021, "2021-01-01"),
        ("month", pd.Timestamp("2021-05-20 12:00"), "2021-05-01"),
    ],
)
def test_dates_fall_into_their_period(freq, date, start):
    assert over_time(make([date]), freq)["period"].tolist() == [pd.Timestamp(start)]


@pytest.mark.parametrize(
    ("freq", "date"),
    [("month", "gestern"), ("month", "2021-02-31"), ("month", "2021"), ("day", "2021-05"), ("month", "04/03/2021")],
)
def test_a_date_that_tells_no_period_is_named(freq, date):
    with pytest.raises(ValueError, match=f"document 'd1': the date '{date}' tells no {freq}"):
        over_time(make(["2021-01-03", date]), freq)


def test_documents_without_a_date_are_left_out_and_told():
    found = over_time(make(["2021-01-03", None, " ", float("nan")]))
    assert found["docs"].tolist() == [1]
    assert "3 documents without a date are left out." in found.attrs["note"]
    assert "1 document without a date is left out." in over_time(make(["2021-01-03", ""])).attrs["note"]


def test_gold_of_documents_without_a_date_does_no_harm():
    codes = make(["2021-01-03", "2021-01-09", "2021-02-03", None])
    gold = codes.assign(coder="person")
    found = over_time(codes, gold=gold)
    assert found["coded"].tolist() == [4, 2]
    assert found["share"].tolist() == pytest.approx([0.5, 0.5])


def test_a_condition_and_the_level_are_handed_on():
    codes = make(["2021-01-03", "2021-01-04", "2021-01-05"], values=(1, 1, 0, 0)).assign(voice="own")
    codes.loc[codes["sentence"] == 0, "voice"] = "named"
    codes.loc[codes["doc"] == "d0", "value"] = 1
    assert over_time(codes, where="voice == 'own'")["share"].iloc[0] == pytest.approx(5 / 12)
    wide, narrow = (over_time(codes, level=level, seed=1).iloc[0] for level in (0.95, 0.5))
    assert wide["high"] - wide["low"] > narrow["high"] - narrow["low"]


def test_mistakes():
    codes = make(["2021-01-03"])
    with pytest.raises(ValueError, match="no column 'day' with dates"):
        over_time(codes, date="day")
    with pytest.raises(ValueError, match="no document has a date in the column 'date'"):
        over_time(make([None, ""]))
    with pytest.raises(ValueError, match="`freq` parameter must be one of 'day'"):
        over_time(codes, "decade")
    with pytest.raises(ValueError, match="a column 'period' of their own"):
        over_time(codes.assign(period=1))
    with pytest.raises(ValueError, match="no column 'outlet'"):
        over_time(codes, by="outlet")
    with pytest.raises(rahmen.TableError):
        over_time(codes.drop(columns="value"))


def test_the_dates_may_stand_elsewhere():
    assert over_time(make(["2021-01-03"], column="printed"), date="printed")["docs"].tolist() == [1]


DAYS = st.lists(st.dates(pd.Timestamp("2019-11-01").date(), pd.Timestamp("2021-02-28").date()), min_size=1, max_size=6)


@settings(max_examples=25, deadline=None)
@given(DAYS, st.sampled_from(["week", "month", "quarter", "year"]))
def test_no_document_is_lost_and_no_period_left_out(days, freq):
    found = over_time(make([str(day) for day in days]), freq)
    assert found["docs"].sum() == len(days) and found["n"].sum() == 2 * len(days)
    assert found["period"].is_monotonic_increasing and found["period"].is_unique
    longest = {"week": 7, "month": 31, "quarter": 92, "year": 366}[freq]
    assert (found["period"].diff().dropna() <= pd.Timedelta(days=longest)).all()
    assert (found["share"].isna() == (found["docs"] == 0)).all()
    assert found["docs"].iloc[0] > 0 and found["docs"].iloc[-1] > 0
