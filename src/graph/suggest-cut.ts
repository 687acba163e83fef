import type {ApplicationCut, CutEdge, CutGroup} from '../model/application-cut.ts'
import {attributeValue} from '../model/entity.ts'
import type {Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {componentsOf, type EstateLookup, typeOf} from '../model/program-parts.ts'
import {communities} from './algorithms/communities.ts'
import {linksOf} from './algorithms/links.ts'
import {buildTopology} from './topology.ts'

/** Fewer programs and jobs than this are one group as they are. */
const leastMembers = 6
/** What more of the programs and jobs use than this share, and at least so many, is used throughout. */
const throughoutShare = 0.25
const leastThroughout = 8

/** DDs by which programs are loaded: what stands in these libraries is no data that jobs share. */
const loading = /^DD (?:STEPLIB|JOBLIB|DFSRESLB)\b/

/** A relation between programs, jobs, transactions and data, with steps and inner programs taken for their wholes. */
interface Tie {
  readonly from: string
  readonly to: string
  readonly relation: Relation
}

/**
 * Suggests how a system's programs and jobs could be cut into groups: by the calls between them, the transactions that
 * they begin with and start, and the tables, datasets and queues that they read and write, every relation counting once
 * (Louvain's method, see `communities`). Copybooks, and libraries that programs are
 * loaded from, count for nothing, and what is used throughout is set aside first.
 * Undefined for a system of few programs.
 */
export function suggestCut(lookup: EstateLookup, system: string): ApplicationCut | undefined {
  const wholes = wholesOf(lookup, componentsOf(lookup, system))
  const members = [...new Set(wholes.values())].toSorted(compareText)
  if (members.length < leastMembers) return undefined
  const ties = tiesOf(lookup, wholes)
  const isMember = new Set(members)
  const throughout = usedThroughout(ties, isMember)
  const isThroughout = new Set(throughout.map(({id}) => id))
  const telling = ties.filter(({from, to}) => !isThroughout.has(from) && !isThroughout.has(to))
  const groups = groupsOf(lookup, telling, isMember)
  const groupOf = new Map(groups.flatMap((group) => everythingIn(group).map((id) => [id, group.number] as const)))
  const group = (id: string): number => groupOf.get(id) ?? 0
  const isCut = ({from, to}: Tie): boolean => group(from) !== group(to)
  return {
    system,
    groups,
    apart: members.filter((id) => !groupOf.has(id) && !isThroughout.has(id)),
    throughout,
    within: telling.filter(({from, to}) => group(from) !== 0 && group(from) === group(to)).length,
    edges: ties
      .filter(isCut)
      .map((tie) => edgeOf(tie, group))
      .toSorted(byGroups),
    ...openCalls(lookup, wholes),
  }
}

function everythingIn({programs, jobs, transactions, stores}: CutGroup): readonly string[] {
  return [...programs, ...jobs, ...transactions, ...stores]
}

/** Programs and jobs, and what stands for each part of one: a step for its job, a program inside another for that. */
function wholesOf({entities, relationsFrom}: EstateLookup, parts: readonly string[]): ReadonlyMap<string, string> {
  const types = new Map(parts.map((id) => [id, typeOf(entities.get(id))]))
  const wholes = new Map<string, string>()
  for (const id of parts) {
    if (!['program', 'job', 'step'].includes(types.get(id) ?? '')) continue
    const seen = new Set([id])
    for (const at of seen)
      for (const {type, to} of relationsFrom.get(at) ?? [])
        if (type === 'PART_OF' && ['program', 'job'].includes(types.get(to) ?? '')) seen.add(to)
    const whole = [...seen].at(-1) ?? id
    if (types.get(whole) !== 'step') wholes.set(id, whole)
  }
  return wholes
}

function tiesOf(
  {entities, relationsFrom, relationsTo}: EstateLookup,
  wholes: ReadonlyMap<string, string>,
): readonly Tie[] {
  const ties = new Map<string, Tie>()
  const add = (from: string, to: string, relation: Relation): void => {
    const key = JSON.stringify([from, relation.type, to])
    const before = ties.get(key)
    const all = before ? mergedRelation(before.relation, relation) : relation
    if (from !== to) ties.set(key, {from, to, relation: all})
  }
  for (const [part, whole] of wholes) {
    for (const relation of relationsFrom.get(part) ?? []) {
      const to = wholes.get(relation.to)
      const other = entities.get(relation.to)
      if (loading.test(String(relation.attributes.how))) continue
      const isData = other?.kind === 'datastore' || ['queue', 'file', 'container'].includes(typeOf(other))
      if (relation.type === 'CALLS' && (to !== undefined || typeOf(other) === 'transaction'))
        add(whole, to ?? relation.to, relation)
      else if (isData && ['CALLS', 'READS', 'WRITES'].includes(relation.type)) add(whole, relation.to, relation)
    }
    for (const relation of relationsTo.get(part) ?? [])
      if (relation.type === 'DEPENDS_ON' && typeOf(entities.get(relation.from)) === 'transaction')
        add(relation.from, whole, relation)
  }
  return [...ties.values()].toSorted(
    (a, b) => compareText(a.from, b.from) || compareText(a.to, b.to) || compareText(a.relation.type, b.relation.type),
  )
}

function mergedRelation(before: Relation, now: Relation): Relation {
  const certainty = before.certainty === 'inferred' ? now.certainty : before.certainty
  return {...before, certainty, evidence: [...new Set([...before.evidence, ...now.evidence])]}
}

/** A common routine, menu or library ties everything to everything. */
function usedThroughout(ties: readonly Tie[], members: ReadonlySet<string>): ApplicationCut['throughout'] {
  const users = new Map<string, Set<string>>()
  for (const {from, to} of ties) if (members.has(from)) users.set(to, (users.get(to) ?? new Set()).add(from))
  const least = Math.max(leastThroughout, Math.ceil(members.size * throughoutShare))
  return [...users]
    .flatMap(([id, own]) => (own.size >= least ? [{id, users: own.size}] : []))
    .toSorted((a, b) => b.users - a.users || compareText(a.id, b.id))
}

function groupsOf({entities}: EstateLookup, ties: readonly Tie[], members: ReadonlySet<string>): readonly CutGroup[] {
  const ids = [...new Set(ties.flatMap(({from, to}) => [from, to]))].toSorted(compareText)
  const places = new Map(ids.map((id, at) => [id, at]))
  const place = (id: string): number => places.get(id) ?? 0
  const nodes = ids.map((id) => ({id, kind: entities.get(id)?.kind ?? ('component' as const)}))
  const links = linksOf(
    buildTopology(
      nodes,
      ties.map(({from, to, relation}) => [place(from), place(to), relation.type] as const),
    ),
  )
  const {of} = communities(links)
  const found = [...Map.groupBy(ids, (id) => of[place(id)]).values()]
  return found
    .filter((own) => own.filter((id) => members.has(id)).length > 1)
    .toSorted(
      (a, b) => count(b, members) - count(a, members) || b.length - a.length || compareText(a[0] ?? '', b[0] ?? ''),
    )
    .map((own, at) => groupOf(entities, own, members, ties, at + 1))
}

function count(ids: readonly string[], members: ReadonlySet<string>): number {
  return ids.filter((id) => members.has(id)).length
}

function groupOf(
  entities: EstateLookup['entities'],
  own: readonly string[],
  members: ReadonlySet<string>,
  ties: readonly Tie[],
  number: number,
): CutGroup {
  const inside = new Set(own)
  const touched = new Map<string, number>(own.map((id) => [id, 0]))
  for (const {from, to} of ties)
    if (inside.has(from) && inside.has(to)) for (const id of [from, to]) touched.set(id, (touched.get(id) ?? 0) + 1)
  const [around] = own.toSorted((a, b) => (touched.get(b) ?? 0) - (touched.get(a) ?? 0) || compareText(a, b))
  const type = (id: string): string => typeOf(entities.get(id))
  return {
    number,
    around: around ?? '',
    programs: own.filter((id) => members.has(id) && type(id) !== 'job'),
    jobs: own.filter((id) => members.has(id) && type(id) === 'job'),
    transactions: own.filter((id) => !members.has(id) && type(id) === 'transaction'),
    stores: own.filter((id) => !members.has(id) && type(id) !== 'transaction'),
  }
}

function edgeOf({from, to, relation}: Tie, group: (id: string) => number): CutEdge {
  const {type, certainty, evidence} = relation
  return {from, to, type, certainty, evidence, fromGroup: group(from), toGroup: group(to)}
}

function byGroups(a: CutEdge, b: CutEdge): number {
  return (
    a.fromGroup - b.fromGroup ||
    a.toGroup - b.toGroup ||
    compareText(a.from, b.from) ||
    compareText(a.to, b.to) ||
    compareText(a.type, b.type)
  )
}

function openCalls({entities}: EstateLookup, wholes: ReadonlyMap<string, string>) {
  const lists = [...wholes.keys()].flatMap((id) => {
    const entity = entities.get(id)
    const open = entity && attributeValue(entity, 'callsByDataItem')
    return Array.isArray(open) && open.length > 0 ? [open.length] : []
  })
  return {openCalls: lists.reduce((sum, one) => sum + one, 0), programsWithOpenCalls: lists.length}
}
