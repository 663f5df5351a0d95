"""Everything below a content root, read once: what the rules check and what the library is made of."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.finding import Finding, Place
from lms.content.reading.course import CourseFile, Redirects, read_course, read_redirects
from lms.content.reading.glossary import Glossary, read_glossary
from lms.content.reading.items import BankItem, read_items
from lms.content.reading.language import read_language
from lms.content.reading.lesson import LessonFile, read_lesson
from lms.content.reading.module import Frame, read_frame
from lms.content.reading.scenario import ScenarioFile, read_scenario
from lms.content.reading.sources import Sources, read_sources
from lms.content.reading.system_map import FILE as MAP
from lms.content.reading.system_map import MapFile, read_map
from lms.content.reading.text import read_text
from lms.content.rules.files import MISSING_FILE
from lms.content.segment import Language

FOLDERS = ("courses", "quizzes", "media", "translations")
BANK = "items"  # the beginning of the name of a file of items
NOT_COURSES = ("courses/sources.toml", "courses/glossary.toml", "courses/redirects.toml", MAP)


@dataclass(frozen=True)
class ModuleFiles:
    """A module's frame and the files that belong to it; a draft's may be left unread."""

    frame: Frame
    lessons: Mapping[str, LessonFile] = field(default_factory=dict)
    scenarios: Mapping[str, ScenarioFile] = field(default_factory=dict)
    bank: tuple[BankItem, ...] = ()
    drawings: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return self.frame.id


@dataclass(frozen=True)
class Manuscript:
    """The whole content; `names` are all files below the root, `findings` what could not be read."""

    root: Path
    names: frozenset[str]
    modules: Mapping[str, ModuleFiles]
    courses: Mapping[str, CourseFile]
    sources: Sources | None
    glossary: Glossary | None
    redirects: Redirects | None
    languages: Mapping[str, Language]
    findings: tuple[Finding, ...]
    map: MapFile | None = None

    def lesson_exists(self, subject: str) -> bool:
        """Whether a `<module>/<lesson>` is listed in a module, published or not."""
        module, _, lesson = subject.partition("/")
        return module in self.modules and lesson in self.modules[module].frame.lessons


def read(root: Path, *, drafts: bool = True) -> Manuscript:
    """Reads all content; without `drafts`, of a draft module only its frame."""
    found: list[Finding] = []
    names = frozenset(_names(root))
    modules = {name: _module(root, name, names, drafts, found) for name in _module_names(names)}
    courses = {name: read_course(root, name, found) for name in _course_names(names)}
    languages = {code: read_language(root, code, found) for code in _language_codes(names)}
    return Manuscript(
        root=root,
        names=names,
        modules={name: module for name, module in modules.items() if module},
        courses={name: course for name, course in courses.items() if course},
        sources=_sources(root, names, found),
        glossary=read_glossary(root, found) if "courses/glossary.toml" in names else None,
        redirects=read_redirects(root, found) if "courses/redirects.toml" in names else None,
        languages={code: language for code, language in languages.items() if language},
        map=read_map(root, found) if MAP in names else None,
        findings=tuple(found),
    )


def stems(names: frozenset[str], folder: str, suffix: str) -> list[str]:
    """The names of the files directly in a folder, without folder and suffix, in order."""
    inside = (name[len(folder) + 1 :] for name in names if name.startswith(f"{folder}/") and name.endswith(suffix))
    return sorted(name.removesuffix(suffix) for name in inside if "/" not in name)


def _names(root: Path) -> Iterator[str]:
    for folder in FOLDERS:
        for place, folders, files in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            base = Path(place).relative_to(root).as_posix()
            yield from (f"{base}/{name}" for name in files if not name.startswith(".") and not name.endswith("~"))


def _module_names(names: frozenset[str]) -> list[str]:
    return sorted({name.split("/")[1] for name in names if name.startswith("courses/") and name.count("/") == 2})


def _course_names(names: frozenset[str]) -> list[str]:
    return [stem for stem in stems(names, "courses", ".toml") if f"courses/{stem}.toml" not in NOT_COURSES]


def _language_codes(names: frozenset[str]) -> list[str]:
    return sorted({name.split("/")[1] for name in names if name.startswith("translations/") and name.count("/") == 2})


def _sources(root: Path, names: frozenset[str], found: list[Finding]) -> Sources | None:
    if "courses/sources.toml" in names:
        return read_sources(root, found)
    found.append(MISSING_FILE.at(Place("courses/sources.toml"), "There is no list of sources."))
    return None


def _module(root: Path, name: str, names: frozenset[str], drafts: bool, found: list[Finding]) -> ModuleFiles | None:
    if f"courses/{name}/module.toml" not in names:
        found.append(MISSING_FILE.at(Place(f"courses/{name}/module.toml"), "This folder has no module.toml."))
        return None
    frame = read_frame(root, name, found)
    if frame is None or not (drafts or frame.published):
        return None if frame is None else ModuleFiles(frame)
    return _module_files(root, name, frame, names, found)


def _module_files(root: Path, name: str, frame: Frame, names: frozenset[str], found: list[Finding]) -> ModuleFiles:
    written = set(stems(names, f"courses/{name}", ".md"))
    quizzes = stems(names, f"quizzes/{name}", ".toml")
    lessons = {one: read_lesson(root, name, one, found) for one in frame.lessons if one in written}
    scenarios = {one: read_scenario(root, name, one, found) for one in frame.scenarios if one in quizzes}
    banks = [f"quizzes/{name}/{stem}.toml" for stem in quizzes if stem.startswith(BANK)]
    drawn = [f"{stem}.svg" for stem in stems(names, f"media/{name}", ".svg")]
    drawings = {file: read_text(root, f"media/{name}/{file}", found) for file in drawn}
    return ModuleFiles(
        frame,
        {one: file for one, file in lessons.items() if file},
        {one: file for one, file in scenarios.items() if file},
        tuple(item for bank in banks for item in read_items(root, name, bank, found)),
        {file: text for file, text in drawings.items() if text is not None},
    )
