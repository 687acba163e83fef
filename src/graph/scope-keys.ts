import type {Coverage} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'

type Scoped = Pick<Coverage, 'id' | 'scope'>
type Told = readonly (readonly [name: string, value: unknown])[]

/** In which state something was found; at another time the same scope has another. */
const states = new Set(['commit', 'dirty', 'assessed', 'action'])
/** By which document it was told: where that changes, a source with one scope is still about the same. */
const documents = new Set(['file', 'form', 'looked', 'mapping', 'scanner', 'sheet', 'target'])
const dated = /^\d{4}-\d\d-\d\d(T|$)/

/**
 * By what the graph knows each scope of an estate, by its id there: by its source and what it is about, as the `scope` of
 * its coverage says, since its id may be no more than its place in a list, and another's tomorrow. Where the scope says
 * nothing of that, it is known by its id; where two say the same, by both.
 */
export function scopeKeys(coverage: Iterable<Scoped>): ReadonlyMap<string, string> {
  const keys = new Map<string, string>()
  for (const [source, own] of Map.groupBy(coverage, ({id}) => sourceOfScope(id))) {
    const words = own.map((one) => ({...one, about: told(one, isAbout), all: told(one, isNoState)}))
    const abouts = Map.groupBy(words, ({about}) => about)
    const alls = Map.groupBy(words, ({all}) => all)
    for (const {id, about, all} of words) {
      const isAlone = own.length === 1
      if (source === undefined) keys.set(id, id)
      else if (about !== '' && abouts.get(about)?.length === 1) keys.set(id, keyed(source, about))
      else if (isAlone || all === '') keys.set(id, id)
      else keys.set(id, alls.get(all)?.length === 1 ? keyed(source, all) : `${id},${all}`)
    }
  }
  return keys
}

/** `organisation/source` of a scope's id or key; undefined of what is no source's. */
export function sourceOfScope(scope: string): string | undefined {
  const end = scope.indexOf('#')
  return end < 0 ? undefined : scope.slice(0, end)
}

function keyed(source: string, words: string): string {
  return `${source}#${words}`
}

function isNoState([name, value]: Told[number]): boolean {
  return !states.has(name) && !(typeof value === 'string' && dated.test(value))
}

function isAbout(entry: Told[number]): boolean {
  return isNoState(entry) && !documents.has(entry[0])
}

/** `path=../toll`, or the id's own words where they are the same values: `200000000017/eu-west-2/ec2/DescribeInstances`. */
function told({id, scope}: Scoped, isTold: (entry: Told[number]) => boolean): string {
  const entries = Object.entries(scope).filter(isTold)
  const own = id.slice(id.indexOf('#') + 1)
  if (entries.length > 1 && entries.map(([, value]) => String(value)).join('/') === own) return own
  return entries
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, value]) => `${name}=${wordOf(value)}`)
    .join(',')
}

function wordOf(value: unknown): string {
  return typeof value === 'string' && !/[,="]/.test(value) ? value : JSON.stringify(value)
}
