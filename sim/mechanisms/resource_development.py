"""Developing economic resources (经济资源的开发): exchange instead of gifts (model.md §6.5, §6.6)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter
from sim.foundation.terms import Activity, AffairState, Bottleneck, Mechanism
from sim.protocols.practice import Desk
from sim.world.persons import NEVER


class Exchange:
    """Offer a unit what can be used again and again - parking spaces by day - for money every year (C062, C063)."""

    name = "exchange"
    mechanism = Mechanism.RESOURCE_DEVELOPMENT
    bottleneck = Bottleneck.MONEY
    reads = ("units", "affairs", "estates", "contracts")
    writes = ("affairs", "stakes", "residents", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of the exchange."""

        hours: float = parameter(12, 0, 100, "h", "assumption", "time of an offer", "洽谈交换耗时")
        same_trouble: float = parameter(
            0.8,
            0,
            1,
            "share",
            "C067; number an assumption",
            "affordance if a unit suffers the same trouble",
            "单位同受其害时的可行度",
        )
        merely_dear: float = parameter(
            0.1,
            0,
            1,
            "share",
            "C062; number an assumption",
            "affordance, times link, if it is merely dear",
            "仅费用高时的可行度",
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return .8 where parking is paralysed and a unit needs spaces, .1 · link where spaces are merely dear."""
        if not desk.is_parking(affair):
            return 0.0
        unit = self._unit(desk)
        if unit < 0:
            return 0.0
        p = desk.params.exchange
        estate = desk.world.affairs.estate[affair]
        if desk.world.estates.paralysed[estate]:
            return p.same_trouble
        return p.merely_dear * desk.unit_link(unit)

    def _unit(self, desk: Desk) -> int:
        """Return the unit with most need of parking by day that has no contract, or -1."""
        units, contracts = desk.world.units, desk.world.contracts
        taken = {
            int(contracts.unit[c])
            for c in range(desk.world.n("contracts"))
            if contracts.started[c] > NEVER and contracts.ended[c] == NEVER
        }
        affairs, count = desk.world.affairs, desk.world.n("affairs")
        pending = (affairs.unit[:count] >= 0) & (affairs.state[:count] <= AffairState.COMMITTED)
        taken |= set(affairs.unit[:count][pending].tolist())
        needy = [u for u in desk.units() if units.daytime_need[u] > 0 and u not in taken]
        return max(needy, key=lambda u: (int(units.daytime_need[u]), -int(units.eid[u])), default=-1)

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.exchange.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Make the offer."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        desk.offer_exchange(affair, self._unit(desk))
        return True


class DeclineEntrusted:
    """Decline half of the entrusted work that nobody pays for, once own money makes it possible (C056, C060)."""

    name = "decline_entrusted"
    mechanism = Mechanism.RESOURCE_DEVELOPMENT
    bottleneck = Bottleneck.MONEY
    reads = ("accounts", "committees")
    writes = ("affairs", "residents", "committees", "neighbourhoods", "hours")

    @dataclass
    class Params:
        """Numbers of declining."""

        hours: float = parameter(1, 0, 40, "h", "assumption", "time of declining", "婉拒耗时")
        obvious: float = parameter(
            0.5,
            0,
            1,
            "share",
            "C056; number an assumption",
            "affordance once own cash covers six months",
            "自有资金充足时的可行度",
        )
        share: float = parameter(
            0.5,
            0,
            0.5,
            "share",
            "C056; number an assumption",
            "entrusted work declined for a month",
            "婉拒的委托工作比例",
        )
        score_cost: float = parameter(
            0.02, 0, 1, "-", "C056; number an assumption", "score lost by a month of it", "婉拒一个月的扣分"
        )

    def affordance(self, desk: Desk, affair: int) -> float:
        """Return 0 below six months' running costs of own cash or once declined this month, else .5."""
        if desk.world.committees.declined[desk.n] > 0:
            return 0.0
        needed = desk.running_half_year_fen()
        return desk.params.decline_entrusted.obvious if needed and desk.own_cash_fen() >= needed else 0.0

    def minutes(self, desk: Desk, affair: int) -> int:
        """Return its time."""
        return round(60 * desk.params.decline_entrusted.hours)

    def apply(self, desk: Desk, affair: int) -> bool:
        """Decline."""
        desk.spend(Activity.AGENDA, self.minutes(desk, affair), affair)
        p = desk.params.decline_entrusted
        desk.decline_entrusted(p.share, p.score_cost)
        return True


PRACTICES = (Exchange, DeclineEntrusted)
