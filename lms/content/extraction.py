"""`lms translate`: catalogues made from the English, and brought up to date with it.

`extract` gives empty catalogues, one for each module, one for what belongs to no module, one for the
interface. `update` brings a language's files up to them: what is unchanged stays, what has changed
is marked stale (fuzzy, with the previous English), what is gone is kept as obsolete, in case it returns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

import polib
from babel import Locale
from babel.messages.catalog import Message as InterfaceMessage
from babel.messages.plurals import get_plural

from lms.content import interface
from lms.content.catalogue import opened, state
from lms.content.load import load
from lms.content.messages import Message
from lms.content.segment import INTERFACE, SHARED, State

ALIKE = 0.5  # how much of a text has to stay for its old translation to be offered
CRITICAL = "critical: a wrong word could hurt someone"
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did to one catalogue: texts that are new, that became stale, that are gone."""

    path: Path
    new: int
    stale: int
    gone: int
    states: Counter[State]


def extract(root: Path) -> dict[str, polib.POFile]:
    """Empty catalogues by name, of all content (drafts too) and of the interface."""
    messages = (message for message in interface.extract() if message.id)
    return {**extract_content(root), INTERFACE: _template(_interface_entry(message) for message in messages)}


def extract_content(root: Path) -> dict[str, polib.POFile]:
    """Empty catalogues of the content alone."""
    library = load(root, drafts=True)
    names = (*library.modules, SHARED)
    return {name: _template(_entry(message) for message in library.messages(name)) for name in names}


def update(root: Path, lang: str, templates: dict[str, polib.POFile] | None = None) -> list[Updated]:
    """Brings the catalogues of a language up to the English, and writes those that changed.

    Without `templates` all that `extract` makes. Raises ValueError for a catalogue that cannot be read.
    """
    folder = root / "translations" / lang
    made = extract(root) if templates is None else templates
    return [_update(folder / f"{name}.po", lang, template) for name, template in made.items()]


def _update(path: Path, lang: str, template: polib.POFile) -> Updated:
    old = opened(path) if path.is_file() else polib.POFile()
    merged, report = merge(template, old, path)
    merged.metadata = {**metadata(lang), **{key: text for key, text in old.metadata.items() if key != "Plural-Forms"}}
    text = str(merged) + "\n"
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return report


def metadata(lang: str) -> dict[str, str]:
    """The head of a catalogue. It holds no date, so that an update without news changes nothing."""
    plural = get_plural(Locale.parse(lang, sep="-"))
    return {
        "Project-Id-Version": "Waymark",
        "Language": lang.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural.plural_forms,
    }


def merge(template: polib.POFile, old: polib.POFile, path: Path = Path()) -> tuple[polib.POFile, Updated]:
    """The template with what the old catalogue knows; neither of the two is changed."""
    known = {_key(entry): entry for entry in [*old.obsolete_entries(), *_live(old)]}
    merged, waiting = polib.POFile(), []
    for entry in template:
        before = known.pop(_key(entry), None)
        fresh = _copied(entry, before) if before else _copied(entry, entry)
        merged.append(fresh)
        if before is None:
            waiting.append(fresh)
    stale = sum(_taken_over(entry, known) for entry in waiting)
    gone = [entry for entry in known.values() if entry.msgstr or any(entry.msgstr_plural.values())]
    merged.extend(_obsolete(entry) for entry in gone)
    fresh_gone = sum(not entry.obsolete for entry in gone)
    states = Counter(state(entry) for entry in _live(merged))
    return merged, Updated(path, len(waiting) - stale, stale, fresh_gone, states)


def _taken_over(entry: polib.POEntry, known: dict[Key, polib.POEntry]) -> bool:
    """Gives a changed text the translation of what stood in its context before, marked stale."""
    rivals = [one for one in known.values() if one.msgctxt == entry.msgctxt and one.msgstr and not entry.msgid_plural]
    alike = [(SequenceMatcher(None, one.msgid, entry.msgid).ratio(), one) for one in rivals]
    likeness, best = max(alike, key=lambda pair: pair[0], default=(0.0, None))
    if best is None or likeness < ALIKE:
        return False
    del known[_key(best)]
    entry.msgstr, entry.tcomment = best.msgstr, best.tcomment
    entry.previous_msgid = (best.fuzzy and best.previous_msgid) or best.msgid
    entry.flags.append("fuzzy")
    return True


def _copied(entry: polib.POEntry, before: polib.POEntry) -> polib.POEntry:
    """An entry of the template with the translation, the comment and the state of another."""
    flags = [flag for flag in entry.flags if flag != "fuzzy"] + ["fuzzy"] * before.fuzzy
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=before.msgstr,
        msgstr_plural=dict(before.msgstr_plural),
        comment=entry.comment,
        tcomment=before.tcomment,
        occurrences=entry.occurrences,
        flags=flags,
        previous_msgid=before.previous_msgid,
    )


def _obsolete(entry: polib.POEntry) -> polib.POEntry:
    gone = _copied(entry, entry)
    gone.obsolete, gone.occurrences, gone.comment = True, [], ""
    return gone


def _live(catalogue: polib.POFile) -> list[polib.POEntry]:
    return [entry for entry in catalogue if not entry.obsolete]


def _key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or "", entry.msgid


def _template(entries: Iterable[polib.POEntry]) -> polib.POFile:
    template = polib.POFile()
    template.extend({_key(entry): entry for entry in entries}.values())
    return template


def _entry(message: Message) -> polib.POEntry:
    note = f"{message.note}; {CRITICAL}" if message.critical else message.note
    return polib.POEntry(msgctxt=message.context, msgid=message.source, comment=note, occurrences=[(message.file, "")])


def _interface_entry(message: InterfaceMessage) -> polib.POEntry:
    single, plural = (message.id, "") if isinstance(message.id, str) else message.id
    return polib.POEntry(
        msgctxt=message.context,
        msgid=single,
        msgid_plural=plural,
        msgstr_plural={0: "", 1: ""} if plural else {},
        comment="\n".join(message.auto_comments),
        occurrences=[(file, "") for file in dict.fromkeys(file for file, _ in message.locations)],
        flags=sorted(message.flags),
    )
