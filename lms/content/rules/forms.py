"""The scenarios of one form, for the rules that hold for it alone."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.graph import has_whole_graph
from lms.domain.scenario import ScenarioForm


def files_of(manuscript: Manuscript, form: ScenarioForm, *, whole: bool = False) -> Iterator[ScenarioFile]:
    """The files of a form; with `whole` only those in which every way leads to an ending."""
    for module in manuscript.modules.values():
        for file in module.scenarios.values():
            if file.scenario.form is form and (not whole or has_whole_graph(file.scenario)):
                yield file
