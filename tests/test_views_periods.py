import numpy as np
import pandas as pd
import pytest

from rahmen.views.periods import course

MONTHS = pd.to_datetime(["2021-01-01", "2021-02-01", "2021-03-01", "2021-04-01"])


def table(labels=("economy",), group=None):
    part = pd.DataFrame({
        "period": MONTHS, "share": [0.2, np.nan, 0.4, 0.3], "low": [0.1, np.nan, np.nan, 0.2],
        "high": [0.3, np.nan, np.nan, 0.5], "docs": [4, 0, 1, 5], "n": [40, 0, 9, 50],
    })  # fmt: skip
    return pd.concat([part.assign(label=label, group=group) for label in labels], ignore_index=True)


def charts(figure):
    return [axis for axis in figure.axes if axis.get_visible()]


def test_a_chart_a_label_with_the_same_axes():
    figure = course(table(["economy", "resistance", "own", "more"]))
    assert [axis.get_title() for axis in charts(figure)] == ["Widerstand", "Wirtschaft", "own", "more"]
    assert len({axis.get_ylim() for axis in charts(figure)}) == 1
    assert charts(figure)[0].get_ylim()[0] == 0


def test_gaps_stay_gaps_and_single_documents_are_hollow():
    axis = charts(course(table()))[0]
    line, hollow, full = axis.lines
    assert np.isnan(line.get_ydata()).tolist() == [False, True, False, False]
    assert hollow.get_ydata().tolist() == pytest.approx([40]) and hollow.get_markerfacecolor() == "white"
    assert np.nan_to_num(full.get_ydata(), nan=-1).tolist() == pytest.approx([20, -1, 30])
    assert full.get_markerfacecolor() != "white"


def test_intervals_are_drawn_where_there_are_some():
    segments = charts(course(table()))[0].collections[0].get_segments()
    drawn = [segment[:, 1].tolist() for segment in segments if len(segment) and np.isfinite(segment).all()]
    assert drawn == [pytest.approx([10, 30]), pytest.approx([20, 50])]


def test_the_alternative_text_says_it_all():
    shown = table()
    shown.attrs["note"] = "Mind the gap."
    figure = course(shown)
    assert "Wirtschaft: 2021-01-01 20%, 2021-02-01 no documents, 2021-03-01 40%, 2021-04-01 30%." in figure.alt
    assert figure.alt.endswith("Mind the gap.")


def test_groups_are_told_apart():
    both = pd.concat([table(group="x"), table(group="y")], ignore_index=True)
    figure = course(both, by="group")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["x", "y"]
    lines = charts(figure)[0].lines
    assert lines[0].get_color() != lines[3].get_color()
    assert lines[2].get_marker() != lines[5].get_marker()
    assert "2021-01-01 x 20%" in figure.alt and "2021-01-01 y 20%" in figure.alt


def test_mistakes():
    both = pd.concat([table(group="x"), table(group="y")], ignore_index=True)
    with pytest.raises(ValueError, match="several rows in a period"):
        course(both)
    with pytest.raises(ValueError, match="no column 'period'"):
        course(both.drop(columns="period"))
    with pytest.raises(ValueError, match="no column 'outlet'"):
        course(both, by="outlet")
    with pytest.raises(ValueError, match="has no row"):
        course(both.head(0))
    many = pd.concat([table(group=f"g{n}") for n in range(7)], ignore_index=True)
    with pytest.raises(ValueError, match="7 groups cannot be told apart"):
        course(many, by="group")
