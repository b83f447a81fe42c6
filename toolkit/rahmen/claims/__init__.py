"""From codes to claims, each with its uncertainty. No text, no German and no coder comes in here."""

from .accuracy import accuracy, rule_table
from .agreement import agreement
from .compare import compare
from .disagreement import disagreement
from .keyness import keyness
from .periods import over_time
from .plan import sample_plan
from .prevalence import prevalence
from .sampling import draw
from .scores import calibration, ranking
from .together import cooccurrence

__all__ = [
    "accuracy",
    "agreement",
    "calibration",
    "compare",
    "cooccurrence",
    "disagreement",
    "draw",
    "keyness",
    "over_time",
    "prevalence",
    "ranking",
    "rule_table",
    "sample_plan",
]
