import {isOfProduction} from '../../model/in-production.ts'
import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {displayText} from './display-text.ts'
import {evidencePlaces} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'
import {counted, listed} from './words.ts'

export type ScannedKind = 'datastore' | 'host' | 'interface' | 'technology' | 'package' | 'brought-in' | 'named-host'

export interface ScannedThing {
  readonly kind: ScannedKind
  readonly name: string
  /** `Reads`, `Runs on`: what the system's parts do with it. */
  readonly how: string
  readonly places: readonly string[]
}

const kinds: readonly ScannedKind[] = [
  ...(['datastore', 'host', 'interface', 'technology', 'package', 'brought-in', 'named-host'] as const),
]
const verbs: Partial<Record<Relation['type'], string>> = {
  READS: 'reads',
  WRITES: 'writes',
  RUNS_ON: 'runs on',
  CALLS: 'calls',
  USES: 'uses',
  NAMES: 'named in its text, not seen called',
}

/**
 * The datastores, hosts, interfaces, technologies and packages that a system's components name, each once, by kind;
 * packages that only others bring in are a kind of their own, and so are hosts that are named and not seen called.
 */
export function scannedThings(index: ReportIndex, system: string): readonly ScannedThing[] {
  const relations = componentsOf(index, system).flatMap((id) => index.relationsFrom.get(id) ?? [])
  return [...Map.groupBy(relations, ({to}) => to)]
    .flatMap(([id, all]) => {
      const used = all.filter(({type}) => type !== 'NAMES')
      const own = used.length > 0 ? used : all
      const isBroughtIn = own.every(({type, attributes}) => type === 'USES' && attributes.direct === false)
      const isNamed = used.length === 0
      const kind = isBroughtIn
        ? 'brought-in'
        : isNamed
          ? 'named-host'
          : kinds.find((one) => one === index.entities.get(id)?.kind)
      const how = howUsed(own)
      if (kind === undefined || how === '') return []
      const places = evidencePlaces(index, [...new Set(own.flatMap(({evidence}) => evidence))])
      return [{kind, id, name: index.nameOf(id), how, places}]
    })
    .toSorted(
      (a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compareText(a.name, b.name) || compareText(a.id, b.id),
    )
    .map(({id: _, ...thing}) => thing)
}

/** `calls and reads`; what none of production does, with where it is done: `uses, in the build`. */
function howUsed(own: readonly Relation[]): string {
  const verbsOf = (some: readonly Relation[]) =>
    listed([...new Set(some.map(({type}) => verbs[type] ?? ''))].filter(Boolean).toSorted(compareText))
  const inUse = own.filter(({attributes}) => isOfProduction(attributes))
  if (inUse.length > 0) return verbsOf(inUse)
  const where = [...new Set(own.map(({attributes}) => placeOfUse(attributes)))].toSorted(compareText)
  const what = verbsOf(own)
  return what && `${what}, in ${listed(where)} only`
}

function placeOfUse({environment, role}: Relation['attributes']): string {
  const said = String(environment ?? role)
  return said === 'build' ? 'the build' : ['test', 'tests'].includes(said) ? 'tests' : displayText(said, 40)
}

const words: Readonly<Record<ScannedKind, readonly [string, string]>> = {
  datastore: ['datastore', 'datastores'],
  host: ['host', 'hosts'],
  interface: ['interface', 'interfaces'],
  technology: ['technology', 'technologies'],
  package: ['package', 'packages'],
  'brought-in': ['package that those bring in', 'packages that those bring in'],
  'named-host': ['host that it is not seen to call', 'hosts that it is not seen to call'],
}

/** `one datastore, two hosts and 31 packages`. */
export function scannedCounts(things: readonly ScannedThing[]): string {
  return listed(
    kinds.flatMap((kind) => {
      const count = things.filter((thing) => thing.kind === kind).length
      return count > 0 ? [counted(count, ...words[kind])] : []
    }),
  )
}

/** The components that are part of a system, through others too; a system inside it has its own. */
export function componentsOf({relationsTo, entities}: ReportIndex, system: string): readonly string[] {
  const seen = new Set<string>()
  const queue = [system]
  for (let whole = queue.pop(); whole !== undefined; whole = queue.pop()) {
    for (const {type, from} of relationsTo.get(whole) ?? []) {
      if (type !== 'PART_OF' || seen.has(from) || entities.get(from)?.kind !== 'component') continue
      seen.add(from)
      queue.push(from)
    }
  }
  return [...seen].toSorted(compareText)
}
