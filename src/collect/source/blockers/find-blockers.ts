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
  const asked = askedOfFile(path)
  const bears = marksIn(text)
  if (!asked) return []
  const isTriggered = asked.trigger?.test(text) ?? false
  // Most files have nothing of the kind, and are told so by few patterns.
  if (!isTriggered && !asked.marks.some(bears)) return []
  const file = codeOfFile(path, text)
  const lines = file.code.split('\n')
  const lineAt = lineOf(file.code)
  return blockerRules.flatMap(({id, patterns}) => {
    const found = new Map<number, string | undefined>()
    for (const pattern of patterns)
      if (
        asked.patterns.has(pattern) &&
        !pattern.notIn?.test(path) &&
        (pattern.mark ? bears(pattern.mark) : isTriggered)
      )
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

/** Whether a text has a mark, each of which is looked for once. */
function marksIn(text: string): (mark: RegExp) => boolean {
  const known = new Map<RegExp, boolean>()
  return (mark) => {
    const has = known.get(mark) ?? mark.test(text)
    known.set(mark, has)
    return has
  }
}

/** What is looked for first in files of a kind. */
interface Asked {
  readonly patterns: ReadonlySet<BlockerPattern>
  /** All patterns without a mark as one. */
  readonly trigger?: RegExp
  readonly marks: readonly RegExp[]
}

const all = blockerRules.flatMap(({patterns}) => patterns)
/** By the places of the patterns in their list. */
const askedBy = new Map<string, Asked | undefined>()
/** By the ending, which alone tells what is asked but in files of the names below. */
const askedOf = new Map<string, string>()
const toldByName = /^\.env|\.json$|^web\.xml$|^dockerfile|^jenkinsfile|^requirements|^pipfile$|^gemfile$/

function askedOfFile(path: string): Asked | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const isTold = toldByName.test(name)
  const own = (isTold ? undefined : askedOf.get(extensionOf(name))) ?? placesFor(path)
  if (!isTold) askedOf.set(extensionOf(name), own)
  if (!askedBy.has(own)) askedBy.set(own, own === '' ? undefined : askedFor(own))
  return askedBy.get(own)
}

function placesFor(path: string): string {
  return all.flatMap(({files}, at) => (files.test(path) ? [at] : [])).join(' ')
}

function askedFor(places: string): Asked {
  const own = places.split(' ').flatMap((at) => all[Number(at)] ?? [])
  const marks = [...new Set(own.flatMap(({mark}) => mark ?? []))]
  const finds = own.flatMap((one) => (one.mark ? [] : [one.finds]))
  const parts = finds.map(({source}) => source.replace(/\(\?<\w+>/g, '(?:'))
  const flags = finds.some(({flags}) => flags.includes('i')) ? 'im' : 'm'
  return {patterns: new Set(own), marks, ...(parts.length > 0 && {trigger: new RegExp(parts.join('|'), flags)})}
}
