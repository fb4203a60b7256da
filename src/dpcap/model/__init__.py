"""The data models of dpcap: frozen, validated, without any reading or writing."""
