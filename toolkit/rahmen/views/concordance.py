"""The concordance: hits of a word under one another, with their context on both sides."""

from html import escape

from .read import Reading

_STYLE = """
.rahmen-kwic { border-collapse: collapse; font-size: .9rem; color: inherit; }
.rahmen-kwic td, .rahmen-kwic th { padding: .1rem .3rem; border: 0; white-space: pre-wrap; vertical-align: baseline; }
.rahmen-kwic th { font-weight: 400; text-align: left; opacity: .7; font-size: .8rem; }
.rahmen-kwic .before { text-align: right; }
.rahmen-kwic .match { text-align: center; white-space: nowrap; }
.rahmen-kwic .after { text-align: left; }
"""


def concordance(table, limit=100):
    """Show keywords in context, one under the other.

    Parameters
    ----------
    table : pandas.DataFrame
        What :func:`rahmen.kwic` gives.
    limit : int, default 100
        So many hits are shown; a line says how many more there are.

    Returns
    -------
    Reading

    Raises
    ------
    ValueError
        A column is missing, or `limit` is below 1.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"doc": ["a"], "sentence": [0], "before": ["Die "], "match": ["Flucht"], "after": ["."]})
    >>> concordance(table)
    Die [Flucht].  (a, 0)
    """
    for column in ("doc", "sentence", "before", "match", "after"):
        if column not in table.columns:
            raise ValueError(f"no column {column!r} in the table; give what kwic gives")
    if limit < 1:
        raise ValueError(f"the `limit` parameter must be 1 or more; not {limit}")
    rows = list(table.head(limit).itertuples())
    note = " ".join(filter(None, [_more(len(table) - len(rows)), table.attrs.get("note", "")]))
    reach = max((len(row.before) for row in rows), default=0)
    lines = [f"{row.before:>{reach}}[{row.match}]{row.after}  ({row.doc}, {row.sentence})" for row in rows]
    below = f"<p>{escape(note)}</p>" if note else ""
    body = "".join(map(_row, rows))
    html = f'<style>{_STYLE}</style><table class="rahmen-kwic" lang="de"><tbody>{body}</tbody></table>{below}'
    return Reading(html, "\n".join([*lines, *([note] if note else [])]))


def _more(left):
    return f"… and {left} more hit{'s' * (left != 1)}." if left > 0 else ""


def _row(row):
    place = f'<th scope="row">{escape(str(row.doc))}, {escape(str(row.sentence))}</th>'
    cells = (
        f'<td class="before">{escape(row.before)}</td>'
        f'<td class="match"><b>{escape(row.match)}</b></td>'
        f'<td class="after">{escape(row.after)}</td>'
    )
    return f"<tr>{place}{cells}</tr>"
