"""The formulas of docs/methods.md, reckoned in plain loops, give what the code gives."""

import re
from math import exp, log, sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import stats

import rahmen
from rahmen.claims import bootstrap, correction, rates
from rahmen.claims.agreement import alpha, kappa
from rahmen.claims.differences import Side, simultaneous
from rahmen.claims.keyness import PRIOR
from rahmen.coders.neighbours import Neighbours
from rahmen.coders.stacking import Calibration

PAGE = re.sub(r"\s+", " ", (Path(__file__).parent.parent / "docs" / "methods.md").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def drawn():
    """Sentences of twelve documents: machine's value, coded value, inclusion probability (0: not coded)."""
    generator = np.random.default_rng(4)
    rows = []
    for doc in range(12):
        for sentence in range(int(generator.integers(20, 40))):
            y = int(generator.random() < 0.3)
            f = y if generator.random() < 0.8 else 1 - y
            pi = 0.6 if sentence % 2 else 0.3
            rows.append((f"d{doc:02}", sentence, f, y, pi, generator.random() < pi))
    return pd.DataFrame(rows, columns=["doc", "sentence", "f", "y", "pi", "coded"])


def sums(drawn):
    codes = drawn.assign(scheme="s", label="l", value=drawn["f"])
    gold = codes[codes["coded"]].assign(value=drawn["y"], probability=drawn["pi"])
    return correction.document_sums(codes, gold)[2]


def by_hand(drawn):
    """Give λ, the share and its variance with several documents, as the page has them."""
    coded = drawn[drawn["coded"]].assign(w=lambda t: 1 / t["pi"])
    q, M, W, D = drawn["f"].mean(), len(drawn), coded["w"].sum(), drawn["doc"].nunique()
    shared = sum(r.w * r.y * r.f for r in coded.itertuples()) / W
    wy, wf = (sum(r.w * getattr(r, name) for r in coded.itertuples()) / W for name in "yf")
    trust = min(max((shared - wy * wf) / (q * (1 - q)), 0), 1)
    R = sum(r.w * (r.y - trust * r.f) for r in coded.itertuples()) / W
    V = 0
    for doc in drawn["doc"].unique():
        own = drawn[drawn["doc"] == doc]
        e = trust * (own["f"].sum() - q * len(own)) / M
        e += sum(r.w * (r.y - trust * r.f - R) for r in coded[coded["doc"] == doc].itertuples()) / W
        V += e**2
    return trust, trust * q + R, V * D / (D - 1)


def test_prediction_powered_inference(drawn):
    found = sums(drawn)
    trust, share, V = by_hand(drawn)
    assert 0 < trust < 1
    assert correction.tuned(found.total())[0] == pytest.approx(trust)
    assert correction.estimate(found.total(), trust)[0] == pytest.approx(share)
    assert correction.variance(found, np.array([trust]))[0] == pytest.approx(V)


def test_its_interval_is_wilsons(drawn):
    _, p, V = by_hand(drawn)
    t = stats.t.ppf(0.975, 11)
    u = t**2 / (p * (1 - p) / V)
    ends = [(p + u / 2 + sign * sqrt(t**2 * V + u**2 / 4)) / (1 + u) for sign in (-1, 1)]
    _, low, high, cautious = correction.corrected(sums(drawn))
    assert not cautious[0]
    assert [low[0], high[0]] == pytest.approx(ends)


def test_variance_within_a_document(drawn):
    one = drawn.assign(doc="a")
    coded = one[one["coded"]].assign(w=lambda t: 1 / t["pi"])
    trust, n, W = 0.4, int(one["coded"].sum()), coded["w"].sum()
    R = sum(r.w * (r.y - trust * r.f) for r in coded.itertuples()) / W
    V = n / (n - 1) * sum((r.w**2 - r.w) * (r.y - trust * r.f - R) ** 2 for r in coded.itertuples()) / W**2
    one["sentence"] = range(len(one))
    assert correction.variance(sums(one), np.array([trust]))[0] == pytest.approx(V)


def test_korn_and_graubard(drawn):
    coded = drawn[drawn["coded"]].assign(w=lambda t: 1 / t["pi"])
    n, W, w2 = len(coded), coded["w"].sum(), (coded["w"] ** 2).sum()
    h = (coded["w"] * coded["y"]).sum() / W
    V0 = sum(((one["w"] * (one["y"] - h)).sum() / W) ** 2 for _, one in coded.groupby("doc")) * 12 / 11
    size = n / max(V0 / (h * (1 - h) / n), n * w2 / W**2, 1)
    size *= (stats.t.ppf(0.975, n - 1) / stats.t.ppf(0.975, coded["doc"].nunique() - 1)) ** 2
    x = h * size
    ends = stats.beta.ppf(0.025, x, size - x + 1), stats.beta.ppf(0.975, x + 1, size - x)
    low, high = correction.conservative(sums(drawn), 0.95)
    assert (low[0], high[0]) == pytest.approx(ends)


def test_adjusted_count():
    table = pd.DataFrame(
        {"label": "l", "doc": ["a", "b"], "tp": [40, 30], "fp": [5, 9], "fn": [10, 12], "tn": [200, 300]}
    )
    recall, alarms = 70 / 92, 14 / 514
    assert rates.Rates(table, ["l"]).adjust(np.array([0.2]))[0] == pytest.approx((0.2 - alarms) / (recall - alarms))
    assert np.isnan(rates.Rates(table, ["l"]).adjust(np.array([0.01]))[0])


@pytest.mark.parametrize("ordinal", [False, True])
def test_alpha(ordinal):
    codes = [(0, 0, 1), (2, 2), (1, 2, 2), (0, 1), (0, 0), (2, 1), (1, 1, 1)]
    o = np.zeros((3, 3))
    for unit in codes:
        for i, c in enumerate(unit):
            for j, k in enumerate(unit):
                o[c, k] += (i != j) / (len(unit) - 1)
    n_c, n = o.sum(axis=1), o.sum()

    def delta(c, k):
        c, k = sorted((c, k))
        return (sum(n_c[c : k + 1]) - (n_c[c] + n_c[k]) / 2) ** 2 if ordinal else c != k

    cells = [(c, k) for c in range(3) for k in range(3)]
    seen = sum(o[c, k] * delta(c, k) for c, k in cells)
    wanted = 1 - (n - 1) * seen / sum(n_c[c] * n_c[k] * delta(c, k) for c, k in cells)
    assert alpha(o, ordinal) == pytest.approx(wanted)


def test_kappa():
    table = np.array([[20, 5], [10, 15]])
    assert kappa(table) == pytest.approx((0.7 - 0.5) / (1 - 0.5))


def test_simultaneous_intervals_by_the_maximum():
    generator = np.random.default_rng(1)
    draws = [generator.normal([0.3, 0.1, 0.5], 0.02, (2000, 3)) for _ in range(2)]
    shares = np.array([0.31, 0.12, 0.5]), np.array([0.25, 0.12, 0.4])
    nothing, no = np.full(3, np.nan), np.zeros(3, dtype=bool)
    sides = [Side(s, d, np.full(3, 20), no, nothing, nothing) for s, d in zip(shares, draws, strict=True)]
    d = draws[0] - draws[1]
    s = [d[:, k].std() for k in range(3)]
    c = np.quantile([max(abs(row[k] - d[:, k].mean()) / s[k] for k in range(3)) for row in d], 0.95)
    stretch = stats.t.ppf(0.975, 20) / stats.norm.ppf(0.975)
    low, high = simultaneous(*sides, 0.95)
    for k in range(3):
        middle = shares[0][k] - shares[1][k]
        assert (low[k], high[k]) == pytest.approx((middle - c * stretch * s[k], middle + c * stretch * s[k]))


def test_newcombes_interval_where_caution_is_needed():
    draws = np.random.default_rng(1).normal(0.1, 0.02, (2000, 1))
    yes = np.array([True])
    left = Side(np.array([0.1]), draws, np.array([20]), yes, np.array([0.05]), np.array([0.2]))
    right = Side(np.array([0.3]), draws[::-1], np.array([20]), yes, np.array([0.2]), np.array([0.45]))
    low, high = simultaneous(left, right, 0.95)
    assert low[0] == pytest.approx(-0.2 - sqrt((0.1 - 0.05) ** 2 + (0.45 - 0.3) ** 2))
    assert high[0] == pytest.approx(-0.2 + sqrt((0.2 - 0.1) ** 2 + (0.3 - 0.2) ** 2))


def test_keyness_and_dispersion():
    rows = [("a", "flucht", 6, "x"), ("b", "flucht", 2, "x"), ("a", "und", 30, "x"), ("b", "und", 22, "x"),
            ("c", "flucht", 1, "y"), ("c", "und", 40, "y"), ("d", "und", 35, "y")]  # fmt: skip
    words = pd.DataFrame(rows, columns=["doc", "word", "n", "group"])
    row = rahmen.keyness(words).query("word == 'flucht' and group == 'x'").iloc[0]
    y, N, y_, N_, prior = 8, 60, 1, 76, 1000
    a = prior * (y + y_) / (N + N_)
    delta = log((y + a) / (N + prior - y - a)) - log((y_ + a) / (N_ + prior - y_ - a))
    assert row["log_odds"] == pytest.approx(delta)
    assert row["z"] == pytest.approx(delta / sqrt(1 / (y + a) + 1 / (y_ + a)))
    assert row["dispersion"] == pytest.approx((abs(6 / 8 - 36 / 60) + abs(2 / 8 - 24 / 60)) / 2)


def test_scores_of_collocations():
    text = "Stille Flucht. Stille Post. Stille Flucht heute. Laute Flucht morgen. Stille Flucht gestern."
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    found = {
        m: rahmen.collocations(sentences, least=1, measure=m, skip=()) for m in ("log_likelihood", "pmi", "t_score")
    }
    rows = {m: t[(t["word"] == "Stille") & (t["collocate"] == "Flucht")].iloc[0] for m, t in found.items()}
    n, first, second, total = 3, 4, 4, 8  # pairs: so often together, each first, each second, all
    assert rows["pmi"][["n", "n_word", "n_collocate"]].tolist() == [n, first, second]
    observed = [n, first - n, second - n, total - first - second + n]
    expected = [a * b / total for a in (first, total - first) for b in (second, total - second)]
    assert rows["log_likelihood"]["score"] == pytest.approx(
        2 * sum(o * log(o / e) for o, e in zip(observed, expected, strict=True))
    )
    assert rows["pmi"]["score"] == pytest.approx(np.log2(n / expected[0]))
    assert rows["t_score"]["score"] == pytest.approx((n - expected[0]) / sqrt(n), abs=1e-6)


def test_calibration_is_a_curve_for_each_label():
    curve = Calibration()
    curve.slope, curve.shift = np.array([1.5]), np.array([-0.5])
    assert curve.probabilities(np.array([[2.0]]))[0, 0] == pytest.approx(1 / (1 + exp(-(1.5 * 2 - 0.5))))


def test_neighbours_add_their_decisions_less_the_middle():
    near = Neighbours().take({
        "pull": np.array([0.25]), "middle": np.array([-1.0, -2.0]), "cuts": np.array([0.1, 0.2]),
        "slope": np.ones(2), "shift": np.zeros(2),
    })  # fmt: skip
    own, beside = np.array([[0.5, -0.5]]), np.array([[[1.0, -1.0], [9.0, 9.0]]])
    found = near.decisions(own, beside, np.array([[True, False]]))
    by_hand = [0.5 + 0.25 * (1.0 + 1.0) - 0.1, -0.5 + 0.25 * (-1.0 + 2.0) - 0.2]
    assert found[0] == pytest.approx(by_hand)


def test_brier_skill_and_calibration_error():
    y, s = [1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 0, 0], [0.9, 0.2, 0.7, 0.3, 0.6, 0.1, 0.8, 0.4, 0.3, 0.2, 0.5, 0.1]
    table = pd.DataFrame({
        "doc": "a", "sentence": range(12), "scheme": "s", "label": pd.Categorical(["l"] * 12), "coder": "c", "value": y,
        "score": s, "start": 0, "end": 1, "status": None, "voice": None, "speaker": None, "part": "body",
    })  # fmt: skip
    row = rahmen.calibration(table, table, bins=3).iloc[0]
    brier, share = np.mean([(a - b) ** 2 for a, b in zip(s, y, strict=True)]), np.mean(y)
    assert row["brier"] == pytest.approx(brier)
    assert row["skill"] == pytest.approx(1 - brier / (share * (1 - share)))
    order = sorted(range(12), key=lambda n: s[n])
    parts = [order[k : k + 4] for k in (0, 4, 8)]
    error = sum(4 / 12 * abs(np.mean([s[n] for n in part]) - np.mean([y[n] for n in part])) for part in parts)
    assert row["error"] == pytest.approx(error)


def test_enriched_draw():
    units = pd.DataFrame({"doc": "a", "sentence": range(8), "part": "body"})
    v = [0.9, 0.5, 0.1, 0.1, 0.2, 0.1, 0.05, 0.05]
    codes = units.assign(scheme="s", label=pd.Categorical(["l"] * 8), coder="c", value=0, score=v, start=0, end=1,
                         status=None, voice=None, speaker=None)  # fmt: skip
    found = pd.concat([rahmen.draw(units, 2, "enriched", codes=codes, seed=seed) for seed in range(40)])
    told = found.groupby("sentence")["probability"].first()
    for sentence, probability in told.items():
        assert probability == pytest.approx(2 * (0.5 / 8 + 0.5 * v[sentence] / sum(v)))


def test_plan():
    p, n, precision, recall = 0.3, 400, 0.8, 0.7
    q = p * recall / precision
    rho = (p * recall - p * q) / sqrt(p * (1 - p) * q * (1 - q))  # of two indicators
    D, length, icc = 50, 25, 0.05
    V = (1 - rho**2) * p * (1 - p) * (1 + (n / D - 1) * icc) / n
    V += rho**2 * p * (1 - p) * (1 + (length - 1) * icc) / (D * length)
    from rahmen.claims.plan import _alike, _variance

    assert _alike(p, precision, recall) == pytest.approx(rho**2)
    assert _variance(p, rho**2, n, D, length, icc) == pytest.approx(V)


def test_the_page_tells_the_numbers_of_the_code():
    assert f"({bootstrap.RESAMPLES:,} draws" in PAGE
    assert bootstrap.FEW == 10
    assert "fewer than ten documents" in PAGE
    assert f"surely lies above {rates.TELLS}" in PAGE
    assert f"fewer than {correction.SURE} coded sentences" in PAGE
    assert f"\\alpha_0 = {PRIOR:.0f}$" in PAGE
    assert rahmen.load_codebook().threshold == 1
    assert "(1 in the shipped codebook)" in PAGE


def test_every_source_that_is_cited_is_listed():
    body, listed = PAGE.split("## Sources")
    sources = [re.sub(r"[^\w ]", " ", line).split() for line in listed.split(" - ")[1:]]
    known = {(line[0], next(word for word in line if re.fullmatch(r"(19|20)\d\d", word))) for line in sources}
    cited = re.findall(r"([A-Z]\w+)(?:,? \w+)*?(?: and \w+)?(?:'s)?(?: \w)? \(?((?:19|20)\d\d)\b", body)
    assert len(cited) > 15
    for _, year in cited:
        assert year in {each for _, each in known}, year
    for name, year in known:
        assert name in body and year in body, name
