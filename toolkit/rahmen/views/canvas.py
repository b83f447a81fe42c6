"""What all figures share: canvas, axes, style, and the alternative text that a figure carries."""

from .colours import GREY, TEXT


def style():
    """Give the seaborn style of all figures, as a context."""
    import seaborn as sns

    return sns.axes_style("whitegrid", {"axes.edgecolor": GREY, "grid.color": "#e6e6e6", "text.color": TEXT})


def canvas(rows, row=0.42, width=7.4, columns=1):
    """Give a figure as high as its rows need, and its axes (several where there are columns)."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width, 1.1 + row * max(rows, 3)), dpi=144, layout="constrained", facecolor="white")
    return figure, figure.subplots(1, columns)


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


def finish(figure, alt):
    """Hang the alternative text on the figure, as ``figure.alt``, and give the figure."""
    figure.alt = alt
    return figure
