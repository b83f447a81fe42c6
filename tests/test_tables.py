import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rahmen import tables


@pytest.mark.parametrize("kind", list(tables.COLUMNS))
def test_require_names_the_missing_column(kind):
    for column in tables.COLUMNS[kind]:
        short = pd.DataFrame(columns=[c for c in tables.COLUMNS[kind] if c != column])
        with pytest.raises(tables.TableError, match=f"{kind} table lacks the column '{column}'"):
            tables.require(short, kind)


def test_require_wants_a_dataframe_and_unique_keys():
    with pytest.raises(tables.TableError, match="must be a pandas DataFrame; not list"):
        tables.require([], "documents")
    with pytest.raises(tables.TableError, match="doc 'a' more than once"):
        tables.require(pd.DataFrame({"doc": ["a", "a"], "text": ["", ""]}), "documents")


def test_one_of_says_what_is_allowed():
    assert tables.one_of("x", 1, (1, 2)) == 1
    with pytest.raises(ValueError, match="the `x` parameter must be one of 1, 2; not 3"):
        tables.one_of("x", 3, (1, 2))


def test_indicator_refuses_unknown_labels_and_bare_strings():
    assert tables.indicator([], ["a"]).shape == (0, 1)
    assert tables.indicator([["b"], ["a", "b"]], ["a", "b"]).tolist() == [[0, 1], [1, 1]]
    with pytest.raises(ValueError, match="row 1: unknown label 'c'"):
        tables.indicator([["a"], ["c"]], ["a", "b"])
    with pytest.raises(ValueError, match="row 0: expected a list"):
        tables.indicator(["ab"], ["a", "b"])


def test_stack_keeps_label_order_and_refuses_a_coder_twice(codes):
    other = codes.assign(coder=pd.Categorical(["second"] * len(codes)), scheme=pd.Categorical(["own"] * len(codes)))
    other["label"] = other["label"].cat.rename_categories({"opportunity": "new"})
    both = tables.stack(codes, other)
    assert len(both) == 2 * len(codes)
    assert list(both["label"].cat.categories) == ["resistance", "opportunity", "new"]
    assert both["value"].dtype == np.int8
    with pytest.raises(tables.TableError, match="more than once"):
        tables.stack(codes, codes)
    with pytest.raises(TypeError, match="at least one"):
        tables.stack()


def test_metadata_is_neither_own_nor_text_and_uncounted_parts_go():
    table = pd.DataFrame(columns=["doc", "sentence", "start", "end", "text", "part", "party"])
    assert tables.metadata(table, "sentences") == ["party"]
    assert tables.metadata(pd.DataFrame(columns=[*tables.CODES, "text", "group"]), "codes") == ["group"]
    parts = pd.DataFrame({"part": list(tables.PARTS)})
    assert tables.counted(parts)["part"].tolist() == ["headline", "lead", "body"]


def test_an_id_may_not_be_missing():
    with pytest.raises(tables.TableError, match="without an id"):
        tables.require(pd.DataFrame({"doc": [None], "text": ["a"]}), "documents")


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 3) | st.none()), max_size=6))
def test_a_sentence_that_stands_twice_is_found_in_any_order(keys):
    table = pd.DataFrame(keys, columns=["doc", "sentence"])
    if len(set(keys)) == len(keys):
        tables.unique_key(table, "sentences")
    else:
        with pytest.raises(tables.TableError, match="more than once"):
            tables.unique_key(table, "sentences")
