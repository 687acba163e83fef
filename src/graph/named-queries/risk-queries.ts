import type {QueryParameter, TextQuery} from './named-query.ts'
import {
  contractsSql,
  dependantsCypher,
  dependantsSql,
  memberCypher,
  memberSql,
  ratingsSql,
  supportSql,
  userCypher,
  userSql,
} from './texts.ts'

const by: QueryParameter = {
  name: 'by',
  meaning: 'the last day that counts',
  kind: 'date',
  default: 'a year after the as-of date',
}
const asOf: QueryParameter = {
  name: 'from',
  meaning: 'the first day that counts',
  kind: 'date',
  default: 'the as-of date',
}

const supportColumns = ['technology', 'ends', 'used_by', 'system', 'dependants']

/** What uses a technology whose ordinary support ends on certain days, for which systems, and how many depend on those. */
function supportQuery(id: string, question: string, parameters: readonly QueryParameter[], when: string): TextQuery {
  const onDays = (sign: string): string => when.replaceAll(':', sign)
  return {
    ...{id, question, parameters, facts: ['support'], columns: supportColumns},
    sql: `WITH RECURSIVE ${memberSql}, ${userSql}, ${dependantsSql}, ${supportSql}
SELECT DISTINCT t.name AS technology, p.ends, r.from_id AS used_by, u.system, coalesce(d.dependants, 0) AS dependants
FROM support p JOIN entity t ON t.id = p.technology JOIN relation r ON r.to_id = t.id AND r.type = 'USES'
  LEFT JOIN user u ON u.part = r.from_id LEFT JOIN dependants d ON d.system = u.system
WHERE ${onDays(':')}`,
    cypher: `UNWIND $support AS p
WITH p WHERE ${onDays('$')}
MATCH (t:DomesdayEntity:Technology {id: p.technology})<-[:USES]-(part:DomesdayEntity)
${userCypher}
RETURN DISTINCT t.name AS technology, p.ends AS ends, part.id AS used_by, s.id AS system,
  ${dependantsCypher} AS dependants`,
    order: 'ends, technology, used_by, system',
  }
}

