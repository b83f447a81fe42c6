"""Figures of who says it, and how surely: frames by voice, frames by status."""

from ..tables import STATUS, VOICE, counted, one_of, require
from .canvas import canvas, finish, finish_axis, stack_bars, style
from .colours import LIGHT, PALETTE
from .titles import titles_of

_SHADES = {
    "own": PALETTE[0], "named": PALETTE[1], "unnamed": LIGHT,
    "asserted": PALETTE[0], "negated": PALETTE[2], "hedged": PALETTE[1], "asked": LIGHT,
}  # fmt: skip


def voices(codes, by="voice", codebook="frames", language="de"):
    """Draw in how many sentences each label stands in which voice, or with which status.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder, voice and status resolved.
    by : {"voice", "status"}, default "voice"
    codebook, language
        Where the titles come from.

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
    titles = titles_of(codes["label"], codebook, language)
    counts = present.groupby(["label", by], observed=False).size().unstack().reindex(index=list(titles), columns=order)
    counts = counts.fillna(0).astype(int)
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    with style():
        figure, axes = canvas(len(counts))
        widths = {level: counts[level].to_numpy() for level in order}
        stack_bars(axes, widths, _SHADES, [titles[label] for label in counts.index])
        axes.xaxis.get_major_locator().set_params(integer=True)
        finish_axis(axes, f"Sentences that bear the frame, by {by}")
        figure.legend(loc="outside upper center", ncols=4, frameon=False)
    told = "; ".join(
        f"{titles[label]}: " + ", ".join(f"{level} {n}" for level, n in row.items() if n)
        for label, row in counts.iterrows() if row.any()
    )  # fmt: skip
    return finish(figure, f"Stacked bars of the number of sentences with each frame by {by}. {told}.")
