"""What all tests share."""

pytest_plugins = ["neo4j_server"]
