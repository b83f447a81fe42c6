"""Figures of who says it, and how surely: frames by voice, frames by status."""

import numpy as np

from ..tables import STATUS, VOICE, counted, one_of, require
from .canvas import canvas, finish, finish_axis, style
from .colours import PALETTE, TEXT
from .titles import titles_of

_SHADES = {
    "own": PALETTE[0], "named": PALETTE[1], "unnamed": "#c9ced4",
    "asserted": PALETTE[0], "negated": PALETTE[2], "hedged": PALETTE[1], "asked": "#c9ced4",
}  # fmt: skip


def voices(codes, by="voice", codebook="frames", language="de"):
    """Draw in how many sentences each label stands in which voice, or with which status.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder, voice and status resolved.
    by : {"voice", "status"}, default "voice"
    codebook : str, pathlib.Path or rahmen.codebook.Codebook, default "frames"
        Where the labels' titles come from.
    language : str, default "de"
        Of the titles.

    Returns
    -------
    matplotlib.figure.Figure
        Stacked bars of counts; ``figure.alt`` says them in words.

    Raises
    ------
    ValueError
        Nothing is resolved: the codes were made with ``voice=False``, or documents were not whole.
    """
    one_of("by", by, ("voice", "status"))
    present = counted(require(codes, "codes")).query("value == 1")
    if len(present) and present[by].isna().all():
        raise ValueError(f"no code has a {by}: annotate whole documents, without voice=False")
    order = [level for level in (VOICE if by == "voice" else STATUS) if (present[by] == level).any()]
    counts = {label: [int(((present["label"] == label) & (present[by] == level)).sum()) for level in order]
              for label in titles_of(codes["label"], codebook, language)}  # fmt: skip
    counts = dict(sorted(counts.items(), key=lambda item: -sum(item[1])))
    titles = titles_of(codes["label"], codebook, language)
    names = [titles[label] for label in counts]
    with style():
        figure, axes = canvas(len(counts))
        left = np.zeros(len(counts))
        for place, level in enumerate(order):
            width = np.array([row[place] for row in counts.values()])
            axes.barh(range(len(counts)), width, left=left, color=_SHADES[level], label=level, height=0.66)
            ink = TEXT if _SHADES[level] in ("#c9ced4", PALETTE[1]) else "white"
            for row in np.flatnonzero(width):
                axes.text(
                    left[row] + width[row] / 2, row, width[row], ha="center", va="center", color=ink, fontsize=8.5
                )
            left += width
        axes.set_yticks(range(len(counts)), names)
        axes.set_ylim(len(counts) - 0.5, -0.5)
        axes.xaxis.get_major_locator().set_params(integer=True)
        finish_axis(axes, f"Sentences that bear the frame, by {by}")
        figure.legend(loc="outside upper center", ncols=4, frameon=False)
    told = "; ".join(
        f"{titles[label]}: " + ", ".join(f"{level} {n}" for level, n in zip(order, row, strict=True) if n)
        for label, row in counts.items() if any(row)
    )  # fmt: skip
    return finish(figure, f"Stacked bars of the number of sentences with each frame by {by}. {told}.")
