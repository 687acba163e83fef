/** The literal texts that a call is given; what is no literal, and lists and calls among its arguments, is undefined. */
export interface LiteralArguments {
  /** By place; one with a name holds none. */
  readonly placed: readonly (string | undefined)[]
  readonly named: ReadonlyMap<string, string | undefined>
}

/** The same as written. */
export interface WrittenArguments {
  readonly placed: readonly string[]
  readonly named: ReadonlyMap<string, string>
}

const longest = 20_000
const literal = /^[@rbu]{0,2}(["'])([^"'\\\n{}]{0,128})\1$/

/**
 * The arguments of a call of C# or Python whose opening bracket ends at this offset, `name: "x"` and `name="x"` by their
 * names. The code comes without comments, or `code` is the same text without comments and literals. Of a call that does
 * not end, those that do.
 */
export function writtenArguments(text: string, start: number, code = text): WrittenArguments {
  const placed: string[] = []
  const named = new Map<string, string>()
  for (const [from, to] of argumentsAt(code.slice(start, start + longest))) {
    const [begin = '', name] = /^\s*(\w{1,100})\s{0,20}(?::|=(?![=>]))/.exec(code.slice(start + from, start + to)) ?? []
    const written = text.slice(start + from + begin.length, start + to).trim()
    if (name !== undefined) named.set(name, written)
    else placed.push(written)
  }
  return {placed, named}
}

/** The literal texts among them. */
export function literalArguments(text: string, start: number): LiteralArguments {
  const {placed, named} = writtenArguments(text, start)
  return {
    placed: placed.map(literalOf),
    named: new Map([...named].map(([name, written]) => [name, literalOf(written)])),
  }
}

function literalOf(written: string): string | undefined {
  return literal.exec(written)?.[2]
}

/** Where each argument begins and ends; nothing stands behind a last comma. */
function argumentsAt(code: string): readonly (readonly [from: number, to: number])[] {
  const found: (readonly [number, number])[] = []
  let [depth, from] = [0, 0]
  for (const {0: token, index} of code.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[()[\]{},]/g)) {
    if (/^[([{]$/.test(token)) depth += 1
    if (/^[)\]}]$/.test(token)) depth -= 1
    const isBetween = token === ',' && depth === 0
    if (!isBetween && depth >= 0) continue
    if (isBetween || code.slice(from, index).trim() !== '') found.push([from, index])
    from = index + 1
    if (depth < 0) break
  }
  return found
}
