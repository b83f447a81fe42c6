import numpy as np
import pandas as pd
import pytest

import rahmen


def make(coder, shares, docs=30, sentences=20, seed=0):
    """Make codes of one label: {group: share}; the same seed gives the same sentences to all coders."""
    rng = np.random.default_rng(seed)
    rows = []
    for group, share in shares.items():
        for doc in range(docs):
            rows += [(f"{group}{doc}", n, int(draw < share), group) for n, draw in enumerate(rng.random(sentences))]
    table = pd.DataFrame(rows, columns=["doc", "sentence", "value", "group"])
    return table.assign(
        start=0, end=1, scheme="frames", label="a", coder=coder, score=np.nan, status=None, voice=None, speaker=None
    )


def test_a_conclusion_that_hangs_on_the_coder_is_told():
    found = rahmen.disagreement(make("p", {"x": 0.5, "y": 0.2}), make("q", {"x": 0.3, "y": 0.3}), a="x", b="y")
    assert found.set_index("coder")["verdict"].to_dict() == {"p": "higher", "q": "no difference shown"}
    assert found["flips"].all()
    assert "higher by p, no difference shown by q; the conclusion hangs on the coder" in found["reading"].iloc[0]
    alpha = rahmen.agreement(make("p", {"x": 0.5, "y": 0.2}), make("q", {"x": 0.3, "y": 0.3}))
    assert found["alpha"].iloc[0] == alpha.loc[alpha["measure"] == "alpha", "value"].iloc[0]


def test_coders_that_conclude_alike_do_not_flip():
    found = rahmen.disagreement(make("p", {"x": 0.6, "y": 0.2}), make("q", {"x": 0.5, "y": 0.15}), a="x", b="y")
    assert not found["flips"].any()
    assert "higher, whoever codes" in found["reading"].iloc[0]


def test_described_groups_flip_in_sign_only():
    tables = [make("p", {"x": 0.6, "y": 0.2}, docs=3), make("q", {"x": 0.1, "y": 0.4}, docs=3)]
    found = rahmen.disagreement(*tables, a="x", b="y")
    assert set(found["verdict"]) == {"described"}
    assert found["flips"].all()
    assert "higher by p, lower by q; described only" in found["reading"].iloc[0]
    assert "fewer than 10 documents" in found.attrs["note"]


def test_only_units_that_all_coded_count():
    p = make("p", {"x": 0.5})
    found = rahmen.disagreement(p, make("q", {"x": 0.5}).iloc[:40])
    assert found["n"].tolist() == [40, 40]
    assert found.loc[0, "share"] == p["value"].iloc[:40].mean()
    assert found["flips"].isna().all()


def test_mistakes_are_named():
    p = make("p", {"x": 0.5, "y": 0.5})
    with pytest.raises(ValueError, match="has one coder"):
        rahmen.disagreement(p)
    with pytest.raises(ValueError, match="share no unit"):
        rahmen.disagreement(p, p.assign(coder="q", doc="other" + p["doc"]))
    with pytest.raises(ValueError, match="both groups"):
        rahmen.disagreement(p, p.assign(coder="q"), a="x")
