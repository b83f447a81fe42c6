"""How far coders agree: people with one another, and a machine with people."""

from itertools import combinations

import numpy as np
import pandas as pd

from ..tables import levels, require, stack
from .accuracy import accuracy
from .bootstrap import interval, resampled_sums, seed_of
from .scores import ranking

_ORDERED = {"sentiment": ["negative", "neutral", "positive"]}
_COLUMNS = ["scheme", "label", "measure", "coders", "value", "low", "high", "n", "docs", "positives", "reading"]


def agreement(*tables, machine=None, level=0.95, seed=None):
    """Tell how far two or more coders agree, label by label.

    Parameters
    ----------
    *tables : pandas.DataFrame
        Codes tables; one may hold several coders. What not all have coded may be missing.
    machine : str or list of str, optional
        Which coders are machines: precision, recall, F1 and average precision tell them against each of the others.
        By default those that give scores.
    level : float, default 0.95
        Of the intervals.
    seed : int, optional
        Of the bootstrap over documents; by default that of the running study, else 0.

    Returns
    -------
    pandas.DataFrame
        One row a label and measure: ``scheme, label, measure, coders, value, low, high, n`` (sentences with two codes
        or more), ``docs, positives`` (codes that say present), ``reading``. Measures: ``alpha`` (Krippendorff's) and
        ``agreement`` (share of pairs of codes that agree) over all coders, ``kappa`` (Cohen's) for each pair, and for
        a machine against a person ``precision, recall, f1, average precision``. For a scheme of which each sentence
        bears one label, the label ``all`` tells of the choice among them, with ordinal differences for sentiment.
        Where a measure is not defined its value is NaN, and the reading says why.

    Raises
    ------
    ValueError
        There are fewer than two coders.

    Notes
    -----
    Krippendorff (2019), Content Analysis, chapter 12, from coincidence matrices of each document, so that a bootstrap
    of documents is one matrix product; Cohen (1960). Intervals are percentiles of that bootstrap.

    Examples
    --------
    >>> import rahmen
    >>> texts = ["Nutzer protestieren.", "Es regnet.", "Man boykottiert die App."]
    >>> documents = pd.DataFrame({"doc": ["a", "b", "c"], "text": texts})
    >>> codes = rahmen.annotate(rahmen.split_sentences(documents), rahmen.CodebookClassifier())
    >>> found = agreement(codes, codes.assign(coder="someone"))
    >>> found.query("label == 'resistance' and measure == 'alpha'")["value"].tolist()
    [1.0]
    """
    codes = stack(*tables)
    coders = levels(codes["coder"])
    if len(coders) < 2:
        raise ValueError(f"agreement needs two coders or more; there is only {', '.join(map(repr, coders)) or 'none'}")
    scored = [coder for coder in coders if codes.loc[codes["coder"] == coder, "score"].notna().any()]
    machines = scored if machine is None else [machine] if isinstance(machine, str) else list(machine)
    unknown = [name for name in machines if name not in coders]
    if unknown:
        raise ValueError(f"no coder {unknown[0]!r}; there are {', '.join(map(repr, coders))}")
    rows = []
    for scheme, part in codes.groupby("scheme", observed=True, sort=False):
        rows += _scheme(str(scheme), part, coders, level, seed_of(seed))
        rows += _machines(str(scheme), part, coders, machines, level, seed)
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table["label"] = pd.Categorical(table["label"], categories=[*levels(codes["label"]), "all", "macro"])
    return table.sort_values(["scheme", "label"], kind="stable", ignore_index=True)


def _scheme(scheme, part, coders, level, seed):
    """Give the rows of people's measures for each label of one scheme, and for the choice among exclusive ones."""
    rows = []
    for label in [label for label in levels(part["label"]) if (part["label"] == label).any()]:
        own = part[part["label"] == label]
        wide = own.pivot(index=["doc", "sentence"], columns="coder", values="value").reindex(columns=coders)
        rows += _measures(scheme, label, wide, level, seed)
    choice = _choices(part, coders)
    if choice is not None:
        order = _ORDERED.get(scheme.split(":")[0])
        known = [label for label in order or levels(part["label"]) if (part["label"] == label).any()]
        coded = choice.replace({label: float(place) for place, label in enumerate(known)}).astype(float)
        rows += _measures(scheme, "all", coded, level, seed, len(known), ordinal=order is not None)
    return rows


