"""Figures of frames by voice and by status."""

import pandas as pd
import pytest

import rahmen
from rahmen import views


@pytest.fixture
def resolved():
    text = (
        "Laut Anna Roth droht Zensur. Das ist keine Zensur. Droht Zensur? Viele sehen darin einen Akt des Widerstands."
    )
    sentences = rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]}))
    return rahmen.annotate(sentences, rahmen.CodebookClassifier())


def test_counts_by_voice_and_by_status(resolved):
    assert "Zensurrisiko: own 2, named 1" in views.voices(resolved).alt
    assert "Widerstand: unnamed 1" in views.voices(resolved).alt
    assert "Zensurrisiko: asserted 1, negated 1, asked 1" in views.voices(resolved, by="status").alt


def test_codes_without_voices_are_refused(resolved):
    with pytest.raises(ValueError, match="no code has a voice: annotate whole documents"):
        views.voices(resolved.assign(voice=None))
    with pytest.raises(ValueError, match="must be one of 'voice', 'status'"):
        views.voices(resolved, by="speaker")
