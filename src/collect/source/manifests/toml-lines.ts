import type {SourceFile} from '../walk-tree.ts'
import {linesOf} from './sound-text.ts'

/** The lines of `[[name]]`, in their order: of the items that the list of that name has. */
export function tableLines(file: SourceFile, name: string): readonly number[] {
  return linesOf(file).flatMap((line, at) => (line.trim() === `[[${name}]]` ? [at + 1] : []))
}

/** The line of a key in the table that ends in that name, or of the table that is called so; 1 where there is none. */
export function tomlKeyLine(file: SourceFile, table: string, key: string): number {
  let within = ''
  for (const [at, line] of linesOf(file).entries()) {
    const header = /^\s*\[\[?\s*([^\]]+?)\s*\]/.exec(line)?.[1]
    if (header !== undefined) {
      within = plain(header)
      if (within.endsWith(`${table}.${key}`)) return at + 1
    } else if (isIn(within, table) && plain(line.split('=')[0]?.trim() ?? '').split('.')[0] === key) return at + 1
    else if (within === '' && line.startsWith(`${table}.${key}`)) return at + 1
  }
  return 1
}

function isIn(within: string, table: string): boolean {
  return within === table || within.endsWith(`.${table}`)
}

function plain(text: string): string {
  return text.replace(/["'\s]/g, '')
}
