"""Whole packets, drawn from a seed, with everything known of them.

`draw(seed)` is pure: the same seed gives the same packet, its text, labels and gold.
"""

from training.synthesise.packets.drawing import Wanted, draw
from training.synthesise.packets.labelled import Asked, LabelledPacket
from training.synthesise.packets.marks import Label
from training.synthesise.packets.plan import Quality

__all__ = ["Asked", "Label", "LabelledPacket", "Quality", "Wanted", "draw"]
