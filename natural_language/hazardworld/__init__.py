"""HazardWorld: a grid world of lava, water and grass, and its constraints in words.

The benchmark of Yang et al. (NeurIPS 2021, arXiv 2010.05150), rebuilt: an agent collects a ball, a
box and a key worth 1, 2 and 3 on a grid whose tiles are harmless but for what the episode's text
says. What a text means is a constraint of this library, judged by its monitors: how often
(visits or turns, as it says), how near (in steps), in which order.

==================================  ==============================================================
`HazardWorldVectorEnv`              many games at once in NumPy; what training uses
``environment.HazardWorldEnv``      one game on minigrid; the reference, with pictures
``robot.HazardWorldRobotEnv``       Safety-Gymnasium's tasks under a sentence an episode
`sentences`, `pairs`                texts: training, and four splits of unseen ones
``public_texts.load_public_texts``  the texts of the paper, from wherever they lie
``runs.Run``                        trained interpreters and policies, and the agents made of them
``comparison.compare``              the paper's tables, with intervals
==================================  ==============================================================

An agent is a policy and whoever reads the text for it. The *learned* interpreter is the paper's:
networks that say which squares in sight the text forbids. The *parser* reads the text by grammar
into constraints, whose monitors are asked about every square. Both tell the policy the same way
(`beliefs.Belief`), so one policy serves both.

>>> env = HazardWorldVectorEnv(sentences("train"), num_envs=64, seed=0)
>>> observations, infos = env.reset()
>>> observations["image"].shape
(64, 7, 7, 3)
"""

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
