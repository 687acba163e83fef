import {lineOf} from '../line-of.ts'
import type {PartKind, PartSeen} from '../part-fact.ts'
import type {Token} from './tokens.ts'

const kinds: Readonly<Record<string, PartKind>> = {
  package: 'package',
  procedure: 'stored-procedure',
  function: 'function',
  trigger: 'trigger',
  view: 'view',
}
const marks = new Set(['or', 'replace', 'editionable', 'noneditionable', 'force', 'no'])
const longestName = 261

interface Unit {
  readonly kind: PartKind
  readonly name: string
  readonly schema: string | undefined
  readonly isHead: boolean
  readonly at: number
}

/** The units that a text makes, each to where the next begins; views that keep their rows are tables of their own. */
export function unitParts(tokens: readonly Token[], text: string): readonly PartSeen[] {
  const lineAt = lineOf(text)
  const units = tokens.flatMap((token, at) =>
    token.text === 'create' && token.kind === 'word' ? unitAt(tokens, at, text) : [],
  )
  const starts = [...units.map(({at}) => at), text.length]
  return units.map(({kind, name, schema, isHead, at}, index) => ({
    ...{is: 'part', kind, name, ...(schema && {schema}), language: 'PL/SQL', line: lineAt(at)},
    until: Math.max(lineAt(at), lineAt(lastBefore(tokens, starts[index + 1] ?? text.length))),
    ...(isHead && {isHead: true as const}),
  }))
}

/** The end of the last token before a place. */
function lastBefore(tokens: readonly Token[], end: number): number {
  const last = tokens.findLast(({at}) => at < end)
  return last ? last.at : end
}

function unitAt(tokens: readonly Token[], start: number, text: string): readonly Unit[] {
  let at = start + 1
  while (marks.has(tokens[at]?.text ?? '') && at < start + 8) at += 1
  const written = tokens[at]?.text ?? ''
  const kind = Object.hasOwn(kinds, written) ? kinds[written] : undefined
  const isBody = tokens[at + 1]?.text === 'body'
  const token = tokens[at + (isBody ? 2 : 1)]
  if (kind === undefined || token?.kind !== 'word') return []
  const [name = '', schema] = text.slice(token.at, token.end).replace(/["\s]/g, '').split('.').toReversed()
  return [
    {
      kind,
      name: name.slice(0, longestName),
      schema: schema?.slice(0, longestName),
      isHead: kind === 'package' && !isBody,
      at: tokens[start]?.at ?? 0,
    },
  ]
}
