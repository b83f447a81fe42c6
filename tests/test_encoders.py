import numpy as np
import pytest

import rahmen
from rahmen.coders import encoders


def test_meaning_not_wording():
    encoder = rahmen.UseEncoder()
    vectors = encoder.encode(["Die Nutzer wandern ab.", "Die Anwender verlassen den Dienst.", "Der Kuchen schmeckt."])
    assert vectors.shape == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-4)
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2]


def test_shouting_is_calmed():
    encoder = rahmen.UseEncoder()
    loud, calm = encoder.encode(["DIE NUTZER WANDERN AB!", "Die nutzer wandern ab!"])
    assert np.allclose(loud, calm, atol=1e-5)


def test_no_texts():
    assert rahmen.UseEncoder().encode([]).shape == (0, 512)


def test_other_weights_are_refused(monkeypatch):
    encoders._use.cache_clear()
    monkeypatch.setitem(encoders._WEIGHTS, "sp.model", "0" * 64)
    try:
        with pytest.raises(rahmen.EncoderError, match=r"sp\.model .* is not that of version"):
            rahmen.UseEncoder().encode(["a"])
    finally:
        encoders._use.cache_clear()


def test_what_is_no_encoder_is_refused():
    with pytest.raises(TypeError, match="must be 'use', 'frames', None or an object"):
        rahmen.FrameClassifier(encoder="bert").fit(["a", "b"], [[0], [1]])


def test_without_the_extra_the_mend_is_named(monkeypatch):
    monkeypatch.setattr(encoders, "find_spec", lambda name: None)
    with pytest.raises(rahmen.EncoderError, match=r"pip install 'rahmen\[transformers\]'"):
        rahmen.TransformerEncoder("some/model")


def test_a_transformer_from_a_folder(tmp_path):
    transformers = pytest.importorskip(
        "transformers", reason="the extra 'transformers' is not installed (make transformers)"
    )
    pytest.importorskip("sentence_transformers", reason="the extra 'transformers' is not installed (make transformers)")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "nutzer", "protest", "regen", "die"]
    (tmp_path / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    tokenizer = transformers.BertTokenizerFast(str(tmp_path / "vocab.txt"), do_lower_case=True)
    config = transformers.BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16
    )
    transformers.BertModel(config).save_pretrained(tmp_path / "tiny", safe_serialization=True)
    tokenizer.save_pretrained(tmp_path / "tiny")
    encoder = rahmen.TransformerEncoder(tmp_path / "tiny", device="cpu")
    vectors = encoder.encode(["die nutzer", "regen", "die nutzer"])
    assert vectors.shape == (3, 16)
    assert vectors.dtype == np.float32
    assert np.allclose(vectors[0], vectors[2], atol=1e-5)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    coder = rahmen.FrameClassifier(encoder=encoder, grams=False).fit(["die nutzer", "regen"] * 6, [[1], [0]] * 6)
    assert coder.predict(["regen"]).tolist() == [[0]]
    with pytest.raises(rahmen.EncoderError, match="cannot be loaded; give its folder, or download=True"):
        rahmen.TransformerEncoder(tmp_path / "nothing-here")


def test_naming_an_encoder_loads_no_weights():
    assert rahmen.UseEncoder().name == "use-multilingual-v3"
