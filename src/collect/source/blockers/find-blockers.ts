import type {BlockerId} from '../../../model/blockers.ts'
import {lineOf} from '../languages/line-of.ts'
import {extensionOf} from '../languages.ts'
import type {SourceFile} from '../walk-tree.ts'
import {blockerRules} from './all-blockers.ts'
import type {BlockerPattern} from './blocker-rule.ts'
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
      if (pattern.files.test(path))
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

function* matchesOf({finds, isCode, within}: BlockerPattern, {code, isInLiteral}: FileCode) {
  for (const match of (within?.(code) ?? code).matchAll(finds)) {
    const at = match.indices?.groups?.at?.[0] ?? match.index
    if (!isCode || !isInLiteral(at)) yield {at, name: match.groups?.name ?? match.groups?.path}
  }
}

const triggers = new Map<string, RegExp | undefined>()

/** All patterns for files of one ending as one. */
function triggerOf(path: string): RegExp | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  const key = /^\.env|^appsettings|^web\.xml$/.test(name) ? name : extensionOf(name)
  if (!triggers.has(key)) {
    const own = blockerRules.flatMap(({patterns}) => patterns.filter(({files}) => files.test(path)))
    const flags = own.some(({finds}) => finds.flags.includes('i')) ? 'im' : 'm'
    const parts = own.map(({finds}) => finds.source.replace(/\(\?<\w+>/g, '(?:'))
    triggers.set(key, own.length > 0 ? new RegExp(parts.join('|'), flags) : undefined)
  }
  return triggers.get(key)
}
