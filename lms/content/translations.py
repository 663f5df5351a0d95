"""Looking up content in a language: one segment at a time, with its state said honestly.

Catalogues lie in `translations/<lang>/<module>.po`, what belongs to no module in `courses.po`. They are
read when a language is first asked for, not at the start.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.catalogue import Catalogue, load
from lms.content.pseudo import FORMS
from lms.content.segment import SOURCE, Language, Segment, State

ENGLISH = Language(SOURCE, "English", "ltr", "source")
NEEDS_ENGLISH = frozenset({State.STALE, State.MACHINE_DRAFT, State.HUMAN_DRAFT})


@dataclass(frozen=True)
class Translations:
    """All content catalogues of a site.

    `critical` holds the (module, context) of texts where a wrong word could hurt someone.
    """

    root: Path
    languages: Mapping[str, Language]
    critical: frozenset[tuple[str, str]] = frozenset()
    _catalogues: dict[tuple[str, str], Catalogue] = field(default_factory=dict)

    def text(self, lang: str, module: str, context: str, source: str) -> Segment:
        """The segment to show. `module` is a module's id, or `segment.SHARED`.

        What is missing falls back to English. A critical text that is stale or unreviewed brings the
        English along, to stand beside it.
        """
        if lang == SOURCE or not source:
            return Segment(source, SOURCE, State.REVIEWED)
        if lang in FORMS:
            return Segment(FORMS[lang](source), lang, State.REVIEWED)
        entry = self.catalogue(lang, module).get((context, source))
        if entry is None:
            return Segment(source, SOURCE, State.MISSING)
        needs_english = entry.state in NEEDS_ENGLISH and (module, context) in self.critical
        return Segment(entry.text, lang, entry.state, source if needs_english else "")

    def catalogue(self, lang: str, module: str) -> Catalogue:
        """The catalogue of a module in a language; empty where there is none, or none that can be read."""
        key = lang, module
        if key not in self._catalogues:
            self._catalogues[key] = self._load(lang, module) if lang in self.languages else {}
        return self._catalogues[key]

    def _load(self, lang: str, module: str) -> Catalogue:
        try:
            return load(self.root / "translations" / lang / f"{module}.po")
        except ValueError:  # `check` names it; readers get English
            return {}
