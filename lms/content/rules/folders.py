"""Rules for folders: every file that is named is there, and every file that is there is named."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import Finding, Place
from lms.content.reading.manuscript import BANK, FOLDERS, Manuscript, ModuleFiles
from lms.content.rules.files import MISSING_FILE, UNLISTED_FILE

LOOSE_FILES = ("LICENSE", "README.md", "ids.txt", "language.toml")


def check(manuscript: Manuscript) -> Iterator[Finding]:
    yield from _unlisted(manuscript)
    for folder, module in manuscript.modules.items():
        if module.frame.published:
            yield from _missing(folder, module, manuscript.names)


def _missing(folder: str, module: ModuleFiles, names: frozenset[str]) -> Iterator[Finding]:
    for number, lesson in enumerate(module.frame.lessons):
        if f"courses/{folder}/{lesson}.md" not in names:
            place = module.frame.document.place("lessons", number)
            yield MISSING_FILE.at(place, f"There is no file courses/{folder}/{lesson}.md.")
    for number, scenario in enumerate(module.frame.scenarios):
        if f"quizzes/{folder}/{scenario}.toml" not in names:
            place = module.frame.document.place("scenarios", number)
            yield MISSING_FILE.at(place, f"There is no file quizzes/{folder}/{scenario}.toml.")


def _unlisted(manuscript: Manuscript) -> Iterator[Finding]:
    for name in sorted(manuscript.names):
        loose = name.startswith("media/fonts/") or name.rsplit("/", 1)[-1] in LOOSE_FILES
        if not loose and not _has_its_place(name, manuscript):
            yield UNLISTED_FILE.at(Place(name), "Nothing names this file.")


def _has_its_place(name: str, manuscript: Manuscript) -> bool:
    folder, *inside, file = name.split("/")
    stem, _, suffix = file.rpartition(".")
    if not inside:
        return folder == "courses" and suffix == "toml"
    if len(inside) > 1 or folder not in FOLDERS:
        return False
    module = manuscript.modules.get(inside[0])
    if folder == "translations":
        return suffix == "po"
    if module is None:  # its module.toml is missing or broken, which is a finding of its own
        return f"courses/{inside[0]}/module.toml" in manuscript.names or (folder, file) == ("courses", "module.toml")
    if folder == "courses":
        return file == "module.toml" or (suffix == "md" and stem in module.frame.lessons)
    if folder == "quizzes":
        return suffix == "toml" and (stem in module.frame.scenarios or stem.startswith(BANK))
    return suffix == "svg"  # whether a drawing is used is a rule of its own
