"""Published networks, as their sources print them.

Krackhardt's managers: D. Krackhardt (1987), "Cognitive social structures", Social Networks 9, 109-134,
doi:10.1016/0378-8733(87)90009-8; ties as each manager reported them, and the official chart, also in S. Wasserman and
K. Faust (1994), Social Network Analysis, appendix B. The advice ties on which both ends agree are the matrix ``LAS`` on
page 129 of the article. Florentine families: marriages, J. F. Padgett and C. K. Ansell (1993), "Robust action
and the rise of the Medici", American Journal of Sociology 98, 1259-1319, doi:10.1086/230190. Karate club: W. W. Zachary
(1977), "An information flow model for conflict and fission in small groups", Journal of Anthropological Research 33,
452-473, doi:10.1086/jar.33.4.3629752. Core of four: S. P. Borgatti and M. G. Everett (2000), "Models of core/periphery
structures", Social Networks 21, 375-395, doi:10.1016/S0378-8733(99)00019-2, table 1.
"""

from __future__ import annotations

import networkx as nx

# manager i asks manager j for advice, by the manager's own account
_ADVICE = """
010100010000000101001
000001100000000000001
110101111111010011011
110001010111000111011
110001110110110111111
000000000000000000001
010001000011010011001
010101100110000001001
110001110111010111001
111110010010101111110
110000100000000000000
000000100000000000001
110010001000010001000
010000100000000001001
111111111111110111111
110000000100000001000
110100100000000000001
111110111110111100111
111010100110011001010
110001010011011111001
011101110001010011010
"""

# the same, where the one who asks and the one who is asked agree
_AGREED_ADVICE = """
010100000000000001001
000000100000000000001
110000101110010001001
110000010110000001001
110000100110010001111
000000000000000000001
010000000011010001001
010100100110000001001
110000100111010001001
011100000000000001010
110000100000000000000
000000000000000000001
110010001000010001000
010000100000000001001
110010001000010001111
110000000100000001000
110100100000000000001
111100101110011000011
110010100110011001010
110000000010011001001
011100100001010001010
"""

# the manager each manager reports to; manager 7 is the president
_REPORTS_TO = {
    1: 2, 2: 7, 3: 14, 4: 2, 5: 14, 6: 21, 8: 21, 9: 14, 10: 18, 11: 18, 12: 21, 13: 14, 14: 7, 15: 14, 16: 2, 17: 21,
    18: 7, 19: 14, 20: 14, 21: 7,
}  # fmt: skip

DEPARTMENTS = {
    1: 4, 2: 4, 3: 2, 4: 4, 5: 2, 6: 1, 7: 0, 8: 1, 9: 2, 10: 3, 11: 3, 12: 1, 13: 2, 14: 2, 15: 2, 16: 4, 17: 1, 18: 3,
    19: 2, 20: 2, 21: 1,
}  # fmt: skip

_MARRIAGES = """
Acciaiuoli-Medici Albizzi-Ginori Albizzi-Guadagni Albizzi-Medici Barbadori-Castellani Barbadori-Medici
Bischeri-Guadagni Bischeri-Peruzzi Bischeri-Strozzi Castellani-Peruzzi Castellani-Strozzi Guadagni-Lamberteschi
Guadagni-Tornabuoni Medici-Ridolfi Medici-Salviati Medici-Tornabuoni Pazzi-Salviati Peruzzi-Strozzi Ridolfi-Strozzi
Ridolfi-Tornabuoni
"""

# members 1 to 34; each line is one member and those of higher number that the member met outside the club
_CLUB = """
1: 2 3 4 5 6 7 8 9 11 12 13 14 18 20 22 32
2: 3 4 8 14 18 20 22 31
3: 4 8 9 10 14 28 29 33
4: 8 13 14
5: 7 11
6: 7 11 17
7: 17
9: 31 33 34
10: 34
14: 34
15: 33 34
16: 33 34
19: 33 34
20: 34
21: 33 34
23: 33 34
24: 26 28 30 33 34
25: 26 28 32
26: 32
27: 30 34
28: 34
29: 32 34
30: 33 34
31: 33 34
32: 33 34
33: 34
"""

# those who stayed with the instructor, member 1, when the club split
WITH_THE_INSTRUCTOR = frozenset({1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 17, 18, 20, 22})

_CORE_OF_FOUR = "1-2 1-3 1-4 1-5 2-3 2-4 2-6 2-7 2-8 3-4 3-8 3-9 4-5 4-10"


def advice() -> nx.DiGraph[int]:
    """Who asks whom for advice, as asked; ties run from the asker."""
    return _from_matrix(_ADVICE)


def agreed_advice() -> nx.DiGraph[int]:
    """Who asks whom for advice, where both agree; ties run from the asker."""
    return _from_matrix(_AGREED_ADVICE)


def chart() -> nx.DiGraph[int]:
    """The official chart; ties run from superior to subordinate."""
    return nx.DiGraph((superior, manager) for manager, superior in _REPORTS_TO.items())


def florentine(*, pucci: bool = True) -> nx.DiGraph[str]:
    """The marriages, both ways; the Pucci married into none of the others."""
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((one, other) for one, other in (pair.split("-") for pair in _MARRIAGES.split()))
    if pucci:
        graph.add_node("Pucci")
    return graph.to_directed()


def club() -> nx.DiGraph[int]:
    """The karate club, both ways."""
    lines = (line.split(":") for line in _CLUB.strip().splitlines())
    return nx.Graph((int(member), int(other)) for member, others in lines for other in others.split()).to_directed()


def core_of_four() -> nx.DiGraph[int]:
    """The example with a core of four, both ways."""
    pairs = (pair.split("-") for pair in _CORE_OF_FOUR.split())
    return nx.Graph((int(one), int(other)) for one, other in pairs).to_directed()


def two_bosses() -> nx.DiGraph[str]:
    """A head, two bosses, and two staff who answer to both."""
    return nx.DiGraph(
        (over, under)
        for over, unders in (("head", ("boss 1", "boss 2")), ("boss 1", ("ann", "bo")), ("boss 2", ("ann", "bo")))
        for under in unders
    )


def _from_matrix(text: str) -> nx.DiGraph[int]:
    rows = text.split()
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_nodes_from(range(1, len(rows) + 1))
    graph.add_edges_from(
        (row, column) for row, line in enumerate(rows, 1) for column, mark in enumerate(line, 1) if mark == "1"
    )
    return graph
