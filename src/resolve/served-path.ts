/** How well a path that is served fits one that is called: the higher, the more of it is said by letter. */
export type Fit = readonly [letters: number, isWhole: number, parameters: number]

/** What stands around the parameters of one part: `berth-{number}` is `berth-` and nothing. */
type Pieces = readonly string[]

/** A path that is served, by its parts. */
export interface ServedPath {
  readonly parts: readonly (string | Pieces | undefined)[]
  /** What stands before the `*` that it ends with, in its last part; undefined where it ends with none. */
  readonly rest: string | undefined
  /** Of a URIMAP, what a path is, or begins with, by letter. */
  readonly letters?: {readonly text: string; readonly isWhole: boolean}
}

const longest = 500

/**
 * The parts of a path that is served: texts, patterns, and undefined for those that may be anything. `{name}`, `:name`,
 * `<name>` and `*` stand for one part each; a `*` at the end, and what the frameworks write for it, for all that follows.
 */
export function servedPath(path: string): ServedPath | undefined {
  const parts = partsOf(withPlainParameters(path))
  const last = parts?.at(-1)
  if (!parts || last === undefined) return parts && {parts: [], rest: undefined}
  const rest = takesAll.test(last) ? '' : last.endsWith('*') ? last.replace(/\*+$/, '') : undefined
  return {parts: (rest === undefined ? parts : parts.slice(0, -1)).map(partOf), rest}
}

/** `{*name}` of Spring, `<path:name>` of Flask and Django, `*name` of Rails and Go, `:name*` of Express. */
const takesAll = /^(?:\{\*\w*\}|<path:\w+>|\*\w+|:\w+[*+])$/

/** `{name:pattern}` as `{name}`, whatever braces and slashes the pattern has; `{name:path}` of Starlette as `{*name}`. */
function withPlainParameters(path: string): string {
  if (!path.includes(':') || path.length > longest) return path
  let plain = ''
  let depth = 0
  let inside = ''
  for (const letter of path) {
    if (letter === '}' && depth > 0 && (depth -= 1) === 0) {
      const [name = '', ...pattern] = inside.split(':')
      plain += pattern.join(':') === 'path' ? `{*${name}}` : `{${name}}`
      inside = ''
    } else if (letter === '{' && (depth += 1) === 1) continue
    else if (depth > 0) inside += letter
    else plain += letter
  }
  // One that never ends is none.
  return depth === 0 ? plain : path
}

/**
 * The path of a URIMAP, by the rules of CICS: it takes the path that it is, letter by letter, and with a `*` at its end
 * every path that begins with what stands before that, so `/dues/*` takes `/dues/` and not `/dues`. Undefined for one
 * that asks for a query too, since what is called is known without its query. Source: IBM, CICS Transaction Server for
 * z/OS, "Specifying common URIMAP attributes for CICS as an HTTP server".
 */
export function uriMapPath(path: string): ServedPath | undefined {
  if (path.includes('?')) return undefined
  const parts = partsOf(path)
  const isWhole = !path.endsWith('*')
  const text = isWhole ? path : path.slice(0, -1)
  return (
    parts && {
      parts: isWhole ? parts : parts.slice(0, -1),
      rest: isWhole ? undefined : (parts.at(-1)?.slice(0, -1) ?? ''),
      letters: {text, isWhole},
    }
  )
}

/**
 * How a path that is served fits a called one, of which `{}` is what only a run decides: undefined where it does not, or
 * where only a run decides whether it does.
 */
export function fitOf(called: string, {parts, rest, letters: said}: ServedPath): Fit | undefined {
  if (said) return fitByLetter(called, said)
  const own = partsOf(called)
  if (!own || (rest === undefined ? own.length !== parts.length : own.length < parts.length)) return undefined
  // `/dues*` takes `/dues/berth` too; `/dues/*` what is behind the slash alone.
  if (rest && !own[parts.length]?.startsWith(rest)) return undefined
  let letters = rest?.length ?? 0
  let parameters = 0
  for (const [index, part] of parts.entries()) {
    const said = own[index] ?? ''
    if (part === undefined) parameters += 1
    else if (part === said) letters += said.length + 1
    else if (typeof part !== 'string' && isOfPieces(said, part)) letters += 1
    else return undefined
  }
  return [letters, rest === undefined ? 1 : 0, -parameters]
}

function fitByLetter(called: string, {text, isWhole}: NonNullable<ServedPath['letters']>): Fit | undefined {
  const own = called.replace(/[?#].*$/s, '')
  if (own.length > longest || !(isWhole ? own === text : own.startsWith(text))) return undefined
  return [text.length - (isWhole ? 0 : 1), isWhole ? 1 : 0, 0]
}

/** Above zero where the first fits better. */
export function compareFits(a: Fit, b: Fit): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2]
}

/** The parts of a path, without what follows a `?`; undefined for what is none. */
export function partsOf(path: string): readonly string[] | undefined {
  if (!path.startsWith('/') || path.length > longest) return undefined
  const parts = path
    .replace(/[?#].*$/s, '')
    .split('/')
    .slice(1)
  return parts.at(-1) === '' ? parts.slice(0, -1) : parts
}

function partOf(part: string): string | Pieces | undefined {
  if (/^(?:\{[^{}]*\}|:[\w$]+\??|<[^<>]+>|\*)$/.test(part)) return undefined
  // A parameter in part: `berth-{number}`, `{name}.json`.
  return /[{*]/.test(part) ? part.split(/\{[^{}]*\}|\*/) : part
}

/** What only a run decides fits where it stands for the parameters, and all around it is the same. */
function isOfPieces(said: string, pieces: Pieces): boolean {
  return said.includes('{}') ? said === pieces.join('{}') : hasPieces(said, pieces)
}

/** Whether a text is these pieces in their order, with one letter at least for each parameter between them. */
function hasPieces(said: string, pieces: Pieces): boolean {
  const [first = '', ...rest] = pieces
  const last = rest.pop()
  if (last === undefined) return said === first
  if (!said.startsWith(first)) return false
  let end = first.length
  for (const piece of rest) {
    const at = said.indexOf(piece, end + 1)
    if (at < 0) return false
    end = at + piece.length
  }
  return said.endsWith(last) && said.length - last.length > end
}

/** Whether a path says any letter, and does not take every path of its length. */
export function saysLetters({parts, rest}: ServedPath): boolean {
  return Boolean(rest) || parts.some((part) => part !== undefined && part !== '')
}

/** Names of what every service has. */
const everyday =
  /^(?:api|apis|rest|ws|services?|v\d+(?:\.\d+)*|health|healthz|ready|live|status|info|ping|version|login|logout|auth|oauth2?|tokens?|users?|graphql|metrics|search|index(?:\.\w+)?|)$/i

/** The parts of a path that tell which service is meant, where it has two at least that are no everyday words. */
export function tellingParts({parts}: ServedPath): readonly string[] {
  const own = parts.filter((part): part is string => typeof part === 'string' && !everyday.test(part))
  return own.length >= 2 ? own : []
}
