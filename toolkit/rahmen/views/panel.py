"""The explorer's panel, in ipywidgets: menus, the figure, a button for each share, the sentences behind it."""

import base64
import io
from html import escape

import ipywidgets as widgets

_STYLE = """
body:not(.jp-Notebook):has(LIVE) #rahmen-static-NAME { display: none; }
body:not(.jp-Notebook):has(LIVE) .jp-OutputArea-child:has(#rahmen-static-NAME) { display: none; }
.rahmen-explore.jupyter-widgets-disconnected, body.jp-Notebook .rahmen-explore { display: none; }
.rahmen-explore .rahmen-figure { max-width: 46rem; margin: .4rem 0; }
.rahmen-explore .rahmen-figure img { max-width: 100%; border-radius: 4px; display: block; }
.rahmen-explore .rahmen-hint { max-width: 46rem; font-size: .875rem; }
.rahmen-explore .widget-html-content { line-height: 1.5; white-space: normal; }
"""
_LIVE = ".rahmen-explore-NAME:not(.jupyter-widgets-disconnected)"
"""A panel whose kernel answers hides the static table; one without a kernel, or on a page of nbconvert, is hidden."""
_EVERY, _NONE = {"voice": "any", "status": "any"}, ""


class Panel:
    """The menus of an explorer and what follows from them; ``box`` is the widget.

    Parameters
    ----------
    explorer : Explorer
    """

    def __init__(self, explorer):
        self.explorer, self.picked, self.buttons = explorer, None, {}
        self.menus = {key: self._menu(key, values) for key, values in explorer.choices.items()}
        self.by = widgets.Dropdown(options=explorer.columns, value=explorer.by, description="side by side")
        self.figure, self.hint, self.list = widgets.HTML(), widgets.HTML(), widgets.HTML()
        self.grid = widgets.GridBox(layout={"overflow": "auto", "grid_gap": "2px 6px"})
        for menu in (*self.menus.values(), self.by):
            menu.layout.width, menu.style.description_width = "17rem", "6rem"
            menu.observe(self._follow, "value")
        rows = [*self.menus.values(), *([self.by] if len(explorer.columns) > 1 else [])]
        head = widgets.HBox(rows, layout={"flex_flow": "row wrap"})
        style = _STYLE.replace("LIVE", _LIVE).replace("NAME", explorer.name)
        hide = widgets.HTML(f"<style>{style}</style>", layout={"display": "none"})
        self.box = widgets.VBox([hide, head, self.figure, self.grid, self.hint, self.list])
        self.box.add_class("rahmen-explore").add_class(f"rahmen-explore-{explorer.name}")
        self._follow()

    def _menu(self, key, values):
        titles = self.explorer.titles if key == "label" else {}
        options = [(_EVERY.get(key, "all"), _NONE), *((titles.get(value, str(value)), value) for value in values)]
        return widgets.Dropdown(options=options, value=_NONE, description="frame" if key == "label" else key)

    @property
    def chosen(self):
        """What the menus say now."""
        values = {key: menu.value for key, menu in self.menus.items() if key != "label"}
        return {key: value for key, value in values.items() if value != _NONE} | {"by": self.by.value}

    def _follow(self, change=None):
        """Draw anew after a choice; the share in view stays in view where the choice still holds it."""
        shares = self.explorer.shares(label=self.menus["label"].value or None, **self.chosen)
        self.figure.value = self._picture(shares) if len(shares) else "<p>No document fits this choice.</p>"
        self._fill(shares)
        self._show(self.picked if self.picked in self.buttons else None)

    def _picture(self, shares):
        buffer, figure = io.BytesIO(), self.explorer.figure(shares, self.by.value)
        figure.savefig(buffer, format="png")
        code = base64.b64encode(buffer.getvalue()).decode("ascii")
        alt = escape(figure.alt, quote=True)
        return f'<div class="rahmen-figure"><img alt="{alt}" src="data:image/png;base64,{code}"></div>'

    def _fill(self, shares):
        """Lay the shares out as buttons: a row a label and a column a group, the other way round for many groups."""
        by, layout = self.by.value, widgets.Layout(width="auto")
        groups = list(dict.fromkeys(shares[by])) if by else [None]
        labels = [label for label in self.explorer.titles if (shares["label"] == label).any()]
        keys = zip(shares["label"], shares[by] if by else [None] * len(shares), strict=True)
        self.buttons = {key: self._button(row, key, layout) for key, row in zip(keys, shares.itertuples(), strict=True)}
        turned = len(groups) > 4
        down, across = (groups, labels) if turned else (labels, groups)
        cells = [widgets.Label(), *map(self._heading, across)]
        for one in down:
            keys = [(other, one) if turned else (one, other) for other in across]
            cells += [self._heading(one), *(self.buttons.get(key) or widgets.Label("–") for key in keys)]
        self.grid.children = cells
        self.grid.layout.grid_template_columns = f"max-content repeat({len(across)}, 10rem)"

    def _heading(self, one):
        return widgets.Label("" if one is None else self.explorer.titles.get(one, str(one)))

    def _button(self, row, key, layout):
        spread = f" ({row.low * 100:.1f}–{row.high * 100:.1f})" if row.low == row.low else ""
        button = widgets.Button(description=f"{row.share * 100:.1f} %{spread}", layout=layout)
        button.tooltip, button.disabled = f"{self._name(key)}: {row.reading}", not row.share > 0
        button.on_click(lambda _: self._show(key))
        return button

    def _name(self, key):
        label, group = key
        chosen = [f"{name} {value}" for name, value in self.chosen.items() if name != "by"]
        return ", ".join([self.explorer.titles[label], *([str(group)] if group is not None else []), *chosen])

    def _show(self, key):
        """Show the sentences behind a share."""
        self.picked = key
        for other, button in self.buttons.items():
            button.button_style = "primary" if other == key else ""
        if key is None:
            self.hint.value, self.list.value = '<p class="rahmen-hint">Click a share to see its sentences.</p>', ""
            return
        self.hint.value = (
            f'<p class="rahmen-hint"><b>{escape(self._name(key))}</b>. All sentences of the documents stay the base. '
            "Click a sentence to see which rules found it, and what stands around it.</p>"
        )
        self.list.value = self.explorer.sentences(*key, **self.chosen).html
