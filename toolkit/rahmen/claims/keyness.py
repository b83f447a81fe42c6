"""Which words tell one group from the rest, and whether they are spread over its documents."""

import numpy as np
import pandas as pd

PRIOR = 1000.0
"""Weight of the prior, in words: the whole corpus, scaled to so many."""


def keyness(words, by="group", min_count=3, prior=PRIOR):
    """Find the words typical of each group against all others.

    Parameters
    ----------
    words : pandas.DataFrame
        The table of :func:`rahmen.count_words`: ``doc, word, n`` and metadata.
    by : str, default "group"
        The column that makes the groups.
    min_count : int, default 3
        Words rarer than that in the whole table are left out.
    prior : float, default 1000
        How many words the informative prior weighs.

    Returns
    -------
    pandas.DataFrame
        One row a group and word: the `by` column, ``word, n, n_rest, log_odds, z, p`` (two-sided, after Benjamini and
        Hochberg over all rows), ``dispersion`` (DP of Gries 2008 within the group: 0 spread as the documents are long,
        towards 1 clumped in one; NaN where the group is one document), ``docs, reading``; the most typical first.

    Raises
    ------
    ValueError
        A column is missing, or there is only one group.

    Notes
    -----
    Log-odds ratio with an informative Dirichlet prior, and its z (Monroe, Colaresi and Quinn 2008, equations 16, 19, 20
    and 22). The tests take words for independent, which words of one text are not: mind the dispersion.

    Examples
    --------
    >>> words = pd.DataFrame({"doc": ["a", "a", "b", "b"], "word": ["flucht", "und", "preis", "und"],
    ...                       "n": [6, 9, 7, 9], "group": ["x", "x", "y", "y"]})
    >>> keyness(words)[["group", "word"]].head(2).values.tolist()
    [['y', 'preis'], ['x', 'flucht']]
    """
    for column in ("doc", "word", "n", by):
        if column not in words.columns:
            raise ValueError(f"no column {column!r} in the words table; there are {', '.join(words.columns)}")
    counts = words.groupby(["word", by], observed=True)["n"].sum().unstack(fill_value=0)
    if counts.shape[1] < 2:
        raise ValueError(f"keyness needs at least two groups in {by!r}; there is {counts.columns.tolist()}")
    kept = counts[counts.sum(axis=1) >= min_count]
    totals = counts.sum()
    rows = [_group(kept, totals, group, prior) for group in kept.columns]
    table = pd.concat(rows, ignore_index=True).rename(columns={"group": by})
    table["p"] = _benjamini_hochberg(table["z"].to_numpy())
    table = table.merge(_dispersion(words, by), on=[by, "word"], how="left")
    table = table.sort_values("z", ascending=False, ignore_index=True)
    table["reading"] = [
        f"{row.n} times in {row.docs:.0f} document{'s' * (row.docs != 1)}, {row.n_rest} in the rest"
        for row in table.fillna({"docs": 0}).itertuples()
    ]
    return table


def _group(counts, totals, group, prior):
    y = counts[group].to_numpy(float)
    rest = counts.sum(axis=1).to_numpy(float) - y
    n, n_rest = float(totals[group]), float(totals.sum() - totals[group])
    alpha = prior * counts.sum(axis=1).to_numpy(float) / totals.sum()
    here = np.log((y + alpha) / (n + prior - y - alpha))
    there = np.log((rest + alpha) / (n_rest + prior - rest - alpha))
    z = (here - there) / np.sqrt(1 / (y + alpha) + 1 / (rest + alpha))
    return pd.DataFrame({
        "group": group, "word": counts.index, "n": y.astype(int), "n_rest": rest.astype(int),
        "log_odds": here - there, "z": z,
    })  # fmt: skip


def _benjamini_hochberg(z):
    from scipy.stats import false_discovery_control, norm

    return false_discovery_control(2 * norm.sf(np.abs(z)))


def _dispersion(words, by):
    """Give Gries' DP of each word within each group, and in how many documents it stands."""
    sizes = words.groupby([by, "doc"], observed=True)["n"].sum().rename("size").reset_index()
    sizes["expected"] = sizes["size"] / sizes.groupby(by, observed=True)["size"].transform("sum")
    used = words.groupby([by, "word", "doc"], observed=True)["n"].sum().reset_index()
    used["observed"] = used["n"] / used.groupby([by, "word"], observed=True)["n"].transform("sum")
    used = used.merge(sizes[[by, "doc", "expected"]], on=[by, "doc"])
    # documents without the word add their expected share: |0 − e|
    used["apart"] = (used["observed"] - used["expected"]).abs() - used["expected"]
    grouped = used.groupby([by, "word"], observed=True)["apart"].agg(["sum", "size"]).reset_index()
    several = grouped[by].map(sizes.groupby(by, observed=True).size()).astype(int) > 1
    grouped["dispersion"] = ((grouped["sum"] + 1) / 2).where(several)  # within one document nothing is spread
    return grouped.rename(columns={"size": "docs"})[[by, "word", "dispersion", "docs"]]
