import type {SqlText} from './fact.ts'

interface Token {
  readonly kind: 'word' | 'name' | 'hole' | 'other'
  /** Of a word in upper case; of a name as it is written, without quotes. */
  readonly text: string
  readonly written: string
}

/**
 * A text put together in code has `{}` for each part that is decided at run time; others say `{prefix}_users`,
 * `#__users`, `%s` or `${table}`, and put something there later.
 */
const hole = String.raw`(?:[$#&]?\{[\w.$>[\]'-]{0,100}\}|%(?:\(\w{1,100}\))?s|#__(?=\w))`
const quoted = String.raw`"[^"\n]{1,200}"|\x60[^\x60\n]{1,200}\x60|\[[^\]\n]{1,200}\]`
const word = String.raw`[\p{L}_#@$][\p{L}\p{N}_#$]*`
const part = String.raw`(?:${hole}[\p{L}\p{N}_#$]*|${quoted}|${word})`
const name = String.raw`${part}(?:\s?\.{1,2}\s?${part}|${hole}[\p{L}\p{N}_#$]*|@[\w.]{1,100})*`
const tokens = new RegExp(
  String.raw`--[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|'(?:[^']|'')*'?|(${name})|[:?%]\w*|\d[\w.]*|\s+|[^\s]`,
  'gu',
)
const isHole = new RegExp(`^${hole}$`)
const holes = new RegExp(hole, 'g')

const mostTokens = 20_000
const mostText = 200_000

/** Tables that are none, and what databases say of themselves. */
const noTable =
  /^(?:DUAL|SYSDUMMY1|MYSQL\.(?:USER|DB|TABLES_PRIV|PROC)|KEY_COLUMN_USAGE|TABLE_CONSTRAINTS|REFERENTIAL_CONSTRAINTS|R?CTE_.*|.*_CTE|(?:INFORMATION_SCHEMA|PERFORMANCE_SCHEMA|PG_CATALOG|SYS|SYSIBM|SYSIBMADM|SYSCAT|SYSSTAT|QSYS2?|SYSOBJECTS|SYSCOLUMNS)(?:\..*)?|(?:\w+\.)?(?:INFORMATION_SCHEMA|SYS)\..*|PG_(?:CLASS|NAMESPACE|ATTRIBUTE|INDEX|INDEXES|TABLES|VIEWS|TYPE|PROC|ENUM|CONSTRAINT|EXTENSION|DATABASE|ROLES|USER|SETTINGS|LOCKS|STAT\w*)|SQLITE_(?:TEMP_)?(?:MASTER|SCHEMA)|SQLITE_SEQUENCE|(?:ALL|USER|DBA)_(?:TABLES|TAB_COLUMNS|OBJECTS|CONSTRAINTS|CONS_COLUMNS|INDEXES|VIEWS|SEQUENCES)|V\$\w+|(?:RDB|MON)\$\w+|PRAGMA_\w+|MSYSOBJECTS)$/
