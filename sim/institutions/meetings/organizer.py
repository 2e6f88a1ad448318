"""Who calls a meeting about an affair, with the skill that it takes (§6.3)."""

from dataclasses import dataclass

from sim.foundation.terms import Link
from sim.institutions.setting import Setting
from sim.protocols.society import Asker


@dataclass(frozen=True)
class Organizer:
    """Who calls a meeting: a committee, or an organization with its own skill.

    Attributes
    ----------
    row : int
        Row of the committee, or of the organization.
    is_committee : bool
    trust_shift : float
        Added to the trust in the asker; negative for informal organizations.
    posts : bool
        Whether it may post in public.
    """

    row: int
    is_committee: bool
    trust_shift: float = 0.0
    posts: bool = True

    def skill(self, setting: Setting, link: Link) -> float:
        """Return the skill in a link."""
        world = setting.world
        table = world.committees if self.is_committee else world.organizations
        return float(table.skill[self.row, link])

    def practise(self, setting: Setting, link: Link) -> None:
        """Gain skill by a success in a link: κ += gain (1 - κ)."""
        world = setting.world
        if self.is_committee:
            world.committees.skill[self.row, link] += setting.params.learning.skill_gain * (
                1 - world.committees.skill[self.row, link]
            )
        else:
            raise_skill(setting, self.row, link)

    @property
    def asker(self) -> Asker:
        """Whose trust its invitations rest on."""
        return Asker.COMMITTEE if self.is_committee else Asker.ORGANIZATION


def raise_skill(setting: Setting, organization: int, link: Link) -> None:
    """Let an organization gain skill in a link."""
    skill = setting.world.organizations.skill
    skill[organization, link] += setting.params.organizations.skill_gain * (1 - skill[organization, link])
