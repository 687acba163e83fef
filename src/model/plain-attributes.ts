import {attributeValues, type Entity} from './entity.ts'
import type {Json} from './values.ts'

/** What a column or a property of another tool can hold. */
export type PlainValue = string | number | boolean | readonly string[]

const plainKey = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
/** What is compared and shown is short; the whole stands among all values. */
const longestPlainValue = 1000

/**
 * The best supported value of each attribute that is text, a number, yes or no, or a list of texts, under its own name;
 * but for names in `own`, which mean something else there.
 */
export function plainAttributes(
  {attributes}: Pick<Entity, 'attributes'>,
  own: readonly string[],
): Readonly<Record<string, PlainValue>> {
  const best = Object.keys(attributes).map((key) => [key, attributeValues({attributes}, key)[0]] as const)
  return plainEntries(best, own)
}

/** The same of what is said of a relation. */
export function plainEntries(
  entries: readonly (readonly [string, Json | undefined])[],
  own: readonly string[],
): Readonly<Record<string, PlainValue>> {
  const kept: Record<string, PlainValue> = {}
  for (const [key, value] of entries) {
    const shown = value === undefined || own.includes(key) || !plainKey.test(key) ? undefined : plainValue(value)
    if (shown !== undefined) kept[key] = shown
  }
  return kept
}

function plainValue(value: Json): PlainValue | undefined {
  if (typeof value === 'string') return value.length <= longestPlainValue ? value : undefined
  if (typeof value === 'number' || typeof value === 'boolean') return value
  const texts = Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
  return Array.isArray(value) && texts.length === value.length && texts.join().length <= longestPlainValue
    ? texts
    : undefined
}
