/** A name of an image that is longer is no name. */
export const longestReference = 1000

const deepest = 10

/**
 * A text of a Dockerfile with what is known put in for `$NAME`, `${NAME}`, `${NAME:-otherwise}` and `${NAME:+instead}`, in
 * which others may stand; undefined where one is not known, or is taken apart (`${NAME#...}`).
 */
export function withArguments(text: string, known: ReadonlyMap<string, string>, depth = 0): string | undefined {
  if (depth > deepest) return undefined
  let whole = ''
  for (let at = 0; at < text.length;) {
    if (text[at] !== '$') {
      whole += text[at]
      at += 1
      continue
    }
    const [mark = '', name = ''] = /^\$\{?([A-Za-z_]\w{0,200})/.exec(text.slice(at, at + 300)) ?? []
    if (name === '') return undefined
    const isBraced = mark.startsWith('${')
    const end = isBraced ? closingBrace(text, at + mark.length) : at + mark.length
    if (end === undefined) return undefined
    const value = isBraced ? chosen(text.slice(at + mark.length, end), known.get(name), known, depth) : known.get(name)
    if (value === undefined) return undefined
    whole += value
    at = isBraced ? end + 1 : end
    if (whole.length > longestReference) return undefined
  }
  return whole
}

/** What stands between the name and the closing brace: nothing, `:-otherwise`, `-otherwise`, `:+instead`. */
function chosen(
  rest: string,
  value: string | undefined,
  known: ReadonlyMap<string, string>,
  depth: number,
): string | undefined {
  if (rest === '') return value
  const [, colon = '', sign, other = ''] = /^(:?)([-+])([^]*)$/.exec(rest) ?? []
  if (sign === undefined) return undefined
  const isSet = value !== undefined && !(colon === ':' && value === '')
  if (sign === '+') return isSet ? withArguments(other, known, depth + 1) : ''
  return isSet ? value : withArguments(other, known, depth + 1)
}

function closingBrace(text: string, from: number): number | undefined {
  let open = 1
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{') open += 1
    if (text[at] === '}') open -= 1
    if (open === 0) return at
  }
  return undefined
}
