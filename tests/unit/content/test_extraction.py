"""Catalogues follow the English: nothing is lost, and what changed is stale, not gone."""

from __future__ import annotations

import re
from pathlib import Path

import polib
from hypothesis import given
from hypothesis import strategies as st

from lms.content import lesson_tree, load
from lms.content.extraction import Updated, extract_content, merge, update
from lms.content.interface import PACKAGE
from lms.content.interface import extract as extract_interface
from lms.content.segment import State
from tests.unit.content.small import FILES, write
from tests.unit.content.small_forms import STANDS, WITH_FORMS

LESSON = "courses/harbour/first-boat.md"
SENTENCE = re.compile(r'^[A-Z_]+ = (?:gettext_noop\()?"([A-Z][^"]* [^"]*\.)"', re.MULTILINE)


def _catalogue(*rows: tuple[str, str, str]) -> polib.POFile:
    made = polib.POFile()
    made.extend(polib.POEntry(msgctxt=context, msgid=source, msgstr=text) for context, source, text in rows)
    return made


def _update(root: Path) -> list[Updated]:
    return update(root, "km", extract_content(root))


def test_every_text_of_the_content_is_extracted_once(tmp_path: Path) -> None:
    made = extract_content(write(tmp_path))
    assert set(made) == {"harbour", "courses"}
    entries = {(entry.msgctxt, entry.msgid): entry for entry in made["harbour"]}
    assert len(entries) == len(made["harbour"])
    assert entries["harbour/first-boat", "Who waits"].comment == "heading"
    assert entries["harbour/first-boat", "A boat beside a wall"].comment == "picture"
    assert entries["night-boat/n0.c1", "You ask him what he needs."].comment == "choice"
    assert entries["night-boat/n0.c0", "He was not asked."].comment == "why trust moved"
    assert entries["night-boat/sound", "The end"].occurrences == [("quizzes/harbour/night-boat.toml", "")]
    assert entries["harbour/plan.wave", "I will wave first."]
    assert entries["harbour/follow-up.60", "It is day 60. Has a boat come in?"].comment.startswith("question 60 days")
    assert entries["harbour/follow-up.60.waved", "Then the man saw you on day 60."].comment == "reply to this answer"
    assert entries["i15", "A boat comes in. What do you do?"].comment.startswith("stem; critical")
    shared = {(entry.msgctxt, entry.msgid) for entry in made["courses"]}
    assert {("course/everybody", "One lesson."), ("glossary/yes", "A yes")} <= shared
    assert {
        ("map", "Boats in a drawing are smaller."),
        ("map/wind", "Wind"),
        ("map/wind.rope", "A storm tears it."),
    } <= shared
    assert ("sources/001", "What people asked for") in shared


def test_what_only_interviews_and_roads_say_is_extracted_under_its_ids(tmp_path: Path) -> None:
    made = extract_content(write(tmp_path, WITH_FORMS))
    entries = {(entry.msgctxt, entry.msgid): entry.comment for entry in made["harbour"]}
    assert entries["ten-words/good-0.open", "Say open what you say."] == "the same question in other words"
    assert entries["two-boats/road/ada", "Ada"] == "name"
    assert entries["two-boats/road/ada", "A man."] == "where the person is at first"
    assert entries["two-boats/stage/s1", "Wall 1"] == "stage"
    assert entries["two-boats/stage/s1", "Does anybody wave?"] == "what it turns on"
    assert entries["two-boats/good-1", "You are the man at the desk."] == "who the learner is"
    assert entries["two-boats/good-1/ben", STANDS.format("Ben")] == "where ben stands"


def test_the_words_of_the_forms_are_translated_where_they_stand(tmp_path: Path) -> None:
    boats = """
msgctxt "two-boats/good-1/ben"
msgid "{}"
msgstr "Ben x"

msgctxt "two-boats/stage/s1"
msgid "Wall 1"
msgstr "Wall x"

msgctxt "ten-words/good-0.open"
msgid "Say open what you say."
msgstr "Open x"
""".format(STANDS.format("Ben"))
    catalogue = {"translations/km/harbour.po": FILES["translations/km/harbour.po"] + boats}
    library = load(write(tmp_path, {**WITH_FORMS, **catalogue}))
    roads, talk = library.scenario("harbour/two-boats"), library.scenario("harbour/ten-words")
    assert roads
    assert talk
    node, asked = roads.node("good-1"), talk.node("good-0")
    assert node
    assert asked
    said = [
        library.words("km", roads, node, node.beside[1])(node.beside[1].text),
        library.words("km", roads, roads.stages[1])(roads.stages[1].title),
        library.words("km", talk, asked, asked.choices[0])(asked.choices[0].wordings[1]),
        library.words("km", roads, roads.roads[0])(roads.roads[0].name),
    ]
    assert [(one.text, one.lang) for one in said] == [
        ("Ben x", "km"),
        ("Wall x", "km"),
        ("Open x", "km"),
        ("Ada", "en"),
    ]


