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
