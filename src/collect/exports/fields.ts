/** A field on a way of keys, as text; undefined where there is none. */
export function textAt(properties: unknown, ...way: readonly string[]): string | undefined {
  const found = at(properties, ...way)
  return typeof found === 'string' && found.trim() !== '' ? found.trim() : undefined
}

/** A field on a way of keys. */
export function at(properties: unknown, ...way: readonly string[]): unknown {
  return way.reduce<unknown>(
    (here, key) =>
      typeof here === 'object' && here !== null && Object.hasOwn(here, key)
        ? (here as Readonly<Record<string, unknown>>)[key] // it is an object with that key
        : undefined,
    properties,
  )
}

/** A list on a way of keys; empty where there is none. */
export function listAt(properties: unknown, ...way: readonly string[]): readonly unknown[] {
  const found = at(properties, ...way)
  return Array.isArray(found) ? found : []
}
