"""How the files of a provider's folder are called."""

PROVIDER_FILE = "provider.yaml"
ANSWERS_FILE = "answers.yaml"
ANSWERS_DIR = "answers"
KPIS_FILE = "kpis.csv"
YAML = (".yaml", ".yml")
