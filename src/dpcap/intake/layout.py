"""How a provider's folder calls its files, and where an editor learns what they may hold."""

PROVIDER_FILE = "provider.yaml"
ANSWERS_FILE = "answers.yaml"
ANSWERS_DIR = "answers"
KPIS_FILE = "kpis.csv"
YAML = (".yaml", ".yml")
CONFLICTS_FILE = "conflicts.yaml"
# Who signed off what the folder says.
SUBMISSION_FILE = "submission.yaml"
# The history of what sheets said; nothing is scored by it.
FILLED_FILE = "filled.csv"
# How the directory of the sheets that are handed out ends: beside the folder, `<folder>-sheets`.
HANDED_OUT = {"zh": "填写", "en": "sheets"}
# What is read beside the answer files.
BESIDE_ANSWERS = (PROVIDER_FILE, KPIS_FILE, CONFLICTS_FILE, SUBMISSION_FILE)
# The schemas for editors, beside what points to them, and hidden: nobody edits them.
SCHEMA_DIR = ".schema"
_SCHEMA = "# yaml-language-server: $schema={at}{kind}.schema.json"


def schema_lines(kind: str, schemas: str | None) -> list[str]:
    """The first line of a file of *kind* whose schema lies in *schemas*; None: no line."""
    return [] if schemas is None else [_SCHEMA.format(at=schemas, kind=kind)]
