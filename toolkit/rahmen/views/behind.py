"""The sentences behind each number: lists that a table of shares links to."""

import re
from html import escape

from ..tables import counted, require
from .read import Reading
from .titles import titles_of


def anchor(name, *keys):
    """Give the address, within a page, of the sentences behind a number.

    >>> anchor("groups", "article", "economy")
    'groups--article--economy'
    """
    return "--".join(re.sub(r"[^\w-]+", "-", str(key)) for key in (name, *keys))


def behind(codes, sentences, by=None, name="sentences", codebook="frames", language="de"):
    """List the sentences that bear each label, by group.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table of one coder; parts ``other`` and ``repeat`` are left out.
    sentences : pandas.DataFrame
        The sentences they code.
    by : str, optional
        The column of the groups.
    name : str, default "sentences"
        What the addresses begin with; ``show_table(…, links=name)`` and ``keep(…, links=name)`` point here.
    codebook, language
        Where the labels' titles come from.

    Returns
    -------
    Reading
        Lists that open on a click, or when a number of the table is followed.
    """
    require(codes, "codes"), require(sentences, "sentences")
    titles = titles_of(codes["label"], codebook, language)
    present = counted(codes).query("value == 1")
    texts = sentences[["doc", "sentence", "text"]]
    parts = [("", present)] if by is None else list(present.groupby(by, observed=True, sort=False))
    html, plain = [], []
    for group, part in parts:
        for label, rows in part.groupby("label", observed=True):
            found = rows[["doc", "sentence"]].merge(texts, on=["doc", "sentence"])
            heading = f"{group} – {titles.get(label, label)}" if by else titles.get(label, label)
            items = "".join(
                f"<li>{escape(row.text)} <small>({escape(str(row.doc))}, {row.sentence})</small></li>"
                for row in found.itertuples()
            )
            address = anchor(name, group, label) if by else anchor(name, label)
            head = f"<summary>{escape(heading)}: {len(found)}</summary>"
            html.append(f'<details>{head}<ol id="{address}" lang="de">{items}</ol></details>')
            plain.append(f"{heading}: {len(found)}")
    return Reading(f'<div class="rahmen-behind">{"".join(html)}</div>', "\n".join(plain))
