import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rahmen
from rahmen.coders import taught
from rahmen.coders.taught import FrameEncoder

ENCODER = FrameEncoder()


def judged(task, text):
    values, weights, bias = ENCODER.heads[task]
    return values[int((ENCODER.encode([text])[0] @ weights + bias).argmax())]


def test_a_sentence_is_read_alike_wherever_it_stands():
    texts = ["Die Nutzer wandern ab.", "", "Es regnet.", "Sie fliehen vor der Zensur. " * 200, "🙂 Ω ﷽"]
    together = ENCODER.encode(texts)
    assert together.shape == (5, 384)
    assert together.dtype == np.float32
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    taught._vector.cache_clear()
    alone = np.concatenate([ENCODER.encode([text]) for text in reversed(texts)])[::-1]
    assert (together == alone).all()
    assert ENCODER.encode([]).shape == (0, 384)


def test_shouting_is_calmed():
    loud, calm = ENCODER.encode(["DIE NUTZER WANDERN AB!", "Die nutzer wandern ab!"])
    assert (loud == calm).all()


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Der Staat sperrt die Plattform.", "asserted"),
        ("Der Staat sperrt die Plattform nicht.", "negated"),
        ("Sperrt der Staat die Plattform?", "asked"),
        ("Womöglich könnte der Staat die Plattform sperren.", "hedged"),
    ],
)
def test_it_sees_what_another_encoder_is_blind_to(text, status):
    assert judged("status", text) == status


@pytest.mark.parametrize(
    ("text", "mood"),
    [
        ("Die neue App ist gut.", "positive"),
        ("Die neue App ist nicht gut.", "negative"),
        ("Das ist ein katastrophaler Fehler.", "negative"),
        ("Die Sitzung beginnt um neun Uhr.", "neutral"),
        ("Ein großartiger Erfolg, auf den wir stolz sein dürfen!", "positive"),
    ],
)
def test_sentiment(text, mood):
    assert judged("sentiment", text) == mood


def test_heads_fit_the_codebook_and_the_tables():
    assert {task: values for task, (values, _, _) in ENCODER.heads.items()} == {
        "frames": tuple(rahmen.load_codebook().names), "sentiment": ("negative", "neutral", "positive"),
        "status": rahmen.tables.STATUS, "voice": rahmen.tables.VOICE,
    }  # fmt: skip
    for values, weights, bias in ENCODER.heads.values():
        assert (weights.shape, bias.shape) == ((384, len(values)), (len(values),))


def test_attention_in_plain_loops():
    rng, (n, width) = np.random.default_rng(0), (5, 48)
    each = width // taught.HEADS
    sizes = {"look": (width, 3 * width), "look.bias": (3 * width,), "join": (width, width), "join.bias": (width,)}
    layer = {name: rng.normal(size=size) for name, size in sizes.items()}
    x, expected = rng.normal(size=(n, width)), np.zeros((n, width))
    mixed = x @ layer["look"] + layer["look.bias"]
    for head in range(taught.HEADS):
        q, k, v = (mixed[:, part * width + head * each : part * width + (head + 1) * each] for part in range(3))
        for row in range(n):
            seen = np.array([np.exp(q[row] @ k[other] / each**0.5) for other in range(n)])
            expected[row, head * each : (head + 1) * each] = (seen / seen.sum()) @ v
    expected = expected @ layer["join"] + layer["join.bias"]
    assert np.allclose(taught._attention(x, layer), expected)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 4), st.integers(1, 3), st.floats(1e-3, 1e3), st.integers(0, 99))
def test_eight_bits_come_back_nearly_as_they_were(rows, blocks, size, seed):
    matrix = np.random.default_rng(seed).normal(size=(rows, blocks * taught.BLOCK)).astype(np.float32) * size
    again = taught._unpack(*taught.pack(matrix))
    step = np.abs(matrix.reshape(rows, blocks, -1)).max(axis=2).repeat(taught.BLOCK, axis=1).reshape(matrix.shape) / 127
    assert (np.abs(again - matrix) <= step * 0.6 + 1e-6).all()


def test_altered_weights_are_refused(monkeypatch):
    arrays = dict(taught._arrays())
    arrays["place"] = arrays["place"] + 1
    taught._known.cache_clear()
    monkeypatch.setattr(taught, "_arrays", lambda: arrays)
    try:
        with pytest.raises(rahmen.EncoderError, match="is not what was trained: install the package anew"):
            FrameEncoder()
    finally:
        taught._known.cache_clear()


def test_own_labels_are_learned_on_its_vectors_and_kept(tmp_path):
    texts = ["Die Nutzer protestieren.", "Sie boykottieren die App.", "Es regnet.", "Der Zug hält."] * 4
    coder = rahmen.FrameClassifier(encoder="frames", grams=False).fit(texts, [["protest"], ["protest"], [], []] * 4)
    coder.save(tmp_path / "own.safetensors")
    again = rahmen.FrameClassifier.load(tmp_path / "own.safetensors")
    new = ["Tausende gehen aus Protest auf die Straße.", "Morgen scheint die Sonne."]
    assert again.predict(new).tolist() == coder.predict(new).tolist() == [[1], [0]]
    assert again.encoder == "frames"
