"""The composition of services: as its specification wants it, and its loader and settings on a real server."""

# mypy: disable-error-code="operator"

from __future__ import annotations

import fnmatch
import json
import os
import re
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from shutil import copy, copytree
from typing import TYPE_CHECKING, Any

import pexpect
import pytest
import yaml
from jsonschema import Draft202012Validator
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import Neo4jError
from neo4j_server import LTS

from graphmodel import workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from neo4j_server import LocalServer

ROOT = Path(__file__).resolve().parent.parent
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
NEO4J: dict[str, Any] = COMPOSE["services"]["neo4j"]
LOAD: dict[str, Any] = COMPOSE["services"]["load"]
WEB: dict[str, Any] = COMPOSE["services"]["web"]


# --- the file ---------------------------------------------------------------------------------------------------


def _complaints(compose: object) -> list[str]:
    schema = files("check_jsonschema") / "builtin_schemas" / "vendor" / "compose-spec.json"
    validator = Draft202012Validator(json.loads(schema.read_text(encoding="utf-8")))
    return [error.json_path for error in validator.iter_errors(compose)]


def test_the_file_follows_the_compose_specification() -> None:
    assert _complaints(COMPOSE) == []


def test_a_misspelt_key_would_not_follow_it() -> None:
    wrong = {**COMPOSE, "services": {**COMPOSE["services"], "load": {**LOAD, "depend_on": {}}}}
    assert _complaints(wrong) == ["$.services.load"]


def test_the_server_is_the_release_that_the_tests_run_on() -> None:
    assert NEO4J["image"] == f"neo4j:{LTS}-community"


def test_ports_are_open_to_this_machine_only() -> None:
    assert NEO4J["ports"] == ["127.0.0.1:7474:7474", "127.0.0.1:7687:7687"]
    assert "ports" not in LOAD


def test_the_pages_wait_for_the_load_and_are_open_to_this_machine_only() -> None:
    assert WEB["depends_on"] == {"load": {"condition": "service_completed_successfully"}}
    assert WEB["ports"] == ["127.0.0.1:8080:8080"]
    assert WEB["environment"] == LOAD["environment"]


def test_the_data_outlive_the_container() -> None:
    assert NEO4J["volumes"] == ["neo4j-data:/data"]
    assert "neo4j-data" in COMPOSE["volumes"]


def test_the_password_comes_from_the_environment_and_has_no_default() -> None:
    asked = "${NEO4J_PASSWORD:?copy .env.example to .env and choose a password in it}"
    assert NEO4J["environment"]["NEO4J_AUTH"] == f"neo4j/{asked}"
    assert LOAD["environment"] == {"NEO4J_PASSWORD": asked}
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == ["NEO4J_PASSWORD="]
    assert ".env" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()


def test_the_loader_waits_for_a_healthy_server_and_runs_once() -> None:
    assert LOAD["depends_on"] == {"neo4j": {"condition": "service_healthy"}}
    assert NEO4J["healthcheck"]["test"][0] == "CMD"
    assert LOAD["restart"] == "no"


# --- the image of the loader ------------------------------------------------------------------------------------


def _copied() -> list[str]:
    words = re.findall(r"^COPY (.*) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    return " ".join(words).split()


def test_what_the_image_copies_is_not_kept_from_it() -> None:
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "*"
    let_in = [line[1:] for line in lines if line.startswith("!")]
    assert sorted(_copied()) == sorted(let_in)
    assert not any(fnmatch.fnmatch(".env", pattern) for pattern in let_in)


def test_what_the_image_copies_is_enough_for_a_package_with_the_seeds(tmp_path: Path) -> None:
    for name in _copied():
        source = ROOT / name
        (copytree if source.is_dir() else copy)(source, tmp_path / name)
    words = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(words, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "dist").glob("graphmodel-*.whl"))) == 1


def test_the_image_installs_only_what_has_a_known_hash() -> None:
    installs = re.findall(r"pip install ([^&\n]*)", (ROOT / "Dockerfile").read_text(encoding="utf-8"))
    assert [words.split()[1:] for words in installs] == [
        ["--no-deps", "--require-hashes", "-r", "requirements.txt"],
        ["--no-deps", "--no-build-isolation", "."],
    ]


def test_a_slim_image_gets_the_libraries_that_pictures_are_painted_with() -> None:
    image, _, steps = (ROOT / "Dockerfile").read_text(encoding="utf-8").partition("-slim\n")
    assert "\nFROM python:" in image
    assert re.search(r"^RUN apt-get update .* install .* graphviz &&", steps, re.MULTILINE)


