"""The served pages, over real HTTP: what people come for, and what nobody gets."""

from __future__ import annotations

import http
import json
import os
import random
import signal
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from graphs import edge, node, source
from web_served import running

import graphmodel as gm
from graphmodel import workspace
from graphmodel.model import Graph

if TYPE_CHECKING:
    from pathlib import Path

    from neo4j_server import Access
    from web_served import Server

pytestmark = pytest.mark.xdist_group("web")
DAY = "2021-12-01"
HOSTILE_INPUTS = int(os.environ.get("GRAPHMODEL_HOSTILE_INPUTS", "300"))
OTHER = Graph([node("ny-gruppe"), node("moter")], [edge("ny-gruppe", "ADVISES", "moter")], [source()])


# --- what people come for -------------------------------------------------------------------------------------------


def test_a_body_is_found_by_an_old_name(server: Server) -> None:
    text = server.get("/sok", q="Ett digitalt Agder").text
    assert text.index('href="/organ/digi-agder"') < text.index("også kalt Ett digitalt Agder")


def test_it_is_seen_who_steers_a_body_how_sure_that_is_and_from_which_document(server: Server) -> None:
    text = server.get("/organ/digi-agder").text
    steered = text[text.index("styres av") :]
    assert steered.index("Kommunedirektørutvalget Agder (KDU)") < steered.index("muligens") < 1_000
    assert 'href="/kilde/agderfk-digi-org"' in text


def test_a_way_is_told_as_the_library_tells_it_and_a_missing_one_with_its_reasons(server: Server) -> None:
    graph = gm.read()
    found = gm.influence_paths(graph, "vegarshei-kommune", "ks", "voice", on=DAY, k=3)
    assert found[0].sentence() in server.get("/vei", fra="Vegårshei", til="ks").text
    missing = gm.influence_paths(graph, "digi-agder", "helsedirektoratet", "voice", on=DAY)
    assert missing.missing
    text = server.get("/vei", fra="digi-agder", til="helsedirektoratet").text
    assert all(line.replace("'", "&#39;") in text for line in missing.missing.lines())


@pytest.mark.parametrize(
    ("address", "given", "told"),
    [
        ("/vei", "fra", "Hvor skal veien ende? Fyll ut «Til»."),
        ("/vei", "til", "Hvor begynner veien? Fyll ut «Fra»."),
        ("/en/vei", "fra", "Where does the way end? Fill in To."),
    ],
)
def test_a_way_with_one_end_says_what_is_missing_and_keeps_the_other(
    server: Server, address: str, given: str, told: str
) -> None:
    text = server.get(address, **{given: "digi-agder"}).text
    assert told in text
    assert f'name="{given}" list="organer" value="digi-agder"' in text
    assert told not in server.get(address).text


def test_a_picture_of_another_day_has_its_own_address_and_downloads(server: Server) -> None:
    first, later = (server.get("/bilde/rkg-e-helse", dag=day).text for day in ("2018-06-01", DAY))
    assert "1. juni 2018" in first
    assert first != later
    assert 'href="/bilde/rkg-e-helse.pdf?dag=2018-06-01"' in first
    assert server.get("/bilde/rkg-e-helse.svg", dag="2018-06-01").text.startswith("<svg")


def test_an_answer_is_that_of_the_library_as_a_page_and_as_a_file(server: Server) -> None:
    with workspace.open_store(server.store) as store:
        rows = store.run("who-mandates", what="digi-agder").to_dicts()
    reply = server.get("/sporsmal/who-mandates.json", what="Digi Agder")
    assert reply.status == http.HTTPStatus.OK, reply.text
    told = json.loads(reply.text)
    assert [row["edge"] for row in told] == [row["edge"] for row in rows]
    assert server.get("/en/sporsmal/who-mandates").text.count("<tr>") == len(rows) + 1


# --- what nobody gets -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_it_only_reads(server: Server, method: str) -> None:
    for path in ("/", "/organ/digi-agder", "/static/site.css", "/health"):
        assert server.get(path, method=method).status == http.HTTPStatus.METHOD_NOT_ALLOWED


def test_another_host_name_is_refused(server: Server) -> None:
    assert server.get("/", host="evil.example").status == http.HTTPStatus.BAD_REQUEST
    assert server.get("/", host="localhost.evil.example").status == http.HTTPStatus.BAD_REQUEST
    assert server.get("/", host=f"localhost:{server.port}").status == http.HTTPStatus.OK


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd",
        "/static/../pages.py",
        "/static/..%2fpages.py",
        "/static/%2e%2e/%2e%2e/workspace.py",
        "/bilde/..%2f..%2fseeds.svg",
        "/bilde//etc/passwd.svg",
        "/sporsmal/../digi-agder",
        "/organ/digi-agder/",
        "//evil.example/",
        "/en//evil.example",
    ],
)
def test_no_path_leaves_the_pages(server: Server, path: str) -> None:
    reply = server.get(path)
    assert "Location" not in reply.headers
    assert "location" not in reply.headers
    assert reply.status == http.HTTPStatus.NOT_FOUND or "<h1>Digi Agder</h1>" in reply.text
    assert "root:" not in reply.text


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/vei?fra=digi-agder&til=ks&flyt=nope", "is not a flow"),
        ("/vei?fra=digi-agder&fra=ks&til=ks", "is given 2 times"),
        ("/organ/digi-agder?dag=2021-12-01", "it takes none"),
        ("/sok?qq=digi", "did you mean"),
        ("/sporsmal/who-mandates?what=", "parameter what of who-mandates: expected"),
    ],
)
def test_a_wrong_double_or_unknown_parameter_is_told_in_words(server: Server, address: str, told: str) -> None:
    reply = server.get(address)
    assert reply.status == http.HTTPStatus.BAD_REQUEST
    assert told in reply.text


