import {lineCounter} from '../languages/code-alone.ts'
import type {Entry} from './setting-seen.ts'

const mostEntries = 5000
const tokens =
  /\/\*[^]*?(?:\*\/|$)|(?:\/\/|#(?!\[))[^\n]*|\benv\(\s{0,20}(?<variable>'\w{1,100}'|"\w{1,100}")\s{0,20}(?:,\s{0,20}(?<otherwise>'[^'\\\n]{0,500}'|"[^"\\$\n]{0,500}"))?\s{0,20}\)|(?<quoted>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")(?:\s{0,200}(?<arrow>=>))?|(?<opens>array\s{0,20}\(|[[(])|(?<closes>[\])])|(?<ends>[,;])|(?<other>[^\s,;()[\]'"]+)/gi

interface Level {
  readonly path: readonly string[]
  key?: string | undefined
  /** What stands behind the key so far; a second part makes it a value of code. */
  value?: string | undefined
  parts: number
  at: number
}

/**
 * What a file of PHP returns as an array, under the keys by which Laravel's `config('services.pay.url')` asks for it. A value
 * of the environment is a placeholder with its default.
 */
export function phpSettings(text: string, path: string): readonly Entry[] {
  const entries: Entry[] = []
  const lineAt = lineCounter(text)
  const name = /(?:^|\/)config\/([\w/-]+)\.php$/i.exec(path)?.[1] ?? ''
  const open: Level[] = [{path: name.split('/'), parts: 0, at: 0}]
  const end = (level: Level | undefined): void => {
    if (level?.key !== undefined && level.value !== undefined && level.parts === 1)
      entries.push({
        key: [...level.path, level.key].join('.'),
        value: level.value,
        line: lineAt(level.at),
        at: level.at,
      })
    if (level) Object.assign(level, {key: undefined, value: undefined, parts: 0})
  }
  for (const {index, groups = {}} of text.matchAll(tokens)) {
    const level = open.at(-1)
    if (!level || entries.length >= mostEntries) break
    const {variable, otherwise, quoted, arrow, opens, closes, ends, other} = groups
    if (arrow !== undefined && quoted !== undefined) Object.assign(level, {key: inside(quoted), parts: 0, at: index})
    else if (opens !== undefined) {
      level.parts += 1
      open.push({path: level.key === undefined ? level.path : [...level.path, level.key], parts: 0, at: index})
    } else if (closes !== undefined) {
      end(level)
      open.pop()
    } else if (ends !== undefined) end(level)
    else if (variable !== undefined) give(level, placeholder(variable, otherwise))
    else if (quoted !== undefined) give(level, inside(quoted))
    else if (other !== undefined) level.parts += 1
  }
  return entries
}

function give(level: Level, value: string): void {
  level.value = value
  level.parts += 1
}

function placeholder(variable: string, otherwise: string | undefined): string {
  return `\${${inside(variable)}${otherwise === undefined ? '' : `:${inside(otherwise)}`}}`
}

function inside(quoted: string): string {
  return quoted.slice(1, -1)
}
