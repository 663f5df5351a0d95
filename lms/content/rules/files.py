"""Rules for any file: can it be read, and does it hold the keys and values of its kind?"""

from lms.content.finding import Rule

UNREADABLE = Rule(
    "unreadable",
    "A file can be opened and is an ordinary file.",
    "Check the file's name and permissions.",
)
TOO_LARGE = Rule(
    "too-large",
    "A file is at most 512 kB; a catalogue at most 4 MB.",
    "Split the file, or take out what does not belong.",
)
ENCODING = Rule(
    "encoding",
    "Text is UTF-8.",
    "Save the file again as UTF-8.",
)
CHARACTERS = Rule(
    "characters",
    "No invisible characters: no byte-order mark, NUL, control characters, lone surrogates or direction overrides.",
    "Delete the character, or type the line again.",
)
TOML = Rule(
    "toml",
    "TOML files and front matter follow the TOML grammar.",
    "Compare the line with a file that works: quotes, brackets and commas are what goes missing.",
)
FRONT_MATTER = Rule(
    "front-matter",
    "A lesson begins with TOML between two lines of three plus signs (+++).",
    "Put +++ on the first line, and +++ on a line of its own after the keys.",
)
MISSING_KEY = Rule(
    "missing-key",
    "Every key of the format is there, unless the format calls it optional.",
    "Add the key; docs/for-authors/formats.md has an example.",
)
UNKNOWN_KEY = Rule(
    "unknown-key",
    "There are no keys that the format does not know.",
    "Correct the spelling, or take the key out.",
)
WRONG_TYPE = Rule(
    "wrong-type",
    "Every value is of the kind that the format asks for: text in quotes, a whole number, true or false, a list.",
    "Change the value; docs/for-authors/formats.md has an example.",
)
WRONG_VALUE = Rule(
    "wrong-value",
    "A value is one of those that the format allows.",
    "Use one of the values that the message names.",
)
EMPTY = Rule(
    "empty",
    "No text is empty, and no list that has to hold something.",
    "Write the text, or leave the key out where it is optional.",
)
NO_FEEDBACK = Rule(
    "no-feedback",
    "Every option of an item and every choice of a scenario says why.",
    "Write what this answer does to the person, and what it got right.",
)
PLAIN_TEXT = Rule(
    "plain-text",
    "Text in TOML files is plain: no Markdown and no HTML.",
    "Take out the asterisks, links and tags; only the body of a lesson is Markdown.",
)
ID_FORM = Rule(
    "id-form",
    "An id is lower-case Latin letters and digits, with single hyphens between words, and at most 60 long.",
    "Choose an id like help-that-reveals.",
)
ID_IS_NAME = Rule(
    "id-is-name",
    "The id of a module is the name of its folder; the id of a course or scenario is the name of its file.",
    "Make the id and the name the same. If the id was published, keep the id.",
)
MISSING_FILE = Rule(
    "missing-file",
    "Every file that another one names is there, and so are module.toml and sources.toml.",
    "Add the file, or take its name out of the list.",
)
UNLISTED_FILE = Rule(
    "unlisted-file",
    "Every file below courses, quizzes, media and translations has its place: lessons and scenarios stand in "
    "module.toml, drawings are used, and there is nothing else.",
    "List the file in module.toml, or move it out of the folder.",
)
RESERVED_LANGUAGE = Rule(
    "reserved-language",
    "No folder of translations is called en, en-XA or ar-XB: English is the source, the others are made up for tests.",
    "Use the code of the language that you translate into.",
)
