import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {oncePer} from '../../model/once-per.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {capitalised, counted, ratingOf} from './words.ts'

/** Systems that need others: each pair once, in order, self-dependency left out. */
export const systemEdges = oncePer(({input, assessments}: ReportIndex): readonly Relation[] =>
  input.estate.relations.filter(
    ({type, from, to}) => type === 'DEPENDS_ON' && from !== to && assessments.has(from) && assessments.has(to),
  ),
)

export interface Used {
  readonly system: string
  /** Systems that depend on it directly. */
  readonly users: readonly string[]
}

/** The systems that most others depend on, most first. */
export function mostUsed(index: ReportIndex, most = 8): readonly Used[] {
  return usedMost(index)
    .slice(0, most)
    .map(({system, users}) => ({system, users: [...users].toSorted(compareText)}))
}

const usedMost = oncePer((index: ReportIndex) =>
  [...Map.groupBy(systemEdges(index), ({to}) => to)]
    .map(([system, edges]) => ({system, users: new Set(edges.map(({from}) => from))}))
    .toSorted((a, b) => b.users.size - a.users.size || compareText(a.system, b.system)),
)

/** `Twelve systems depend on Identity Hub, more than on any other`. */
export function connectionsHeading(index: ReportIndex): string {
  const [first, second] = mostUsed(index, 2)
  if (!first) return 'No system is known to depend on another'
  const users = first.users.length
  const most = users > (second?.users.length ?? 0) ? ', more than on any other' : ', and no other has more'
  return `${capitalised(counted(users, 'system'))} ${users === 1 ? 'depends' : 'depend'} on ${index.nameOf(first.system)}${most}`
}

export interface SharedStore {
  readonly id: string
  readonly systems: readonly string[]
  /** Those that are or could be red. */
  readonly risky: readonly string[]
  readonly technologies: readonly string[]
  /** What an assessment says of its technology's support. */
  readonly support?: string
  readonly evidence: readonly string[]
}

/** Stores that two systems or more write or read; those with most systems at risk first. */
export function sharedStores(index: ReportIndex): readonly SharedStore[] {
  const touching = index.input.estate.relations.filter(
    ({type, from}) => (type === 'READS' || type === 'WRITES') && index.assessments.has(from),
  )
  return [...Map.groupBy(touching, ({to}) => to)]
    .map(([id, relations]) => storeOf(index, id, relations))
    .filter(({systems}) => systems.length > 1)
    .toSorted(
      (a, b) => b.risky.length - a.risky.length || b.systems.length - a.systems.length || compareText(a.id, b.id),
    )
}

function storeOf(index: ReportIndex, id: string, relations: readonly Relation[]): SharedStore {
  const systems = [...new Set(relations.map(({from}) => from))].toSorted(compareText)
  const risky = systems.filter((system) => {
    const assessment = index.assessments.get(system)
    return assessment && ['red', 'could-be'].includes(ratingOf(assessment))
  })
  const technologies = (index.relationsFrom.get(id) ?? []).filter(({type}) => type === 'USES').map(({to}) => to)
  const support = supportOf(index, systems, technologies)
  const evidence = [...new Set(relations.flatMap((relation) => relation.evidence))]
  return {id, systems, risky, technologies, evidence, ...(support && {support})}
}

/** The rationale of end of support, where it speaks of the store's own technology. */
function supportOf(
  index: ReportIndex,
  systems: readonly string[],
  technologies: readonly string[],
): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9.]+/g, ' ')
  const names = technologies.map((id) => plain(index.nameOf(id))).filter((name) => name.trim() !== '')
  const rationales = systems.map((system) => index.assessments.get(system)?.criteria.L1.proposed.rationale ?? '')
  const found = rationales
    .flatMap((text) => text.split(/\. (?=[A-Z])/))
    .find((sentence) => names.some((name) => plain(sentence).includes(name)))
  return found && displayText(found, 240).replace(/\.?$/, '.')
}

/** Circles of systems that depend on each other, the largest first. Iterative: an estate may be one long chain. */
export const cycles = oncePer((index: ReportIndex): readonly (readonly string[])[] => {
  const targets = new Map(
    [...Map.groupBy(systemEdges(index), ({from}) => from)].map(([from, edges]) => [from, edges.map(({to}) => to)]),
  )
  return stronglyConnected([...targets.keys()].toSorted(compareText), (id) => targets.get(id) ?? [])
    .filter((part) => part.length > 1)
    .map((part) => part.toSorted(compareText))
    .toSorted((a, b) => b.length - a.length || compareText(a[0] ?? '', b[0] ?? ''))
})

interface Frame {
  readonly id: string
  readonly next: readonly string[]
  at: number
}

/** Tarjan's strongly connected components with an explicit stack. */
function stronglyConnected(ids: readonly string[], targets: (id: string) => readonly string[]): string[][] {
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const open = new Set<string>()
  const stack: string[] = []
  const parts: string[][] = []
  const lower = (id: string, to: number) => low.set(id, Math.min(low.get(id) ?? to, to))
  const enter = (id: string): Frame => {
    order.set(id, order.size)
    low.set(id, order.get(id) ?? 0)
    stack.push(id)
    open.add(id)
    return {id, next: targets(id), at: 0}
  }
  const leave = (id: string): void => {
    if (low.get(id) !== order.get(id)) return
    const part = stack.splice(stack.lastIndexOf(id))
    for (const member of part) open.delete(member)
    parts.push(part)
  }
  for (const root of ids) {
    if (order.has(root)) continue
    const frames = [enter(root)]
    for (let frame = frames.at(-1); frame; frame = frames.at(-1)) {
      const to = frame.next[frame.at]
      frame.at += 1
      if (to === undefined) {
        frames.pop()
        leave(frame.id)
        const parent = frames.at(-1)
        if (parent) lower(parent.id, low.get(frame.id) ?? 0)
      } else if (!order.has(to)) frames.push(enter(to))
      else if (open.has(to)) lower(frame.id, order.get(to) ?? 0)
    }
  }
  return parts
}
