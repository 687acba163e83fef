/** Pieces that several queries are made of. */

/** Every system with itself and the components that are part of it, also through other components. */
export const memberSql = `member(part, system) AS (
    SELECT id, id FROM entity WHERE kind = 'system'
    UNION
    SELECT r.from_id, m.system FROM member m JOIN relation r ON r.to_id = m.part AND r.type = 'PART_OF'
      JOIN entity c ON c.id = r.from_id AND c.kind = 'component')`

/** The same: `part` and `system` are bound, with what was bound before and is to be kept. */
export function memberCypher(more: {readonly where?: string; readonly keep?: string} = {}): string {
  return `MATCH way = (part:DomesdayEntity)-[:PART_OF*0..]->(s:DomesdayEntity:System)
WHERE all(step IN nodes(way)[..-1] WHERE step.kind = 'component')${more.where ? ` AND ${more.where}` : ''}
WITH DISTINCT ${more.keep ? `${more.keep}, ` : ''}part, s`
}

/**
 * What may use a product for a system: the system, its components, and the hosts, cloud resources and datastores that
 * these run on, read or write. Needs `member`.
 */
export const userSql = `user(part, system) AS (
    SELECT part, system FROM member
    UNION
    SELECT u.id, m.system FROM member m JOIN relation r ON r.from_id = m.part AND r.type IN ('RUNS_ON', 'READS', 'WRITES')
      JOIN entity u ON u.id = r.to_id AND u.kind IN ('host', 'resource', 'datastore'))`

/** The same of a `part` that is bound: `s` is each system that it is used for, null where none is known. */
export const userCypher = `OPTIONAL MATCH way =
  (part)<-[:RUNS_ON|READS|WRITES*0..1]-(own:DomesdayEntity)-[:PART_OF*0..]->(s:DomesdayEntity:System)
WHERE all(step IN nodes(way)[1..-1] WHERE step.kind = 'component') AND CASE WHEN part = own
  THEN part = s OR part.kind = 'component' ELSE part.kind IN ['host', 'resource', 'datastore'] END`

/** How many systems depend directly on each. */
export const dependantsSql = `dependants(system, dependants) AS (
    SELECT r.to_id, count(DISTINCT r.from_id) FROM relation r JOIN entity a ON a.id = r.from_id
      JOIN entity b ON b.id = r.to_id
    WHERE r.type = 'DEPENDS_ON' AND a.kind = 'system' AND b.kind = 'system' AND r.from_id <> r.to_id GROUP BY r.to_id)`

export const dependantsCypher =
  'COUNT { MATCH (s)<-[:DEPENDS_ON]-(other:DomesdayEntity:System) WHERE other <> s RETURN DISTINCT other }'

export const ratingsSql = `ratings AS (
    SELECT value ->> '$.system' AS system, value ->> '$.red' AS red, value ->> '$.legacy' AS legacy,
      value ->> '$.low' AS low, value ->> '$.high' AS high FROM json_each(:ratings))`
export const supportSql = `support AS (
    SELECT value ->> '$.technology' AS technology, value ->> '$.ends' AS ends FROM json_each(:support))`
export const contractsSql = `contracts AS (
    SELECT value ->> '$.contract' AS contract, value ->> '$.system' AS system, value ->> '$.ends' AS ends,
      value ->> '$.replacement' AS replacement FROM json_each(:contracts))`
