import type {Token} from '../vbnet/tokens.ts'
import {type FactAt, files} from '../vb6/libraries.ts'
import {followed, type Settings, valueOf} from '../word.ts'

const assigns = /^assign(?:file)?$/i

/** `AssignFile(F, path)`, and by `Rewrite(F)` or `Reset(F)` whether it is written or read. */
export function filesOpened(tokens: readonly Token[], settings: Settings): readonly FactAt[] {
  if (!tokens.some((token) => assigns.test(token.text))) return []
  const does = new Map<string, Set<'reads' | 'writes'>>()
  for (let at = 0; at < tokens.length; at += 1) {
    const [name, open, file] = [word(tokens[at]), tokens[at + 1]?.text, word(tokens[at + 2])]
    const way = /^(?:rewrite|append)$/.test(name) ? 'writes' : name === 'reset' ? 'reads' : undefined
    if (way && open === '(' && file) does.set(file, (does.get(file) ?? new Set()).add(way))
  }
  return tokens.flatMap((token, at) => {
    if (!assigns.test(token.text) || tokens[at + 1]?.text !== '(' || tokens[at + 3]?.text !== ',') return []
    const [path, behind] = [tokens[at + 4], tokens[at + 5]]
    if (!path || behind?.text !== ')') return []
    const pieces = path.kind === 'text' ? [{text: path.text}] : [{variable: path.text.toLowerCase()}]
    const ways = does.get(word(tokens[at + 2])) ?? new Set()
    const [only] = ways.size === 1 ? ways : []
    return files(valueOf(followed(pieces, settings)), only).map((said) => ({said, at: token.at}))
  })
}

function word(token: Token | undefined): string {
  return token?.kind === 'word' ? token.text.toLowerCase() : ''
}
