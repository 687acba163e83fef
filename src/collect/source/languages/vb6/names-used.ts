import type {ImportSeen} from '../../resolve-imports.ts'
import type {Token} from '../vbnet/tokens.ts'
import {declaredIn, type Parts} from './procedures.ts'

interface Names {
  /** Names that the file uses and does not declare, in lower case, each with its first line. */
  readonly uses: string
  /** Libraries of `Declare ... Lib`. */
  readonly natives: readonly ImportSeen[]
  /** What other files may name without the module: public procedures, constants, variables and types. */
  readonly offered: readonly string[]
}

const longestName = 255

/** Which names lead out of a file, and which others may lead into it. */
export function namesUsed(
  tokens: readonly Token[],
  parts: Parts,
  {lineAt, controls}: {readonly lineAt: (at: number) => number; readonly controls: readonly string[]},
): Names {
  const own = new Set([
    ...controls,
    ...parts.names,
    ...parts.procedures.flatMap(({name, locals}) => [name, ...locals]),
    ...typesIn(parts.outside).map(({name}) => name),
  ])
  const uses = new Map<string, number>()
  const natives: ImportSeen[] = []
  for (const [at, token] of tokens.entries()) {
    if (token.kind !== 'word') continue
    const name = token.text.toLowerCase()
    const before = tokens[at - 1]
    if (name === 'lib' && tokens[at + 1]?.kind === 'text')
      natives.push({specifier: (tokens[at + 1]?.text ?? '').slice(0, longestName), line: lineAt(token.at)})
    const isMember = before?.kind === 'mark' && /^[.!]$/.test(before.text)
    const isNamed = tokens[at + 1]?.kind === 'mark' && tokens[at + 1]?.text === ':='
    if (isMember || isNamed || own.has(name) || uses.has(name) || name.length > longestName || /[\s:]/.test(name))
      continue
    uses.set(name, token.at)
  }
  return {
    uses: [...uses].map(([name, at]) => `${name}:${lineAt(at)}`).join(' '),
    natives,
    offered: [
      ...parts.procedures.filter(({isPublic}) => isPublic).map(({name}) => name),
      ...declaredIn(publicOnly(parts.outside)),
      ...typesIn(parts.outside).flatMap(({name, isPublic}) => (isPublic ? [name] : [])),
    ],
  }
}

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}

/** The statements that make a name known to other modules. */
function publicOnly(tokens: readonly Token[]): readonly Token[] {
  const kept: Token[] = []
  let isPublic = false
  for (const [at, token] of tokens.entries()) {
    if (at === 0 || tokens[at - 1]?.kind === 'end') isPublic = /^(?:public|global)$/.test(word(token))
    if (isPublic) kept.push(token)
  }
  return kept
}

/** `Type`, `Enum` and `Declare`, which are public but where they say that they are not. */
function typesIn(tokens: readonly Token[]): readonly {readonly name: string; readonly isPublic: boolean}[] {
  return tokens.flatMap((token, at) => {
    const isFirst = at === 0 || tokens[at - 1]?.kind === 'end'
    if (!isFirst) return []
    const scope = /^(?:public|private)$/.test(word(token)) ? 1 : 0
    const kind = word(tokens[at + scope])
    const next = word(tokens[at + scope + 1])
    const name =
      kind === 'type' || kind === 'enum'
        ? next
        : kind === 'declare'
          ? word(tokens[at + scope + (next === 'ptrsafe' ? 3 : 2)])
          : ''
    return name && tokens[at + scope + 1]?.kind === 'word' ? [{name, isPublic: word(token) !== 'private'}] : []
  })
}
