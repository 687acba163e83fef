import {leadsToClient} from './exported-shapes.ts'
import type {Exported, Exports, Given, ScriptScan} from './script-scan.ts'
import {mentions, passesOn, type Sought} from './sought-names.ts'
import {exportedAs} from './values.ts'

interface Tree {
  readonly resolve: (from: string, specifier: string) => string | undefined
  readonly scan: (path: string, given: Given, sought?: readonly Sought[]) => Promise<ScriptScan | undefined>
}

/** What modules give away, as far as they were looked at; what is asked for by name is looked for where it may be. */
export interface ExportsKnown {
  readonly scans: ReadonlyMap<string, ScriptScan>
  readonly keep: (path: string, scan: ScriptScan) => void
  readonly scanOf: (path: string) => Promise<ScriptScan | undefined>
  /** A module that gives something away by that name, or may pass it on; undefined for one that does neither. */
  readonly scanNaming: (path: string, name: string) => Promise<ScriptScan | undefined>
  /** What of a module leads to clients, by those that were looked at; what it only passes on too. */
  readonly leadingOf: (path: string) => Exports
  /** What a module knows a name of another by; nothing where that gives nothing under it. */
  readonly exportsFor: (path: string, specifier: string, name: string) => Promise<Exports>
}

/** So far are names followed through modules that only pass them on. */
const deepest = 6

interface Looking {
  readonly tree: Tree
  readonly scans: Map<string, ScriptScan>
  readonly whole: Map<string, Promise<Exports>>
  readonly named: Map<string, Promise<Exported | undefined>>
  readonly leading: Map<string, Exports>
  /** Modules without a name in their text. */
  readonly without: Set<string>
}

export function exportsKnown(tree: Tree, known: ReadonlyMap<string, ScriptScan>): ExportsKnown {
  const memory = {whole: new Map(), named: new Map(), leading: new Map()}
  const looking: Looking = {tree, scans: new Map(known), ...memory, without: new Set()}
  return {
    scans: looking.scans,
    keep: (path, scan) => {
      looking.scans.set(path, scan)
      // What passes it on gives away more.
      for (const one of Object.values(memory)) one.clear()
    },
    scanOf: (path) => scanOf(looking, path),
    scanNaming: (path, name) => scanNaming(looking, path, name),
    leadingOf: (path) => leadingOf(looking, path),
    exportsFor: (path, specifier, name) => exportsFor(looking, path, specifier, name),
  }
}

async function scanOf(
  {tree, scans}: Looking,
  path: string,
  sought?: readonly Sought[],
): Promise<ScriptScan | undefined> {
  const before = scans.get(path)
  if (before) return before
  const found = await tree.scan(path, {}, sought)
  // Nothing in it was of interest for itself.
  const kept = found && {...found, facts: []}
  if (kept) scans.set(path, kept)
  return kept
}

async function scanNaming(looking: Looking, path: string, name: string): Promise<ScriptScan | undefined> {
  if (name === 'default') return scanOf(looking, path)
  const key = `${path} ${name}`
  if (looking.without.has(key)) return undefined
  const found = await scanOf(looking, path, [passesOn, mentions(name)])
  if (!found) looking.without.add(key)
  return found
}

async function exportsFor(looking: Looking, path: string, specifier: string, name: string): Promise<Exports> {
  const to = looking.tree.resolve(path, specifier)
  return to === undefined ? {} : exportsWith(looking, {path: to, name, depth: 0})
}

interface Place {
  readonly path: string
  readonly name: string
  readonly depth: number
}

async function exportsWith(looking: Looking, place: Place): Promise<Exports> {
  const {path, name, depth} = place
  if (name === '') return wholeOf(looking, path, depth)
  const found = await exportNamed(looking, place)
  if (found) return {[name]: found}
  if (name === 'default') return wholeOf(looking, path, depth)
  const whole = await exportNamed(looking, {...place, name: 'default'})
  return whole && 'parts' in whole && whole.parts && Object.hasOwn(whole.parts, name) ? {default: whole} : {}
}

function exportNamed(looking: Looking, place: Place): Promise<Exported | undefined> {
  const key = `${place.depth} ${place.path} ${place.name}`
  const found = looking.named.get(key) ?? exportFound(looking, place)
  looking.named.set(key, found)
  return found
}

async function exportFound(looking: Looking, {path, name, depth}: Place): Promise<Exported | undefined> {
  const exports = depth < deepest ? (await scanNaming(looking, path, name))?.exports : undefined
  if (!exports) return undefined
  const {resolve} = looking.tree
  const own = Object.hasOwn(exports, name) ? exports[name] : undefined
  if (own && !('from' in own)) return own
  if (own) {
    const to = resolve(path, own.from)
    const at = to === undefined ? undefined : {path: to, name: own.name, depth: depth + 1}
    return at && exportedAs(await exportsWith(looking, at), at.name)
  }
  if (name === 'default') return undefined
  for (const one of Object.values(exports)) {
    const to = 'from' in one && one.name === '*' ? resolve(path, one.from) : undefined
    const found = to === undefined ? undefined : await exportNamed(looking, {path: to, name, depth: depth + 1})
    if (found) return found
  }
  return undefined
}

/** All that a module gives away. */
function wholeOf(looking: Looking, path: string, depth: number): Promise<Exports> {
  const key = `${depth} ${path}`
  const found = looking.whole.get(key) ?? wholeFound(looking, path, depth)
  looking.whole.set(key, found)
  return found
}

async function wholeFound(looking: Looking, path: string, depth: number): Promise<Exports> {
  const own = depth < deepest ? (await scanOf(looking, path))?.exports : undefined
  const passed = new Map<string, Exports>()
  for (const one of Object.values(own ?? {})) {
    const to = 'from' in one ? looking.tree.resolve(path, one.from) : undefined
    if ('from' in one && to !== undefined) passed.set(one.from, await wholeOf(looking, to, depth + 1))
  }
  return together(own ?? {}, (from) => passed.get(from))
}

function leadingOf(looking: Looking, path: string): Exports {
  const all = knownOf(looking, path, 0)
  // What is all that a module is may be so because it is all that it gives away.
  if (all['default'] && !('parts' in all['default'])) return Object.values(all).some(leadsToClient) ? all : {}
  return Object.fromEntries(Object.entries(all).filter(([, one]) => leadsToClient(one)))
}

/** All that a module gives away, by those that were looked at. */
function knownOf(looking: Looking, path: string, depth: number): Exports {
  const own = depth < deepest ? looking.scans.get(path)?.exports : undefined
  if (!own) return {}
  const key = `${depth} ${path}`
  const found =
    looking.leading.get(key) ??
    together(own, (from) => {
      const to = looking.tree.resolve(path, from)
      return to === undefined ? undefined : knownOf(looking, to, depth + 1)
    })
  looking.leading.set(key, found)
  return found
}

/** What a module gives away itself, and what of others. */
function together(own: Exports, exportsOf: (from: string) => Exports | undefined): Exports {
  const found: Record<string, Exported> = {}
  for (const [name, exported] of Object.entries(own)) {
    if (!('from' in exported)) {
      found[name] = exported
      continue
    }
    const exports = exportsOf(exported.from)
    if (!exports) continue
    if (exported.name === '*') {
      for (const [key, one] of Object.entries(exports))
        if (key !== 'default' && !Object.hasOwn(found, key)) found[key] = one
    } else {
      const one = exportedAs(exports, exported.name)
      if (one) found[name] = one
    }
  }
  return found
}
