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

function* listText(items: readonly unknown[]): Generator<string> {
  for (const [at, item] of items.entries())
    yield `${at === 0 ? '[' : ','}\n  ${isObject(item) ? itemText(item) : (JSON.stringify(item) ?? 'null')}`
  yield '\n ]'
}

function isObject(item: unknown): item is object {
  return typeof item === 'object' && item !== null
}
