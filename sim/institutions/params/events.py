"""Numbers of public life: when it is held, for how many, and what draws people to it (§6.5)."""

from dataclasses import dataclass

from sim.foundation.parameters import parameter


@dataclass
class PublicEvents:
    """Games, outings and festivals (§6.5; C044, C051)."""

    months: list = parameter(
        [0, 3, 6, 9],
        0,
        11,
        "month of the year",
        "C044; months an assumption",
        "public life without an affair is held in (0: January)",
        "例行公共活动月份",
    )
    games_months: list = parameter(
        [3, 4, 5], 0, 11, "month of the year", "C044; months an assumption", "lane games are held in", "运动会月份"
    )
    outing_month: int = parameter(
        9, 0, 11, "month of the year", "C051; month an assumption", "an outing of the old is held in", "老人活动月份"
    )
    outing_age: int = parameter(
        60,
        0,
        120,
        "years of age",
        "C051; age an assumption",
        "age from which one is asked to an outing",
        "老人活动邀请年龄",
    )
    places: list = parameter(
        [100, 60, 30],
        1,
        2000,
        "persons",
        "assumption",
        "places of an event by the head: the first of these that can be paid",
        "按人头活动的名额（依次尝试）",
    )
    asked_per_place: float = parameter(
        2.0, 0, 20, "persons", "assumption", "persons asked for a place", "每个名额邀请人数"
    )
    hobby_stake: float = parameter(
        0.5, 0, 1, "-", "assumption", "stake in an event from hobby intensity", "爱好强度对活动兴趣的作用"
    )
