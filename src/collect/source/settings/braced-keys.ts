import type {KeyAt} from './yaml-keys.ts'

const mostKeys = 20_000
const deepest = 50

/** Comments, texts, names before what opens, and what opens and closes. */
const tokens =
  /\/\*[^]*?(?:\*\/|$)|\/\/[^\n]*|#[^\n]*|(?:(?<![\w$-])(?<name>[A-Za-z_$][\w$-]{0,100})(?![\w$-])|(?<quoted>"[^"\\\n]*"|'[^'\\\n]*'))(?:\s+"(?<label>[^"\n]*)")?\s*(?:=>|[:=])?\s*(?:\(\s*)?(?<opens>[{[])|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[^])*(?:`|$)|[{}[\]]/g

/**
 * The keys of maps that stand in code, `name: {...}`, `name = {...}`, `'name' => [...]`, with the keys around them. What
 * opens without a name is looked through.
 */
export function bracedKeys(text: string): readonly KeyAt[] {
  const keys: KeyAt[] = []
  const open: {readonly name?: string; readonly from: number; readonly path: readonly string[]}[] = []
  const pathOf = (): readonly string[] =>
    (open.length > deepest ? [] : open).flatMap(({name}) => (name === undefined ? [] : [name]))
  for (const {0: whole, index, groups = {}} of text.matchAll(tokens)) {
    if (keys.length > mostKeys || open.length > mostKeys) break
    const {name, quoted, label, opens} = groups
    if (opens !== undefined) open.push({name: label ?? name ?? quoted?.slice(1, -1) ?? '', from: index, path: pathOf()})
    else if (whole === '{' || whole === '[') open.push({from: index, path: pathOf()})
    else if (whole === '}' || whole === ']') {
      const closed = open.pop()
      if (closed?.name !== undefined)
        keys.push({path: closed.path, name: closed.name, from: closed.from, to: index + 1, isMap: true})
    }
  }
  return keys
}
