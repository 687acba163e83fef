/**
 * The text of a document as `JSON.stringify(document, null, 1)` gives it, with a line's end after it, piece by piece: a
 * large one is never one string, which could be longer than strings may be.
 */
export function* jsonText(document: object): Generator<string> {
  const entries = Object.entries(document).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return yield '{}\n'
  for (const [at, [key, value]] of entries.entries()) {
    yield `${at === 0 ? '{' : ','}\n ${JSON.stringify(key)}: `
    if (Array.isArray(value) && value.length > 0) yield* listText(value)
    else yield indented(value, ' ')
  }
  yield '\n}\n'
}

function* listText(items: readonly unknown[]): Generator<string> {
  for (const [at, item] of items.entries()) yield `${at === 0 ? '[' : ','}\n  ${indented(item, '  ')}`
  yield '\n ]'
}

/** Line ends stand between the parts of a value only: those within its texts are escaped. */
function indented(value: unknown, indent: string): string {
  return (JSON.stringify(value, null, 1) ?? 'null').replaceAll('\n', `\n${indent}`)
}
