"""Answers in words, made from the tables, so that no text says what the data no longer say."""

from html import escape

from .read import Reading
from .titles import anchor, titles_of


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
    lines, items = [], []
    for group, part in parts:
        head = f"{group} – " if by is not None else ""
        keys = (*links, group) if by is not None else tuple(links)
        order = part.sort_values("share", ascending=False, kind="stable")
        for row in order[order["share"] > 0].head(top).itertuples():
            title = titles.get(row.label, row.label)
            lines.append(f"{head}{title}: {row.reading}")
            shown = f"{escape(head)}{_foreign(title, language)}: {escape(row.reading)}"
            items.append(f'<a href="#{anchor(*keys, row.label)}">{shown}</a>' if links else shown)
        absent = [titles.get(label, label) for label in order.loc[order["share"] == 0, "label"]]
        if absent:
            lines.append(f"{head}not found: {', '.join(absent)}")
            items.append(f"{escape(head)}not found: {_foreign(', '.join(absent), language)}")
    html = f'<ul class="rahmen-answer">{"".join(f"<li>{item}</li>" for item in items)}</ul>'
    note = table.attrs.get("note")
    if note:
        html, lines = f"{html}<p>{escape(note)}</p>", [*lines, note]
    return Reading(html, "\n".join(lines))


def _foreign(text, language):
    return f'<span lang="{escape(language)}">{escape(text)}</span>'
