"""One door to the figures: the one that fits a result."""

from .contrasts import contrast, heatmap, stacked, together
from .courses import keywords
from .figures import across_groups, compare_groups, profile
from .periods import course
from .validity import CORRECTED, agreements, corrections, disagreements

_FIGURES = (
    ({"measure", "coders", "value"}, agreements),
    ({"flips", "coder"}, disagreements),
    ({"period", "label", "share"}, course),
    ({"verdict", "difference"}, contrast),
    ({"label_a", "label_b"}, together),
)
_EXCLUSIVE = ({"welcoming", "sceptical", "neutral"}, {"negative", "neutral", "positive"})


def plot(result, **options):
    """Draw a result with the figure that fits it.

    Parameters
    ----------
    result : pandas.DataFrame
        What ``prevalence``, ``compare``, ``agreement``, ``disagreement``, ``over_time``, ``cooccurrence`` or
        ``keyness`` gives.
    **options
        For the figure.

    Returns
    -------
    matplotlib.figure.Figure

    Raises
    ------
    TypeError
        No figure fits the table.

    Examples
    --------
    >>> import rahmen
    >>> import pandas as pd
    >>> texts = {"text": ["Sie protestieren."] * 11 + ["Es regnet."] * 13, "group": ["town"] * 12 + ["state"] * 12}
    >>> sentences = rahmen.split_sentences(rahmen.documents(pd.DataFrame(texts)))
    >>> codes = rahmen.annotate(sentences, rahmen.CodebookClassifier())
    >>> plot(rahmen.compare(codes, "town", "state")).alt[:24]
    'town compared with state'
    """
    columns = set(result.columns)
    for needed, figure in _FIGURES:
        if needed <= columns:
            return figure(result, **options)
    if {"log_odds", "dispersion"} <= columns:
        return keywords(result, **{"by": result.columns[0], **options})
    if {"label", "share", "naive", "method"} <= columns and set(result["method"]) & CORRECTED:
        return corrections(result, **options)
    if {"label", "share"} <= columns:
        by = options.pop("by", None) or list(result.columns[: list(result.columns).index("label")]) or "label"
        by = by[0] if isinstance(by, list) and len(by) == 1 else by
        if isinstance(by, list):  # groups within groups: one name for each
            joined = result[by].astype(str).agg(", ".join, axis=1)
            result, by = result.assign(**{" and ".join(by): joined}), " and ".join(by)
        if by == "label":
            return profile(result, **options)
        if set(result["label"].astype(str)) in _EXCLUSIVE:
            return stacked(result, by=by, **options)
        if result[by].nunique() <= 4:
            return compare_groups(result, by=by, **options)
        return (heatmap if result["label"].nunique() > 1 else across_groups)(result, by=by, **options)
    raise TypeError(f"no figure fits a table with the columns {', '.join(map(str, result.columns))}")
