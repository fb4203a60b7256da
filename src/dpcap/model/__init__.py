"""The nouns of dpcap: frozen, checked, without any reading or writing."""
