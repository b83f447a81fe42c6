"""The figure of shares over time: a small chart a label, in which gaps stay gaps."""

import numpy as np
import pandas as pd

from .canvas import canvas, finish, finish_axis, style
from .colours import MARKERS, SHADES, TEXT
from .titles import titles_of

_COLUMNS = 3


def course(table, by=None, codebook="frames", language="de"):
    """Draw the share of each label over time.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.over_time` gives.
    by : str, optional
        The column that holds groups, drawn in one chart; at most six.
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
        Where the labels' titles come from.
    language : str, default "de"
        Of the titles.

    Returns
    -------
    matplotlib.figure.Figure
        A small chart a label, all with the same axes: a point a period with its interval where there is one, hollow
        where it rests on a single document; no line leads over a period without documents. ``figure.alt`` says it in
        words.

    Raises
    ------
    ValueError
        A column is missing, a label has several rows in a period, or there are more groups than can be told apart.

    Examples
    --------
    >>> table = pd.DataFrame({"period": pd.to_datetime(["2021-01-01", "2021-02-01"]), "label": "economy",
    ...                       "share": [0.5, 0.25], "low": [0.4, np.nan], "high": [0.6, np.nan], "docs": [3, 1]})
    >>> course(table).alt
    'Points over time of the share of sentences with each frame. Wirtschaft: 2021-01-01 50%, 2021-02-01 25%.'
    """
    groups = _check(table, by)
    titles = titles_of(table["label"], codebook, language)
    columns = min(_COLUMNS, len(titles))
    rows = -(-len(titles) // columns)
    with style():
        figure, axes = canvas(rows, row=1.5)
        figure.set_figheight(0.9 + 1.5 * rows)
        axes.remove()
        grid = figure.subplots(rows, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axis, (label, title) in zip(grid, titles.items(), strict=False):
            part = table[table["label"].astype(str) == label]
            for place, group in enumerate(groups):
                _line(axis, part if by is None else part[part[by] == group], place, group)
            axis.set_title(title, fontsize=9, color=TEXT)
        _finish_axes(grid, len(titles), columns)
        if by is not None:
            _legend(figure, groups)
    head = f"Points over time of the share of sentences with each frame{f' by {by}' if by else ''}."
    told = " ".join(
        f"{title}: {_told(table[table['label'].astype(str) == label], by)}." for label, title in titles.items()
    )
    return finish(figure, f"{head} {told}", table.attrs.get("note", ""))


def _check(table, by):
    for column in ("period", "label", "share", "low", "high", "docs", *([] if by is None else [by])):
        if column not in table.columns:
            raise ValueError(f"no column {column!r} in the table; give what over_time gives")
    if table.empty:
        raise ValueError("the table has no row; nothing can be drawn")
    if table.duplicated(["period", "label", *([] if by is None else [by])]).any():
        raise ValueError("a label has several rows in a period; name their groups with by=, or filter the table")
    groups = [None] if by is None else list(dict.fromkeys(table[by]))
    if len(groups) > len(MARKERS):
        raise ValueError(f"{len(groups)} groups cannot be told apart in one figure; choose at most {len(MARKERS)}")
    return groups


def _line(axis, part, place, group):
    part = part.sort_values("period")
    when, share = part["period"].to_numpy(), part["share"].to_numpy(float) * 100
    low, high = part["low"].to_numpy(float) * 100, part["high"].to_numpy(float) * 100
    colour, marker = SHADES[place], MARKERS[place]
    axis.plot(when, share, color=colour, linewidth=1, alpha=0.5, zorder=2)
    axis.vlines(when, low, high, color=colour, linewidth=1.4, zorder=2)
    alone = part["docs"].to_numpy() == 1
    for which, fill in ((alone, "white"), (~alone, colour)):
        axis.plot(
            when[which], share[which], marker, color=fill, markeredgecolor=colour, markersize=4.5, clip_on=False,
            zorder=3, label="_hidden" if group is None else f"{group}{' (one document)' * (fill == 'white')}",
        )  # fmt: skip


def _finish_axes(grid, used, columns):
    from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

    for place, axis in enumerate(grid):
        axis.set_visible(place < used)
        locator = AutoDateLocator(minticks=3, maxticks=5)
        axis.xaxis.set_major_locator(locator)
        axis.xaxis.set_major_formatter(ConciseDateFormatter(locator))
        finish_axis(axis, "", left=None)
        axis.grid(axis="y", visible=True)
        axis.grid(axis="x", visible=False)
        axis.set_ylim(bottom=0)
        axis.tick_params(labelsize=7.5, labelbottom=place + columns >= used)
    grid[0].figure.supylabel("Share of sentences in % (hollow: one document)", fontsize=8.5, color=TEXT)


def _legend(figure, groups):
    from matplotlib.lines import Line2D

    handles = [
        Line2D([], [], color=SHADES[n], marker=MARKERS[n], markersize=5, linewidth=1, label=str(group))
        for n, group in enumerate(groups)
    ]
    figure.legend(handles=handles, loc="outside upper center", ncols=3, frameon=False, fontsize=8.5)


def _told(part, by):
    said = []
    for row in part.sort_values("period").to_dict("records"):
        share = "no documents" if np.isnan(row["share"]) else f"{row['share']:.0%}"
        said.append(f"{pd.Timestamp(row['period']):%Y-%m-%d} {'' if by is None else f'{row[by]} '}{share}")
    return ", ".join(said)
