import {roleOf} from '../languages.ts'
import {nameInPattern} from '../languages/code-alone.ts'
import type {ExportsKnown} from './exports-known.ts'
import {declaredElsewhere, type Exported, type Exports, type Given, type ScriptScan} from './script-scan.ts'
import type {Sought} from './sought-names.ts'

interface Tree {
  readonly resolve: (from: string, specifier: string) => string | undefined
  readonly scan: (path: string, given: Given, sought?: readonly Sought[]) => Promise<ScriptScan | undefined>
}

interface Known extends Pick<ExportsKnown, 'scans' | 'scanNaming'> {
  readonly given: Map<string, Given>
}

/** So many modules that only pass a type on are gone through for one. */
const mostModules = 500

/**
 * Gives what a module declares interfaces of others to have besides to the modules that write these out, and gives back
 * what those say with it. What a test declares holds for tests alone.
 */
export async function* givenDeclared(
  tree: Tree,
  {scans, scanNaming, given}: Known,
  path: string,
): AsyncGenerator<{readonly path: string; readonly scan: ScriptScan}> {
  for (const [specifier, types] of Object.entries(scans.get(path)?.augments ?? {})) {
    const to = tree.resolve(path, specifier)
    for (const [name, shape] of to === undefined ? [] : Object.entries(types))
      for await (const one of passingOn({...tree, scanNaming}, {path: to ?? '', name})) {
        if (roleOf(path) !== 'production' && roleOf(one.path) === 'production') continue
        const own = withDeclared(given.get(one.path) ?? {}, one.name, shape)
        const scan = own && (await tree.scan(one.path, own, [writesOut(one.name)]))
        if (!scan) continue
        given.set(one.path, own)
        yield {path: one.path, scan}
      }
  }
}

interface TypePlace {
  readonly path: string
  readonly name: string
}

/** A module that gives a type away, and those that it has it from, by the names that it has there. */
async function* passingOn(
  tree: Pick<Tree, 'resolve'> & Pick<Known, 'scanNaming'>,
  first: TypePlace,
): AsyncGenerator<TypePlace> {
  const seen = new Set<string>()
  const open = [first]
  for (let at = open.pop(); at && seen.size < mostModules; at = open.pop()) {
    const {path, name} = at
    if (seen.has(`${path} ${name}`)) continue
    seen.add(`${path} ${name}`)
    yield at
    const {exports = {}} = (await tree.scanNaming(path, name)) ?? {}
    const own = Object.hasOwn(exports, name) ? exports[name] : undefined
    const all = own ? [own] : Object.values(exports).filter((one) => 'from' in one && one.name === '*')
    for (const one of all.toReversed()) open.push(...placeOf(tree, one, at))
  }
}

function placeOf({resolve}: Pick<Tree, 'resolve'>, exported: Exported, {path, name}: TypePlace): readonly TypePlace[] {
  const to = 'from' in exported ? resolve(path, exported.from) : undefined
  return 'from' in exported && to !== undefined ? [{path: to, name: exported.name === '*' ? name : exported.name}] : []
}

function writesOut(name: string): Sought {
  const pattern = new RegExp(`\\binterface\\s+${nameInPattern(name)}(?![\\w$])`)
  return {test: (text) => pattern.test(text), key: pattern.source}
}

/** What a module is given, with more for one of its interfaces; undefined where that is no news. */
function withDeclared(given: Given, name: string, shape: Exported): Given | undefined {
  const all: Exports = given[declaredElsewhere] ?? {}
  const before = Object.hasOwn(all, name) ? all[name] : undefined
  const parts = {...partsOf(before), ...partsOf(shape)}
  const own = {instance: {parts}}
  if (before && JSON.stringify(before) === JSON.stringify(own)) return undefined
  return {...given, [declaredElsewhere]: {...all, [name]: own}}
}

function partsOf(exported: Exported | undefined): Exports {
  const instance = exported && 'instance' in exported ? exported.instance : undefined
  return instance && 'parts' in instance && instance.parts ? instance.parts : {}
}
