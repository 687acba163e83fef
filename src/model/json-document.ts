import {itemText} from './item-digest.ts'

/**
 * The text of a document, a field a line and of a list an item a line, piece by piece: a large one is never one string,
 * which could be longer than strings may be.
 */
export function* jsonText(document: object): Generator<string> {
  const entries = Object.entries(document).filter(([, value]) => value !== undefined)
  if (entries.length === 0) return yield '{}\n'
  for (const [at, [key, value]] of entries.entries()) {
    yield `${at === 0 ? '{' : ','}\n ${JSON.stringify(key)}: `
    if (Array.isArray(value) && value.length > 0) yield* listText(value)
    else yield JSON.stringify(value) ?? 'null'
  }
  yield '\n}\n'
}

/** Where the items of a list stand in the text of a document, its bytes given as those of each item's JSON. */
export function itemPlaces(
  text: Buffer,
  list: string,
  bytes: readonly number[],
): readonly (readonly [from: number, to: number])[] {
  // No text within JSON has a line's end in it.
  const before = `\n ${JSON.stringify(list)}: [\n  `
  const at = text.indexOf(before)
  let from = at + before.length
  return at < 0
    ? []
    : bytes.map((length) => {
        const place = [from, from + length] as const
        from += length + between.length
        return place
      })
}

const between = ',\n  '

function* listText(items: readonly unknown[]): Generator<string> {
  for (const [at, item] of items.entries())
    yield `${at === 0 ? '[\n  ' : between}${isObject(item) ? itemText(item) : (JSON.stringify(item) ?? 'null')}`
  yield '\n ]'
}

function isObject(item: unknown): item is object {
  return typeof item === 'object' && item !== null
}
