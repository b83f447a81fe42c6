"""Figures of tables, in seaborn. Each takes a table and gives a matplotlib Figure that carries an alternative text."""

import numpy as np

from .canvas import canvas, finish, finish_axis, name_rows, style
from .colours import ACCENT, MARKERS, SHADES, TEXT
from .titles import titles_of


def profile(table, codebook="frames", language="de"):
    """Draw how often each label occurs in one group or document.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives, of a single group.
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
        Where the labels' titles come from.
    language : str, default "de"
        Of the titles.

    Returns
    -------
    matplotlib.figure.Figure
        Bars from the most to the least frequent label, number of sentences beside them; ``figure.alt`` says it in
        words.

    Raises
    ------
    ValueError
        The table has several rows for a label.
    """
    import seaborn as sns

    if table["label"].duplicated().any():
        raise ValueError("profile draws one group; filter the table, or draw compare_groups")
    titles = titles_of(table["label"], codebook, language)
    order = table.sort_values("share", ascending=False, kind="stable")
    names = [titles.get(label, str(label)) for label in order["label"]]
    with style():
        figure, axes = canvas(len(names))
        sns.barplot(x=order["share"].to_numpy() * 100, y=names, color=ACCENT, ax=axes, width=0.66)
        _intervals(axes, order)
        for place, row in enumerate(order.itertuples()):
            edge = np.nanmax([row.share, row.high]) * 100
            count = round(row.share * row.n)
            axes.annotate(f"{count}", (edge, place), xytext=(5, 0), textcoords="offset points", va="center", color=TEXT)
        n, docs = int(order["n"].iloc[0]), int(order["docs"].iloc[0])
        finish_axis(
            axes, f"Share of sentences in % (number beside the bar; {n} sentences, {docs} document{'s' * (docs > 1)})"
        )
    told = ", ".join(f"{name} {share:.0%}" for name, share in zip(names, order["share"], strict=True))
    return finish(
        figure,
        f"Bar chart of the share of sentences with each frame, of {n} sentences: {told}.",
        table.attrs.get("note", ""),
    )


def compare_groups(table, by="group", codebook="frames", language="de"):
    """Draw the shares of each label in several groups side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives with `by`.
    by : str, default "group"
        The column that holds the groups; at most six.
    codebook, language
        As for :func:`profile`.

    Returns
    -------
    matplotlib.figure.Figure
        A point a group and label, with its interval where there is one; ``figure.alt`` says it in words.

    Raises
    ------
    ValueError
        The column is missing, or there are more groups than can be told apart.
    """
    if by not in table.columns:
        raise ValueError(f"no column {by!r} in the table; call prevalence(codes, by={by!r})")
    groups = list(dict.fromkeys(table[by]))
    if len(groups) > len(MARKERS):
        raise ValueError(f"{len(groups)} groups cannot be told apart in one figure; choose at most {len(MARKERS)}")
    titles = titles_of(table["label"], codebook, language)
    labels = list(titles)
    with style():
        figure, axes = canvas(len(labels), row=0.62 if len(groups) < 5 else 0.85)
        for place, group in enumerate(groups):
            part = table[table[by] == group].set_index(table.loc[table[by] == group, "label"].astype(str)).loc[labels]
            height = np.arange(len(labels)) + (place - (len(groups) - 1) / 2) * min(0.22, 0.8 / len(groups))
            _points(axes, part, height, place, f"{group} ({part['docs'].iloc[0]} doc., {part['n'].iloc[0]} sent.)")
        name_rows(axes, [titles[label] for label in labels])
        for line in range(1, len(labels)):
            axes.axhline(line - 0.5, color="#dddddd", linewidth=0.8, zorder=0)
        finish_axis(axes, "Share of sentences in %, with 95 % interval over documents where there are several")
        figure.legend(
            loc="outside upper center",
            ncols=3 if len(groups) < 4 else 2,
            frameon=False,
            handletextpad=0.3,
            fontsize=8.5,
        )
    told = "; ".join(
        f"{titles[label]}: " + ", ".join(f"{g} {s:.0%}" for g, s in zip(part[by], part["share"], strict=True) if s == s)
        for label, part in table.groupby("label", observed=True, sort=True)
    )
    return finish(
        figure, f"Dot chart of the share of sentences with each frame by {by}. {told}.", table.attrs.get("note", "")
    )


def across_groups(table, by="group", codebook="frames", language="de"):
    """Draw the share of a single label in however many groups, one under the other.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives with `by`, of one label.
    by : str, default "group"
        The column that holds the groups.
    codebook, language
        As for :func:`profile`.

    Returns
    -------
    matplotlib.figure.Figure
        A point a group, with its interval where there is one; ``figure.alt`` says it in words.

    Raises
    ------
    ValueError
        The table has several labels.
    """
    title, *others = titles_of(table["label"], codebook, language).values()
    if others:
        raise ValueError("across_groups draws one label; filter the table, or draw heatmap")
    names = [f"{group} ({docs} doc., {n} sent.)" for group, docs, n in table[[by, "docs", "n"]].to_numpy()]
    with style():
        figure, axes = canvas(len(names), row=0.36)
        _points(axes, table, np.arange(len(names)), 0, title)
        name_rows(axes, names)
        finish_axis(
            axes, f"{title}: share of sentences in %, with 95 % interval over documents where there are several"
        )
    told = ", ".join(f"{group} {share:.0%}" for group, share in zip(table[by], table["share"], strict=True))
    return finish(
        figure, f"Dot chart of the share of sentences with {title} by {by}: {told}.", table.attrs.get("note", "")
    )


def _points(axes, part, height, place, name):
    share = part["share"].to_numpy() * 100
    reach = np.abs(np.vstack([part["share"] - part["low"], part["high"] - part["share"]])) * 100
    colour = SHADES[place]
    spread = np.nan_to_num(reach)
    axes.errorbar(
        share, height, xerr=spread, fmt=MARKERS[place], color=colour, markersize=6.5, elinewidth=1.6, capsize=0,
        markeredgecolor="white", markeredgewidth=0.6, label=name, clip_on=False, zorder=3,
    )  # fmt: skip


def _intervals(axes, order):
    if order["low"].notna().any():
        reach = np.vstack([order["share"] - order["low"], order["high"] - order["share"]]) * 100
        axes.errorbar(
            order["share"] * 100, range(len(order)), xerr=np.nan_to_num(reach), fmt="none", color=TEXT, elinewidth=1.2
        )
