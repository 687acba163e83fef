import {isKeyword, keywords, type Token} from './sql-tokens.ts'

/** A sentence may begin with one of these words too; what follows in SQL tells it apart. */
export function isStatement(read: readonly Token[]): boolean {
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
    case 'LOAD':
      return /^(?:DATA|XML)$/.test(second?.text ?? '') && has('INFILE') && has('INTO')
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
      return (has('FROM') && (second?.text === 'FROM' || deletesFrom(statement))) || deletesWhere(statement)
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
export function blockCalls(read: readonly Token[]): readonly Token[] {
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
  const behind = into > 0 ? read.slice(into + 2, into + 500) : []
  return (
    behind.some(
      ({text}, at, all) => /^(?:VALUES?|SELECT|SET|DEFAULT|EXEC|WITH)$/.test(text) && isBehindTable(all.slice(0, at)),
    ) ||
    (read[into - 1]?.written === 'INSERT' && isMadeAtRunTime(behind))
  )
}

/** `INSERT INTO notes ${row}`, `INSERT INTO notes (a, b) (${query})`: rows that a run makes, in capitals alone. */
function isMadeAtRunTime(behind: readonly Token[]): boolean {
  const columns = behind[0]?.text === '(' ? behind.findIndex(({text}) => text === ')') + 1 : 0
  const [first, second] = behind.slice(columns)
  return first?.kind === 'hole' || (columns > 0 && first?.text === '(' && second?.kind === 'hole')
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

/** `delete orders where id = 1`, as SQL Server and Oracle have it. */
function deletesWhere([, table, where, column, operator]: readonly Token[]): boolean {
  const isNamed = (token: Token | undefined): boolean => token?.kind === 'word' || token?.kind === 'name'
  const compares = /^(?:=|<|>|<>|!=|IN|LIKE|IS|BETWEEN)$/.test(operator?.text ?? '')
  return isNamed(table) && where?.text === 'WHERE' && isNamed(column) && compares
}

function deletedName(written: string): string {
  return written.toUpperCase().replace(/\.\*?$/, '')
}

/** `WITH a AS (`, `, b (x, y) AS (`. */
export function localNames(read: readonly Token[]): ReadonlySet<string> {
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
