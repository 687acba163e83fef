import type {FileFacts} from './languages/fact.ts'

/** Longer texts, and more of them than so many, are hardly ever the same. */
const longest = 64
const most = 200_000

/**
 * Puts one text in the place of all equal ones of what a thread has answered: that has a copy of its own of each, and a
 * tree has a million facts that say `call`. What was answered is nobody else's yet, so that it is changed in place.
 */
export function textSharer(): (found: FileFacts) => FileFacts {
  const known = new Map<string, string>()
  const sharedOf = (text: string): string => {
    if (text.length > longest) return text
    const one = known.get(text)
    if (one !== undefined) return one
    if (known.size < most) known.set(text, text)
    return text
  }
  const share = (part: Record<string, unknown> | unknown[]): void => {
    for (const key of Object.keys(part)) {
      const own = part as Record<string, unknown> // a list has its places as keys
      const value = own[key]
      if (typeof value === 'string') own[key] = sharedOf(value)
      else if (typeof value === 'object' && value !== null) share(value as Record<string, unknown>) // it has keys
    }
  }
  return (found) => {
    share([...found.facts, ...found.imports])
    return found
  }
}
