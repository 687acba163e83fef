import type {SqlText} from './fact.ts'
import {blockCalls, isStatement, localNames} from './sql-statements.ts'
import {isKeyword, keywords, type Token, tokensOf} from './sql-tokens.ts'

const mostText = 200_000

/** Tables that are none, and what databases say of themselves. */
const noTable =
  /^(?:DUAL|SYSDUMMY1|MYSQL\.(?:USER|DB|TABLES_PRIV|PROC)|KEY_COLUMN_USAGE|TABLE_CONSTRAINTS|REFERENTIAL_CONSTRAINTS|R?CTE_.*|.*_CTE|(?:INFORMATION_SCHEMA|PERFORMANCE_SCHEMA|PG_CATALOG|SYS|SYSIBM|SYSIBMADM|SYSCAT|SYSSTAT|QSYS2?|SYSOBJECTS|SYSCOLUMNS)(?:\..*)?|(?:\w+\.)?(?:INFORMATION_SCHEMA|SYS)\..*|PG_(?:CLASS|NAMESPACE|ATTRIBUTE|INDEX|INDEXES|TABLES|VIEWS|TYPE|PROC|ENUM|CONSTRAINT|EXTENSION|DATABASE|ROLES|USER|SETTINGS|LOCKS|STAT\w*)|SQLITE_(?:TEMP_)?(?:MASTER|SCHEMA)|SQLITE_SEQUENCE|(?:ALL|USER|DBA)_(?:TABLES|TAB_COLUMNS|OBJECTS|CONSTRAINTS|CONS_COLUMNS|INDEXES|VIEWS|SEQUENCES)|V\$\w+|(?:RDB|MON)\$\w+|PRAGMA_\w+|MSYSOBJECTS)$/
