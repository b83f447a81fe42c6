"""Sphinx configuration of the site: `make docs` builds it into build/site.

Pages are Markdown. What would otherwise be copied by hand (the codebook, the reference, measured tables, files of the
root) is put in by pages.py where a page holds a line such as ``<!-- codebook: frames -->``.
"""

import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

import pages
from docutils import nodes
from docutils.utils.math import latex2mathml

import rahmen

project = "Rahmen"
author = "The Rahmen contributors"
copyright = "the Rahmen contributors; code MIT, constructed texts and codes CC BY 4.0"
version = release = rahmen.__version__

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
myst_enable_extensions = ["dollarmath"]
myst_heading_anchors = 3


default_role = "code"
smartquotes_action = "D"  # dashes alone: what is quoted stays as it was written
autodoc_member_order = "bysource"
autodoc_default_options = {"members": True}
autodoc_preserve_defaults = True
napoleon_google_docstring = False
napoleon_use_rtype = False
napoleon_preprocess_types = True

html_theme = "furo"
html_title = f"Rahmen {version}"
html_show_sphinx = False
html_copy_source = False
html_domain_indices = False
html_static_path = ["site.css"]
html_css_files = ["site.css"]
html_math_renderer = "mathml"
html_theme_options = {"top_of_page_buttons": []}


def _inline(self, node):
    self.body.append(latex2mathml.tex2mathml(node.astext()))
    raise nodes.SkipNode


def _block(self, node):
    self.body.append(f'<div class="math">{latex2mathml.tex2mathml(node.astext(), as_block=True)}</div>')
    raise nodes.SkipNode


def _fill(app, docname, source):
    """Put what is generated into a page, and turn its links to files of the repository into links of the site."""
    source[0] = pages.fill(source[0], f"{docname}.md")


def _skip(app, what, name, thing, skip, options):
    """Leave out scikit-learn's metadata routing, and properties that the class tells under Attributes."""
    if isinstance(thing, property):  # from Python 3.13 on docstrings come without their indentation
        owner = getattr(sys.modules[thing.fget.__module__], thing.fget.__qualname__.split(".")[0])
        return bool(re.search(rf"^ *(\w+, )*{name}(, \w+)* :", owner.__doc__ or "", re.MULTILINE)) or None
    return True if re.fullmatch("set_.*_request", name) else None


def setup(app):
    """Register formulas as MathML, which browsers draw without a script, and the generated parts of pages."""
    app.add_html_math_renderer("mathml", (_inline, None), (_block, None))
    app.connect("source-read", _fill)
    app.connect("autodoc-skip-member", _skip)
    return {"parallel_read_safe": True}