/** A name at the place of a table can be none of these: the text is no SQL there, or of another clause. */
const keywords = new Set(
  (
    'SELECT FROM WHERE JOIN INNER LEFT RIGHT FULL OUTER CROSS NATURAL ON USING GROUP ORDER BY HAVING UNION ALL EXCEPT ' +
    'INTERSECT LIMIT OFFSET FETCH FOR SET VALUES INTO AS AND OR NOT NULL IN IS EXISTS CASE WHEN THEN ELSE END DISTINCT ' +
    'TOP WITH INSERT UPDATE DELETE MERGE RETURNING OUTPUT DEFAULT IF BEGIN DECLARE THE A AN THIS YOUR OUR ITS THAT'
  ).split(' '),
)
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

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = []
  for (const [all, name] of text.matchAll(tokens)) {
    if (found.length >= mostTokens) break
    if (/^(?:\s|--|\/\*)/.test(all)) continue
    if (name === undefined) found.push({kind: 'other', text: all, written: all})
    else if (isHole.test(name)) found.push({kind: 'hole', text: '{}', written: '{}'})
    else {
      const written = name
        .replace(holes, '{}')
        .replace(/\s*\.\s*/g, '.')
        .replace(/["`[\]]/g, '')
      const isWord = /^[A-Za-z_]+$/.test(name)
      found.push({kind: isWord ? 'word' : 'name', text: isWord ? written.toUpperCase() : written, written})
    }
  }
  return found
}

/** A sentence may begin with one of these words too; what follows in SQL tells it apart. */
function isStatement(read: readonly Token[]): boolean {
  let at = 0
  while (read[at]?.text === '(' || read[at]?.text === ';') at += 1
  const statement = read.slice(at)
  const [first, second, third] = statement
  if (!first) return false
  if (first.written !== first.written.toUpperCase() && first.written !== first.written.toLowerCase())
    if (!/^[A-Z][a-z]+$/.test(first.written) || !isSurelySql(statement)) return false
  const has = (word: string): boolean => read.some(({kind, text}) => kind === 'word' && text === word)
  switch (first.text) {
    case 'SELECT':
      return has('FROM') && !isProse(statement)
    case 'INSERT':
    case 'REPLACE':
      return (
        /^(?:INTO|OR|IGNORE|OVERWRITE|LOW_PRIORITY|DELAYED|HIGH_PRIORITY)$/.test(second?.text ?? '') && givesRows(read)
      )
    case 'UPDATE':
      return (
        (has('SET') && setsSomething(read)) || (second?.text === 'OR' && third?.text === 'INSERT' && givesRows(read))
      )
    case 'DELETE':
      return has('FROM') && (second?.text === 'FROM' || deletesFrom(statement))
    case 'MERGE':
      return has('USING') && has('ON')
    case 'WITH':
      return localNames(statement).size > 0 && ['SELECT', 'UPDATE', 'DELETE', 'INSERT'].some(has)
    case 'CREATE':
    case 'ALTER':
      return makesView(read)
    case 'TRUNCATE':
      return second?.text === 'TABLE'
    case '{':
      return /^(?:CALL|\?|:)/.test(second?.text ?? '') && has('CALL')
    case 'CALL':
      return (
        (third?.text === '(' && statement[3]?.kind !== 'word') ||
        (third === undefined && /[._]/.test(second?.written ?? ''))
      )
    case 'BEGIN':
      return blockCalls(statement).length > 0
    default:
      return (
        /^EXEC(?:UTE)?$/.test(first.text) &&
        (/[._]|^[a-z]+[A-Z]|^(?:sp|usp|xp)/.test(second?.written ?? '') || hasArgument(statement))
      )
  }
}

/** `EXEC Two 1`: a name and what is given to it; a parameter of its own name tells small letters from a sentence. */
function hasArgument([first, second, third]: readonly Token[]): boolean {
  if (!second || second.kind === 'other' || keywords.has(second.text) || !third) return false
  return third.written.startsWith('@') || (first?.written === 'EXEC' && /^(?:'|\?$|\d+$)/.test(third.written))
}

/** The routines that a block calls as its statements, or whose result it puts into a parameter: `BEGIN a.b(?); END;`. */
function blockCalls(read: readonly Token[]): readonly Token[] {
  const last = read.findLast(({text}) => text !== ';' && text !== '/')
  if (read[0]?.text !== 'BEGIN' || last?.text !== 'END') return []
  return read.flatMap((token, at) => {
    if (token.text !== 'BEGIN' && token.text !== ';') return []
    const behind = read.slice(at + 1, at + 6)
    const given = /^[:?]/.test(behind[0]?.text ?? '') ? behind.findIndex(({text}) => text === '=') + 1 : 0
    const [named, next] = behind.slice(given)
    const isName = named?.kind === 'name' || (named?.kind === 'word' && !keywords.has(named.text))
    const isCall = next?.text === '(' || (next?.text === ';' && named?.written.includes('.'))
    return named && isName && isCall && !ofOracle.test(named.written) ? [named] : []
  })
}

const ofOracle = /^(?:sys\.)?(?:dbms|utl|apex|owa|htp|htf)_?\w*\.|^raise_application_error$/i

/** `CREATE OR REPLACE VIEW v AS SELECT ...`: what the view shows is read. */
function makesView(read: readonly Token[]): boolean {
  const view = read.findIndex(({text}) => text === 'VIEW')
  const as = read.findIndex(({text}) => text === 'AS')
  return view > 0 && view < 6 && as > view + 1 && /^(?:SELECT|WITH|\()$/.test(read[as + 1]?.text ?? '')
}

/** Texts for people begin with a capital: what does so is SQL where no sentence can go on as it does. */
function isSurelySql(read: readonly Token[]): boolean {
  const at = (text: string): number => read.findIndex((token) => token.kind === 'word' && token.text === text)
  const [first, second, third, fourth] = read
  if (first?.text === 'SELECT') {
    const from = at('FROM')
    const columns = read.slice(1, from).filter(({text}) => !/^(?:DISTINCT|TOP|ALL)$/.test(text))
    const isList = columns.every(({kind}, index) => kind !== 'word' || columns[index + 1]?.kind !== 'word')
    return from > 1 && isList && columns.some(({kind}) => kind !== 'word') && !isKeyword(read, from + 1)
  }
  if (first?.text === 'INSERT')
    return (
      second?.text === 'INTO' && /^(?:VALUES|\()$/.test(fourth?.text ?? '') && at('VALUES') > 0 && hasMark(read, ')')
    )
  if (first?.text === 'UPDATE') return third?.text === 'SET' && read[4]?.text === '='
  const isDeleted = first?.text === 'DELETE' && second?.text === 'FROM' && fourth?.text === 'WHERE'
  return isDeleted && /^(?:=|<|>|IN|LIKE)$/.test(read[5]?.text ?? '')
}

function hasMark(read: readonly Token[], mark: string): boolean {
  return read.some(({kind, text}) => kind === 'other' && text === mark)
}

/** `select one option from the list`: words alone, more than a query of words alone has. */
function isProse(read: readonly Token[]): boolean {
  if (read[0]?.written !== read[0]?.written.toLowerCase() || read.some(({kind}) => kind !== 'word')) return false
  const from = read.findIndex(({text}) => text === 'FROM')
  const next = read[from + 2]
  const isOneColumn = from === 2 || (from === 3 && read[1]?.text === 'DISTINCT')
  return (
    !isOneColumn || (next !== undefined && !/^(?:WHERE|ORDER|GROUP|LIMIT|JOIN|LEFT|INNER|UNION|FOR)$/.test(next.text))
  )
}

function givesRows(read: readonly Token[]): boolean {
  const into = read.findIndex(({text}) => text === 'INTO')
  // `insert coin into slot and select drink` names more than a table before what it gives.
  return (
    into > 0 &&
    read
      .slice(into + 2, into + 500)
      .some(
        ({text}, at, all) => /^(?:VALUES?|SELECT|SET|DEFAULT|EXEC|WITH)$/.test(text) && isBehindTable(all.slice(0, at)),
      )
  )
}

/** Nothing, an alias, and columns in brackets may stand between a table and what is given to it. */
function isBehindTable(between: readonly Token[]): boolean {
  const [first] = between
  return first === undefined || between.some(({text}) => text === '(') || first.kind === 'hole' || between.length < 3
}

function setsSomething(read: readonly Token[]): boolean {
  return read.some(({text}, at) => {
    if (text !== 'SET') return false
    const next = read[at + 1]
    return (
      next === undefined || next.kind === 'hole' || /^(?:=|\(|\[)$/.test(read[at + 2]?.text ?? '=') || next.text === '('
    )
  })
}

/** `DELETE o FROM orders o`: what is deleted from is named again. */
function deletesFrom(read: readonly Token[]): boolean {
  const from = read.findIndex(({text}) => text === 'FROM')
  const behind = new Set(read.slice(from + 1).map(({written}) => written.toUpperCase()))
  return read.slice(1, from).some(({kind, written}) => kind !== 'other' && behind.has(deletedName(written)))
}

function deletedName(written: string): string {
  return written.toUpperCase().replace(/\.\*?$/, '')
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

/** `WITH a AS (`, `, b (x, y) AS (`. */
function localNames(read: readonly Token[]): ReadonlySet<string> {
  const names = new Set<string>()
  if (!read.some(({text}) => text === 'WITH')) return names
  for (const [at, {text}] of read.entries()) {
    if (text !== 'AS') continue
    const opens =
      read[at + 1]?.text === '(' ||
      (/^(?:NOT|MATERIALIZED)$/.test(read[at + 1]?.text ?? '') &&
        read.slice(at, at + 4).some(({text: next}) => next === '('))
    if (!opens) continue
    let name = at - 1
    if (read[name]?.text === ')') while (name > 0 && read[name]?.text !== '(') name -= 1
    const token = read[read[at - 1]?.text === ')' ? name - 1 : name]
    if (token && /^(?:WITH|RECURSIVE|,)$/.test(read[read.indexOf(token) - 1]?.text ?? ''))
      names.add(token.written.toUpperCase())
  }
  return names
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
    else if (text === 'INTO' && /^(?:INSERT|REPLACE|MERGE|IGNORE|OVERWRITE)$/.test(before))
      tables(read, at + 1, state.writes, state)
    else if (text === 'UPDATE' && begins && read[at + 1]?.text !== 'SET') {
      tables(read, read[at + 1]?.text === 'OR' ? at + 3 : at + 1, state.writes, state)
      frames[frames.length - 1] = true
    } else if (text === 'TRUNCATE') tables(read, at + 1, state.writes, state)
    else if (text === 'CALL' || (/^EXEC(?:UTE)?$/.test(text) && begins)) procedure(read, at + 1, state)
  }
}

/** `DELETE a, b FROM`: aliases of what is written, or its own names. */
function deleted(read: readonly Token[], start: number, state: Reading): void {
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

/** A table may be called `Order`, but not where `BY` follows. */
function isKeyword(read: readonly Token[], at: number): boolean {
  const token = read[at]
  if (token?.kind !== 'word' || !keywords.has(token.text)) return false
  return !/^(?:ORDER|GROUP)$/.test(token.text) || read[at + 1]?.text === 'BY'
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
