import {withoutComments} from './without-comments.ts'

/** What a statement does to a table. */
export interface TableChange {
  readonly does: 'create' | 'drop' | 'rename'
  /** `schema.table` as written, without quotes. */
  readonly table: string
  /** The new name. */
  readonly to?: string
  readonly line: number
}

export interface DdlRead {
  readonly changes: readonly TableChange[]
  /** Lines of statements whose table stands behind a placeholder. */
  readonly unresolved: readonly number[]
}

const part = String.raw`(?:"[^"\n]{1,128}"|\x60[^\x60\n]{1,128}\x60|\[[^\]\n]{1,128}\]|[\p{L}_][\p{L}\p{N}_$#@]{0,127})`
const name = String.raw`${part}(?:\s{0,10}\.\s{0,10}${part}){0,3}`
const statements = new RegExp(
  [
    String.raw`\bcreate\s+(?<kind>[a-z]+\s+){0,3}table\s+(?:if\s+not\s+exists\s+)?(?:(?<made>${name})|(?<hidden>[$&:{<#@%]\S{0,100}))`,
    String.raw`\bdrop\s+table\s+(?:if\s+exists\s+)?(?:(?<dropped>${name}(?:\s{0,20},\s{0,20}${name}){0,50})|(?<gone>[$&:{<%]\S{0,100}))`,
    String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?<old>${name})\s+rename\s+(?:to|as)\s+(?<new>${name})`,
    String.raw`\brename\s+table\s+(?<from>${name})\s+to\s+(?<into>${name})`,
  ].join('|'),
  'giu',
)
const parts = new RegExp(part, 'gu')
const names = new RegExp(name, 'gu')

/** What the part of a migration below these marks undoes is not done. */
const undoing = /^\s{0,20}--\s{0,10}(?:migrate:down|\+goose\s+Down|\+migrate\s+Down|\/\/\s{0,4}@UNDO)\b/im

/** What SQL text does to tables, in order. Comments, texts in quotes and bodies of functions do nothing. */
export function readDdl(sql: string): DdlRead {
  const undo = undoing.exec(sql)
  const text = statementsAlone(undo ? sql.slice(0, undo.index) : sql)
  const lines = lineFinder(text)
  const changes: TableChange[] = []
  const unresolved: number[] = []
  for (const {0: whole, index, groups = {}} of text.matchAll(statements)) {
    const line = lines(index)
    // A name that goes on with a placeholder is none.
    if (/^\.?[$&{<]/.test(text.slice(index + whole.length, index + whole.length + 2)) || groups.hidden || groups.gone) {
      if (!groups.hidden?.startsWith('#')) unresolved.push(line)
    } else if (groups.made) {
      if (!/\btemp(orary)?\s/i.test(whole)) changes.push({does: 'create', table: plainName(groups.made), line})
    } else if (groups.dropped)
      for (const [one] of groups.dropped.matchAll(names)) changes.push({does: 'drop', table: plainName(one), line})
    else
      changes.push({
        does: 'rename',
        table: plainName(groups.old ?? groups.from ?? ''),
        to: plainName(groups.new ?? groups.into ?? ''),
        line,
      })
  }
  return {changes, unresolved}
}

/** Without comments, the content of texts, and what stands between dollar quotes. */
function statementsAlone(sql: string): string {
  const blank = (text: string): string => text.replace(/[^\n]/g, ' ')
  return withoutComments(sql, {line: ['--'], block: true, quotes: "'", escapes: false})
    .replace(/'[^']*'/g, blank)
    .replace(/(\$[A-Za-z_]{0,30}\$)[^]*?\1/g, blank)
}

function plainName(written: string): string {
  return [...written.matchAll(parts)].map(([one]) => one.replace(/^["`[]|["`\]]$/g, '')).join('.')
}

/** The line of an offset of a text; offsets may only grow. */
export function lineFinder(text: string): (offset: number) => number {
  let at = 0
  let line = 1
  return (offset) => {
    for (; at < offset; at += 1) if (text[at] === '\n') line += 1
    return line
  }
}
