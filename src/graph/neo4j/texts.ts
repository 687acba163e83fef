import type {EntityKind} from '../../model/entity.ts'
import {EntityKind as EntityKinds} from '../../model/entity.ts'
import {labelOfKind, neo4jConstraints, neo4jLabels} from '../../model/graph-schema.ts'
import {type RelationType, relationTypeNames} from '../../model/relation-types.ts'

/** What the server calls the form of the graph. A change of labels, properties or of what they mean is a new number. */
export const graphForm = 'domesday/neo4j@2'
/** Of before: it knows scopes by their ids in the estate. A load makes it one of now. */
export const olderForm = 'domesday/neo4j@1'

const {own: ownLabel, shared: sharedLabel, store: storeLabel} = neo4jLabels

export const constraints: readonly {readonly name: string; readonly text: string}[] = neo4jConstraints.map(
  ({name, label: of, property}) => ({
    name,
    text: `CREATE CONSTRAINT ${name} IF NOT EXISTS FOR (n:${of}) REQUIRE n.${property} IS UNIQUE`,
  }),
)

/** The node that says what the graph is, and who is loading it; each lane of loads has another, to be locked. */
export const store = `(s:${storeLabel} {key: 'graph'})`

const node = (name: string, nid: string): string => `MATCH (${name}:${ownLabel} {nid: ${nid}})`
const element = (name: string, id: string): string => `MATCH (${name}:${ownLabel}) WHERE elementId(${name}) = ${id}`
const rows = 'UNWIND $rows AS r'
const pair = `${rows} ${node('a', 'r[0]')} ${node('b', 'r[1]')}`

/** The texts of a load: constant, so that the server plans each of them once. Rows are lists, shorter than maps. */
/** Of all kinds: a row is a label and the properties. By its place, for which the server need not keep all rows to the end. */
export const createNodes = `UNWIND range(0, size($rows) - 1) AS at
  CREATE (n:${ownLabel}:${sharedLabel}:$($rows[at][0])) SET n = $rows[at][1] RETURN at, elementId(n)`

export const updateNodes = (kind: EntityKind): string => {
  const others = EntityKinds.options.filter((one) => one !== kind).map(labelOfKind)
  return `${rows} ${node('n', 'r.nid')} SET n = r SET n:${labelOfKind(kind)} REMOVE n:${others.join(':')}`
}

export const markNodes = `${rows} ${node('n', 'r[0]')} SET n.scopes = r[1], n.lastSeen = r[2], n.digest = ''`
export const setOut = `${rows} ${node('n', 'r[0]')} SET n.out = r[1]`
export const deleteNodes = `${rows} ${node('n', 'r')} DETACH DELETE n`
/** What the server itself calls nodes: found by it, they cost no look into an index. */
export const elementIds = `${rows} ${node('n', 'r')} RETURN n.nid, elementId(n)`
const creating = `${rows} ${element('a', 'r[0]')} ${element('b', 'r[1]')}
  CREATE (a)-[x:$($said[r[2]][0]) {certainty: $said[r[2]][1], scopes: $said[r[2]][2], evidence: r[3]}]->(b)`
/**
 * Of all types, so that those out of one node are written together; what many rows of a statement say alike stands once
 * beside them. A property that is null is none. No name stands for what is said alike: the server would keep all rows
 * before it wrote the first.
 */
export const createRelations = creating
export const createRelationsWithMore = `${creating} SET x += r[4]`
export const updateRelations = (type: RelationType): string => `${pair} MATCH (a)-[x:${type}]->(b) SET x = r[2]`
export const markRelations = (type: RelationType): string =>
  `${pair} MATCH (a)-[x:${type}]->(b) SET x.scopes = r[2], x.lastSeen = r[3]`
export const deleteRelations = (type: RelationType): string => `${pair} MATCH (a)-[x:${type}]->(b) DELETE x`

const anyType = relationTypeNames.join('|')

/** A page of nodes by their numbers, with what tells whether they are as the estate says. */
export const digestPage = `MATCH (n:${ownLabel}) WHERE n.nid > $after
  RETURN n.nid, n.id, n.digest, n.out ORDER BY n.nid LIMIT $limit`

export const nodeDetails = `${rows} ${node('n', 'r')} RETURN n.nid, n.scopes, n.lastSeen, n.digest`

export const relationDetails = `${rows} ${node('a', 'r')} MATCH (a)-[x:${anyType}]->(b:${ownLabel})
  RETURN a.nid, type(x), b.nid, x.certainty, x.attributes, x.evidence, x.scopes, x.lastSeen`

export const topologyPage = `MATCH (n:${ownLabel}) WHERE n.nid > $after WITH n ORDER BY n.nid LIMIT $limit
  OPTIONAL MATCH (n)-[x:${anyType}]->(b:${ownLabel})
  RETURN n.nid, n.id, n.kind, collect(b.nid), collect(type(x))`

/** How many nodes there are, then how many relations of each type leave them: kept by the server, so no cost to ask. */
export const counts = [
  `MATCH (n:${ownLabel}) RETURN count(n) AS counted`,
  ...relationTypeNames.map((type) => `MATCH (:${ownLabel})-[x:${type}]->() RETURN count(x) AS counted`),
].join(' UNION ALL ')

/** A row where one of organisations has a thing: the first that is met ends the search. */
export const isOrganisationThere = `MATCH (n:${ownLabel}) WHERE n.organisation IN $organisations RETURN 1 LIMIT 1`

