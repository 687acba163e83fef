import type {BlockerId} from '../../../model/blockers.ts'
import {lineOf} from '../languages/line-of.ts'
import {extensionOf} from '../languages.ts'
import type {SourceFile} from '../walk-tree.ts'
import {blockerRules} from './all-blockers.ts'
import type {BlockerPattern} from './blocker-rule.ts'
import {isWrittenOut} from './sign-ons/written-out.ts'
import {codeOfFile, type FileCode} from './code-of-file.ts'

export interface BlockerSeen {
  readonly id: BlockerId
  /** One-based, each once; of a file with very many, the first. */
  readonly lines: readonly number[]
  /** What components are called by, by their lines: those that the tree builds itself do not count. */
  readonly names?: Readonly<Record<number, string>>
}

const mostLines = 100
const longestLine = 20_000

/**
 * What in a file stands in the way of a move, by patterns over its text without comments. `path` ends as files of its
 * language do: a member of a library is given the ending that it lost.
 */
export function findBlockers({path, text}: Pick<SourceFile, 'path' | 'text'>): readonly BlockerSeen[] {
  const trigger = triggerOf(path)
  // Most files have nothing of the kind, and are told so by one pattern.
  if (!trigger || text.search(trigger) < 0) return []
  const file = codeOfFile(path, text)
  const lines = file.code.split('\n')
  const lineAt = lineOf(file.code)
  return blockerRules.flatMap(({id, patterns}) => {
    const found = new Map<number, string | undefined>()
    for (const pattern of patterns)
      if (isFor(pattern, path))
        for (const {at, name} of matchesOf(pattern, file)) {
          const line = lineAt(at)
          const own = lines[line - 1] ?? ''
          if (own.length <= longestLine && !pattern.butNot?.test(own)) found.set(line, found.get(line) ?? name)
          if (found.size >= mostLines) break
        }
    return found.size > 0 ? [seen(id, found)] : []
  })
}

function seen(id: BlockerId, found: ReadonlyMap<number, string | undefined>): BlockerSeen {
  const lines = [...found.keys()].toSorted((a, b) => a - b)
  const named = lines.flatMap((line) => {
    const name = found.get(line)
    return name === undefined ? [] : [[line, name] as const]
  })
  return {id, lines, ...(named.length > 0 && {names: Object.fromEntries(named)})}
}

function isFor({files, notIn}: BlockerPattern, path: string): boolean {
  return files.test(path) && !notIn?.test(path)
}

function* matchesOf(pattern: BlockerPattern, {code, isInLiteral}: FileCode) {
  const {finds, isCode, isText, within, given} = pattern
  for (const match of (within?.(code) ?? code).matchAll(finds)) {
    const {item, name, path} = match.groups ?? {}
    if (given && item !== undefined) yield* placesGiven(code, given(item))
    const at = match.indices?.groups?.at?.[0] ?? match.index
    if ((isCode && isInLiteral(at)) || (isText && !isInLiteral(at)) || !isOne(match)) continue
    yield {at, name: name ?? path}
  }
}

/** What is found of users and passwords counts where one is written out. */
function isOne({groups = {}}: RegExpMatchArray): boolean {
  const asked = Object.entries(groups).filter(([name]) => name.startsWith('written'))
  return asked.length === 0 || asked.some(([, written]) => written !== undefined && isWrittenOut(written))
}

function* placesGiven(code: string, finds: RegExp) {
  for (const match of code.matchAll(finds)) if (isOne(match)) yield {at: match.index, name: undefined}
}

const patterns = blockerRules.flatMap((rule) => rule.patterns)
const triggers = new Map<string, RegExp>()
/** Of each ending, which patterns are asked; nothing else of a path tells it but for the names below. */
const askedOf = new Map<string, string>()
const toldByName = /^\.env|\.json$|^web\.xml$|^dockerfile/

/** All patterns for files of a kind as one. */
function triggerOf(path: string): RegExp | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const asked = toldByName.test(name) ? askedFor(path) : (askedOf.get(extensionOf(name)) ?? askedFor(path))
  if (!toldByName.test(name)) askedOf.set(extensionOf(name), asked)
  if (asked === '') return undefined
  const trigger = triggers.get(asked) ?? triggerFor(asked)
  triggers.set(asked, trigger)
  return trigger
}

function askedFor(path: string): string {
  return patterns.flatMap(({files}, at) => (files.test(path) ? [at] : [])).join(' ')
}

function triggerFor(asked: string): RegExp {
  const own = asked.split(' ').flatMap((at) => patterns[Number(at)]?.finds ?? [])
  const parts = own.map(({source}) => source.replace(/\(\?<\w+>/g, '(?:'))
  return new RegExp(parts.join('|'), own.some(({flags}) => flags.includes('i')) ? 'im' : 'm')
}
