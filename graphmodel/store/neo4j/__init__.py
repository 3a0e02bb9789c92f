"""The store that teams share: a Neo4j server, a cluster or a hosted instance, over Bolt.

::

    store         what every store promises, from the rest
    address       a URL and credentials → where a server is, and the way in
    connection    sessions to read and to write
    retry         again, while what stands in the way is passing
    errors        the driver's errors → ours
    snapshot      one graph for as long as somebody reads, whatever is loaded meanwhile
    query         a request → an answer within the limits
    allowlist     what a query may do: its words, and the operators of the server's plan
    query_plan    whether a query starts from labels
    load          a graph → what differs → batches → one transaction, or a staged load
    diff          what has to be written
    statements    the Cypher of all this
    bulk_import   the same database for who fills it without a server
"""
