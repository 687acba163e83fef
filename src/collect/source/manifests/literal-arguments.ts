/** The literal texts that a call is given; what is no literal, and lists and calls among its arguments, is undefined. */
export interface LiteralArguments {
  /** By place; one with a name holds none. */
  readonly placed: readonly (string | undefined)[]
  readonly named: ReadonlyMap<string, string | undefined>
}

const longest = 20_000
const literal = /^[@$rbu]{0,2}(["'])([^"'\\\n{}]{0,128})\1$/

/**
 * The arguments of a call of C# or Python whose opening bracket ends at this offset, `name: "x"` and `name="x"` by their
 * names. The code comes without comments. Of a call that does not end, those that do.
 */
export function literalArguments(code: string, start: number): LiteralArguments {
  const placed: (string | undefined)[] = []
  const named = new Map<string, string | undefined>()
  for (const written of argumentsAt(code.slice(start, start + longest))) {
    const [, name, value = written] = /^(\w{1,100})\s{0,20}(?::|=(?![=>]))\s{0,80}(\S[^]*)$/.exec(written) ?? []
    const text = literal.exec(value)?.[2]
    if (name === undefined) placed.push(text)
    else named.set(name, text)
  }
  return {placed, named}
}

function argumentsAt(code: string): readonly string[] {
  const found: string[] = []
  let [depth, from] = [0, 0]
  for (const {0: token, index} of code.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{},]/g)) {
    if (/^[([{]$/.test(token)) depth += 1
    if (token === ',' && depth > 0) continue
    if (/^[)\]}]$/.test(token)) depth -= 1
    if (token !== ',' && depth >= 0) continue
    found.push(code.slice(from, index).trim())
    from = index + 1
    if (depth < 0) break
  }
  return found.filter((one, at) => one !== '' || at < found.length - 1)
}
