"""What one sees: the highlighted text, figures, tables and the report. Tables in, pictures out."""

from .answer import answer
from .figures import compare_groups, profile
from .read import Reading, read
from .report import render_report
from .table import show_table

__all__ = ["Reading", "answer", "compare_groups", "profile", "read", "render_report", "show_table"]
