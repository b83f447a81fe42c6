import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from rahmen.german.short import Numbers, ShortPieces, eight_bytes
from rahmen.german.vocabulary import Vocabulary


@given(st.lists(st.lists(st.text(alphabet="\0aä€ ", max_size=12) | st.text(max_size=30), max_size=9), max_size=4))
def test_pieces_that_share_a_place_keep_their_numbers(lists):
    known = Vocabulary()
    known.short.tables = Numbers(2), Numbers(1)  # so few places that many pieces want the same
    for texts in [*lists, *lists]:
        pieces = [text.encode("utf-8", "surrogatepass") for text in texts]
        bounds = np.cumsum([0, *map(len, pieces)], dtype=np.int32)
        assert [known.keys[n] for n in known.number_cut(b"".join(pieces), bounds)] == pieces
    assert len(set(known.keys)) == len(known.keys)


def test_pieces_alike_in_their_first_bytes_are_told_apart():
    pieces = [b"abcdefgh", b"abcdefg", b"abcdefghi", b"abcdefghj", b"abcdefghijklmnopqrstuvwx", b"a\0", b"a"]
    bounds = np.cumsum([0, *map(len, pieces)])
    given_, known = (eight_bytes(b"".join(pieces)), bounds[:-1], np.diff(bounds)), ShortPieces()
    assert known.look_up(*given_)[1].tolist() == list(range(7))
    known.keep(*given_, np.arange(7), 7)
    found, missed = known.look_up(*given_)
    assert (found.tolist(), missed.tolist()) == (list(range(7)), [])


def test_long_pieces_are_left_to_others():
    long = b"x" * 25
    given_, known = (eight_bytes(long), np.array([0]), np.array([25])), ShortPieces()
    known.keep(*given_, np.array([0]), 1)
    assert known.look_up(*given_)[1].tolist() == [0]


def test_tables_grow_with_the_vocabulary():
    known = ShortPieces()
    known.keep(eight_bytes(b"a"), np.array([0]), np.array([1]), np.array([5]), 100_000)
    assert len(known.tables[0].number) >= 200_000
    assert known.look_up(eight_bytes(b"a"), np.array([0]), np.array([1]))[0].tolist() == [5]
