"""Answers in words, made from the tables, so that no text says what the data no longer say."""

from html import escape

from .behind import anchor
from .read import Reading
from .titles import titles_of


def answer(table, top=3, by=None, links=(), codebook="frames", language="de"):
    """Say which labels are the most common, in the words of the table's readings.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.prevalence` gives.
    top : int, default 3
        How many labels are named; those that never occur are named last, in one line, and then the table's note.
    by : str, optional
        The column of the groups, each answered for itself.
    links : sequence of str, default ()
        What the addresses of :func:`behind` begin with, its name and, where the lists are by group, the group; each
        label that occurs then leads to its sentences.
    codebook, language
        Where the titles come from.

    Returns
    -------
    Reading

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"label": ["economy"], "share": [0.5], "reading": ["1 of 2 sentences (50.0%)"]})
    >>> answer(table)
    Wirtschaft: 1 of 2 sentences (50.0%)
    """
    titles = titles_of(table["label"], codebook, language)
    parts = [("", table)] if by is None else list(table.groupby(by, observed=True, sort=False))
    lines, targets = [], []
    for group, part in parts:
        head = f"{group} – " if by is not None else ""
        order = part.sort_values("share", ascending=False, kind="stable")
        found = order[order["share"] > 0]
        lines += [f"{head}{titles.get(row.label, row.label)}: {row.reading}" for row in found.head(top).itertuples()]
        keys = (*links, group) if by is not None else tuple(links)
        targets += [anchor(*keys, label) if links else "" for label in found["label"].head(top)]
        absent = [titles.get(label, label) for label in order.loc[order["share"] == 0, "label"]]
        if absent:
            lines.append(f"{head}not found: {', '.join(absent)}")
            targets.append("")
    items = "".join(_item(line, target) for line, target in zip(lines, targets, strict=True))
    html = f'<ul class="rahmen-answer">{items}</ul>'
    note = table.attrs.get("note")
    if note:
        html, lines = f"{html}<p>{escape(note)}</p>", [*lines, note]
    return Reading(html, "\n".join(lines))


def _item(line, target):
    shown = escape(line)
    return f'<li><a href="#{target}">{shown}</a></li>' if target else f"<li>{shown}</li>"
