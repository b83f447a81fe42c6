"""Which sentences a person should code: drawn by ids, each with its probability of being drawn."""

import numpy as np
import pandas as pd

from ..tables import TableError, counted, one_of, require
from .bootstrap import seed_of

DESIGNS = ("random", "stratified", "enriched")
EVEN = 0.5
"""How much of an enriched sample is drawn without regard to the scores, so that no probability is near zero."""


def draw(units, n, design="random", by="group", codes=None, seed=None):
    """Draw units for coding.

    Parameters
    ----------
    units : pandas.DataFrame
        ``doc, sentence`` and, for a stratified draw, the column `by`; parts ``other`` and ``repeat`` are not drawn.
    n : int
        How many.
    design : {"random", "stratified", "enriched"}
        Each unit as likely as another; equally many from each value of `by`; or units to which a machine gives high
        scores more often, for each label alike, and half of the sample evenly.
    by : str, default "group"
        The strata.
    codes : pandas.DataFrame, optional
        A codes table with scores (else its values are taken), for an enriched draw.
    seed : int, optional
        By default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        ``doc, sentence, probability, stratum`` in the order of `units`; `probability` is that of being drawn (0 to 1).

    Raises
    ------
    ValueError
        There are fewer units than `n`, a column is missing, or an enriched draw has no codes.

    Notes
    -----
    Enriched: systematic draw with unequal probabilities from a list in random order (Madow 1949), exact in its
    inclusion probabilities; :func:`rahmen.prevalence` weights by them.

    Examples
    --------
    >>> units = pd.DataFrame({"doc": "a", "sentence": range(10)})
    >>> draw(units, 4)["probability"].tolist()
    [0.4, 0.4, 0.4, 0.4]
    """
    one_of("design", design, DESIGNS)
    units = counted(units).reset_index(drop=True)
    if not 1 <= n <= len(units):
        raise ValueError(f"cannot draw {n} of {len(units)} units; n must lie between 1 and that number")
    generator = np.random.default_rng(seed_of(seed))
    stratum = pd.Series(["all"] * len(units))
    if design == "stratified":
        if by not in units.columns:
            raise ValueError(f"no column {by!r} to stratify by; there are {', '.join(units.columns)}")
        stratum = units[by].astype(object).where(units[by].notna(), "none").astype(str)
        probability = _by_stratum(stratum, n)
    elif design == "enriched":
        probability = _by_score(units, n, codes)
    else:
        probability = np.full(len(units), n / len(units))
    taken = np.zeros(len(units), dtype=bool)
    for _, place in stratum.groupby(stratum, sort=False).indices.items():
        taken[_systematic(place, probability[place], generator)] = True
    table = units.loc[taken, ["doc", "sentence"]].reset_index(drop=True)
    return table.assign(probability=probability[taken], stratum=stratum[taken].to_numpy())


def _by_stratum(stratum, n):
    """Give each stratum as many, those with fewer units all of theirs, the rest to the others."""
    sizes = stratum.value_counts(sort=False)
    if n < len(sizes):
        raise ValueError(f"{n} units do not reach for the {len(sizes)} strata; draw {len(sizes)} or more")
    wanted, left = pd.Series(0, index=sizes.index), n
    for place, name in enumerate(sizes.sort_values(kind="stable").index):
        wanted[name] = min(sizes[name], left // (len(sizes) - place))
        left -= wanted[name]
    return (stratum.map(wanted) / stratum.map(sizes)).to_numpy(dtype=float)


def _by_score(units, n, codes):
    if codes is None:
        raise ValueError("an enriched draw needs codes= with a machine's scores")
    require(codes, "codes")
    value = codes["score"].where(codes["score"].notna(), codes["value"]).astype(float)
    sums = value.groupby([codes["scheme"].astype(str), codes["label"].astype(str)]).transform("sum")
    each = (value / sums.where(sums > 0)).groupby([codes["doc"], codes["sentence"]]).sum()
    score = each.reindex(pd.MultiIndex.from_frame(units[["doc", "sentence"]])).to_numpy()
    if np.isnan(score).any():
        row = units[np.isnan(score)].iloc[0]
        raise TableError(
            f"doc {row['doc']!r}, sentence {row['sentence']} is not in the codes; code all that is drawn from"
        )
    likely = (
        EVEN / len(units) + (1 - EVEN) * score / score.sum() if score.sum() else np.full(len(units), 1 / len(units))
    )
    sure = np.zeros(len(units), dtype=bool)
    while True:  # whoever would be drawn more than once is drawn surely, and the rest shares what is left
        scaled = np.where(sure, 1.0, (n - sure.sum()) * likely / likely[~sure].sum()) if not sure.all() else likely**0
        if not (scaled[~sure] > 1).any():
            return scaled
        sure |= scaled > 1


def _systematic(place, probability, generator):
    """Draw from a list in random order at equal steps: as many as the probabilities sum to, each with its own."""
    order = generator.permutation(len(place))
    edges = np.concatenate([[0.0], np.cumsum(probability[order])])
    edges = np.round(edges, 9)
    steps = np.floor(edges + generator.random())
    return place[order[np.diff(steps) > 0]]