const beforeTable = new Set(['ONLY', 'LATERAL', 'IGNORE', 'LOW_PRIORITY', 'QUICK', 'DELAYED', 'TABLE', 'INTO', 'FROM'])
const beforeValue = /^(?:[=<>(,+*/|-]|LIKE|IN|BETWEEN|AND|LIMIT|OFFSET|VALUES|SET|TOP|THEN|ELSE|WHEN|INTERVAL|BY)$/

/** Which tables and procedures a text names; undefined for one that is no SQL of interest. */
export function sqlFact(text: string): Omit<SqlText, 'line'> | undefined {
  if (text.length > mostText || !/^\s*(?:--|\/\*|[({;]|\w)/.test(text)) return undefined
  const read = tokensOf(text)
  if (!isStatement(read)) return undefined
  const state: Reading = {
    reads: new Set(),
    writes: new Set(),
    calls: new Set(),
    aliases: new Map(),
    local: localNames(read),
    // The catalogue is asked for its columns by names that tables of one's own have too.
    asksCatalogue: read.some(({text: word}) => word === 'TABLE_SCHEMA'),
    isPartial: read.some((token, at) => token.kind === 'hole' && !beforeValue.test(read[at - 1]?.text ?? '')),
  }
  readStatements(read, state)
  const named = (names: ReadonlySet<string>): readonly string[] =>
    [
      ...new Set(
        [...names].flatMap((name) => {
          const key = name.toUpperCase()
          return state.aliases.has(key) ? (state.aliases.get(key) ?? []) : [name]
        }),
      ),
    ].toSorted()
  const [reads, writes, calls] = [named(state.reads), named(state.writes), named(state.calls)]
  if (reads.length + writes.length + calls.length === 0 && !state.isPartial) return undefined
  return {is: 'sql', of: 'tables', reads, writes, calls, ...(state.isPartial && {isPartial: true})}
}

interface Reading {
  readonly reads: Set<string>
  readonly writes: Set<string>
  readonly calls: Set<string>
  /** Names that stand for a table in the statement, in upper case. */
  readonly aliases: Map<string, string | undefined>
  /** What `WITH` makes. */
  readonly local: ReadonlySet<string>
  readonly asksCatalogue: boolean
  isPartial: boolean
}

function readStatements(read: readonly Token[], state: Reading): void {
  for (const {written} of blockCalls(read)) if (!written.includes('{}')) state.calls.add(written)
  /** For each open bracket, whether a query stands in it: `EXTRACT(YEAR FROM x)` names no table. */
  const frames = [false]
  for (let at = 0; at < read.length; at += 1) {
    const {kind, text} = read[at] ?? {kind: 'other', text: ''}
    if (text === '(') frames.push(false)
    else if (text === ')') {
      if (frames.length > 1) frames.pop()
    } else if (text === ';') frames.splice(0, frames.length, false)
    if (kind !== 'word') continue
    const before = read[at - 1]?.text ?? ';'
    const begins = /^(?:;|\)|\(|BEGIN|THEN|ELSE|DO|AS)$/.test(before)
    if (text === 'SELECT' || text === 'DELETE') frames[frames.length - 1] = true
    if (text === 'DELETE' && begins) deleted(read, at + 1, state)
    if (text === 'FROM' && frames.at(-1) && before !== 'DISTINCT')
      tables(read, at + 1, before === 'DELETE' ? state.writes : state.reads, state)
    else if (/^(?:STRAIGHT_)?JOIN$|^APPLY$/.test(text) || (text === 'USING' && read[at + 1]?.text !== '('))
      tables(read, at + 1, state.reads, state)
    else if (text === 'INTO' && (intoTable.test(before) || isLoaded(read, at)))
      tables(read, at + 1, state.writes, state)
    else if (text === 'UPDATE' && begins && read[at + 1]?.text !== 'SET') {
      tables(read, read[at + 1]?.text === 'OR' ? at + 3 : at + 1, state.writes, state)
      frames[frames.length - 1] = true
    } else if (text === 'TRUNCATE') tables(read, at + 1, state.writes, state)
    else if (text === 'CALL' || (/^EXEC(?:UTE)?$/.test(text) && begins)) procedure(read, at + 1, state)
  }
}

const intoTable = /^(?:INSERT|REPLACE|MERGE|IGNORE|OVERWRITE)$/

/** `LOAD DATA LOCAL INFILE 'days.csv' INTO TABLE days`, in a statement that is no query. */
function isLoaded(read: readonly Token[], into: number): boolean {
  if (read[into + 1]?.text !== 'TABLE') return false
  const start = read.findLastIndex(({text}, at) => at < into && text === ';') + 1
  return read[start]?.text === 'LOAD'
}

/** `DELETE a, b FROM`: aliases of what is written, or its own names. */
function deleted(read: readonly Token[], start: number, state: Reading): void {
  if (read[start + 1]?.text === 'WHERE') return tables(read, start, state.writes, state)
  const from = read.findIndex(({text}, at) => at >= start && text === 'FROM')
  if (from <= start) return
  for (const token of read.slice(start, from))
    if (token.kind === 'name' || (token.kind === 'word' && !keywords.has(token.text)))
      state.writes.add(token.written.replace(/\.$/, ''))
}

/** One table, or several with commas between, each with or without an alias. */
function tables(read: readonly Token[], start: number, into: Set<string>, state: Reading): void {
  for (let at = start; ; at += 1) {
    while (beforeTable.has(read[at]?.text ?? '')) at += 1
    const token = read[at]
    // `FROM :table`, `FROM <table>`: something is put there later.
    if (token?.kind === 'other' && /^[:?<]/.test(token.text)) state.isPartial = true
    if (!token || (token.kind === 'other' && token.text !== '(') || isKeyword(read, at)) return
    let name: string | undefined
    const joined = token.text === '(' ? joinedInside(read, at) : undefined
    if (joined) {
      const inside = tableName(joined, state)
      if (inside !== undefined) into.add(inside)
    }
    // A query in brackets, and the arguments of a function that gives rows: what stands in them is read by itself.
    if (token.text === '(') at = behindBrackets(read, at)
    else if (into === state.reads && read[at + 1]?.text === '(') at = behindBrackets(read, at + 1)
    else {
      name = tableName(token, state)
      if (name !== undefined) into.add(name)
      at += 1
    }
    if (read[at]?.text === 'AS') at += 1
    const alias = read[at]
    if (alias && (alias.kind === 'name' || alias.kind === 'word') && (!isKeyword(read, at) || isArticle(read, at))) {
      const key = alias.written.toUpperCase()
      if (name !== undefined || !state.aliases.has(key)) state.aliases.set(key, name)
      at += 1
      // `AS t(id)`, `WITH (NOLOCK)`
      if (read[at]?.text === '(' && into === state.reads) at = behindBrackets(read, at)
    }
    if (read[at]?.text !== ',') return
  }
}

/** `FROM ((a JOIN b ...) JOIN c ...)`: the first of the tables that are joined in brackets. */
function joinedInside(read: readonly Token[], open: number): Token | undefined {
  let at = open
  while (read[at]?.text === '(') at += 1
  const token = read[at]
  if (token?.kind !== 'name' && (token?.kind !== 'word' || keywords.has(token.text))) return undefined
  const behind = read.slice(at + 1, at + 6)
  const close = behind.findIndex(({text}) => text === ')')
  const isJoined = behind
    .slice(0, close < 0 ? undefined : close)
    .some(({kind, text}) => kind === 'word' && /^(?:JOIN|INNER|LEFT|RIGHT|FULL|CROSS)$/.test(text))
  return isJoined && !/^(?:VALUES|TABLE)$/.test(token.text) ? token : undefined
}

/** `FROM orders a, lines an`: an alias that is an article, where a sentence has none. */
function isArticle(read: readonly Token[], at: number): boolean {
  const next = read[at + 1]
  return /^AN?$/.test(read[at]?.text ?? '') && (!next || next.kind === 'other' || isKeyword(read, at + 1))
}

function tableName({kind, written}: Token, state: Reading): string | undefined {
  if (kind === 'hole' || written.includes('{}')) {
    state.isPartial = true
    return undefined
  }
  const name = written.toUpperCase()
  if (state.asksCatalogue && /^(?:TABLES|COLUMNS|STATISTICS|VIEWS|ROUTINES|TRIGGERS|SCHEMATA)$/.test(name))
    return undefined
  return noTable.test(name) || state.local.has(name) || /^(?:[@#]|(?:win32|cim)_)/i.test(name) ? undefined : written
}

/** The place behind the bracket that closes the one at `open`. */
function behindBrackets(read: readonly Token[], open: number): number {
  let depth = 0
  for (let at = open; at < read.length; at += 1) {
    if (read[at]?.text === '(') depth += 1
    else if (read[at]?.text === ')') depth -= 1
    if (depth === 0) return at + 1
  }
  return read.length
}

function procedure(read: readonly Token[], start: number, state: Reading): void {
  const token = read[start]
  if (!token) return
  // What is put together is run: what it names, is not said.
  if (token.kind === 'hole' || token.written.includes('{}') || /^(?:\w+\.)*sp_executesql$/i.test(token.written))
    state.isPartial = true
  else if (token.kind !== 'other' && !keywords.has(token.text) && !ofServer.test(token.written))
    state.calls.add(token.written)
}

/** Procedures that SQL Server comes with. */
const ofServer =
  /^(?:\w+\.)*(?:xp_\w+|sp_(?:updatestats|help\w*|rename|configure|who2?|spaceused|recompile|refresh\w+|addextendedproperty|msforeach\w+|prepare|prepexec|execute|unprepare|(?:get|release)applock|(?:un)?bind\w+))$/i
