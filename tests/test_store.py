import numpy as np
import pytest

import rahmen
from rahmen.coders import store


def test_arrays_and_facts_come_back(tmp_path):
    path = tmp_path / "m.safetensors"
    store.write(path, {"a": np.arange(6.0).reshape(2, 3).T}, {"name": "Ä"})
    assert store.about(path) == {"name": "Ä"}
    assert (store.read(path)["a"] == np.arange(6.0).reshape(2, 3).T).all()


def test_what_is_no_model_is_refused(tmp_path):
    with pytest.raises(rahmen.ModelError, match=r"must be \.safetensors"):
        store.write(tmp_path / "m.bin", {}, {})
    with pytest.raises(rahmen.ModelError, match="no model file"):
        store.about(tmp_path / "m.safetensors")
    (tmp_path / "m.safetensors").write_bytes(b"\x80\x04 pickled")
    with pytest.raises(rahmen.ModelError, match="no safetensors file"):
        store.about(tmp_path / "m.safetensors")
    from safetensors.numpy import save_file

    save_file({"a": np.zeros(1)}, tmp_path / "m.safetensors", metadata={"format": "other"})
    with pytest.raises(rahmen.ModelError, match="no model of this package"):
        store.about(tmp_path / "m.safetensors")


def test_a_model_that_is_not_shipped_names_the_mend():
    with pytest.raises(rahmen.ModelError, match="make model"):
        store.shipped("nothing")


@pytest.mark.parametrize("name", ["frames", "sentiment", "stance_migration"])
def test_shipped_models_carry_what_they_were_trained_on(name):
    facts = store.about(store.shipped(name))
    assert facts["sentences"] > 100
    assert len(facts["training"]) == 64


def test_the_same_model_is_the_same_file(tmp_path):
    for name in ("a", "b"):
        store.write(tmp_path / f"{name}.safetensors", {"x": np.arange(3.0)}, {"z": 1, "kind": "k", "b": [1, 2]})
    assert (tmp_path / "a.safetensors").read_bytes() == (tmp_path / "b.safetensors").read_bytes()
