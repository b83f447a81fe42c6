import numpy as np
from sklearn.metrics import f1_score

from rahmen.coders.stacking import Calibration, Mix, best_cuts, splits


def test_folds_keep_documents_whole():
    groups = np.repeat(np.arange(10), 4)
    for train, test in splits(np.zeros((40, 1)), groups, 5, 0):
        assert not set(groups[train]) & set(groups[test])


def test_folds_share_out_the_rarest_label():
    target = np.zeros((40, 2), dtype=int)
    target[:5, 0], target[:20, 1] = 1, 1
    for _, test in splits(target, None, 5, 0):
        assert target[test, 0].sum() == 1


def test_the_mix_finds_the_part_that_knows():
    generator = np.random.default_rng(0)
    target = generator.integers(0, 2, (300, 1))
    good, noise = target + generator.normal(0, 0.3, (300, 1)), generator.normal(0, 1, (300, 1))
    mix = Mix().fit([good[:, :, None], noise[:, :, None]], target, np.ones(300))
    assert mix.weights[0][0, 0] > 5 * abs(mix.weights[1][0, 0])
    assert mix.sums([good[:, :, None], noise[:, :, None]]).shape == (300, 1)


def test_the_cut_is_near_the_best_f1():
    generator = np.random.default_rng(1)
    target = (generator.random((500, 1)) < 0.2).astype(int)
    sums = target * 1.5 + generator.normal(0, 1, (500, 1))
    cut = best_cuts(sums, target, np.ones(500))[0]
    best = max(f1_score(target, sums >= other) for other in np.linspace(-1, 3, 200))
    assert f1_score(target, sums >= cut) > best - 0.03


def test_weights_shift_the_cut():
    sums, target = np.arange(40.0)[:, None], (np.arange(40) % 4 == 3).astype(int)[:, None]
    light = np.where(np.arange(40) < 20, 0.01, 1.0)
    assert best_cuts(sums, target, light)[0] > best_cuts(sums, target, np.ones(40))[0]


def test_each_label_is_weighed_and_cut_on_sentences_of_its_own():
    generator = np.random.default_rng(3)
    target = (generator.random((400, 2)) < 0.3).astype(int)
    seen = np.arange(400) < 200  # on these a part knows the answer by heart, elsewhere it guesses
    heart = np.where(seen[:, None], target, generator.random((400, 2)))[:, :, None]
    fair = (target + generator.normal(0, 0.5, (400, 2)))[:, :, None]
    on = np.stack([~seen, np.ones(400, dtype=bool)], axis=1)
    mix = Mix().fit([heart, fair], target, np.ones(400), on)
    assert mix.weights[0][0, 0] < mix.weights[1][0, 0] / 3  # judged where it guesses
    assert mix.weights[0][1, 0] > mix.weights[0][0, 0] * 3
    sums = mix.sums([heart, fair])
    cuts = best_cuts(sums, target, np.ones(400), on)
    alone = best_cuts(sums[~seen], target[~seen], np.ones(200))
    assert cuts[0] == alone[0]
    assert cuts[1] == best_cuts(sums, target, np.ones(400))[1]


def test_probabilities_mean_what_they_say():
    generator = np.random.default_rng(2)
    decision = generator.normal(-1, 1.5, (4000, 2))
    target = (generator.random((4000, 2)) < 1 / (1 + np.exp(-(2 * decision - 1)))).astype(int)
    curve = Calibration().fit(decision, target)
    assert np.allclose(curve.slope, 2, atol=0.2)
    assert np.allclose(curve.shift, -1, atol=0.2)
    chance = curve.probabilities(decision)
    high = chance[:, 0] > 0.8
    assert abs(chance[high, 0].mean() - target[high, 0].mean()) < 0.03


def test_a_rare_label_borrows_the_curve_of_the_others():
    generator = np.random.default_rng(3)
    decision = generator.normal(-1, 1.5, (400, 3))
    target = (generator.random((400, 3)) < 1 / (1 + np.exp(-decision))).astype(int)
    target[:, 2] = 0
    curve = Calibration().fit(decision, target)
    assert 0.05 <= curve.slope[2] <= 2
    assert curve.probabilities(decision)[:, 2].mean() < 0.1
