"""How common each label is over time: prevalence by day, week, month, quarter or year."""

import re

import pandas as pd

from ..tables import counted, levels, one_of, require
from .prevalence import prevalence

_FREQ = {"day": "D", "week": "W-SUN", "month": "M", "quarter": "Q-DEC", "year": "Y-DEC"}
_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ].*)?")
_GERMAN = re.compile(r"(\d\d?)\.\s?(\d\d?)\.\s?(\d{4})")
_ROUGH = re.compile(r"(\d{4})(?:-(\d\d))?")


def over_time(
    codes, freq="month", by=None, where=None, gold=None, errors=None, date="date", level=0.95, seed=None
):  # fmt: skip
    """Estimate the share of sentences that bear each label, period by period.

    Parameters
    ----------
    codes : pandas.DataFrame
        A codes table with a column of dates: ``2021-02-09``, ``9.2.2021``, or datetimes; ``2021-02`` and ``2021`` serve
        where the period is no shorter. The time of day and its zone are not heeded.
    freq : {"day", "week", "month", "quarter", "year"}, default "month"
        The length of a period; weeks begin on Monday.
    by, where, gold, errors, level, seed
        As for :func:`rahmen.prevalence`; `by` makes groups within each period.
    date : str, default "date"
        The column of the dates.

    Returns
    -------
    pandas.DataFrame
        ``period`` (Timestamp of its start) and the columns of :func:`rahmen.prevalence`. Each group has every period
        from the first to the last of the table; one without documents has share NaN, n 0, method ``no documents``.
        ``attrs["note"]`` states what may be said, and how many documents without a date are left out.

    Raises
    ------
    rahmen.TableError
        No codes table.
    ValueError
        The column is missing or empty, a date cannot be read, or the other parameters do not fit.

    Notes
    -----
    Each period is estimated for itself. There is no test of a trend: that two periods differ, or that a share rises, is
    not shown by their intervals.

    Examples
    --------
    >>> import rahmen
    >>> documents = pd.DataFrame({"doc": ["a", "b"], "text": ["Nutzer protestieren.", "Es schneit."],
    ...                           "date": ["2021-01-16", "2021-03-02"]})
    >>> codes = rahmen.annotate(rahmen.split_sentences(documents), rahmen.CodebookClassifier())
    >>> over_time(codes).query("label == 'resistance'")[["period", "n", "method"]].astype(str).values.tolist()
    [['2021-01-01', '1', 'described'], ['2021-02-01', '0', 'no documents'], ['2021-03-01', '1', 'described']]
    """
    require(codes, "codes")
    one_of("freq", freq, tuple(_FREQ))
    if "period" in codes.columns:
        raise ValueError("the codes have a column 'period' of their own; rename it")
    dated, undated = _dated(codes, date, freq)
    if gold is not None:
        gold = gold[gold["doc"].astype(str).isin(set(dated["doc"].astype(str)))]
    groups = list(dict.fromkeys(["period", *([by] if isinstance(by, str) else by or [])]))
    found = prevalence(dated, by=groups, where=where, gold=gold, errors=errors, level=level, seed=seed)
    table, gaps = _filled(found, freq)
    said = [found.attrs["note"]]
    if undated:
        said.append(f"{_several(undated, 'document')} without a date {'is' if undated == 1 else 'are'} left out.")
    if gaps:
        said.append(f"{_several(gaps, freq)} without documents in between: nothing is known of them.")
    table.attrs["note"] = " ".join(filter(None, said))
    return table


def _several(n, noun):
    return f"{n} {noun}{'s' * (n != 1)}"


def _dated(codes, date, freq):
    """Give the codes with a date and their period, and how many counted documents have none."""
    if date not in codes.columns:
        raise ValueError(f"no column {date!r} with dates in the codes; there are {', '.join(map(str, codes.columns))}")
    plain = codes[date].astype(object)
    missing = plain.isna() | (plain.astype(str).str.strip() == "")
    starts = {value: _start(value, freq) for value in plain[~missing].unique()}
    for value, start in starts.items():
        if start is None:
            doc = codes.loc[plain == value, "doc"].iloc[0]
            raise ValueError(
                f"document {doc!r}: the date {str(value)!r} tells no {freq}; write it as 2021-02-09 "
                "or choose a longer freq"
            )
    if not starts:
        raise ValueError(f"no document has a date in the column {date!r}; fill it, or name another with date=")
    period = pd.to_datetime(plain[~missing].map(starts))
    return codes[~missing].assign(period=period), counted(codes[missing])["doc"].nunique()


def _start(value, freq):
    """Give the start of the period in which a date lies; None where the date does not tell it."""
    text = str(value).strip()
    rough = _ROUGH.fullmatch(text)
    if rough and (freq == "year" or (rough[2] and freq in ("month", "quarter"))):
        numbers = rough[1], rough[2] or 1, 1
    elif day := _DAY.fullmatch(text):
        numbers = day.groups()
    elif german := _GERMAN.fullmatch(text):
        numbers = german.groups()[::-1]
    else:
        return None
    try:
        stamp = pd.Timestamp(*map(int, numbers))
    except ValueError:  # the 31st of February
        return None
    return stamp.to_period(_FREQ[freq]).start_time


def _filled(found, freq):
    """Add a row for each label of a group in each period that has no documents of the group; count empty periods."""
    keys = list(found.columns[: found.columns.get_loc("label")])
    others = [key for key in keys if key != "period"]
    present = found["period"]
    if present.empty:
        return found, 0
    span = pd.period_range(present.min(), present.max(), freq=_FREQ[freq]).to_timestamp()
    grid = found[[*others, "label"]].drop_duplicates().merge(pd.DataFrame({"period": span}), how="cross")
    there = pd.MultiIndex.from_frame(found[keys].astype(object))
    gaps = grid[~pd.MultiIndex.from_frame(grid[keys].astype(object)).isin(there)]
    empty = gaps.assign(
        n=0, docs=0, coded=0, method="no documents", reading=f"no documents in this {freq}: nothing is known of it"
    )
    table = pd.concat([found, empty.reindex(columns=found.columns)], ignore_index=True) if len(empty) else found
    for column in [*others, "label"]:
        if isinstance(found[column].dtype, pd.CategoricalDtype):
            table[column] = pd.Categorical(table[column], categories=levels(found[column]))
    table = table.sort_values(keys, kind="stable", ignore_index=True)
    return table, len(span) - present.nunique()
