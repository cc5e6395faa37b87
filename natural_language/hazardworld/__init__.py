"""HazardWorld: a grid world of lava, water and grass, and its constraints in words."""

from natural_language.hazardworld.board import REWARDS, TRANSFER_REWARDS
from natural_language.hazardworld.missions import Mission, together
from natural_language.hazardworld.sentences import pairs, sentences
from natural_language.hazardworld.vector import HazardWorldVectorEnv
from natural_language.hazardworld.world import HAZARDWORLD

__all__ = [
    "HAZARDWORLD",
    "REWARDS",
    "TRANSFER_REWARDS",
    "HazardWorldVectorEnv",
    "Mission",
    "pairs",
    "sentences",
    "together",
]
