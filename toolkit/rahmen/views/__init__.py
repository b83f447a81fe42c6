"""What one sees: the highlighted text, figures, tables and the report. Tables in, pictures out."""

from .answer import answer
from .behind import behind, listing
from .concordance import concordance
from .contrasts import contrast, heatmap, stacked, together
from .courses import keywords, sentiment_course
from .define import define
from .evaluation import confusion, precision_recall, reliability
from .explore import Explorer, explore
from .figures import across_groups, compare_groups, profile
from .periods import course
from .plot import plot
from .read import Reading, read
from .report import render_report
from .table import show_table
from .terminal import read_terminal
from .validity import agreements, corrections, disagreements
from .voices import voices

__all__ = [
    "Explorer", "Reading", "across_groups", "agreements", "answer", "behind", "compare_groups", "concordance",
    "confusion", "contrast", "corrections", "course", "define", "disagreements", "explore", "heatmap", "keywords",
    "listing", "plot", "precision_recall", "profile", "read", "read_terminal", "reliability", "render_report",
    "sentiment_course", "show_table", "stacked", "together", "voices",
]  # fmt: skip
