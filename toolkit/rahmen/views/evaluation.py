"""Figures of a coder's quality: precision and recall, calibration, and which label it takes for which."""

import numpy as np

from .canvas import canvas, finish, style
from .colours import GREY, TEXT, colours
from .titles import titles_of


def precision_recall(gold, codes, codebook="frames", language="de"):
    """Draw precision against recall for each label, as the cut moves; the dot is the coder's own cut.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences; `codes` holds scores.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    matplotlib.figure.Figure
    """
    joined = _joined(gold, codes)
    borne = joined[joined["gold"] == 1]["label"]
    titles = titles_of(borne, codebook, language)
    labels, shade = list(titles), colours(titles)
    with style():
        figure, axes = canvas(11, width=7.4)
        told = []
        for label in labels:
            part = joined[joined["label"] == label].sort_values("score", ascending=False, kind="stable")
            found = part["gold"].cumsum().to_numpy()
            last = np.append(np.diff(part["score"].to_numpy()) != 0, True)
            recall, precision = (found / found[-1])[last], (found / np.arange(1, len(found) + 1))[last]
            axes.plot(recall, precision, color=shade[label], label=titles[label], linewidth=1.6)
            given = part["value"] == 1
            if given.any():
                at = part.loc[given, "gold"].sum() / found[-1], part.loc[given, "gold"].mean()
                axes.plot(*at, "o", color=shade[label], markersize=5)
                told.append(f"{titles[label]}: precision {at[1]:.2f} at recall {at[0]:.2f}")
        _square(axes, "Recall", "Precision")
        axes.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.01, 0.5), frameon=False)
    return finish(figure, f"Precision against recall, a line a label. {'; '.join(told)}.")


def reliability(gold, codes, bins=10):
    """Draw the share of sentences that bear a label against the score they got, all labels together.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences; `codes` holds scores.
    bins : int, default 10
        Bins of equal width.

    Returns
    -------
    matplotlib.figure.Figure
        On the diagonal scores are probabilities; the number of codes stands beside each dot. Bins of fewer than five
        codes are left out.
    """
    joined = _joined(gold, codes)
    place = np.minimum((joined["score"] * bins).astype(int), bins - 1)
    points = joined.groupby(place).agg(score=("score", "mean"), share=("gold", "mean"), n=("gold", "size"))
    points = points[points["n"] >= 5]
    with style():
        figure, axes = canvas(9, width=5.4)
        axes.plot([0, 1], [0, 1], color=GREY, linewidth=1, linestyle="--")
        axes.plot(points["score"], points["share"], "o-", color="#0072B2")
        for row in points.itertuples():
            axes.annotate(f"{row.n}", (row.score, row.share), xytext=(6, -9), textcoords="offset points", fontsize=7)
        _square(axes, "Mean score", "Share that bears the label")
    told = ", ".join(f"{row.score:.2f}: {row.share:.2f}" for row in points.itertuples())
    return finish(figure, f"Share of codes that are right against mean score, in {len(points)} bins: {told}.")


def confusion(gold, codes, codebook="frames", language="de"):
    """Draw which label was given where another was missed, in numbers of sentences.

    Parameters
    ----------
    gold, codes : pandas.DataFrame
        Codes tables over the same sentences.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    matplotlib.figure.Figure
        Rows: labels that were missed, and sentences without a missed one; columns: labels wrongly given, or none.
    """
    import seaborn as sns

    joined = _joined(gold, codes)
    titles = titles_of(joined["label"], codebook, language)
    wide = joined.pivot_table(index=["doc", "sentence"], columns="label", values=["gold", "value"], observed=True)
    right, given = (wide[name][list(titles)].to_numpy() == 1 for name in ("gold", "value"))
    missed, false = right & ~given, given & ~right
    table = missed.T.astype(int) @ false.astype(int)
    alone = (missed & ~false.any(axis=1, keepdims=True)).sum(axis=0)
    extra = (false & ~missed.any(axis=1, keepdims=True)).sum(axis=0)
    table = np.vstack([np.hstack([table, alone[:, None]]), np.append(extra, 0)])
    names = list(titles.values())
    with style():
        figure, axes = canvas(len(names) + 3, width=7.4)
        sns.heatmap(table, annot=True, fmt="d", cmap="Blues", cbar=False, ax=axes, annot_kws={"fontsize": 8})
        axes.set_xticklabels([*names, "nothing"], rotation=40, ha="right", fontsize=8)
        axes.set_yticklabels([*names, "nothing"], rotation=0, fontsize=8)
        axes.set_xlabel("wrongly given", fontsize=8.5, color=TEXT)
        axes.set_ylabel("missed", fontsize=8.5, color=TEXT)
    return finish(figure, f"Heat map of errors: {int(missed.sum())} labels missed, {int(false.sum())} wrongly given.")


def _joined(gold, codes):
    key = ["doc", "sentence", "label"]
    left = gold[[*key, "value"]].rename(columns={"value": "gold"}).astype({"label": str})
    return left.merge(codes[[*key, "value", "score"]].astype({"label": str}), on=key)


def _square(axes, x, y):
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.02)
    axes.set_xlabel(x, fontsize=8.5, color=TEXT)
    axes.set_ylabel(y, fontsize=8.5, color=TEXT)
