"""The reference society: everything residents do, once more, to be held against the compiled kernels.

Written from docs/verification.md and the protocol; its author had not seen `sim/society`. A number in a docstring names
the section that says what is done and how it is reckoned.
"""

from tests.reference.commons import CommonsRules
from tests.reference.participation import ParticipationRules
from tests.reference.quarrels import QuarrelRules
from tests.reference.voice import VoiceRules


class ReferenceSociety(CommonsRules, QuarrelRules, ParticipationRules, VoiceRules):
    """Answers the protocol `sim.protocols.society.Society` with plain objects."""

    def close_month(self):
        """Three parts, none of which reads what another writes (§3.25)."""
        self.read()
        self.close_ties()
        self.close_norms()
        self.close_persons()
