"""What a piece of evidence counts to on the day it is added, before anybody has confirmed it."""

from __future__ import annotations

from dpcap.model.framework import DECLARED, Framework


def new_caps(framework: Framework, node: str) -> dict[str, float]:
    """The kinds of proof that the indicator *node* takes, each with the cap of a new piece.

    Files that anybody can edit stand first, with the cap of what they count as until accepted:
    acceptance lifts them. A kind that the brand is to confirm is left out, since a new piece of it
    does not count as what it is.
    """
    proof, caps = framework.by_id[node].proof, framework.caps_of(node)
    if proof is None:
        return {}
    taken = proof.kinds or tuple(kind for kind in caps if kind != DECLARED)
    waiting = framework.until_confirmed
    editable = (kind for kind in taken if kind in waiting and waiting[kind].editable)
    lesser = {
        kind: next((caps[less] for less in waiting[kind].lesser if less in taken), None)
        for kind in editable
    }
    return {
        **{kind: cap for kind, cap in lesser.items() if cap is not None},
        **{kind: caps[kind] for kind in taken if kind not in waiting},
    }
