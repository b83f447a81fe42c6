"""Figures along a text and of its words: sentiment sentence by sentence, and keyness with dispersion."""

import numpy as np

from ..tables import require
from .canvas import canvas, finish, finish_axis, style
from .colours import GREY, PALETTE, TEXT


def sentiment_course(sentences, evidence):
    """Draw the sentiment of a document sentence by sentence.

    Parameters
    ----------
    sentences : pandas.DataFrame
        The sentences of one document.
    evidence : pandas.DataFrame
        The evidence of ``SentimentClassifier("lexicon")`` for them, with ``absent=True``, so that weak words show too.

    Returns
    -------
    matplotlib.figure.Figure
        A bar a sentence: the summed weight of its words, and the strongest word beside it.
    """
    require(sentences, "sentences"), require(evidence, "evidence")
    if sentences["doc"].nunique() != 1:
        raise ValueError("sentiment_course draws one document; filter the sentences")
    shown = sentences[~sentences["part"].isin(["other", "repeat"])]
    sums = evidence.groupby("sentence")["weight"].sum().reindex(shown["sentence"], fill_value=0.0).to_numpy()
    with style():
        figure, axes = canvas(len(shown), row=0.3)
        shades = np.where(sums > 0, PALETTE[0], PALETTE[2])
        axes.barh(range(len(shown)), sums, color=shades, height=0.7)
        axes.axvline(0, color=GREY, linewidth=1)
        for row, number in enumerate(shown["sentence"]):
            words = evidence[evidence["sentence"] == number]
            if len(words):
                strongest = words.loc[words["weight"].abs().idxmax(), "text"]
                right = sums[row] >= 0
                axes.annotate(
                    strongest, (sums[row], row), xytext=(5 if right else -5, 0), textcoords="offset points",
                    va="center", ha="left" if right else "right", fontsize=8, color=TEXT,
                )  # fmt: skip
        starts = [" ".join(text.split()[:4]) + " …" for text in shown["text"]]
        numbered = zip(shown["sentence"], starts, strict=True)
        axes.set_yticks(range(len(shown)), [f"{number}  {start}" for number, start in numbered], fontsize=8)
        axes.set_ylim(len(shown) - 0.5, -0.5)
        reach = max(1.0, float(np.abs(sums).max())) * 1.7
        finish_axis(axes, "Summed polarity of the words; the strongest word beside the bar", left=-reach)
        axes.set_xlim(-reach, reach)
    told = ", ".join(f"{number}: {value:+.1f}" for number, value in zip(shown["sentence"], sums, strict=True))
    return finish(figure, f"Bars of sentiment by sentence number. {told}.")


def keywords(table, by="group", top=12):
    """Draw the words most typical of each group, with their dispersion.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.keyness` gives.
    by : str, default "group"
        The column of the groups; at most three are drawn side by side.
    top : int, default 12
        How many words a group.

    Returns
    -------
    matplotlib.figure.Figure
        Bars of z; a filled end means that the word is spread over the documents, an open one that it is clumped
        (DP above .5), a grey one that the group is a single document.
    """
    groups = list(dict.fromkeys(table[by]))
    if len(groups) > 3:
        raise ValueError(f"{len(groups)} groups do not fit side by side; filter the table to three")
    told = []
    with style():
        figure, axes = canvas(top, row=0.3, width=3.1 * len(groups) + 0.6, columns=len(groups))
        for axis, group in zip(np.atleast_1d(axes), groups, strict=True):
            part = table[(table[by] == group) & (table["z"] > 0)].nlargest(top, "z")
            axis.hlines(range(len(part)), 0, part["z"], color="#c9ced4", linewidth=2)
            for row, line in enumerate(part.itertuples()):
                alone = line.dispersion != line.dispersion
                fill = "#c9ced4" if alone else "white" if line.dispersion > 0.5 else PALETTE[0]
                edge = GREY if alone else PALETTE[0]
                axis.plot([line.z], [row], "o", color=fill, markeredgecolor=edge, markersize=7)
            axis.set_yticks(
                range(len(part)), [f"{w} ({n})" for w, n in zip(part["word"], part["n"], strict=True)], fontsize=8.5
            )
            axis.set_ylim(top - 0.5, -0.5)
            axis.set_title(str(group), fontsize=10, color=TEXT)
            finish_axis(axis, "z of the log-odds ratio")
            told.append(f"{group}: " + ", ".join(part["word"]))
    return finish(
        figure, "Most typical words of each group, filled where spread over documents. " + "; ".join(told) + "."
    )
