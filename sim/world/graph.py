"""The social-capital graph as NetworkX, equal to the columns, with all attributes."""

from typing import TYPE_CHECKING

import numpy as np

from sim.foundation.terms import Channel, Kind
from sim.world.columns import declared
from sim.world.persons import Residents, Ties
from sim.world.state import World

if TYPE_CHECKING:
    import networkx

OF_TIE = tuple(name for name in declared(Ties) if name not in ("a", "b"))
OF_PERSON = tuple(name for name in declared(Residents) if name not in ("eid", "kind"))


def social_capital_graph(world: World, neighbourhood: int = 0) -> "networkx.Graph":
    """Return the graph of persons and ties of a neighbourhood.

    Parameters
    ----------
    neighbourhood : int
        Row of the neighbourhood.

    Returns
    -------
    networkx.Graph
        Nodes are identities with every column of the person, and ``kind``; edges have every column of the tie, the
        word of its channel, and ``trust`` = (2·prior + success) / (2 + success + failure).
    """
    import networkx

    residents, ties = world.residents, world.ties
    graph = networkx.Graph(neighbourhood=neighbourhood, month=world.month)
    here = np.flatnonzero((residents.neighbourhood == neighbourhood) & (residents.kind != Kind.VACANT))
    for i in here[np.argsort(residents.eid[here])]:
        facts = {name: getattr(residents, name)[i].item() for name in OF_PERSON}
        graph.add_node(int(residents.eid[i]), kind=Kind(residents.kind[i]).word, **facts)
    for e in range(world.n("ties")):
        a, b = int(ties.a[e]), int(ties.b[e])
        if residents.neighbourhood[a] != neighbourhood:
            continue
        facts = {name: getattr(ties, name)[e].item() for name in OF_TIE}
        facts["channel"] = Channel(ties.channel[e]).word
        success, failure = facts["success"], facts["failure"]
        facts["trust"] = (2 * facts["prior"] + success) / (2 + success + failure)
        graph.add_edge(int(residents.eid[a]), int(residents.eid[b]), **facts)
    return graph
