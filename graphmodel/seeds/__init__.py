"""Seed files, YAML and CSV, to and from a graph.

A folder of seeds holds, in any number of files and folders:

- YAML files of bodies and instruments, each with the edges that begin at it beneath it;
- YAML files of sources in ``sources/``, ``surveys.yaml`` and ``accepted-findings.yaml``;
- CSV lists of nodes, of edges, of names and of numbers through time, and of translations into English, told apart by
  their columns.

The order of files, entries and rows never matters.
"""

from graphmodel.seeds.adding import Addition
from graphmodel.seeds.reading import graph_of, read, read_draft, read_values
from graphmodel.seeds.schemas import json_schemas
from graphmodel.seeds.writing import SeedChange, difference, write

__all__ = [
    "Addition",
    "SeedChange",
    "difference",
    "graph_of",
    "json_schemas",
    "read",
    "read_draft",
    "read_values",
    "write",
]
