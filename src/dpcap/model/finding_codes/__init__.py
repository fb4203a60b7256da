"""The codes of findings, a module for each family; `dpcap.model.codes` joins them."""
