/** What a property of a declared resource is, as far as the tree tells. Numbers are kept as they are written. */
export type Value =
  | {readonly is: 'known'; readonly value: string | boolean | null}
  | {readonly is: 'list'; readonly items: readonly Value[]}
  | {readonly is: 'map'; readonly entries: ReadonlyMap<string, Value>}
  /** Another resource of the same tree, by its address there. */
  | {readonly is: 'resource'; readonly address: string}
  /** Decided where the tree cannot show it. */
  | {readonly is: 'unknown'}

export const unknownValue: Value = {is: 'unknown'}

export function known(value: string | boolean | null): Value {
  return {is: 'known', value}
}

/** Plain JSON as a value. */
export function valueOfJson(json: unknown, depth = 0): Value {
  if (depth > deepest) return unknownValue
  if (Array.isArray(json)) return {is: 'list', items: json.map((one) => valueOfJson(one, depth + 1))}
  if (typeof json === 'object' && json !== null)
    return {is: 'map', entries: new Map(Object.entries(json).map(([key, one]) => [key, valueOfJson(one, depth + 1)]))}
  if (typeof json === 'string' || typeof json === 'boolean' || json === null) return known(json)
  return typeof json === 'number' ? known(String(json)) : unknownValue
}

const deepest = 60
