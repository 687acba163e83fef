import type {FileFacts} from './fact.ts'

const secret = /pass|pwd|secret|token|credential|salt|(?:api|private|access|auth)_?key/i
const mostConstants = 2000

/** Around the name of another constant within one: `BASE + "/orders"`. */
export const referred = '\u0003'
/** Before the name of a type, what is said of the types that it takes constants from. */
export const inheritors = 'extends'

interface Declared {
  readonly name: string
  readonly literal: string
  readonly at: number
}

/** Literals that other files may name by their type, or module, and name; never what may be a secret. */
export function sharedConstants(
  declared: readonly Declared[],
  ownerAt: (at: number) => string | undefined,
): Pick<FileFacts, 'constants'> {
  const found = declared.slice(0, mostConstants).flatMap(({name, literal, at}) => {
    const owner = ownerAt(at)
    return owner && !secret.test(name) && !/:\/\/[^/]*@/.test(literal) ? [[`${owner}.${name}`, literal] as const] : []
  })
  return found.length > 0 ? {constants: Object.fromEntries(found)} : {}
}

/** Constants by a pattern whose first group is the name and whose last is the literal, where the code has them too. */
export function constantsIn(text: string, code: string, pattern: RegExp): readonly Declared[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const [all, name = ''] = match
    const literal = match.slice(2).find((group) => group !== undefined) ?? ''
    const at = match.index + all.indexOf(name)
    return code.startsWith(name, at) ? [{name, literal, at}] : []
  })
}