def _choices(part, coders):
    """Give the one label of each sentence and coder; None where a sentence bears none or several."""
    given = part.groupby(["doc", "sentence", "coder"], observed=True)["value"].sum()
    if part["label"].nunique() < 2 or not (given == 1).all():
        return None
    chosen = part[part["value"] == 1].astype({"label": object})
    return chosen.pivot(index=["doc", "sentence"], columns="coder", values="label").reindex(columns=coders)


def _measures(scheme, label, wide, level, seed, k=2, ordinal=False):
    values = wide.to_numpy(dtype=float)
    docs, per_doc = coincidences(wide.index.get_level_values("doc"), values, k)
    n = int(((~np.isnan(values)).sum(axis=1) >= 2).sum())
    positives = int(np.nansum(values == 1)) if label != "all" else n
    facts = {"scheme": scheme, "label": label, "n": n, "docs": docs, "positives": positives}
    names = [str(name) for name in wide.columns if wide[name].notna().any()]
    why = _undefined(per_doc.sum(axis=0), n, label)
    draws = resampled_sums(per_doc.reshape(len(per_doc), k * k), seed=seed).reshape(-1, k, k) if docs > 1 else None
    rows = [
        _row(facts, measure, " / ".join(names), each, per_doc.sum(axis=0), draws, level, why)
        for measure, each in (("alpha", lambda o: alpha(o, ordinal)), ("agreement", _agreed))
    ]
    for a, b in combinations(names, 2):
        pair = wide[[a, b]].dropna()
        if pair.empty:
            rows.append(_empty(facts, "kappa", f"{a} / {b}", "the two coded no sentence in common"))
            continue
        found, table = _tables(pair, k)
        own = {**facts, "n": len(pair), "docs": found}
        drawn = resampled_sums(table.reshape(len(table), k * k), seed=seed).reshape(-1, k, k) if found > 1 else None
        one = _undefined(table.sum(axis=0) + table.sum(axis=0).T, len(pair), label)
        rows.append(_row(own, "kappa", f"{a} / {b}", kappa, table.sum(axis=0), drawn, level, one))
    return rows


def coincidences(docs, values, k):
    """Count coincidences of codes by document.

    Parameters
    ----------
    docs : sequence, length n
    values : numpy.ndarray of float, shape (n, coders)
        Categories 0 to k − 1; NaN where not coded.
    k : int

    Returns
    -------
    int, numpy.ndarray of shape (documents, k, k)
        How many documents have a sentence with two codes, and their coincidence matrices.
    """
    known = ~np.isnan(values)
    paired = known.sum(axis=1) >= 2
    names, row = np.unique(np.asarray(docs, dtype=str)[paired], return_inverse=True)
    if not len(names):
        return 0, np.zeros((1, k, k))
    counts = np.stack([(values[paired] == c).sum(axis=1) for c in range(k)], axis=1).astype(float)
    pairs = counts[:, :, None] * counts[:, None, :] - counts[:, :, None] * np.eye(k)
    pairs /= (known[paired].sum(axis=1) - 1)[:, None, None]
    summed = np.zeros((len(names), k, k))
    np.add.at(summed, row, pairs)
    return len(names), summed


def alpha(coincidence, ordinal=False):
    """Give Krippendorff's alpha of coincidence matrices, shape (…, k, k); NaN where only one value occurs.

    >>> float(alpha(np.array([[4.0, 1.0], [1.0, 4.0]])))
    0.64
    """
    o = np.asarray(coincidence, dtype=float)
    n_c, n = o.sum(axis=-1), o.sum(axis=(-2, -1))
    far = _distances(n_c) if ordinal else 1 - np.eye(o.shape[-1])
    observed = (o * far).sum(axis=(-2, -1))
    expected = (n_c[..., :, None] * n_c[..., None, :] * far).sum(axis=(-2, -1)) / np.where(n > 1, n - 1, np.nan)
    return 1 - np.divide(observed, expected, out=np.full(np.shape(expected), np.nan), where=expected > 0)


def _distances(n_c):
    """Give ordinal distances: the squared number of codes between two ranks, half of those at the ends."""
    below = np.cumsum(n_c, axis=-1) - n_c / 2
    return (below[..., :, None] - below[..., None, :]) ** 2


