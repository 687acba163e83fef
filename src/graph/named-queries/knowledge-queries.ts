import type {TextQuery} from './named-query.ts'
import {memberCypher, memberSql} from './texts.ts'

const columns = ['system', 'name', 'organisation']
const found = 's.id AS system, s.name AS name, s.organisation AS organisation'

/** What is not known of systems. */
export const knowledgeQueries: readonly TextQuery[] = [
  {
    id: 'no-owner',
    question: 'Which systems have no known owner?',
    parameters: [],
    facts: [],
    columns,
    sql: `SELECT ${found} FROM entity s
WHERE s.kind = 'system'
  AND NOT EXISTS (SELECT 1 FROM attribute a WHERE a.id = s.id AND a.attribute = 'owner' AND a.state IS NULL)
  AND NOT EXISTS (SELECT 1 FROM relation r WHERE r.from_id = s.id AND r.type = 'OWNED_BY')`,
    cypher: `MATCH (s:DomesdayEntity:System)
WHERE s.owner IS NULL AND NOT EXISTS { MATCH (s)-[:OWNED_BY]->(:DomesdayEntity) }
RETURN ${found}`,
    order: 'system',
  },
  ...(
    [
      ['no-host', 'For which systems is no host or cloud resource known that they run on?', 'RUNS_ON', '1'],
      [
        'no-technology',
        'Of which systems is no technology known?',
        'USES',
        "EXISTS (SELECT 1 FROM entity t WHERE t.id = r.to_id AND t.kind = 'technology')",
      ],
    ] as const
  ).map(([id, question, type, end]) => ({
    ...{id, question, parameters: [], facts: [], columns, order: 'system'},
    sql: `WITH RECURSIVE ${memberSql}
SELECT ${found} FROM entity s
WHERE s.kind = 'system' AND s.id NOT IN (
  SELECT m.system FROM member m JOIN relation r ON r.from_id = m.part WHERE r.type = '${type}' AND ${end})`,
    cypher: `${memberCypher()}
WITH s, max(CASE WHEN EXISTS { MATCH (part)-[:${type}]->(:DomesdayEntity${type === 'USES' ? ':Technology' : ''}) } THEN 1 ELSE 0 END) AS known
WHERE known = 0
RETURN ${found}`,
  })),
  {
    id: 'only-named',
    question: 'Of which hosts has a system the address, and is not seen to call them?',
    parameters: [],
    facts: [],
    columns: ['system', 'host', 'name', 'places'],
    sql: `WITH RECURSIVE ${memberSql}
SELECT m.system AS system, h.id AS host, h.name AS name, sum(json_array_length(r.evidence)) AS places
FROM relation r JOIN member m ON m.part = r.from_id JOIN entity h ON h.id = r.to_id AND h.kind = 'host'
WHERE r.type IN ('NAMES', 'CALLS') GROUP BY m.system, h.id, h.name HAVING sum(r.type = 'CALLS') = 0`,
    cypher: `${memberCypher()}
MATCH (part)-[r:NAMES|CALLS]->(h:DomesdayEntity:Host)
WITH s, h, collect(r) AS seen
WHERE all(one IN seen WHERE type(one) = 'NAMES')
RETURN s.id AS system, h.id AS host, h.name AS name,
  reduce(places = 0, one IN seen | places + size(coalesce(one.evidence, []))) AS places`,
    order: 'system, host',
  },
]