/** The first five organisations by name, each with how many there are; what somebody else made no text of is none. */
export const firstOrganisations = `MATCH (n:${ownLabel}) WITH DISTINCT toStringOrNull(n.organisation) AS one
  WHERE one <> '' WITH one ORDER BY one WITH collect(one) AS found
  UNWIND found[..5] AS organisation RETURN organisation, size(found) AS all`

/** Takes away all that is domesday's, in parts; it cannot stand in a transaction with others. */
export const takeAway = `MATCH (n:${ownLabel}|${storeLabel}) CALL (n) { DETACH DELETE n } IN TRANSACTIONS`

const held = `datetime.realtime() + duration({seconds: $leaseSeconds})`

const eachLane = (change: string): string =>
  `FOREACH (lane IN range(1, $lanes) | MERGE (l:${storeLabel} {key: 'lane ' + lane}) SET ${change})`

/**
 * Takes the load's lock where it is free: writing first, so that two who ask wait for each other, and for what the lanes
 * of the other are writing.
 */
export const takeLock = `MERGE ${store}
  ON CREATE SET s.form = $form, s.state = 'empty', s.nodes = 0, s.edges = 0, s.counted = ''
  SET s.asked = $run
  ${eachLane('l.asked = $run')}
  WITH s, s.holder IS NULL OR s.holder = $run OR s.holder = $gone OR s.until < datetime.realtime() AS free
  FOREACH (_ IN CASE WHEN free AND s.form IN [$form, $older] THEN [1] ELSE [] END |
    SET s.holder = $run, s.holderName = $name, s.since = datetime.realtime(), s.until = ${held}, s.step = 0
    ${eachLane('l.step = 0')})
  RETURN free, s.form, s.state, s.holder, s.holderName, toString(s.since), toString(s.until), s.observedAt, s.counted`

/** Says whether the lock is still this load's, and whether this step was done before its answer was lost. */
export const holdLock = `MATCH ${store} SET s.asked = $run
  WITH s, s.holder = $run AS mine, s.step AS before
  FOREACH (_ IN CASE WHEN mine THEN [1] ELSE [] END | SET s.until = ${held})
  FOREACH (_ IN CASE WHEN mine AND before < $step THEN [1] ELSE [] END | SET s.step = $step)
  RETURN mine, before`

/** The same for a step of a lane, beside the others: who takes the lock over waits for it, and it sees who has. */
export const holdLane = `MATCH (l:${storeLabel} {key: 'lane ' + $lane}) SET l.asked = $run
  WITH l, l.step AS before MATCH ${store}
  WITH l, before, s.holder = $run AS mine
  FOREACH (_ IN CASE WHEN mine AND before < $step THEN [1] ELSE [] END | SET l.step = $step)
  RETURN mine, before`

export const beginWriting = `MATCH ${store} SET s.state = 'loading'`
export const finishWriting = `MATCH ${store} SET s += $facts REMOVE s.holder, s.until, s.asked`
export const releaseLock = `MATCH ${store} WHERE s.holder = $run REMOVE s.holder, s.until, s.asked`
export const storeFacts = `OPTIONAL MATCH ${store}
  RETURN s.form, s.state, s.holderName, s.estate, s.counted, s.observedAt, s.nodes, s.edges, s.kept`
/** What the graph knows of scopes, as JSON: it may be long. */
export const storeScopes = `OPTIONAL MATCH ${store} RETURN s.form, s.scopes`

const label = 'n.id AS id, n.kind AS kind, n.name AS name, n.organisation AS organisation'
const wanted = `UNWIND range(0, size($ids) - 1) AS place MATCH (n:${ownLabel} {id: $ids[place]})`

/** Those that exist, in the order asked for. */
export const labelsById = `${wanted} RETURN ${label} ORDER BY place`
export const nodesById = `${wanted}
  RETURN ${label}, n.attributes AS attributes, n.scopes AS scopes, n.lastSeen AS lastSeen ORDER BY place`

export const findLabels = `MATCH (n:${ownLabel})
  WHERE ($after IS NULL OR n.id > $after) AND ($kinds IS NULL OR n.kind IN $kinds)
    AND ($organisation IS NULL OR n.organisation = $organisation)
    AND ($text IS NULL OR toLower(n.id + '\n' + n.name) CONTAINS $text)
  RETURN ${label} ORDER BY n.id LIMIT $limit`

const said = `type(x) AS type, x.certainty AS certainty, x.attributes AS attributes, coalesce(x.evidence, []) AS evidence,
    x.scopes AS scopes, x.lastSeen AS lastSeen`
/** In the order of the other ends' ids, then of the types as they are declared. */
const byEnd = `n.id, reduce(at = -1, place IN range(0, size($order) - 1) |
    CASE WHEN $order[place] = type(x) THEN place ELSE at END)`

export const neighboursOf = (direction: 'in' | 'out'): string =>
  `MATCH (a:${ownLabel} {id: $id})${direction === 'in' ? '<' : ''}-[x:${anyType}]-${direction === 'out' ? '>' : ''}(n:${ownLabel})
  WHERE type(x) IN $types
  RETURN ${label}, ${said} ORDER BY ${byEnd} LIMIT $limit`

/** All relations out of nodes, in the order asked for. */
export const relationsFrom = `UNWIND range(0, size($ids) - 1) AS asked
  MATCH (a:${ownLabel} {id: $ids[asked]})-[x:${anyType}]->(n:${ownLabel})
  RETURN a.id AS from, n.id AS to, ${said} ORDER BY asked, ${byEnd}`

export const countKinds = `MATCH (n:${ownLabel}) RETURN n.kind AS name, count(n) AS count`
export const countTypes = `MATCH (:${ownLabel})-[x:${anyType}]->(:${ownLabel}) RETURN type(x) AS name, count(x) AS count`
