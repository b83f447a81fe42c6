"""Speech in a text: what the tests of who says what share."""

import pandas as pd

import rahmen


def told(text):
    return [(row.kind, text[row.start : row.end], row.speaker) for row in rahmen.find_speech(text).itertuples()]


def said(text):
    """Give what is told as direct speech, and who says it."""
    return [(passage, speaker) for kind, passage, speaker in told(text) if kind == "direct"]


def voices(text):
    """Give the voice of the main clause of each sentence."""
    clauses = rahmen.find_status(rahmen.split_sentences(pd.DataFrame({"doc": ["a"], "text": [text]})))
    return clauses[clauses["main"]]["voice"].tolist()
