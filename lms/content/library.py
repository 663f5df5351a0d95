"""Everything that the site teaches, indexed and immutable: what pages and services look things up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

from lms.content import canonical, messages
from lms.content.canonical import Unit
from lms.content.drawing import inline
from lms.content.markdown import render
from lms.content.messages import Message, Part, Thing
from lms.content.reading.sources import Sources
from lms.content.segment import INTERFACE, SHARED, Language, Segment, State, Words
from lms.content.translations import Translations
from lms.domain import bank as banks
from lms.domain.bank import Bank, Owner
from lms.domain.course import COURSES, GENERAL, Citation, Course, Item, Lesson, Module, Report, Term
from lms.domain.scenario import Scenario
from lms.domain.system_map import SystemMap


@dataclass(frozen=True)
class Library:
    """The published content of a site (`lms.content.load` makes it).

    modules, courses, terms, languages: by id or code, in their own order
    redirects: `<module>/<lesson>` that has moved, to where it is now
    drawings: (module, file name) to the SVG as it is on disk
    """

    modules: Mapping[str, Module]
    courses: Mapping[str, Course]
    terms: Mapping[str, Term]
    sources: Sources
    redirects: Mapping[str, str]
    drawings: Mapping[tuple[str, str], str]
    translations: Translations
    map: SystemMap | None = None

    @property
    def reports(self) -> Mapping[str, Report]:
        return self.sources.reports

    @property
    def languages(self) -> Mapping[str, Language]:
        return self.translations.languages

    # units

    def module(self, module_id: str) -> Module | None:
        return self.modules.get(module_id)

    def lesson(self, module: str, lesson: str = "") -> Lesson | None:
        """A lesson by its module's id and its own, or by `<module>/<lesson>` alone."""
        return self._lessons.get(f"{module}/{lesson}" if lesson else module)

    def scenario(self, module: str, scenario: str = "") -> Scenario | None:
        """A scenario by its module's id and its own, or by `<module>/<scenario>` alone."""
        return self._scenarios.get(f"{module}/{scenario}" if scenario else module)

    def item(self, subject: str) -> Item | None:
        """An item by `<module>/<item>`."""
        return self._items.get(subject)

    def lessons_of(self, course: Course) -> tuple[Lesson, ...]:
        """The lessons of a course, in its order."""
        return tuple(lesson for subject in course.lessons if (lesson := self.lesson(subject)))

    def modules_of(self, course: Course) -> tuple[Module, ...]:
        """The modules that the lessons of a course belong to, as the course meets them."""
        names = dict.fromkeys(subject.partition("/")[0] for subject in course.lessons)
        return tuple(module for name in names if (module := self.module(name)))

    def owner(self, subject: str) -> Owner | None:
        """The module or the course that a certificate's subject names."""
        return self.module(subject) or self.courses.get(subject.removeprefix(f"{COURSES}/"))

    def owners(self) -> tuple[Owner, ...]:
        """Every module and every course."""
        return *self.modules.values(), *self.courses.values()

    def bank(self, owner: Owner) -> Bank | None:
        """What the mastery test of a module or a course is drawn from; None without a test."""
        if isinstance(owner, Module):
            return banks.of_module(owner)
        return banks.of_course(owner, self.modules_of(owner))

    def units(self) -> Iterator[Unit]:
        """Every lesson, item and scenario, module by module."""
        for module in self.modules.values():
            yield from module.lessons
            yield from module.scenarios
            yield from module.items

    def version(self, unit: Unit) -> str:
        """The version of a unit, 20 hex digits: the hash of its canonical form."""
        return self._versions.get(id(unit)) or canonical.version(unit)

    def unit(self, version: str) -> Unit | None:
        """The unit of this version; None when the site teaches another version now, or none."""
        return self._by_version.get(version)

    # sources and drawings

    def citations(self, sources: Iterable[str]) -> tuple[Citation, ...]:
        """What a page prints for these marks: each report and section once, `general` left out."""
        return self.sources.citations(sources)

    def rests_on_general(self, sources: Iterable[str]) -> bool:
        """Whether a page has to say «not from the reports»."""
        return GENERAL in sources

    def drawing(self, module: str, name: str, alt: str = "") -> str:
        """A drawing as an inline SVG element (HTML); empty when the module has none of this name.

        Without `alt` it is an ornament, hidden from screen readers.
        """
        svg = self.drawings.get((module, name))
        return inline(svg, alt) if svg else ""

    # words

    def text(self, lang: str, module: str, context: str, source: str) -> Segment:
        """A text in a language; see `messages` for contexts and `Translations.text` for what falls back."""
        return self.translations.text(lang, module, context, source)

    def words(self, lang: str, thing: Thing, *inside: Part) -> Words:
        """What says the texts of a thing, or of a part of it, in a language.

        >>> say = library.words("km", scenario, node, choice)
        >>> say(choice.then)
        """
        return partial(self.text, lang, _catalogue(thing), messages.context(thing, *inside))

    def section(self, lang: str, citation: Citation) -> Segment:
        """The title of a cited section."""
        report = next((one.id for one in self.reports.values() if one.short == citation.report), "")
        return self.text(lang, SHARED, f"sources/{report}", citation.section)

    def lesson_html(self, lang: str, lesson: Lesson) -> str:
        """The body of a lesson in a language, as safe HTML; `lms.content.markdown` says which."""
        return render(
            lesson.body,
            words=self.words(lang, lesson),
            labels=partial(self.text, lang, INTERFACE, ""),
            address=lambda href: f"/{lang}{href}" if href.startswith("/") else None,
            draw=partial(self.drawing, lesson.module),
            direction=self.languages[lang].direction,
        )

    def messages(self, catalogue: str) -> Iterator[Message]:
        """Every text of a content catalogue: a module's, or `segment.SHARED`."""
        if catalogue in self.modules:
            return messages.of_module(self.modules[catalogue])
        return messages.of_shared(self.courses.values(), self.terms.values(), self.sources.titles(), self.map)

    def states(self, lang: str, catalogue: str) -> Counter[State]:
        """How many texts of a content catalogue stand in which state in a language."""
        if (lang, catalogue) not in self._counted:
            texts = {(message.context, message.source) for message in self.messages(catalogue)}
            self._counted[lang, catalogue] = Counter(self.text(lang, catalogue, *text).state for text in texts)
        return self._counted[lang, catalogue].copy()

    # indexes

    @cached_property
    def _counted(self) -> dict[tuple[str, str], Counter[State]]:
        """States by language and catalogue, counted when they are first asked for: the texts never change."""
        return {}

    @cached_property
    def _lessons(self) -> Mapping[str, Lesson]:
        return {lesson.subject: lesson for module in self.modules.values() for lesson in module.lessons}

    @cached_property
    def _scenarios(self) -> Mapping[str, Scenario]:
        return {scenario.subject: scenario for module in self.modules.values() for scenario in module.scenarios}

    @cached_property
    def _items(self) -> Mapping[str, Item]:
        return {item.subject: item for module in self.modules.values() for item in module.items}

    @cached_property
    def _by_version(self) -> Mapping[str, Unit]:
        return {canonical.version(unit): unit for unit in self.units()}

    @cached_property
    def _versions(self) -> Mapping[int, str]:
        """Versions by the identity of the library's own units, which live as long as it does."""
        return {id(unit): version for version, unit in self._by_version.items()}


def _catalogue(thing: Thing) -> str:
    """The catalogue that a thing's texts stand in."""
    if isinstance(thing, Module):
        return thing.id
    return thing.module if isinstance(thing, Lesson | Item | Scenario) else SHARED