def test_the_interface_is_extracted_from_templates_and_code(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "templates/a.html": "{% trans %}Good evening{% endtrans %}{{ pgettext('greeting', 'Hail') }}",
            "templates/b/c.html": "{{ ngettext('%(num)s boat', '%(num)s boats', 2) }}",
            "web/a.py": "_('Come in'); raise Invalid('name', 'Write a name.'); raise NotFound('No boat.')",
            "cli/a.py": "_('Not for learners')",
        },
    )
    found = {message.id for message in extract_interface(tmp_path) if message.id}
    assert found == {"Good evening", "Hail", ("%(num)s boat", "%(num)s boats"), "Come in", "Write a name.", "No boat."}


def test_a_sentence_that_is_kept_in_a_constant_is_extracted_too() -> None:
    """A refusal is found by its class, a constant only by its mark."""
    known = {message.id for message in extract_interface()}
    folders = ("domain", "services", "web", "web/views")  # backups speak to a terminal, badges to programs
    terminal = PACKAGE / "services" / "keyholder.py"
    layers = [path for folder in folders for path in (PACKAGE / folder).glob("*.py") if path != terminal]
    sentences = {match[1]: path.name for path in layers for match in SENTENCE.finditer(path.read_text("utf-8"))}
    assert len(sentences) > 2, "the pattern finds what it is for"
    assert {words: file for words, file in sentences.items() if words not in known} == {}


def test_the_labels_of_lessons_are_messages_of_the_interface(tmp_path: Path) -> None:
    package = Path(lesson_tree.__file__).parent
    write(tmp_path, {"content/lesson_tree.py": (package / "lesson_tree.py").read_bytes()})
    assert {"Think first", "Worked example"} <= {message.id for message in extract_interface(tmp_path)}


def test_an_update_without_news_changes_no_file(tmp_path: Path) -> None:
    write(tmp_path)
    first = _update(tmp_path)
    before = {one.path: one.path.read_bytes() for one in first}
    again = _update(tmp_path)
    assert {one.path: one.path.read_bytes() for one in again} == before
    assert [(one.new, one.stale, one.gone) for one in again] == [(0, 0, 0)] * 2
    assert all(one.states.keys() == {State.MISSING} for one in again)


def test_a_changed_text_keeps_its_translation_as_stale(tmp_path: Path) -> None:
    write(tmp_path)
    _update(tmp_path)
    path = tmp_path / "translations/km/harbour.po"
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr, entry.tcomment = "ខ្មែរ", "state: reviewed"
    catalogue.save()
    changed = FILES[LESSON].replace("## Who waits", "## Who waits there").replace("Nobody met him.", "")
    write(tmp_path, {LESSON: changed})
    [report] = [one for one in _update(tmp_path) if one.path == path]
    stale = [entry for entry in polib.pofile(str(path)) if entry.fuzzy]
    assert {(entry.previous_msgid, entry.msgid) for entry in stale} == {
        ("Who waits", "Who waits there"),
        ("A man came home by boat. Nobody met him.", "A man came home by boat."),
    }
    assert all(entry.msgstr == "ខ្មែរ" for entry in stale)
    assert (report.new, report.stale, report.gone) == (0, 2, 0)


def test_a_moved_text_stays_translated_and_another_text_gets_nothing() -> None:
    old = _catalogue(("a", "One boat comes in", "១"), ("a", "Two", "២"))
    merged, report = merge(_catalogue(("a", "Two", ""), ("a", "Something else", ""), ("b", "One boat comes", "")), old)
    live = [(entry.msgid, entry.msgstr, entry.fuzzy) for entry in merged if not entry.obsolete]
    assert live == [("Two", "២", False), ("Something else", "", False), ("One boat comes", "", False)]
    assert (report.new, report.stale, report.gone) == (2, 0, 1)
    assert [entry.msgid for entry in merged.obsolete_entries()] == ["One boat comes in"]


def test_what_was_gone_comes_back_with_its_translation() -> None:
    merged, _ = merge(_catalogue(), _catalogue(("a", "One boat", "១")))
    back, report = merge(_catalogue(("a", "One boat", "")), merged)
    assert [(entry.msgstr, entry.obsolete) for entry in back] == [("១", False)]
    assert report.new == 0


ROWS = st.lists(
    st.tuples(st.sampled_from("ab"), st.sampled_from(["One boat", "One boats", "Two", "Three men"])), max_size=6
)


@given(ROWS, ROWS)
def test_no_translation_is_ever_lost(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    known = {row: f"{row[0]} {row[1]}" for row in before}
    old = _catalogue(*((*row, text) for row, text in known.items()))
    template = _catalogue(*((*row, "") for row in dict.fromkeys(after)))
    merged, _ = merge(template, old)
    assert {entry.msgstr for entry in merged if entry.msgstr} == set(known.values())
    assert [(entry.msgctxt, entry.msgid) for entry in merged if not entry.obsolete] == list(dict.fromkeys(after))
    for row in set(before) & set(after):
        assert next(entry.msgstr for entry in merged if (entry.msgctxt, entry.msgid) == row) == known[row]
