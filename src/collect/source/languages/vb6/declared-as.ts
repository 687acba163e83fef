import type {Token} from '../vbnet/tokens.ts'

/** Names that are declared as something, `a, b As T`, in lower case. */
export function declaredAs(tokens: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>()
  for (let at = 1; at < tokens.length; at += 1) {
    if (tokens[at]?.kind !== 'word' || tokens[at]?.text !== 'As') continue
    for (let place = at - 1; tokens[place]?.kind === 'word'; place -= 2) {
      names.add(tokens[place]?.text.toLowerCase() ?? '')
      if (tokens[place - 1]?.text !== ',') break
    }
  }
  return names
}
