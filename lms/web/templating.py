"""How this site uses Jinja: words are looked up when a template is compiled, and small pieces are drawn once.

Every language has an environment of its own, so a sentence without values is as fixed as the markup
around it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from gettext import NullTranslations
from typing import Any

from jinja2 import Environment, Template, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer

PIECES = frozenset(
    "brand button contents_line footer icon legend link_button menu onward role_word state thread word".split()
)
"""Macros that draw the same thing whenever they are given the same values, none of which is secret."""
KEPT = 512  # drawings of each piece


class Piece:
    """A macro that remembers what it has drawn."""

    __slots__ = ("_drawn", "_macro")

    def __init__(self, macro: Callable[..., str]) -> None:
        self._macro = macro
        self._drawn = lru_cache(KEPT, typed=True)(macro)

    def __call__(self, *args: Any, **values: Any) -> str:
        try:
            return self._drawn(*args, **values)
        except TypeError:  # a value that has no hash
            return self._macro(*args, **values)


class Frame(Context):
    """Calls what a template calls; pieces without asking first what they would like to be handed."""

    def call(__self, __obj: Any, *args: Any, **values: Any) -> Any:  # noqa: N805 # Jinja's shape
        if type(__obj) is Piece:
            values.pop("_block_vars", None)
            values.pop("_loop_vars", None)
            return __obj(*args, **values)
        return super().call(__obj, *args, **values)


class Component(Template):
    """A template whose macros depend on their arguments alone, so that importing them costs nothing."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:  # noqa: ARG002 # Jinja's shape
        """Jinja compares the globals of both templates at each import; here they are always the same."""
        return super()._get_default_module()

    def make_module(self, *values: Any, **more: Any) -> TemplateModule:
        module = super().make_module(*values, **more)
        for name in PIECES & vars(module).keys():
            if isinstance(getattr(module, name), Macro):
                setattr(module, name, Piece(getattr(module, name)))
        return module


class Spoken(Environment):
    """An environment in one language; `words` is set before the first template is compiled."""

    template_class = Component
    context_class = Frame
    words: NullTranslations

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        Said(self).visit(tree)
        return tree


class Said(NodeTransformer):
    """Puts the translation in the place of every call for one; its values are filled in when it is drawn."""

    def __init__(self, environment: Spoken) -> None:
        self.environment = environment
        words = environment.words
        self.say: dict[str, Callable[..., str]] = {"_": words.gettext, "pgettext": words.pgettext}

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 # Jinja's shape
        self.generic_visit(node)
        name = node.node.name if isinstance(node.node, nodes.Name) else ""
        fixed = [one.value for one in node.args if isinstance(one, nodes.Const)]
        if name not in self.say or len(fixed) < len(node.args) or node.dyn_args or node.dyn_kwargs:
            return node
        return self._said(self.say[name](*fixed), node.kwargs, node.lineno)

    def _said(self, text: str, values: list[nodes.Keyword], line: int) -> nodes.Node:
        if not values:
            return self._markup(text % {}, line)
        pairs = [nodes.Pair(nodes.Const(one.key, lineno=line), one.value, lineno=line) for one in values]
        return self._placed(nodes.Mod(self._markup(text, line), nodes.Dict(pairs, lineno=line), lineno=line))

    def _markup(self, text: str, line: int) -> nodes.Node:
        return self._placed(nodes.MarkSafe(nodes.Const(text, lineno=line), lineno=line))

    def _placed(self, node: nodes.Expr) -> nodes.Node:
        return node.set_environment(self.environment)
