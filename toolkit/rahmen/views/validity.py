"""Figures of how far codes hold: agreement of coders, shares before and after correction, what hangs on the coder."""

import numpy as np
import pandas as pd

from .canvas import canvas, finish, finish_axis, name_rows, style
from .colours import GREY, MARKERS, SHADES, TEXT
from .figures import compare_groups
from .titles import titles_of

CORRECTED = {"corrected", "cautious", "within the document", "all coded", "adjusted"}
_LEVELS = (0.667, 0.8)  # Krippendorff's: tentative conclusions, reliable ones


def agreements(table, measure="alpha", codebook="frames", language="de"):
    """Draw one measure of :func:`rahmen.agreement` for each label.

    Parameters
    ----------
    table : pandas.DataFrame
    measure : str, default "alpha"
        A value of the column ``measure``; lines at .667 and .8, Krippendorff's levels, for alpha.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    matplotlib.figure.Figure
        A point a label and pair of coders, with its interval; a label for which the measure is not defined is said
        to have none.

    Raises
    ------
    ValueError
        The table does not have the measure.
    """
    used = table[table["measure"] == measure]
    if used.empty:
        have = ", ".join(map(repr, dict.fromkeys(table["measure"])))
        raise ValueError(f"the table has no measure {measure!r}; it has {have}")
    titles = {**titles_of(used["label"], codebook, language), "all": "choice among all", "macro": "mean of the labels"}
    labels = list(dict.fromkeys(used["label"].astype(str)))
    with style():
        figure, axes = canvas(len(labels), row=0.46)
        for place, (coders, part) in enumerate(used.groupby("coders", sort=False)):
            _dots(axes, part, "value", labels, place % len(MARKERS), coders, 1)
        for place, label in enumerate(labels):
            if used.loc[used["label"].astype(str) == label, "value"].isna().all():
                axes.annotate("not defined", (0, place), color=GREY, fontsize=8, va="center")
        if measure == "alpha":
            for line in _LEVELS:
                axes.axvline(line, color=GREY, linewidth=0.8, linestyle=(0, (3, 3)), zorder=0)
        name_rows(axes, [titles.get(label, label) for label in labels])
        finish_axis(axes, _axis(measure), left=None)
        axes.set_xlim(min(0, np.nanmin([0, *used["low"]])) - 0.02, 1.03)
        figure.legend(loc="outside upper center", ncols=3, frameon=False, fontsize=8.5)
    told = "; ".join(f"{titles.get(str(row.label), row.label)}: {row.reading}" for row in used.itertuples())
    return finish(figure, f"Dot chart of agreement between coders. {told}.")


def _axis(measure):
    name = {"alpha": "Krippendorff's alpha", "kappa": "Cohen's kappa", "agreement": "Share of codes that agree"}
    lines = "; lines at .667 and .8" if measure == "alpha" else ""
    return f"{name.get(measure, measure)}, with intervals over documents{lines}"


def corrections(table, by=None, codebook="frames", language="de"):
    """Draw the machine's shares and the corrected ones side by side.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives with ``gold`` or ``errors``; at most three groups.
    by : str, optional
        The column of the groups, where there are some.
    codebook, language
        Where the titles come from.

    Returns
    -------
    matplotlib.figure.Figure
        Two points a label, one where it could not be corrected.
    """
    groups = list(table.columns[: list(table.columns).index("label")])
    by = by or (groups[0] if groups else None)
    known = table["method"].isin(CORRECTED)  # what is not corrected has no second point
    after = table.assign(**{name: table[name].where(known) for name in ("share", "low", "high")}, count="corrected")
    plain = {name: table[f"naive{end}"] for name, end in (("share", ""), ("low", "_low"), ("high", "_high"))}
    both = pd.concat([table.assign(**plain, count="the machine alone"), after], ignore_index=True)
    if by is not None:
        both["count"] = both[by].astype(str) + ", " + both["count"]
        both = both.sort_values("count", kind="stable", ignore_index=True)
    both.attrs = table.attrs
    return compare_groups(both, "count", codebook, language)


def disagreements(table, codebook="frames", language="de"):
    """Draw what each coder says of each label: the difference of two groups, or the share.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.disagreement` gives.
    codebook, language
        Where the titles come from.

    Returns
    -------
    matplotlib.figure.Figure
        A point a coder and label; a label whose conclusion hangs on the coder is marked with an asterisk.
    """
    titles = titles_of(table["label"], codebook, language)
    labels = list(dict.fromkeys(table["label"].astype(str)))
    compared = table["difference"].notna().any()
    flipped = set(table.loc[table["flips"].fillna(False).astype(bool), "label"].astype(str))
    with style():
        figure, axes = canvas(len(labels), row=0.56)
        for place, (coder, part) in enumerate(table.groupby("coder", sort=False, observed=True)):
            _dots(axes, part, "difference" if compared else "share", labels, place % len(MARKERS), str(coder), 100)
        name_rows(axes, [titles.get(label, label) + (" *" if label in flipped else "") for label in labels])
        if compared:
            axes.axvline(0, color=TEXT, linewidth=0.9, zorder=0)
        what = "Difference in points" if compared else "Share of sentences in %"
        finish_axis(
            axes, f"{what}, by coder" + (" (*: the conclusion hangs on the coder)" if flipped else ""), left=None
        )
        figure.legend(loc="outside upper center", ncols=3, frameon=False, fontsize=8.5)
    told = "; ".join(f"{titles.get(label, label)}: {part['reading'].iloc[0]}"
                     for label, part in table.groupby(table["label"].astype(str), sort=False))  # fmt: skip
    return finish(figure, f"Dot chart by coder. {told}.", table.attrs.get("note", ""))


def _dots(axes, part, column, labels, place, name, scale):
    at = part["label"].astype(str).map({label: row for row, label in enumerate(labels)}).to_numpy(dtype=float)
    value = part[column].to_numpy(dtype=float) * scale
    reach = np.zeros((2, len(part)))
    if {"low", "high"} <= set(part.columns):
        ends = part[["low", "high"]].to_numpy(dtype=float).T * scale
        reach = np.nan_to_num(np.abs(ends - value))
    axes.errorbar(
        value, at + (place - 0.5) * 0.16, xerr=reach, fmt=MARKERS[place], color=SHADES[place],
        markersize=6, elinewidth=1.5, markeredgecolor="white", markeredgewidth=0.6, label=name, zorder=3,
    )  # fmt: skip
