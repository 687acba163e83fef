"""Loads an estate's document into DuckDB tables with the fields and indexes of the embedded graph; prints its seconds."""
import os
import sys
import time

import duckdb

estate, target = sys.argv[1:3]
if os.path.exists(target):
    os.remove(target)
begun = time.time()
db = duckdb.connect(target)
db.execute("SET preserve_insertion_order = false")
db.execute(
    """CREATE TABLE raw AS SELECT * FROM read_json(?, format = 'newline_delimited', columns = {
      record: 'VARCHAR', id: 'VARCHAR', organisation: 'VARCHAR', kind: 'VARCHAR', name: 'VARCHAR', attributes: 'JSON',
      scopes: 'VARCHAR[]', 'from': 'VARCHAR', 'to': 'VARCHAR', type: 'VARCHAR', certainty: 'VARCHAR',
      evidence: 'VARCHAR[]'})""",
    [estate],
)
db.execute(
    """CREATE TABLE node AS SELECT row_number() OVER (ORDER BY id) - 1 AS nid, id, kind, name, organisation, scopes,
      attributes FROM raw WHERE record = 'entity'"""
)
db.execute(
    """CREATE TABLE edge AS SELECT a.nid AS src, b.nid AS dst, r.type, r.certainty, r.attributes, r.evidence, r.scopes
      FROM raw r JOIN node a ON a.id = r."from" JOIN node b ON b.id = r."to" WHERE r.record = 'relation'"""
)
db.execute("DROP TABLE raw")
db.execute("CREATE UNIQUE INDEX node_id ON node (id)")
db.execute("CREATE INDEX edge_src ON edge (src)")
db.execute("CREATE INDEX edge_dst ON edge (dst)")
db.execute("CHECKPOINT")
[nodes] = db.execute("SELECT count(*) FROM node").fetchone()
[edges] = db.execute("SELECT count(*) FROM edge").fetchone()
db.close()
print(time.time() - begun, nodes, edges)
