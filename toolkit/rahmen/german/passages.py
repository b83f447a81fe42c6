"""A passage that a text tells as somebody's words or view."""


class Passage:
    """A reported passage in offsets of its document."""

    __slots__ = ("cue", "kind", "name", "spans", "speaker")

    def __init__(self, spans, kind, speaker=None, cue=(), name=""):
        self.spans, self.kind, self.speaker, self.cue, self.name = spans, kind, speaker, list(cue), name

    def holds(self, span):
        """Tell whether a span lies within the passage."""
        return any(a <= span[0] and span[1] <= b for a, b in self.spans)
