"""Colours that stay apart for colour-blind readers, and a second mark beside colour: a letter or two for each label."""

# Okabe and Ito (2008), without the yellow that vanishes on white, and with two dark ones for contrast.
PALETTE = ("#0072B2", "#E69F00", "#D55E00", "#882255", "#009E73", "#332288", "#56B4E9", "#CC79A7", "#999933", "#666666")
MARKERS = ("o", "s", "D", "^", "v", "P")
SHADES = tuple(PALETTE[place] for place in (0, 2, 4, 3, 6, 5))
"""Marks and colours of groups in one figure, in this order: those that are the farthest apart come first."""
TEXT, GREY, LIGHT, ACCENT = "#222222", "#767676", "#c9ced4", "#0072B2"


def colours(labels):
    """Give each label its colour: a dict of label to hex code, repeating after ten.

    >>> colours(["a", "b"])
    {'a': '#0072B2', 'b': '#E69F00'}
    """
    return {label: PALETTE[place % len(PALETTE)] for place, label in enumerate(labels)}


def letters(titles):
    """Give each label the shortest beginning of its title that no other shares, at least two letters.

    >>> letters({"a": "Widerstand", "b": "Wirtschaft", "c": "Chance"})
    {'a': 'Wid', 'b': 'Wir', 'c': 'Ch'}
    """
    short = {}
    for label, title in titles.items():
        others = [other for name, other in titles.items() if name != label]
        size = 2
        while size < len(title) and any(other[:size] == title[:size] for other in others):
            size += 1
        short[label] = title[:size]
    return short
