"""What all figures share: canvas, axes, style, and the alternative text that a figure carries."""

from textwrap import wrap

import numpy as np

from .colours import GREY, LIGHT, PALETTE, TEXT


def style():
    """Give the seaborn style of all figures, as a context."""
    import seaborn as sns

    return sns.axes_style("whitegrid", {"axes.edgecolor": GREY, "grid.color": "#e6e6e6", "text.color": TEXT})


def canvas(rows, row=0.42, width=7.4, columns=1):
    """Give a figure as high as its rows need, and its axes (several where there are columns)."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, 1.1 + row * max(rows, 3)), dpi=144, layout="constrained", facecolor="white")
    return figure, figure.subplots(1, columns)


def stack_bars(axes, widths, shades, rows, least=1, titles=None):
    """Draw stacked bars, a number in each piece that is wide enough.

    Parameters
    ----------
    axes : matplotlib.axes.Axes
    widths : dict of str to sequence of float
        For each level its width in every row.
    shades : dict of str to str
        The colour of each level.
    rows : list of str
        Names of the rows, from above.
    least : float, default 1
        So wide is a piece that bears its number.
    titles : dict of str to str, optional
        Titles of the levels.
    """
    left = np.zeros(len(rows))
    for level, width in widths.items():
        ink = TEXT if shades[level] in (LIGHT, PALETTE[1]) else "white"
        axes.barh(
            range(len(rows)), width, left=left, color=shades[level], label=(titles or {}).get(level, level), height=0.62
        )
        for row, (begin, size) in enumerate(zip(left, width, strict=True)):
            if size >= least:
                axes.text(begin + size / 2, row, f"{size:.0f}", ha="center", va="center", color=ink, fontsize=8.5)
        left += width
    name_rows(axes, rows)


def name_rows(axes, names):
    """Name the rows of a figure, from above."""
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.5, -0.5)


def finish_axis(axes, label, left=0):
    """Name the x axis, let it begin at `left`, and take away what does not inform."""
    import seaborn as sns

    axes.set_xlabel(label, fontsize=8.5, color=TEXT)
    axes.set_ylabel("")
    axes.margins(x=0.08)
    if left is not None:
        axes.set_xlim(left=left)
    axes.grid(axis="y", visible=False)
    sns.despine(ax=axes, left=True)


def finish(figure, alt, note=""):
    """Hang the alternative text on the figure, as ``figure.alt``, print below what may be said, and give the figure."""
    if note:
        lines = wrap(note, int(16 * figure.get_figwidth()))
        figure.set_figheight(figure.get_figheight() + 0.15 * len(lines))
        figure.supxlabel("\n".join(lines), fontsize=7, color=TEXT, x=0.01, ha="left", linespacing=1.3)
    figure.alt = f"{alt} {note}".strip()
    return figure
