"""What all tests share."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["machine", "command", "neo4j_server", "web_served"]

# Drawing a graph is slow the first time, when the grammar of dates is built, and whenever the machine is busy.
settings.register_profile("graphmodel", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("graphmodel")
