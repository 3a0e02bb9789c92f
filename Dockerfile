# graphmodel with its seeds, questions and views; docker-compose.yml loads a Neo4j server with it.
FROM python:3.12-slim

# The Graphviz in the wheel of pygraphviz takes libraries from the system that a slim image lacks.
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends graphviz && rm -rf /var/lib/apt/lists/*
WORKDIR /graphmodel
COPY requirements.txt ./
RUN pip install --no-cache-dir --no-deps --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY graphmodel ./graphmodel
COPY queries ./queries
COPY seeds ./seeds
COPY diagrams ./diagrams
RUN pip install --no-cache-dir --no-deps --no-build-isolation . && useradd --create-home graphmodel

USER graphmodel
WORKDIR /home/graphmodel
ENTRYPOINT ["graphmodel"]
