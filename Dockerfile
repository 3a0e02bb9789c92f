# graphmodel with its seeds, questions and views; docker-compose.yml loads a Neo4j server with it.
FROM python:3.12-slim

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
