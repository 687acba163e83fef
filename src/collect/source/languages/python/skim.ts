import {codeAlone, lineCounter} from '../code-alone.ts'

const notCode =
  /#[^\n]*|"""[\s\S]*?(?:(?<!\\)"""|$)|'''[\s\S]*?(?:(?<!\\)'''|$)|"[^"\\\n]*(?:\\[\s\S][^"\\\n]*)*"?|'[^'\\\n]*(?:\\[\s\S][^'\\\n]*)*'?/g
const importing =
  /^[ \t]*(?:(?:try|else|finally)[ \t]*:[ \t]*)?(?:from[ \t]+(\.*[ \t]*[\w.]*)[ \t]*import\b[ \t]*(\([^)]*\)|(?:[^\n;\\]|\\\r?\n)*)|import[ \t]+((?:[^\n;\\]|\\\r?\n)*))/gm
const checkedOnly = /^([ \t]*)if\s+(?:\w+\.)?TYPE_CHECKING\s*:[^\n]*\n((?:\1[ \t]+[^\n]*(?:\n|$)|[ \t]*(?:\n|$))*)/gm

/** A name that a file takes from another module. */
export interface Binding {
  /** With dots before it where it is relative; of `from a.b import c`, `a.b.c`. */
  readonly specifier: string
  readonly line: number
  /** What the file calls it: of `import a.b`, `a` alone. */
  readonly local: string
}

/** The text without comments and texts. */
export function pythonCode(text: string): string {
  return codeAlone(text, notCode)
}

/** What the code imports when it runs: imports for type checkers alone are none. */
export function bindingsOf(code: string): readonly Binding[] {
  const running = code.includes('TYPE_CHECKING')
    ? code.replace(checkedOnly, (block) => block.replace(/[^\n]/g, ' '))
    : code
  const lineAt = lineCounter(running)
  return [...running.matchAll(importing)].flatMap(({1: from, 2: names, 3: modules, index}) => {
    const line = lineAt(index + 1)
    if (modules !== undefined)
      return namesIn(modules).map(({name, alias}) => ({
        specifier: name,
        line,
        local: alias ?? name.replace(/\..*$/s, ''),
      }))
    const base = (from ?? '').replace(/\s/g, '')
    return namesIn(names ?? '').map(({name, alias}) => ({
      specifier: name === '*' ? base : base.endsWith('.') ? `${base}${name}` : `${base}.${name}`,
      line,
      local: alias ?? name,
    }))
  })
}

function namesIn(written: string): readonly {readonly name: string; readonly alias: string | undefined}[] {
  return written
    .replace(/[()\\]/g, ' ')
    .split(',')
    .flatMap((one) => {
      const [, name, alias] = /^\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*$/.exec(one) ?? []
      return name ? [{name, alias}] : []
    })
}
