import {posix} from 'node:path'
import {roleOf} from '../../languages.ts'
import {namesAndLines} from '../code-alone.ts'
import type {FileRead, ImportEdge} from '../language-scanner.ts'
import {underscored} from './underscored.ts'
import {edgesOf, nearestOf, pathsByEnd} from '../tree-paths.ts'

/** Where required files, and constants that are loaded by their names, lead inside the tree. */
export function linkRuby(files: readonly FileRead[]): readonly ImportEdge[] {
  const paths = new Set(files.map(({file}) => file.path))
  const ends = pathsByEnd([...paths])
  const holders = new Map<string, string[]>()
  for (const {file, found} of files)
    for (const name of found.declares)
      // What an initializer opens is of a library.
      if (!isForeign(name) && !/(?:^|\/)config\/initializers\//.test(file.path))
        holders.set(name, [...(holders.get(name) ?? []), file.path])
  const required = (specifier: string, from: string): string | undefined => {
    const file = `${specifier.replace(/^\*\//, '')}.rb`
    if (specifier.startsWith('.')) {
      const beside = posix.normalize(posix.join(posix.dirname(from), file))
      return paths.has(beside) ? beside : undefined
    }
    return specifier.startsWith('*/') ? ends(file) : onLoadPath(file, from, paths, ends)
  }
  return files.flatMap(({file, found}) => {
    const scopes = scopesOf(found.declares)
    return edgesOf(file.path, [
      ...found.imports.map(({specifier, line}) => ({to: required(specifier, file.path), line})),
      ...namesAndLines(found.uses).map(([name, line]) => ({
        to: outsideTests(holderOf(name, scopes, holders, file.path), file.path),
        line,
      })),
    ])
  })
}

/** Classes of Ruby and of Rails, which files open again to add to them: who uses one does not use those files. */
const foreign =
  /^(?:String|Array|Hash|Integer|Float|Numeric|Symbol|Object|BasicObject|Module|Class|Kernel|Time|Date|DateTime|File|IO|Dir|Proc|Range|Regexp|Struct|NilClass|TrueClass|FalseClass|Enumerable|Comparable|Exception|StandardError|Set|Logger|URI|JSON|YAML|CSV|ERB)$|^(?:ActiveRecord|ActiveSupport|ActiveModel|ActiveJob|ActiveStorage|ActionController|ActionView|ActionDispatch|ActionMailer|Rails|Rack|Sidekiq|Net|OpenSSL|RSpec|Minitest|Mocha|Capybara|Rake)(?:::|$)/

function isForeign(name: string): boolean {
  return foreign.test(name)
}

/** What runs in production uses nothing of the tests: there is another of that name, elsewhere. */
function outsideTests(to: string | undefined, from: string): string | undefined {
  return to !== undefined && roleOf(from) === 'production' && roleOf(to) === 'test' ? undefined : to
}

/** A gem's own `lib`, the nearest first; elsewhere only a file with a folder in its name, of which there is one. */
function onLoadPath(
  file: string,
  from: string,
  paths: ReadonlySet<string>,
  ends: (end: string) => string | undefined,
): string | undefined {
  let folder = posix.dirname(from)
  for (let steps = 0; steps < 100; steps += 1) {
    const found = ['lib', '.'].map((name) => posix.join(folder, name, file)).find((path) => paths.has(path))
    if (found !== undefined && (found.includes('lib/') || file.includes('/'))) return found
    if (folder === '.') break
    folder = posix.dirname(folder)
  }
  return ends(`lib/${file}`) ?? (file.includes('/') ? ends(file) : undefined)
}

/** The names around what a file declares, the longest first: a constant is looked for in each. */
function scopesOf(declares: readonly string[]): readonly string[] {
  const scopes = new Set<string>()
  for (const name of declares)
    for (let at = name; at; at = at.slice(0, Math.max(0, at.lastIndexOf('::')))) scopes.add(at)
  return [...scopes].toSorted((a, b) => b.length - a.length)
}

function holderOf(
  name: string,
  scopes: readonly string[],
  holders: ReadonlyMap<string, readonly string[]>,
  from: string,
): string | undefined {
  const candidates = name.startsWith('::') ? [name.slice(2)] : [...scopes.map((scope) => `${scope}::${name}`), name]
  for (const candidate of candidates) {
    // `Order::LIMIT` is in what declares `Order`.
    for (const whole of [candidate, candidate.replace(/::\w+$/, '')]) {
      const found = holders.get(whole)
      if (whole !== candidate && (!name.includes('::') || !found)) continue
      if (found) return named(whole, found) ?? nearestOf(found, from)
    }
  }
  return undefined
}

/** A class may be opened again in other files: the one that is named as it is declares it. */
function named(name: string, paths: readonly string[]): string | undefined {
  const end = `/${name.split('::').map(underscored).join('/')}.rb`
  const found = paths.filter((path) => `/${path}`.endsWith(end))
  return found.length === 1 ? found[0] : undefined
}
