const deepest = 20
/** No version, framework or name comes near this; what grows beyond it is built to grow. */
const longest = 1000

export interface Expanded {
  readonly text: string
  /** Names of properties that nothing in the tree gives; the text is then not to be used. */
  readonly unresolved: readonly string[]
}

/** Puts the values of properties in their places, values of values too. What is not given is named, never guessed. */
export function expandProperties(
  text: string,
  reference: RegExp,
  valueOf: (name: string) => string | undefined,
): Expanded {
  const unresolved = new Set<string>()
  let room = longest
  const expand = (part: string, depth: number, inside: readonly string[]): string =>
    part.replace(reference, (whole, name: string) => {
      const value = inside.includes(name) || depth > deepest || room < 0 ? undefined : valueOf(name)
      if (value === undefined) {
        unresolved.add(name)
        return whole
      }
      room -= value.length + 1
      return expand(value, depth + 1, [...inside, name])
    })
  const expanded = expand(text, 0, [])
  return {text: expanded.trim(), unresolved: [...unresolved]}
}
