import numpy as np
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rahmen.german.denial import denied
from rahmen.german.negation import find_scopes
from rahmen.german.tokens import read_tokens
from rahmen.german.words import Words
from tests import oracle_denial

WORDS = st.sampled_from([
    "nicht", "nie", "niemals", "kaum", "nur", "mehr", "kein", "keine", "Rede", "Zweifel", "weder", "noch", "ohne",
    "statt", "zu", "dass", "und", "oder", "sondern", "außer", "unwahrscheinlich", "ungern", "gern",
    "Netz", "Haus", "das", "die",
    "verbietet", "verhindert", "lehnt", "ab", "bestreitet", "fehlt", "mangelt", "glaubt", "glaube", "alles", "andere",
    "als", "weit", "entfernt", "ist", "geht", "war", "er", "weil", "aber", "Mangel", "an", "spricht", "gegen", "wohl",
])  # fmt: skip
SENTENCES = st.lists(st.tuples(WORDS, st.sampled_from(["", "", "", ",", "."])), max_size=14).map(
    lambda pairs: " ".join(word + mark for word, mark in pairs)
)


@settings(max_examples=400)
@given(st.lists(SENTENCES, min_size=1, max_size=4))
@example(["Sie lehnte den Plan ab.", "Alles andere als gut.", "Niemand außer dem Netz und Haus."])
def test_the_arrays_tell_what_the_rules_tell(texts):
    tokens = read_tokens(texts)
    found = denied(tokens, np.arange(len(texts)))
    for row, text in enumerate(texts):
        begin, end = tokens.bounds[row : row + 2]
        assert set(np.flatnonzero(found[begin:end]).tolist()) == oracle_denial.negated_places(Words(text)), text
    assert find_scopes(texts) == [sorted(oracle_denial.find_scopes(Words(text))) for text in texts]


def test_only_the_texts_asked_for_are_looked_at():
    tokens = read_tokens(["Nicht gut.", "Nicht schlecht."])
    assert denied(tokens, np.array([1])).tolist() == [False, False, False, True]
    assert not denied(tokens, np.array([], dtype=int)).any()
