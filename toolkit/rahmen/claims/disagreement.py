"""Does the conclusion hang on the coder? Several coders on the same units, side by side."""

import numpy as np
import pandas as pd

from ..tables import counted, levels, stack
from .agreement import agreement
from .compare import compare

_COLUMNS = [
    "scheme", "label", "coder", "share", "difference", "low", "high", "verdict", "alpha", "alpha_low", "alpha_high",
    "n", "flips", "reading",
]  # fmt: skip


def disagreement(*codes, a=None, b=None, by="group", where=None, level=0.95, seed=None):
    """Put several coders of the same units side by side: a dictionary, a learned one, imported codes.

    Parameters
    ----------
    *codes : pandas.DataFrame
        Codes tables; one may hold several coders. Only units that all of them coded count.
    a, b : str, optional
        Two groups to compare, values of the column `by`.
    by : str, default "group"
    where : str, optional
        A condition for the comparison, as for :func:`rahmen.compare`.
    level : float, default 0.95
    seed : int, optional

    Returns
    -------
    pandas.DataFrame
        One row a label and coder: ``scheme, label, coder, share`` (of all shared units), ``difference, low, high,
        verdict`` (of :func:`rahmen.compare`, where `a` and `b` are given), ``alpha, alpha_low, alpha_high``
        (Krippendorff's, over all the coders), ``n, flips`` (whether the conclusion differs between the coders: the
        verdict, or, where groups are only described, the sign of the difference), ``reading``.

    Raises
    ------
    ValueError
        There are fewer than two coders, they share no unit, or only one of `a` and `b` is given.

    Examples
    --------
    >>> import rahmen
    >>> texts = {"text": ["Sie protestieren."] * 11 + ["Es regnet."] * 13, "group": ["town"] * 12 + ["state"] * 12}
    >>> sentences = rahmen.split_sentences(rahmen.documents(pd.DataFrame(texts)))
    >>> codes = rahmen.annotate(sentences, rahmen.CodebookClassifier(), voice=False)
    >>> other = codes.assign(coder="none", value=0)
    >>> disagreement(codes, other, a="town", b="state")["flips"].any()
    np.True_
    """
    if (a is None) != (b is None):
        raise ValueError("give both groups, a= and b=, or neither")
    shared = _shared(stack(*codes))
    rows = []
    for scheme, part in shared.groupby("scheme", observed=True, sort=False):
        rows += _scheme(str(scheme), part, (a, b), by, where, level, seed)
    table = pd.DataFrame(rows, columns=_COLUMNS)
    table["label"] = pd.Categorical(table["label"], categories=levels(shared["label"]))
    table.attrs["note"] = "" if a is None else _note(shared, (a, b), by, where, level, seed)
    return table


def _note(shared, groups, by, where, level, seed):
    """State what may be said of the comparison; it hangs on the documents, so one coder tells it for all."""
    scheme, coder = shared[["scheme", "coder"]].iloc[0]
    own = shared[(shared["scheme"] == scheme) & (shared["coder"] == coder)]
    return compare(own, *groups, by=by, where=where, level=level, seed=seed).attrs["note"]


def _shared(table):
    """Keep the units that every coder of their scheme coded."""
    used = counted(table)
    coders = used.groupby("scheme", observed=True)["coder"].transform("nunique")
    if (coders < 2).any():
        alone = used.loc[coders < 2, "scheme"].iloc[0]
        raise ValueError(f"the scheme {alone!r} has one coder; disagreement needs two or more")
    key = ["doc", "sentence", "scheme", "label"]
    kept = used[used.groupby(key, observed=True)["coder"].transform("size") == coders]
    if kept.empty:
        raise ValueError("the coders share no unit (doc, sentence, scheme, label)")
    return kept


def _scheme(scheme, part, groups, by, where, level, seed):
    found = agreement(part, level=level, seed=seed)
    alphas = found[found["measure"] == "alpha"].astype({"label": str}).set_index("label")
    shares = part.groupby(["label", "coder"], observed=True)["value"].mean()
    compared = _compared(part, groups, by, where, level, seed)
    for label in [label for label in levels(part["label"]) if (part["label"] == label).any()]:
        one = alphas.loc[str(label)]
        told = compared[compared["label"].astype(str) == str(label)].set_index("coder")
        flips, said = _conclusion(told, groups)
        for coder in levels(part["coder"]):
            if (label, coder) not in shares:
                continue
            each = told.loc[coder] if coder in told.index else pd.Series(dtype=object)
            numbers = [each.get(name, np.nan) for name in ("difference", "low", "high")]
            yield (scheme, label, coder, shares[label, coder], *numbers, each.get("verdict"), one["value"], one["low"],
                   one["high"], one["n"], flips, f"{_agreed(one)}{said}")  # fmt: skip


def _compared(part, groups, by, where, level, seed):
    if groups[0] is None:
        return pd.DataFrame({"label": [], "coder": []})
    return pd.concat([
        compare(own, *groups, by=by, where=where, level=level, seed=seed).assign(coder=coder)
        for coder, own in part.groupby("coder", observed=True, sort=False)
    ])  # fmt: skip


def _agreed(one):
    return f"alpha {one['value']:.2f}" if one["value"] == one["value"] else one["reading"]


def _conclusion(told, groups):
    """Tell whether the coders lead to different conclusions, and say it."""
    if told.empty:
        return None, ""
    a, b = groups
    verdicts = {coder: row["verdict"] for coder, row in told.iterrows()}
    if "described" in verdicts.values():
        signs = {coder: np.sign(row["difference"]) for coder, row in told.iterrows()}
        words = {1: "higher", -1: "lower", 0: "alike"}
        listed = ", ".join(f"{words[int(sign)]} by {coder}" for coder, sign in signs.items())
        flips = len(set(signs.values())) > 1
        return flips, f"; {a} against {b}: {listed}; described only" + ("; which is it hangs on the coder" * flips)
    flips = len(set(verdicts.values())) > 1
    if not flips:
        return False, f"; {a} against {b}: {next(iter(verdicts.values()))}, whoever codes"
    listed = ", ".join(f"{verdict} by {coder}" for coder, verdict in verdicts.items())
    return True, f"; {a} against {b}: {listed}; the conclusion hangs on the coder"
