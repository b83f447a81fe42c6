from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import HashingVectorizer

from rahmen.coders.hashing import hashed_grams


def grams(word):
    yield word
    for length in range(3, min(5, len(word) - 1) + 1):
        yield from (word[start : start + length] for start in range(len(word) - length + 1))


@given(st.lists(st.text(alphabet="abcé<>ß0", max_size=14) | st.text(min_size=1, max_size=8), max_size=6))
def test_the_numbers_are_those_of_scikit_learn(words):
    words = [word.encode("utf-8", "ignore").decode() for word in words]
    hashing = HashingVectorizer(analyzer=grams, n_features=2**10, norm=None, alternate_sign=False, binary=True)
    wanted = [
        (n, feature) for n in range(len(words)) for feature in sorted(hashing.transform([words[n]]).indices.tolist())
    ]
    word, feature = hashed_grams(words, 3, 5, 2**10)
    assert list(zip(word.tolist(), feature.tolist(), strict=True)) == wanted


def test_without_words_there_is_nothing():
    assert [len(found) for found in hashed_grams([], 3, 5, 2**10)] == [0, 0]