/** What the assessments say, of which the graph knows nothing: ratings, the ends of support and of contracts. */
export const riskQueries: readonly TextQuery[] = [
  {
    id: 'red-sharing-stores',
    question: 'Which red-rated systems share a datastore?',
    parameters: [],
    facts: ['ratings'],
    columns: ['datastore', 'system', 'other', 'overall', 'overall_other'],
    sql: `WITH RECURSIVE ${memberSql}, ${ratingsSql},
  red(store, system, low) AS (
    SELECT DISTINCT r.to_id, m.system, a.low FROM ratings a JOIN member m ON m.system = a.system
      JOIN relation r ON r.from_id = m.part AND r.type IN ('READS', 'WRITES')
      JOIN entity d ON d.id = r.to_id AND d.kind = 'datastore' WHERE a.red = 'yes')
SELECT a.store AS datastore, a.system, b.system AS other, a.low AS overall, b.low AS overall_other
FROM red a JOIN red b ON b.store = a.store AND a.system < b.system`,
    cypher: `UNWIND $ratings AS a
WITH a WHERE a.red = 'yes'
${memberCypher({where: 's.id = a.system', keep: 'a'})}
MATCH (part)-[:READS|WRITES]->(d:DomesdayEntity:Datastore)
WITH DISTINCT d, s, a.low AS low
WITH d, collect({system: s.id, low: low}) AS red
UNWIND red AS one UNWIND red AS two
WITH d, one, two WHERE one.system < two.system
RETURN d.id AS datastore, one.system AS system, two.system AS other, one.low AS overall, two.low AS overall_other`,
    order: 'datastore, system, other',
  },
  {
    id: 'leaning-on-red',
    question: 'Which systems that are not red-rated depend directly on one that is?',
    parameters: [],
    facts: ['ratings'],
    columns: ['system', 'rating', 'red_system', 'overall'],
    sql: `WITH ${ratingsSql}
SELECT a.system, a.red AS rating, b.system AS red_system, b.low AS overall
FROM ratings a JOIN relation r ON r.from_id = a.system AND r.type = 'DEPENDS_ON' JOIN ratings b ON b.system = r.to_id
WHERE a.red <> 'yes' AND b.red = 'yes'`,
    cypher: `UNWIND $ratings AS b
WITH b WHERE b.red = 'yes'
MATCH (:DomesdayEntity:System {id: b.system})<-[:DEPENDS_ON]-(s:DomesdayEntity:System)
WITH b, $ratingOf[s.id] AS a WHERE a.red <> 'yes'
RETURN a.system AS system, a.red AS rating, b.system AS red_system, b.low AS overall`,
    order: 'system, red_system',
  },
  {
    id: 'services-on-red',
    question: 'Which services does a red-rated system support directly?',
    parameters: [],
    facts: ['ratings'],
    columns: ['service', 'name', 'system', 'overall'],
    sql: `WITH ${ratingsSql}
SELECT v.id AS service, v.name, a.system, a.low AS overall
FROM ratings a JOIN relation r ON r.from_id = a.system AND r.type = 'SUPPORTS' JOIN entity v ON v.id = r.to_id
WHERE a.red = 'yes'`,
    cypher: `UNWIND $ratings AS a
WITH a WHERE a.red = 'yes'
MATCH (:DomesdayEntity:System {id: a.system})-[:SUPPORTS]->(v:DomesdayEntity)
RETURN v.id AS service, v.name AS name, a.system AS system, a.low AS overall`,
    order: 'service, system',
  },
  {
    id: 'ratings-by-organisation',
    question:
      'How many systems has each organisation, and how many are red-rated, could be, are hardly known or legacy?',
    parameters: [],
    facts: ['ratings'],
    columns: ['organisation', 'systems', 'red', 'could_be_red', 'hardly_known', 'legacy'],
    sql: `WITH ${ratingsSql}
SELECT s.organisation, count(*) AS systems, sum(a.red = 'yes') AS red, sum(a.red = 'could-be') AS could_be_red,
  sum(a.red = 'hardly-known') AS hardly_known, sum(a.legacy = 'yes') AS legacy
FROM ratings a JOIN entity s ON s.id = a.system GROUP BY s.organisation`,
    cypher: `UNWIND $ratings AS a
MATCH (s:DomesdayEntity:System {id: a.system})
RETURN s.organisation AS organisation, count(*) AS systems, sum(CASE WHEN a.red = 'yes' THEN 1 ELSE 0 END) AS red,
  sum(CASE WHEN a.red = 'could-be' THEN 1 ELSE 0 END) AS could_be_red,
  sum(CASE WHEN a.red = 'hardly-known' THEN 1 ELSE 0 END) AS hardly_known,
  sum(CASE WHEN a.legacy = 'yes' THEN 1 ELSE 0 END) AS legacy`,
    order: 'organisation',
  },
  supportQuery(
    'support-ends',
    'What runs out of ordinary support in the next year, what uses it, and how many systems depend on that?',
    [asOf, by],
    'p.ends >= :from AND p.ends <= :by',
  ),
  supportQuery(
    'out-of-support',
    'What is out of ordinary support, what uses it, and how many systems depend on that?',
    [{name: 'on', meaning: 'the day', kind: 'date', default: 'the as-of date'}],
    "(p.ends < :on OR p.ends = 'ended')",
  ),
  {
    id: 'contracts-ending',
    question: 'Which contracts end in the next year, and how many systems depend on what they cover?',
    parameters: [asOf, by],
    facts: ['contracts'],
    columns: ['contract', 'ends', 'replacement', 'system', 'dependants'],
    sql: `WITH ${dependantsSql}, ${contractsSql}
SELECT c.contract, c.ends, c.replacement, c.system, coalesce(d.dependants, 0) AS dependants
FROM contracts c JOIN entity s ON s.id = c.system LEFT JOIN dependants d ON d.system = c.system
WHERE c.ends >= :from AND c.ends <= :by`,
    cypher: `UNWIND $contracts AS c
WITH c WHERE c.ends >= $from AND c.ends <= $by
MATCH (s:DomesdayEntity {id: c.system})
RETURN c.contract AS contract, c.ends AS ends, c.replacement AS replacement, c.system AS system,
  ${dependantsCypher} AS dependants`,
    order: 'ends, contract, system',
  },
]
