import {DatabaseSync, constants} from 'node:sqlite'
import type {QueryAnswer, QueryOrder} from './native-query.ts'

/** What a reading statement may do; SQLite itself asks for each action, so no word of the text is looked at. */
const allowed = new Set<number>([
  constants.SQLITE_SELECT,
  constants.SQLITE_READ,
  constants.SQLITE_FUNCTION,
  constants.SQLITE_RECURSIVE,
])

process.once('message', (order: QueryOrder) => {
  let answer: QueryAnswer
  try {
    answer = ask(order)
  } catch (error) {
    answer = {error: error instanceof Error ? error.message : String(error)}
  }
  process.send?.(answer, () => process.disconnect())
})

function ask({path, text, parameters, limit}: QueryOrder): QueryAnswer {
  const db = new DatabaseSync(path, {readOnly: true})
  if (typeof db.setAuthorizer !== 'function')
    return {error: `Node ${process.versions.node} cannot hold SQLite to reading: use Node 24.15 or later`}
  db.setAuthorizer((action) => (allowed.has(action) ? constants.SQLITE_OK : constants.SQLITE_DENY))
  const statement = db.prepare(text)
  const rest = text.slice(text.indexOf(statement.sourceSQL) + statement.sourceSQL.length)
  if (rest.replace(/[\s;]/g, '') !== '') return {error: 'it holds more than one statement'}
  statement.setReadBigInts(true)
  const columns = statement.columns().map(({name}) => name)
  statement.setReturnArrays(true)
  const rows: (string | number | null)[][] = []
  for (const row of statement.iterate(parameters)) {
    if (rows.length === limit) return {columns, rows, more: true}
    rows.push(Object.values(row).map(plain))
  }
  return {columns, rows, more: false}
}

function plain(value: unknown): string | number | null {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : String(value)
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  return typeof value === 'string' || typeof value === 'number' ? value : null
}
