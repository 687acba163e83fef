import type {SourceFile} from '../walk-tree.ts'
import {linesOf} from './sound-text.ts'

/** The lines of `[[name]]`, in their order: of the items that the list of that name has. */
export function tableLines(file: SourceFile, name: string): readonly number[] {
  return linesOf(file).flatMap((line, at) => (line.trim() === `[[${name}]]` ? [at + 1] : []))
}

/** Where a key stands: in the table of that name, in one that ends in it, or as a table of its own. */
export type TomlLines = (table: string, key: string) => number

/** The lines of a TOML file's keys, by their table; 1 for what is not there. */
export function tomlLines(file: SourceFile): TomlLines {
  const lines = new Map<string, number>()
  const keep = (name: string, line: number): void => {
    if (!lines.has(name)) lines.set(name, line)
  }
  let table = ''
  for (const [at, line] of linesOf(file).entries()) {
    const header = /^\s*\[\[?([^\]]{1,300})\]/.exec(line)?.[1]
    if (header !== undefined) {
      table = plain(header)
      for (const name of endings(table)) keep(name, at + 1)
      continue
    }
    const key = plain(/^\s*([\w."'-]{1,300})\s*=/.exec(line)?.[1] ?? '')
    if (key === '') continue
    const [first = ''] = key.split('.')
    for (const name of table === '' ? [key] : endings(`${table}.${first}`)) keep(name, at + 1)
  }
  return (table, key) => lines.get(`${table}.${key}`) ?? 1
}

const mostParts = 8

/** `a.b.c`, `b.c`, `c`: a table of one platform is found by the name of the table. */
function endings(name: string): readonly string[] {
  const parts = name.split('.').slice(-mostParts)
  return parts.map((_, from) => parts.slice(from).join('.'))
}

function plain(text: string): string {
  return text.replace(/["'\s]/g, '')
}
