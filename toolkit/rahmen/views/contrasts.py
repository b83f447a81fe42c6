"""Figures of contrasts: two groups, labels by group as a heat map, an exclusive scheme, labels that go together."""

import numpy as np

from .canvas import canvas, finish, finish_axis, name_rows, stack_bars, style
from .colours import ACCENT, GREY, LIGHT, PALETTE, TEXT
from .titles import titles_of


def contrast(result, codebook="frames", language="de"):
    """Draw what :func:`rahmen.compare` gives.

    Parameters
    ----------
    result : pandas.DataFrame
        Of two groups with several documents: the differences with simultaneous intervals. With one document in a
        group: both shares, and the document's place among the others.
    codebook, language
        Where the titles come from.

    Returns
    -------
    matplotlib.figure.Figure
    """
    titles = titles_of(result["label"], codebook, language)
    a, b = result.attrs.get("groups", ("a", "b"))
    names = [titles.get(label, str(label)) for label in result["label"]]
    described = (result["verdict"] == "described").any()
    with style():
        figure, axes = canvas(len(names), row=0.5)
        (_places if described else _differences)(axes, result, a, b)
        name_rows(axes, names)
        if described:
            finish_axis(axes, "Share of sentences in %")
            figure.legend(loc="outside upper center", ncols=2, frameon=False, handletextpad=0.3)
        else:
            finish_axis(axes, f"Difference {a} − {b} in points, intervals that hold for all labels together", left=None)
    told = "; ".join(f"{name}: {reading}" for name, reading in zip(names, result["reading"], strict=True))
    return finish(figure, f"{a} compared with {b}. {told}.", result.attrs.get("note", ""))


def heatmap(table, by, codebook="frames", language="de"):
    """Draw the shares of all labels by group as a heat map.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives with `by`.
    by : str
        The column of the groups: the rows of the map, with the number of documents and sentences.
    codebook, language
        Where the titles come from.

    Returns
    -------
    matplotlib.figure.Figure
    """
    import seaborn as sns

    if by not in table.columns:
        raise ValueError(f"no column {by!r} in the table; call prevalence(codes, by={by!r})")
    titles = titles_of(table["label"], codebook, language)
    shares = table.pivot_table(index=by, columns="label", values="share", observed=True, sort=False) * 100
    shares = shares[[label for label in titles if label in shares.columns]]
    sizes = table.drop_duplicates(by).set_index(by)[["docs", "n"]]
    rows = [f"{group} ({sizes.loc[group, 'docs']} doc., {sizes.loc[group, 'n']} sent.)" for group in shares.index]
    with style():
        figure, axes = canvas(len(rows), row=0.36, width=8.4)
        sns.heatmap(
            shares, annot=True, fmt=".0f", cmap="Blues", vmin=0, linewidths=1, linecolor="white", cbar=False, ax=axes,
            annot_kws={"fontsize": 8.5},
        )  # fmt: skip
        axes.set_yticks(np.arange(len(rows)) + 0.5, rows, rotation=0, fontsize=8.5)
        columns = [titles[label] for label in shares.columns]
        axes.set_xticks(np.arange(len(columns)) + 0.5, columns, rotation=35, ha="right", fontsize=8.5)
        axes.set(xlabel="", ylabel="")
    told = "; ".join(
        f"{group}: " + ", ".join(f"{titles[label]} {value:.0f}" for label, value in row.items() if value >= 0.5)
        for group, row in shares.iterrows()
    )
    return finish(
        figure, f"Heat map of the share of sentences in per cent, frames by {by}. {told}.", table.attrs.get("note", "")
    )


