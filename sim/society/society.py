"""The society of residents: the protocol's promises, kept by compiled kernels over the world's columns."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, override

import numpy as np

from sim.foundation.terms import Channel
from sim.protocols.society import Invitation, LaneVotes, Quarrel, Society, Works
from sim.society import beliefs, commons, participation, quarrels, ties, voice
from sim.society.beliefs import Params as BeliefParams
from sim.society.commons import Params as CommonsParams
from sim.society.participation import Params as ParticipationParams
from sim.society.ties import Params as TieParams
from sim.society.voice import Params as VoiceParams
from sim.world.indices import index_places
from sim.world.state import World


@dataclass
class SocietyParams:
    """Parameters of everything residents do, one group a module."""

    participation: ParticipationParams = field(default_factory=ParticipationParams)
    ties: TieParams = field(default_factory=TieParams)
    beliefs: BeliefParams = field(default_factory=BeliefParams)
    voice: VoiceParams = field(default_factory=VoiceParams)
    commons: CommonsParams = field(default_factory=CommonsParams)


class CompiledSociety(Society):
    """Everything residents do in one world.

    Attributes
    ----------
    world : World
    params : SocietyParams
        Plain numbers of the month that is lived; may be replaced as a whole, or group by group, at any time.
    """

    params: SocietyParams

    def __init__(self, world: World, params: SocietyParams):
        self.world = world
        self.params = params
        self._queue = ties.Queue()
        self._groups: list[Any] = []
        self._numbers: list[Any] = []
        if world.places is None:
            index_places(world)

    def _plain(self) -> list[Any]:
        """Return plain numbers by group, made anew only when a group of parameters was replaced."""
        p = self.params
        groups = [p.participation, p.ties, p.beliefs, p.voice, p.commons]
        if [id(group) for group in groups] != [id(group) for group in self._groups]:
            self._groups = groups
            self._numbers = [
                participation.numbers(p.participation, p.ties, p.voice),
                ties.numbers(p.ties),
                beliefs.numbers(p.beliefs, p.ties),
                voice.numbers(p.voice),
                commons.numbers(p.commons),
            ]
        return self._numbers

    @property
    def _participation(self):
        return self._plain()[0]

    @property
    def _ties(self):
        return self._plain()[1]

    @property
    def _beliefs(self):
        return self._plain()[2]

    @property
    def _voice(self):
        return self._plain()[3]

    @property
    def _commons(self):
        return self._plain()[4]

    # phase 2: the commons
    @override
    def enclose(self) -> None:
        commons.enclose(self.world, self._commons)

    @override
    def encroach(self) -> None:
        commons.encroach(self.world, self._commons)

    # phase 3: everyday life
    @override
    def meet(self) -> None:
        ties.meet(self.world, self._ties)

    @override
    def form_ties(self) -> None:
        ties.form_ties(self.world, self._ties, self._queue)

    @override
    def quarrel(self, works: Sequence[Works]) -> list[Quarrel]:
        return quarrels.quarrel(self.world, self._ties, self._commons, works)

    @override
    def fall_out(self, households: np.ndarray, others: np.ndarray, subject: int) -> None:
        quarrels.fall_out(self.world, self._ties, households, others, subject)

    @override
    def talk(self, affairs: np.ndarray) -> None:
        beliefs.talk(self.world, self._beliefs, affairs)

    @override
    def complain(self, affairs: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        return voice.complain(self.world, self._voice, affairs)

    @override
    def answer(self, invitations: Sequence[Invitation]) -> None:
        participation.answer(self.world, self._participation, invitations)

    @override
    def meet_at(self, meetings: Sequence[np.ndarray], subjects: Sequence[int], channel: Channel) -> None:
        ties.meet_at(self.world, self._queue, meetings, subjects, channel)

    @override
    def link_to_staff(self, persons: np.ndarray, staff: np.ndarray, subject: int) -> None:
        ties.link_to_staff(self.world, self._ties, self._queue, persons, staff, subject)

    @override
    def settle_ties(self) -> None:
        ties.settle_ties(self.world, self._ties, self._queue)

    # from latent affair to issue
    @override
    def open_beliefs(self, affair: int) -> None:
        beliefs.open_beliefs(self.world, self._beliefs, affair)

    @override
    def open_beliefs_of(self, affair: int, stakes: np.ndarray) -> None:
        beliefs.open_beliefs(self.world, self._beliefs, affair, stakes)

    @override
    def hear(self, affair: int, persons: np.ndarray, skill: float) -> float:
        return beliefs.hear(self.world, self._beliefs, affair, persons, skill)

    @override
    def spread_rumour(self, affair: int, persons: np.ndarray) -> int:
        return beliefs.spread_rumour(self.world, self._beliefs, affair, persons)

    @override
    def support_share(self, affair: int, with_cars: bool = False) -> float:
        support = beliefs.supporters(self.world, self._beliefs, affair)
        if with_cars:
            households = self.world.stakes.household[beliefs.block(self.world, affair)]
            support = support[self.world.households.cars[households] > 0]
        return beliefs.share(support)

    @override
    def mean_benefit(self, affair: int) -> float:
        return beliefs.mean_benefit(self.world, affair)

    @override
    def vote(self, affair: int, persons: np.ndarray) -> None:
        beliefs.vote(self.world, self._beliefs, affair, persons)

    @override
    def votes(self, affair: int) -> list[LaneVotes]:
        return beliefs.votes(self.world, affair)

    @override
    def clear_votes(self, affair: int) -> None:
        self.world.stakes.vote[beliefs.block(self.world, affair)] = 0

    @override
    def redesign(self, affair: int, skill: float) -> None:
        beliefs.redesign(self.world, self._beliefs, affair, skill)

    @override
    def sign(self, affair: int, skill: float) -> float:
        return voice.sign(self.world, self._voice, self._beliefs, self._participation, affair, skill)

    @override
    def sign_late(self, affair: int, skill: float) -> float:
        return voice.sign_late(self.world, self._voice, self._beliefs, self._participation, affair, skill)

    @override
    def comply(self, affair: int, enforcement: float, posted_weight: float) -> float:
        return voice.comply(self.world, self._voice, affair, enforcement, posted_weight)

    @override
    def persuade(self, affair: int, backbones: np.ndarray) -> int:
        return beliefs.persuade(self.world, self._beliefs, affair, backbones)

    @override
    def agreement(self, affair: int) -> tuple[float, float]:
        return beliefs.agreement(self.world, self._beliefs, affair)

    @override
    def give_word(self, affair: int, skill: float) -> float:
        return voice.give_word(self.world, self._voice, self._beliefs, affair, skill)

    @override
    def show(self, affair: int, persons: np.ndarray, result: float) -> None:
        beliefs.show(self.world, self._beliefs, affair, persons, result)

    @override
    def remove_encroachments(self, affair: int) -> None:
        commons.remove_encroachments(self.world, affair)

    @override
    def remove_enclosures(self, affair: int) -> None:
        commons.remove_enclosures(self.world, affair)

    @override
    def removed_share(self, affair: int) -> float:
        return beliefs.removed_share(self.world, affair)

    @override
    def realised(self, affair: int) -> float:
        return voice.realised(self.world, self._beliefs, affair)

    @override
    def disappointed(self, affair: int) -> None:
        voice.disappointed(self.world, self._voice, self._beliefs, affair)

    # trust in the committee
    @override
    def contact_committee(self, scope: int, place: int, n_contacts: int, subject: int) -> None:
        voice.contact_committee(self.world, self._voice, scope, place, n_contacts, subject)

    @override
    def experience(self, households: np.ndarray, success: float, failure: float) -> None:
        voice.experience(self.world, households, success, failure)

    @override
    def notice_symbolic(self) -> None:
        voice.notice_symbolic(self.world, self._voice)

    # public life as the school of reciprocity
    @override
    def reward(self, persons: np.ndarray) -> None:
        ties.share_outcome(self.world, persons, self._ties.reward_success, 0.0, resolved=True)

    @override
    def disappoint(self, persons: np.ndarray) -> None:
        ties.share_outcome(self.world, persons, 0.0, self._ties.disappoint_failure, resolved=False)

    # phase 11
    @override
    def close_month(self) -> None:
        ties.close_ties(self.world, self._ties)
        participation.close_residents(self.world, self._participation)
