"""How the files of a provider's folder are called."""

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
