"""The embedded store: ArcadeDB in worker processes, over a folder that can be made again from the seeds at any time.

The user's process never holds the engine: no query can end it or hang it, and a fork of it can ask.

::

    store     what every store promises, from the rest
    directory the files: which database is current, and whether it is whole
    pool      the worker processes: started when needed, given in turn, ended at a limit
    worker    what runs in a worker process
    engine    the two builds of the engine
    load      a graph → messages → a new database
    values    what the engine returns → the values of an answer
"""
