import {environmentsIn, isOfProduction} from '../../model/in-production.ts'
import type {Relation} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {placesInOrder} from './evidence-places.ts'
import {componentsOf} from '../../model/program-parts.ts'
import type {ReportIndex} from './report-index.ts'
import {counted, listed} from './words.ts'

export type ScannedKind = 'datastore' | 'host' | 'interface' | 'technology' | 'package' | 'brought-in' | 'named-host'

export interface ScannedThing {
  readonly id: string
  readonly kind: ScannedKind
  readonly name: string
  /** `Reads`, `Runs on`: what the system's parts do with it. */
  readonly how: string
  /** What only builds or tests, or runs elsewhere: `build`, `test`; left out, production. */
  readonly environment?: string
  /** Whether code or a manifest says so by its structure; else a pattern found it in a text. */
  readonly isStructural: boolean
  readonly places: readonly string[]
  /** Scanners of plugins that saw it. */
  readonly seenBy: readonly string[]
}

const kinds: readonly ScannedKind[] = [
  'datastore',
  'host',
  'interface',
  'technology',
  'package',
  'brought-in',
  'named-host',
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
 * packages that only others bring in are a kind of their own, and so are hosts that are named and not seen called. Of a
 * kind first what production uses, then what is said by structure, then what is named most often.
 */
export function scannedThings(index: ReportIndex, system: string): readonly ScannedThing[] {
  const relations = componentsOf(index, system).flatMap((id) => index.relationsFrom.get(id) ?? [])
  return [...Map.groupBy(relations, ({to}) => to)]
    .flatMap(([id, all]) => {
      const used = all.filter(({type}) => type !== 'NAMES')
      const own = used.length > 0 ? used : all
      const isBroughtIn = own.every(({type, attributes}) => type === 'USES' && attributes.direct === false)
      const isNamed = used.length === 0
      const known = kinds.find((one) => one === index.entities.get(id)?.kind)
      const kind = isBroughtIn ? 'brought-in' : isNamed ? 'named-host' : known
      const inUse = own.filter(({attributes}) => isOfProduction(attributes))
      const telling = inUse.length > 0 ? inUse : own
      const how = [...new Set(telling.map(({type}) => verbs[type] ?? ''))].filter(Boolean).toSorted(compareText)
      if (kind === undefined || how.length === 0) return []
      const evidence = [...new Set(own.flatMap((relation) => relation.evidence))]
      const environment = inUse.length > 0 ? undefined : environmentsOf(own)
      return [
        {
          id,
          kind,
          name: index.nameOf(id),
          how: listed(how),
          ...(environment !== undefined && {environment}),
          isStructural: telling.some(({certainty}) => certainty !== 'inferred'),
          places: placesInOrder(index, evidence),
          seenBy: [...new Set(evidence.flatMap((one) => index.evidence.get(one)?.seenBy ?? []))].toSorted(compareText),
        },
      ]
    })
    .toSorted(byWeight)
}

/** For what relations hold that are none of production. */
function environmentsOf(relations: readonly Relation[]): string {
  const named = relations.flatMap(({attributes: {environment, role}}) => environmentsIn(environment ?? role))
  return listed([...new Set(named)].toSorted(compareText))
}

function byWeight(a: ScannedThing, b: ScannedThing): number {
  return (
    kinds.indexOf(a.kind) - kinds.indexOf(b.kind) ||
    Number(a.environment !== undefined) - Number(b.environment !== undefined) ||
    Number(b.isStructural) - Number(a.isStructural) ||
    b.places.length - a.places.length ||
    compareText(a.name, b.name) ||
    compareText(a.id, b.id)
  )
}

/** Each kind as one and as several are called. */
export const kindWords: Readonly<Record<ScannedKind, readonly [string, string]>> = {
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
      return count > 0 ? [counted(count, ...kindWords[kind])] : []
    }),
  )
}
