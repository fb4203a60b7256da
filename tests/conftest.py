"""What all tests share."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path.insert(0, str(Path(__file__).parent))

# Time is no part of any test: these machines are shared.
settings.register_profile(
    "dpcap",
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
settings.register_profile("long", parent=settings.get_profile("dpcap"), max_examples=2000)
settings.load_profile(os.environ.get("DPCAP_HYPOTHESIS", "dpcap"))
