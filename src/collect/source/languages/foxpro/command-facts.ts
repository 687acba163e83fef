import type {ImportSeen} from '../../resolve-imports.ts'
import type {SqlText} from '../fact.ts'
import type {FactSaid} from '../library.ts'
import {sqlFact} from '../sql-text.ts'
import {type FactAt, files} from '../vb6/libraries.ts'
import {plainVerb} from '../vb6/scoped-facts.ts'
import {type Command, withHoles} from './statements.ts'

interface CommandsSaid {
  readonly facts: readonly FactAt[]
  /** `prg.main`, `scx.claims`, `vcx.base`, with the place of each. */
  readonly uses: readonly {readonly name: string; readonly at: number}[]
  readonly natives: readonly (Omit<ImportSeen, 'line'> & {readonly at: number})[]
  /** Procedures and classes, in lower case. */
  readonly declares: readonly string[]
}

const none: Omit<SqlText, 'line'> = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []}
const partial: FactSaid = {...none, isPartial: true}

/** What commands say that have no brackets: tables that are used, SQL, programs, libraries. */
export function commandsSaid(commands: readonly Command[], cursors: ReadonlySet<string>): CommandsSaid {
  const facts: FactAt[] = []
  const uses: {name: string; at: number}[] = []
  const natives: {specifier: string; at: number}[] = []
  const declares: string[] = []
  for (const {text, at} of commands) {
    for (const said of [...tableUsed(text, cursors), ...sqlSaid(text, cursors), ...filesSaid(text)])
      facts.push({said, at})
    for (const name of programsNamed(text)) uses.push({name, at})
    const library = libraryDeclared(text)
    if (library) natives.push({specifier: library, at})
    const [, kind, name] = /^(procedure|function|define\s+class)\s+([\w.]{1,128})/i.exec(text) ?? []
    if (name && kind) declares.push(`${/^define/i.test(kind) ? 'class' : 'proc'}.${name.toLowerCase()}`)
  }
  return {facts, uses, natives, declares}
}

