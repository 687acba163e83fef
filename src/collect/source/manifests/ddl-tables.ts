import {lineOf} from '../languages/line-of.ts'
import {isTsql} from '../languages/tsql/is-tsql.ts'
import {withoutComments} from './without-comments.ts'

/** What a statement does to a table. */
export interface TableChange {
  readonly does: 'create' | 'drop' | 'rename'
  /** What is no table: a function counts as a procedure. */
  readonly what?: 'view' | 'procedure'
  /** `schema.table` as written, without quotes. */
  readonly table: string
  /** In T-SQL the one that is used there. */
  readonly database?: string
  /** The new name. */
  readonly to?: string
  /** The new name says its schema, if it has one: it does not stay in that of the old one. */
  readonly isWhole?: boolean
  readonly line: number
}

export interface DdlRead {
  readonly changes: readonly TableChange[]
  /** Lines of statements whose table stands behind a placeholder. */
  readonly unresolved: readonly number[]
}

const part = String.raw`(?:"[^"\n]{1,128}"|\x60[^\x60\n]{1,128}\x60|\[[^\]\n]{1,128}\]|[\p{L}_][\p{L}\p{N}_$#@]{0,127})`
const name = String.raw`${part}(?:\s{0,10}\.\s{0,10}${part}){0,3}`
const routine = (end: string): string => `(?:(?<view${end}>view)|(?<routine${end}>proc(?:edure)?|function))`
const statements = new RegExp(
  [
    String.raw`\bcreate\s+(?<kind>[a-z]+\s+){0,3}table\s+(?:if\s+not\s+exists\s+)?(?:(?<made>${name})|(?<hidden>[$&:{<#@%]\S{0,100}))`,
    String.raw`\bdrop\s+table\s+(?:if\s+exists\s+)?(?:(?<dropped>${name}(?:\s{0,20},\s{0,20}${name}){0,50})|(?<gone>[$&:{<%]\S{0,100}))`,
    String.raw`\balter\s+table\s+(?:if\s+exists\s+)?(?:only\s+)?(?<old>${name})\s+rename\s+(?:(?:to|as)\s+)?(?!(?:to|as|column|index|key|constraint|partition)\b)(?<new>${name})(?![\p{L}\p{N}_$#@]|\s{0,10}\.|\s{1,20}to\b)`,
    String.raw`\brename\s+tables?\s+(?<renamed>${name}\s+to\s+${name}(?:\s{0,20},\s{0,20}${name}\s+to\s+${name}){0,50})`,
    String.raw`\bcreate\s+(?:or\s+(?:replace|alter)\s+)?(?<marks>(?:(?:temp(?:orary)?|materialized|recursive|(?:no)?force|(?:non)?editionable|aggregate|sql\s+security\s+\w{1,20}|algorithm\s{0,3}=\s{0,3}\w{1,20}|definer\s{0,3}=\s{0,3}\S{1,100})\s+){0,5})${routine('')}\s+(?:if\s+not\s+exists\s+)?(?<defined>${name})`,
    String.raw`\bdrop\s+(?:materialized\s+)?${routine('Gone')}\s+(?:if\s+exists\s+)?(?<ended>${name}(?:\s{0,20},\s{0,20}${name}){0,50})`,
  ].join('|'),
  'giu',
)
const parts = new RegExp(part, 'gu')
const names = new RegExp(name, 'gu')
const renaming = new RegExp(String.raw`(${name})\s+to\s+(${name})`, 'giu')

/** What the part of a migration below these marks undoes is not done. */
const undoing = /^\s{0,20}--\s{0,10}(?:migrate:down|\+goose\s+Down|\+migrate\s+Down|\/\/\s{0,4}@UNDO)\b/im