def stacked(table, by="group", titles=None):
    """Draw an exclusive scheme (stance, sentiment) by group as stacked bars.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives for codes of one exclusive scheme, with `by`.
    by : str, default "group"
        The column of the groups.
    titles : dict of str to str, optional
        Titles of the labels.

    Returns
    -------
    matplotlib.figure.Figure
    """
    shares = table.pivot_table(index=by, columns="label", values="share", observed=True, sort=False) * 100
    order = [
        label for label in ("sceptical", "negative", "neutral", "welcoming", "positive") if label in shares.columns
    ]
    shares = shares[[*order, *(label for label in shares.columns if label not in order)]]
    sizes = table.drop_duplicates(by).set_index(by)[["docs", "n"]]
    shades = (
        dict.fromkeys(shares.columns, PALETTE[0])
        | {"neutral": LIGHT}
        | dict.fromkeys(("sceptical", "negative"), PALETTE[2])
    )
    rows = [f"{group} ({sizes.loc[group, 'docs']} doc., {sizes.loc[group, 'n']} sent.)" for group in shares.index]
    with style():
        figure, axes = canvas(len(shares), row=0.5)
        stack_bars(axes, {label: shares[label].to_numpy() for label in shares.columns}, shades, rows, 2.5, titles)
        finish_axis(axes, "Share of sentences in %")
        axes.set_xlim(0, 100)
        figure.legend(loc="outside upper center", ncols=3, frameon=False)
    told = "; ".join(
        f"{group}: " + ", ".join(f"{label} {value:.0f} %" for label, value in row.items())
        for group, row in shares.iterrows()
    )
    return finish(figure, f"Stacked bars of the share of sentences by {by}. {told}.", table.attrs.get("note", ""))


def together(table, codebook="frames", language="de"):
    """Draw which labels stand in the same sentences.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.cooccurrence` gives.
    codebook, language
        Where the titles come from.

    Returns
    -------
    matplotlib.figure.Figure
        A triangle of counts; the diagonal tells how many sentences bear the label at all.
    """
    import seaborn as sns

    titles = titles_of(table["label_a"], codebook, language)
    labels = list(titles)
    square = table.pivot_table(index="label_a", columns="label_b", values="n", observed=True, sort=False)
    square = square.reindex(index=labels, columns=labels)
    counts = square.fillna(square.T)
    names = [titles[label] for label in labels]
    hidden = np.triu(np.ones((len(labels), len(labels)), dtype=bool), 1)
    shade = counts.to_numpy(float).copy()
    np.fill_diagonal(shade, 0)
    with style():
        figure, axes = canvas(len(labels), row=0.5, width=7.4)
        sns.heatmap(
            shade, mask=hidden, annot=counts.to_numpy(float), fmt=".0f", cmap="Blues", vmin=0, cbar=False, ax=axes,
            linewidths=1, linecolor="white", annot_kws={"fontsize": 9},
        )  # fmt: skip
        axes.grid(visible=False)
        axes.set_yticks(np.arange(len(names)) + 0.5, names, rotation=0, fontsize=8.5)
        axes.set_xticks(np.arange(len(names)) + 0.5, names, rotation=35, ha="right", fontsize=8.5)
    pairs = table[(table["label_a"] != table["label_b"]) & (table["n"] > 0)].sort_values("n", ascending=False)
    told = ", ".join(f"{titles[r.label_a]} with {titles[r.label_b]} {r.n}" for r in pairs.itertuples()) or "none"
    return finish(figure, f"Matrix of sentences that bear two frames. Pairs: {told}.")


def _differences(axes, result, a, b):
    axes.axvline(0, color=GREY, linewidth=1)
    for row, line in enumerate(result.itertuples()):
        shown = line.verdict in ("higher", "lower")
        edge = ACCENT if shown else GREY
        if line.low == line.low:
            axes.plot([line.low * 100, line.high * 100], [row, row], color=edge, linewidth=1.8)
        fill = ACCENT if shown else "white"
        axes.plot([line.difference * 100], [row], marker="o", markersize=7, color=fill, markeredgecolor=edge)


def _places(axes, result, a, b):
    one, other, single = ("share_a", "share_b", a) if result["docs_a"].iloc[0] == 1 else ("share_b", "share_a", b)
    docs = int(result[["docs_a", "docs_b"]].to_numpy().max())
    own, theirs, rows = result[one] * 100, result[other] * 100, range(len(result))
    axes.hlines(rows, own, theirs, color="#c9ced4", linewidth=1.6, zorder=1)
    dots = {"linestyle": "none", "clip_on": False}
    axes.plot(theirs, rows, marker="s", color=PALETTE[2], label=f"{b if single == a else a} ({docs} documents)", **dots)
    axes.plot(own, rows, marker="o", color=ACCENT, label=f"{single} (one document)", **dots)
    for row, (edge, rank) in enumerate(zip(np.maximum(own, theirs), result["rank"], strict=True)):
        if rank == rank:
            beside = {"xytext": (8, 0), "textcoords": "offset points", "va": "center", "fontsize": 8, "color": TEXT}
            axes.annotate(f"place {rank:.0f} of {docs + 1}", (edge, row), **beside)