/** Names of what queries put their rows into for the time of the run. */
export function cursorsIn(text: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const [, name = ''] of text.matchAll(/\b(?:into|create)\s+cursor\s+["']?([A-Za-z_]\w{0,127})/gi))
    names.add(name.toLowerCase())
  for (const [, name = ''] of text.matchAll(/\bsqlexec\s*\([^\n]{0,500}?,\s*["']([A-Za-z_]\w{0,127})["']\s*\)/gi))
    names.add(name.toLowerCase())
  for (const [, name = ''] of text.matchAll(/^[^\S\n]*use\s[^\n]{0,300}?\balias\s+([A-Za-z_]\w{0,127})/gim))
    names.add(name.toLowerCase())
  return names
}

/** `USE claims!offices IN 0 SHARED`; what a run names is counted. */
function tableUsed(text: string, cursors: ReadonlySet<string>): readonly FactSaid[] {
  const [, written] = /^use\s+("[^"]*"|'[^']*'|\([^)]*\)?|\S+)/i.exec(text) ?? []
  if (!written || /^(?:in|\?|again|alias|shared|excl\w*|order|noupdate)$/i.test(written)) return []
  if (/^\(\s*("[^"]*"|'[^']*')\s*\)$/.test(written))
    return tableNamed(written.replace(/^\(\s*["']|["']\s*\)$/g, ''), cursors)
  if (/^[("']?\s*&|^\(/.test(written)) return [partial]
  return tableNamed(written.replace(/^["']|["']$/g, ''), cursors)
}

function tableNamed(written: string, cursors: ReadonlySet<string>): readonly FactSaid[] {
  if (withHoles(written).includes('{}')) return [partial]
  const name = tableOf(written)
  if (name === undefined || cursors.has(name.toLowerCase())) return []
  return [{...none, reads: [name]}, ...files({literal: written}, undefined)]
}

/** The table's own name: without folder, ending and database. */
function tableOf(written: string): string | undefined {
  const name = written
    .replace(/^.*[\\/:]/, '')
    .replace(/^.*!/, '')
    .replace(/\.dbf$/i, '')
  return /^[\p{L}_][\p{L}\p{N}_ -]{0,127}$/u.test(name) ? name : undefined
}

function sqlSaid(text: string, cursors: ReadonlySet<string>): readonly FactSaid[] {
  const insert = /^insert\s+into\s+("[^"]+"|'[^']+'|\(\S+\)|\S+)/i.exec(text)?.[1]
  if (insert) {
    const name = /^[(&]/.test(insert) ? undefined : tableOf(insert.replace(/^["']|["']$/g, '').replace(/\(.*$/, ''))
    const query = /\bselect\b/i.test(text) ? sqlFact(plainVerb(sqlOf(text))) : undefined
    if (query) return named(query, cursors)
    if (name === undefined) return [partial]
    return cursors.has(name.toLowerCase()) ? [] : [{...none, writes: [name]}]
  }
  if (!/^(?:select\b[^]*\bfrom\b|update\s+\S+\s+set\b|delete\s+from\b)/i.test(text)) return []
  const sql = sqlFact(plainVerb(sqlOf(text)))
  return sql ? named(sql, cursors) : []
}

/** Tables by their own names, as `USE` has them, and without what lives for the run alone. */
function sqlOf(text: string): string {
  return withHoles(text)
    .replace(
      /\b(from|join|update|into)\s+(?:["'])?(?:[A-Za-z]:)?(?:[\w.\\/ -]*[\\/!])?([A-Za-z_]\w{0,127})(?:\.dbf)?["']?/gi,
      '$1 $2',
    )
    .replace(/\binto\s+(?:cursor|table|array|dbf)\s+\w+/gi, '')
}

function named(sql: Omit<SqlText, 'line'>, cursors: ReadonlySet<string>): readonly FactSaid[] {
  const own = (names: readonly string[]): readonly string[] => names.filter((name) => !cursors.has(name.toLowerCase()))
  const said = {...sql, reads: own(sql.reads), writes: own(sql.writes)}
  return said.reads.length + said.writes.length + said.calls.length > 0 || said.isPartial ? [said] : []
}

function filesSaid(text: string): readonly FactSaid[] {
  const database = /^open\s+database\s+("[^"]*"|'[^']*'|[^\s(&]\S*)/i.exec(text)?.[1]?.replace(/^["']|["']$/g, '')
  if (database && !/^(?:excl\w*|shared|noupdate|validate|\?)$/i.test(database))
    return [{is: 'database', product: 'visual-foxpro'}, ...files({literal: database}, undefined)]
  const program = /^(?:run|!)\s*(?:\/\w+\s+)?([^\s].*)$/i.exec(text)?.[1]
  if (program) return [{is: 'process', program: {literal: withHoles(program).trim()}}]
  const copied = /^copy\s+file\s+(\S+)\s+to\s+(\S+)/i.exec(text)
  const path = (written = ''): string => written.replace(/^["']|["']$/g, '')
  if (copied) return [...files({literal: path(copied[1])}, 'reads'), ...files({literal: path(copied[2])}, 'writes')]
  const from = /^append\s+from\s+("[^"]*"|'[^']*'|[^\s(&]\S*)/i.exec(text)?.[1]
  const to = /^copy\s+to\s+("[^"]*"|'[^']*'|[^\s(&]\S*)/i.exec(text)?.[1]
  return [...(from ? files({literal: path(from)}, 'reads') : []), ...(to ? files({literal: path(to)}, 'writes') : [])]
}

/** `DO main`, `DO FORM claims`, `SET PROCEDURE TO a, b`, `SET CLASSLIB TO base`, `#INCLUDE claims.h`. */
function programsNamed(text: string): readonly string[] {
  const plain = (written: string): string =>
    written
      .replace(/^["']|["']$/g, '')
      .replace(/^.*[\\/:]/, '')
      .toLowerCase()
  const as = (kind: string, written: string): readonly string[] => {
    const name = plain(written)
    if (!/^[\w$-]+(?:\.\w+)?$/.test(name)) return []
    const [base = '', ending] = name.split('.')
    return [`${ending === undefined || /^(?:exe|app|fxp)$/.test(ending) ? kind : ending}.${base}`]
  }
  const form = /^do\s+form\s+("[^"]*"|'[^']*'|[^\s(&]\S*)/i.exec(text)?.[1]
  if (form) return as('scx', form)
  const run =
    /^do\s+(?!(?:case|while|form)\b)("[^"]*"|'[^']*'|[^\s(&]\S*)(?:[^]*?\bin\s+("[^"]*"|'[^']*'|[^\s(&]\S*))?/i.exec(
      text,
    )
  if (run?.[1]) return [...as('prg', run[1]), ...(run[2] ? as('prg', run[2]) : [])]
  const [, kind, list] = /^set\s+(proc\w*|classlib)\s+to\s+([^(&]+?)\s*(?:\badditive\b.*|\bin\b.*)?$/i.exec(text) ?? []
  if (kind && list)
    return list
      .split(',')
      .flatMap((one) => as(/^proc/i.test(kind) ? 'prg' : 'vcx', one.trim().replace(/\s+alias\b.*$/i, '')))
  const include = /^#include\s+["']?([^"'\s]+)/i.exec(text)?.[1]
  return include ? as('h', include) : []
}

/** `DECLARE INTEGER Rate IN rates.dll STRING @`. */
function libraryDeclared(text: string): string | undefined {
  const name = /^declare\s+(?:\w+\s+)?\w+\s+in\s+("[^"]*"|'[^']*'|[^\s(&]\S*)/i.exec(text)?.[1]
  return name?.replace(/^["']|["']$/g, '').slice(0, 255)
}