def test_hostile_paths_and_values_end_in_a_clean_page_with_their_text_escaped(server: Server) -> None:
    draw = random.Random(16)  # noqa: S311 - the same texts in every run
    signs = ["<script>alert(1)</script>", '"><img src=x>', "'", "\\", "\0", "%", "{{7*7}}", "ø", "\U0001f600", "\u202e"]
    signs += ["$body", "}) DETACH DELETE n //", "\n", "\r\n", "-1", "9" * 400, "..", "/", "2021-13-45", ",", "null"]
    rooms = ["/organ/", "/kilde/", "/bilde/", "/sporsmal/", "/en/", "/", "/sporsmal/who-mandates", "/bilde/organ"]
    names = ["q", "body", "day", "dag", "fra", "til", "flyt", "lang", "steps"]
    for _ in range(HOSTILE_INPUTS):
        text = "".join(draw.choices(signs, k=draw.randint(1, 4)))
        path = draw.choice([*rooms, "/sok", "/vei"]) + draw.choice(["", quote(text, safe="")])
        reply = server.get(path, **{draw.choice(names): text})
        assert reply.status in {200, 400, 404, 414}, (path, text)
        assert "<script>alert" not in reply.text, (path, text)
        assert "<img src=x" not in reply.text, (path, text)
        assert "Traceback" not in reply.text, (path, text)
        assert "unsafe" not in reply.headers.get("content-security-policy", ""), path


def test_two_hundred_requests_at_once_and_slow_clients_do_not_stop_it(server: Server) -> None:
    slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(50)]
    for each in slow:
        each.sendall(b"GET / HTTP/1.1\r\nHost: loc")
    ids = list(gm.read().nodes)[:200]
    with ThreadPoolExecutor(200) as pool:
        statuses = set(pool.map(lambda id_: server.get(f"/organ/{id_}").status, ids))
    assert statuses <= {200, 503}
    assert 200 in statuses
    assert server.get("/health").status == http.HTTPStatus.OK
    for each in slow:  # hung up on, so that nobody can hold all connections
        each.settimeout(60)
        assert each.recv(1) == b""
        each.close()


# --- when the record changes ----------------------------------------------------------------------------------------


def test_a_new_load_is_seen_without_a_restart(server: Server) -> None:
    before = server.get("/health").text
    try:
        with workspace.open_store(server.store) as store:
            store.load(OTHER)
        server.until_changed(before)
        assert "<h1>Ny-gruppe</h1>" in server.get("/organ/ny-gruppe").text
        assert server.get("/organ/digi-agder").status == http.HTTPStatus.NOT_FOUND
        assert server.get("/").status == http.HTTPStatus.OK
    finally:
        changed = server.get("/health").text
        with workspace.open_store(server.store) as store:
            store.load(gm.read())
        server.until_changed(changed)


_KILLED = """
import os, signal, sys
from graphmodel import workspace
from test_web_server import OTHER

with workspace.open_store(sys.argv[1]) as store:
    store.load(OTHER, lambda done, total: os.kill(os.getpid(), signal.SIGKILL))
"""


def test_a_load_that_is_killed_leaves_the_pages_of_the_old_record(server: Server) -> None:
    before = server.get("/health").text
    environment = {**os.environ, "PYTHONPATH": os.path.dirname(__file__)}  # noqa: PTH120 - text for the environment
    killed = subprocess.run([sys.executable, "-c", _KILLED, server.store], env=environment, check=False)
    assert killed.returncode == -signal.SIGKILL
    assert server.get("/health").text == before
    assert "<h1>Digi Agder</h1>" in server.get("/organ/digi-agder").text
    assert server.get("/sporsmal/who-mandates").status == http.HTTPStatus.OK


@pytest.mark.neo4j
def test_it_serves_what_a_neo4j_server_holds_and_sees_a_new_load(empty_neo4j: Access, tmp_path: Path) -> None:
    environment = {"NEO4J_USERNAME": empty_neo4j.username, "NEO4J_PASSWORD": empty_neo4j.password}
    graph = gm.read()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        with workspace.open_store(empty_neo4j.uri) as store:
            store.load(graph)
            asked = store.run("who-mandates", what="digi-agder").to_dicts()
            with running(empty_neo4j.uri, tmp_path, environment) as started:
                told = json.loads(started.get("/sporsmal/who-mandates.json", what="Digi Agder").text)
                assert [row["edge"] for row in told] == [row["edge"] for row in asked]
                assert "<h1>Digi Agder</h1>" in started.get("/organ/digi-agder").text
                before = started.get("/health").text
                store.load(OTHER)
                started.until_changed(before)
                assert "<h1>Ny-gruppe</h1>" in started.get("/organ/ny-gruppe").text