# --- on a real server -------------------------------------------------------------------------------------------


def _settings() -> dict[str, str]:
    """Return the server's settings as its configuration file writes them: ``_`` is a dot, ``__`` an underscore."""
    names = {name.removeprefix("NEO4J_"): str(value) for name, value in NEO4J["environment"].items()}
    return {
        name.replace("__", "\0").replace("_", ".").replace("\0", "_"): value
        for name, value in names.items()
        if name != "AUTH"
    }


@pytest.fixture(scope="module")
def server(start_neo4j: Callable[..., LocalServer]) -> Iterator[LocalServer]:
    # In the composition the server calls itself localhost, where the loader would look for it in vain.
    running = start_neo4j(settings={**_settings(), "server.bolt.advertised_address": "elsewhere.invalid:7687"})
    try:
        yield running
    finally:
        running.kill()


@pytest.fixture(scope="module")
def driver(server: LocalServer) -> Iterator[Driver]:
    with GraphDatabase.driver(server.access.uri, auth=server.access.auth) as driver:
        yield driver


def _load(server: LocalServer) -> str:
    words = [word.replace("neo4j:7687", f"localhost:{server.port}") for word in LOAD["command"]]
    env = {**os.environ, "NEO4J_PASSWORD": server.password}
    done = subprocess.run(
        [sys.executable, "-m", "graphmodel", *words], env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.neo4j
def test_the_command_of_the_loader_fills_the_server_once(server: LocalServer, driver: Driver) -> None:
    assert _load(server).startswith("loaded ")
    assert _load(server).startswith("nothing to write")
    found = driver.execute_query("MATCH (n:Body|Instrument|Place) RETURN count(n) AS nodes").records
    assert found[0]["nodes"] == len(workspace.read().nodes)


@pytest.mark.neo4j
@pytest.mark.parametrize(("password", "ends"), [("{right}", "nodes,"), ("mistyped", "refuses the password of 'neo4j'")])
def test_a_person_at_a_terminal_is_asked_for_user_and_password(server: LocalServer, password: str, ends: str) -> None:
    password = password.format(right=server.password)
    env = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
    words = ["-m", "graphmodel", "load", "--store", f"bolt://localhost:{server.port}"]
    terminal = pexpect.spawn(sys.executable, words, env=env, encoding="utf-8", timeout=60)
    terminal.expect_exact("User [neo4j]: ")
    terminal.sendline()
    terminal.expect_exact("Password: ")
    terminal.sendline(password)
    terminal.expect(pexpect.EOF)
    assert ends in terminal.before
    assert password not in terminal.before
    assert (terminal.wait() == 0) is (password == server.password)


@pytest.mark.neo4j
@pytest.mark.parametrize("place", ["file:///etc/passwd", "http://127.0.0.1:1/", "https://example.org/data.csv"])
def test_the_server_reads_no_file_and_no_address(driver: Driver, place: str) -> None:
    with pytest.raises(Neo4jError, match=r"not allowed|blocked|disabled|Cannot load"):
        driver.execute_query("LOAD CSV FROM $place AS line RETURN line", place=place)


@pytest.mark.neo4j
def test_every_saved_script_of_the_browser_is_its_question_and_runs(
    server: LocalServer, driver: Driver, tmp_path: Path
) -> None:
    _load(server)
    scripts = [path for path in workspace.export(workspace.read(), tmp_path, "browser") if path.suffix == ".cypher"]
    texts = [path.read_text(encoding="utf-8") for path in scripts]
    assert len(texts) == len(workspace.library())
    for text, question in zip(texts, workspace.library().values(), strict=True):
        assert question.text.strip() in text
    assert sum(bool(_run(driver, text)) for text in texts) > len(texts) / 2


def _values(driver: Driver, script: str) -> dict[str, Any]:
    """Return what the server makes of the expressions of a script's parameters."""
    expressions = re.findall(r"^:param (\w+) => (.*);$", script, re.MULTILINE)
    columns = ", ".join(f"{value} AS {name}" for name, value in expressions)
    return dict(driver.execute_query(f"RETURN {columns or '1 AS x'}").records[0])


def _run(driver: Driver, script: str) -> list[Any]:
    """Run a script as Neo4j Browser does: each parameter is what the server makes of its expression."""
    text = re.sub(r"^:param .*$", "", script, flags=re.MULTILINE).strip().removesuffix(";")
    return driver.execute_query(text, _values(driver, script), routing_="r").records
