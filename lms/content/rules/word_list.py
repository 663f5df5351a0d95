"""Words that blame a person or make a show of her, each with the reason; authors may add to the list."""

from __future__ import annotations

import re
from dataclasses import dataclass

PERSON = (
    r"(?:wom[ae]n|m[ae]n|girls?|boys?|child(?:ren)?|persons?|people|victims?|survivors?|migrants?|workers?|"
    r"m(?:um|other)s?|famil(?:y|ies)|daughters?|sons?|youths?|teenagers?|li(?:fe|ves)|souls?|bod(?:y|ies))"
)
TELLER = r"(?:survivor|victim|girl|boy|child|children|client|migrant)s?"
SOMEBODY = r"(?:s?he|they|wom[ae]n|m[ae]n)"
ADMITS = (
    r"(?: also| finally| then| later| has| had| have)* (?:admit(?:s|ted)?|confess(?:es|ed)?)"
    r"(?! to (?:the |a )?(?:hospital|clinic|ward|shelter|centre))"
)
CLAIMS = r"(?: also| now| has| had| have)* claim(?:s|ed)? (?:that|to have|she|he|they)"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a phrase. `shown` is examples of it, with commas; `refused` means that it never ships unquoted."""

    shown: str
    pattern: str
    why: str
    refused: bool = False

    @property
    def found_by(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{self.pattern})\b", re.IGNORECASE)


def _never(shown: str, pattern: str, why: str) -> Word:
    return Word(shown, pattern, why, refused=True)


WORDS = (
    # It names a person by what was done to her.
    _never(
        "prostitute, prostituted",
        r"(?:child )?prostitut(?:es?|ed)",
        "It makes a trade, and a person, of what was done to her.",
    ),
    _never("whore, slut, hooker", r"whores?|sluts?|hookers?", "It is an insult."),
    _never("slave, slaves", r"(?:sex )?slaves?", "Nobody is a slave; somebody is held, threatened or not paid."),
    _never(
        "fallen woman, fallen girls",
        rf"fallen {PERSON}",
        "It says that she lost her worth. The word judges; she does not.",
    ),
    _never("damaged goods, spoilt goods", r"(?:damaged|used|spoil(?:ed|t)) goods", "People are not goods."),
    Word(
        "illegal migrant, illegals",
        r"illegal (?:im)?migrants?|illegal aliens?|illegals",
        "A person is not illegal; papers are missing.",
    ),
    _never(
        "sold herself, selling her body",
        r"(?:sold|selling|sells?) (?:her|him|their)(?:self|selves| (?:own )?body| bodies)",
        "Somebody else sold, and somebody bought.",
    ),
    Word(
        "rescued girls, the rescued",
        rf"rescued {PERSON}|the rescued|rescuees?",
        "It makes an identity of a raid that many did not want.",
    ),
    Word(
        "the trafficked, the exploited",
        r"the (?:trafficked|exploited|abused)(?! [a-z])",
        "Say the person first: trafficked people, people who were exploited.",
    ),
    Word(
        "innocent victim",
        r"innocent (?:victims?|survivors?|wom[ae]n|girls?|child(?:ren)?)",
        "It asks who the guilty ones might be.",
    ),
    Word(
        "HIV-infected, AIDS victim",
        r"HIV[- ]infected|AIDS (?:victim|patient|carrier|sufferer)s?|HIV carriers?",
        "Say a person who lives with HIV.",
    ),
    Word(
        "addict, alcoholics",
        r"(?:drug )?addicts?|alcoholics|an alcoholic",
        "Say what somebody uses, or lives with; it is not who he is.",
    ),
    # It doubts what she says, or gives her the fault.
    _never("the survivor admitted, the girl confessed", TELLER + ADMITS, "One admits a fault. Say: told, or said."),
    Word("she admitted", SOMEBODY + ADMITS, "Of a survivor: one admits a fault. Say: told, or said."),
    _never("the survivor claims that", TELLER + CLAIMS, "It says: we do not believe it. Say: said, or told."),
    Word("she claims that", SOMEBODY + CLAIMS, "Of a survivor it says: we do not believe it. Say: said, or told."),
    _never(
        "alleged victim, allegedly",
        r"alleged (?:victims?|survivors?|abuse|exploitation|trafficking|rape|account|story)|allegedly",
        "It says: we do not believe it. Say who said it.",
    ),
    _never(
        "real victim, willing victim",
        r"(?:real|genuine|true|willing|perfect|ideal) victims?",
        "It sets a test that nobody has to pass.",
    ),
    _never(
        "promiscuous", r"promiscu\w+|loose (?:morals|wom[ae]n|girls?)", "It is a judgement, and about the wrong person."
    ),
    _never(
        "brought it on herself",
        r"brought (?:it|this|that) (?:up)?on (?:her|him|them)sel(?:f|ves)|(?:was|were) asking for it",
        "The one who did it brought it on her.",
    ),
    _never("child pornography", r"child porn\w*|kiddie porn\w*", "Say pictures of abuse. There is no consent in them."),
    Word(
        "she should have known",
        r"(?:s?he|they) should have known(?: better)?",
        "It gives the fault to the one who was deceived.",
    ),
    Word("gullible, naive", r"gullible|na[iï]ve(?:ly|ty)?", "Deceivers are good at it; that is how they live."),
    Word(
        "uncooperative",
        r"un-?co-?operative|non-?compliant|manipulative|attention[- ]seeking|hysterical\w*",
        "It labels a person for what fear, pain or a bad question brings about. Say what she does.",
    ),
    Word("in denial", r"in denial", "It closes the talk. Say what somebody says, and does not say."),
    Word(
        "committed suicide, successful suicide",
        r"commit(?:s|ted|ting)? suicide|(?:successful|failed) suicide\w*",
        "It is a word for crimes. Say: died by suicide, or tried to end his life.",
    ),
    # It makes a show of pain.
    Word("shattered", r"shattered", "It says that nothing is left. People are hurt, and go on."),
    Word(
        "broken woman, ruined lives",
        rf"(?:broken|ruined|destroyed|damaged) {PERSON}|broken-?hearted",
        "It says that nobody can be whole again.",
    ),
    Word(
        "story of horror, horrific",
        r"(?:stor(?:y|ies)|tales?|life) of horrors?|horror stor(?:y|ies)|horrific\w*|horrifying\w*",
        "It makes a spectacle; say plainly what happened, or leave it out.",
    ),
    Word(
        "harrowing, unspeakable",
        r"harrowing|unspeakable|unimaginable|heart-?(?:breaking|rending|wrenching)|gut-?wrenching",
        "It tells the reader what to feel, and helps nobody to act.",
    ),
    Word(
        "ordeal, living nightmare",
        r"ordeals?|(?:living|waking) nightmare|nightmare of|hell on earth|living hell",
        "It is the language of headlines.",
    ),
    Word(
        "lured, in the clutches of, evil traffickers",
        r"lured|clutches|preyed (?:up)?on|prey of|evil (?:men|wom[ae]n|traffickers?)",
        "It makes a tale of it. Most people were deceived by somebody they knew.",
    ),
    Word(
        "voiceless, give them a voice",
        r"voiceless|give (?:them|her|him) a voice",
        "People have voices. Somebody has to listen.",
    ),
    Word(
        "helpless victim",
        r"(?:helpless|powerless|defenceless|hopeless|poor|unfortunate) "
        r"(?:victims?|survivors?|souls?|creatures?|things?)",
        "It leaves a person nothing to decide.",
    ),
)
