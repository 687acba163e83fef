/** A script of Groovy or Kotlin without its comments, every line where it was; texts stay as they are. */
export function withoutComments(text: string): string {
  return text.replace(
    /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/g,
    (found) => (/^\/[/*]/.test(found) ? found.replace(/[^\n]+/g, ' ') : found),
  )
}

export interface ScriptBlock {
  /** The words before the brace: `dependencies`, `subprojects`. */
  readonly name: string
  readonly start: number
  readonly end: number
  /** Names of the blocks around it, the outermost first. */
  readonly within: readonly string[]
}

const mostBlocks = 5000

/** The blocks of a script, by their places; braces inside texts do not count. */
export function blocksOf(code: string): readonly ScriptBlock[] {
  const blocks: ScriptBlock[] = []
  const open: {readonly name: string; readonly start: number}[] = []
  for (const found of code.matchAll(/"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|[{}]/g)) {
    const [one] = found
    if (one === '{') {
      const before = code.slice(Math.max(0, found.index - 200), found.index)
      const name = /([\w.]+)\s*(?:\([^()\n]*\))?\s*$/.exec(before)?.[1] ?? ''
      open.push({name, start: found.index + 1})
    } else if (one === '}') {
      const block = open.pop()
      if (block && blocks.length < mostBlocks)
        blocks.push({...block, end: found.index, within: open.map(({name}) => name)})
    }
  }
  return blocks
}