/** What SQL text does to tables, in order. Comments, texts in quotes and bodies of functions do nothing. */
export function readDdl(sql: string): DdlRead {
  const undo = undoing.exec(sql)
  const text = statementsAlone(undo ? sql.slice(0, undo.index) : sql)
  const read = readStatements(text)
  return isTsql(sql) ? {...read, changes: inTheirDatabases(read.changes, text)} : read
}

const using = new RegExp(String.raw`(?<=^|;)[^\S\n]*use\s{1,10}(?:(${part})(?![^\s;])|\S)`, 'gimu')

/** Each in the database that `USE` said last before it; the server's own, and what is put in later, are none. */
function inTheirDatabases(changes: readonly ChangeAt[], text: string): readonly TableChange[] {
  const used = [...text.matchAll(using)].map(({1: written = '', index}) => ({index, database: plainName(written)}))
  return changes.map((change) => {
    const database = used.findLast(({index}) => index < change.at)?.database ?? ''
    const isNone = change.what === 'procedure' || database === '' || isNoneOfTheirs.test(database)
    return isNone ? change : {...change, database}
  })
}

const isNoneOfTheirs = /^(?:master|msdb|tempdb|model)$|[%${}<>]/i

/** A change with the offset of its statement. */
export interface ChangeAt extends TableChange {
  readonly at: number
}

/** What SQL in the texts of code does to tables; the code comes without its comments. */
export function ddlInCode(code: string): readonly ChangeAt[] {
  return readStatements(code).changes.filter(({at}) => beginsText.test(code.slice(Math.max(0, at - 200), at)))
}

/** A text that is given to something, or that follows `<<~SQL`; not one that stands alone, as a comment does. */
const beginsText = /(?:[(,=[]\s*[rbfu]{0,2}(?:["'`]|"""|\'\'\')|;|<<[~-]?["']?\w{1,40}["']?[^\n]{0,80}\n)\s*$/

function readStatements(text: string): {readonly changes: readonly ChangeAt[]; readonly unresolved: readonly number[]} {
  const lines = lineOf(text)
  const changes: ChangeAt[] = []
  const unresolved: number[] = []
  for (const {0: whole, index, groups = {}} of text.matchAll(statements)) {
    const line = lines(index)
    // A name that goes on with a placeholder is none.
    if (/^\.?[$&{<]/.test(text.slice(index + whole.length, index + whole.length + 2)) || groups.hidden || groups.gone) {
      if (!groups.hidden?.startsWith('#')) unresolved.push(line)
    } else
      for (const change of changesOf(whole, groups))
        if (isFilledLater.test(`${change.table} ${change.to ?? ''}`)) unresolved.push(line)
        else changes.push({...change, line, at: index})
  }
  return {changes, unresolved}
}

/** `%TABLE_PREFIX%ticket`, `{prefix}_ticket` in quotes. */
const isFilledLater = /%\w*%|[{}<>]|#__/

function changesOf(
  whole: string,
  groups: Readonly<Record<string, string | undefined>>,
): readonly Omit<TableChange, 'line'>[] {
  const {made, dropped, old, new: to, renamed, defined, ended = ''} = groups
  const isTemporary = /\btemp(?:orary)?\s/i.test(groups.marks ?? whole)
  const all = (list: string): readonly string[] => [...list.matchAll(names)].map(([one]) => plainName(one))
  if (made) return isTemporary ? [] : [{does: 'create', table: plainName(made)}]
  if (dropped) return all(dropped).map((table) => ({does: 'drop', table}))
  if (old && to) return [{does: 'rename', table: plainName(old), to: plainName(to)}]
  if (renamed)
    return [...renamed.matchAll(renaming)].map(([, from = '', into = '']) => ({
      does: 'rename',
      table: plainName(from),
      to: plainName(into),
    }))
  if (defined)
    return isTemporary ? [] : [{does: 'create', what: groups.view ? 'view' : 'procedure', table: plainName(defined)}]
  const what = groups.viewGone ? 'view' : 'procedure'
  return all(ended).map((table) => ({does: 'drop', what, table}))
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