def kappa(table):
    """Give Cohen's kappa of cross tables, shape (…, k, k); NaN where only one value occurs."""
    t = np.asarray(table, dtype=float)
    n = t.sum(axis=(-2, -1))
    with np.errstate(invalid="ignore", divide="ignore"):
        seen = np.trace(t, axis1=-2, axis2=-1) / n
        chance = (t.sum(axis=-1) * t.sum(axis=-2)).sum(axis=-1) / n**2
        return np.where(chance < 1, (seen - chance) / (1 - chance), np.nan)


def _agreed(o):
    n = o.sum(axis=(-2, -1))
    return np.divide(np.trace(o, axis1=-2, axis2=-1), n, out=np.full(np.shape(n), np.nan), where=n > 0)


def _tables(pair, k):
    names, row = np.unique(pair.index.get_level_values("doc").astype(str), return_inverse=True)
    table = np.zeros((len(names), k, k))
    np.add.at(table, (row, *pair.to_numpy(dtype=int).T), 1)
    return len(names), table


def _undefined(o, n, label):
    """Say why alpha and kappa are not defined; "" where they are."""
    if not n:
        return "no sentence has two codes, so nothing can be said of agreement"
    if (o.sum(axis=-1) > 0).sum() > 1:
        return ""
    what = "never given" if o[0, 0] else "always given"
    what = "one label throughout" if label == "all" else what
    return f"{what} in {n} sentences: without variation agreement beyond chance is not defined"


def _row(facts, measure, coders, compute, total, draws, level, why):
    if why and (measure != "agreement" or not facts["n"]):
        return _empty(facts, measure, coders, why)
    value = float(compute(total))
    low, high = (np.nan, np.nan) if draws is None else interval(np.asarray(compute(draws)), level)
    said = f"{measure} {value:.2f}"
    said += f" ({low:.2f} to {high:.2f})" if low == low else " (one document: no interval)"
    said += f" over {facts['n']} sentences of {facts['docs']} documents"
    if measure == "agreement" and why:
        said += f"; {why}"
    elif facts["label"] != "all" and facts["positives"] < 10:
        said += f"; only {facts['positives']} codes say present, so it is hardly known"
    return _filled(facts, measure, coders, value, low, high, said)


def _empty(facts, measure, coders, why):
    return _filled(facts, measure, coders, np.nan, np.nan, np.nan, why)


def _filled(facts, measure, coders, value, low, high, reading):
    own = {"measure": measure, "coders": coders, "value": value, "low": low, "high": high, "reading": reading}
    return tuple({**facts, **own}[name] for name in _COLUMNS)


def _machines(scheme, part, coders, machines, level, seed):
    """Give precision, recall, F1 and average precision of each machine against each person."""
    rows = []
    for machine in machines:
        for person in [coder for coder in coders if coder not in machines]:
            gold, given = part[part["coder"] == person], part[part["coder"] == machine]
            shared = gold.merge(given[["doc", "sentence", "label"]], on=["doc", "sentence", "label"])
            if shared.empty:
                continue
            rows += _against(scheme, require(gold, "codes"), given, f"{machine} / {person}", level, seed)
    return rows


def _against(scheme, gold, given, coders, level, seed):
    rows = []
    for row in accuracy(gold, given, level=level, seed=seed).itertuples():
        facts = {"scheme": scheme, "label": row.label, "n": row.n, "docs": row.docs, "positives": row.tp + row.fn}
        for measure in ("precision", "recall", "f1"):
            value, stem = getattr(row, measure), "" if measure == "f1" else f"{measure}_"
            ends = getattr(row, f"{stem}low"), getattr(row, f"{stem}high")
            rows.append(_filled(facts, measure, coders, value, *ends, _score(measure, value, row)))
    known = given["score"].notna()
    if known.any():
        for row in ranking(gold, given[known], level=level, seed=seed).itertuples():
            facts = {"scheme": scheme, "label": row.label, "n": row.n, "docs": gold["doc"].nunique()}
            facts["positives"] = row.positives
            said = f"average precision {row.average_precision:.2f}; chance would give {row.positives / row.n:.2f}"
            said = said if row.positives else "the person gave it to no sentence: not defined"
            value, low, high = row.average_precision, row.low, row.high
            rows.append(_filled(facts, "average precision", coders, value, low, high, said))
    return rows


def _score(measure, value, row):
    if value != value:
        nothing = "the machine never gave it" if measure == "precision" else "the person gave it to no sentence"
        return f"{nothing}: {measure} is not defined"
    return f"{measure} {value:.2f}: {row.tp} of both, {row.fp} of the machine alone, {row.fn} of the person alone"
