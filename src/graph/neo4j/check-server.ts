import type {Check} from '../../model/check.ts'
import {AuditError} from '../../errors.ts'
import {connect, type Connection, type Credentials} from './connection.ts'
import {noDatabase, type Place} from './faults.ts'
import {storeState} from './store-state.ts'
import {constraints, store} from './texts.ts'

/** The lines that loads are tested with; older ones lack what the loads ask for. */
const leastVersion = [5, 26] as const
const mostApartMs = 60_000

/** Tries what a load needs of a server, each for real, and leaves nothing there. Never throws. */
export async function checkServer(place: Place, credentials: Credentials, now: () => Date): Promise<readonly Check[]> {
  const connection = connect(place, credentials)
  const found: Check[] = []
  try {
    const checks = [versionCheck, databaseCheck, clockCheck, constraintCheck, rightsCheck, graphCheck]
    for (const check of checks) found.push(await tried(check, connection, now))
  } finally {
    await connection.close()
  }
  return withDatabases(sameOnce(found), place, credentials)
}

/** Where there is no database of the name, those that there are, as the server's own database lists them. */
async function withDatabases(checks: readonly Check[], place: Place, credentials: Credentials) {
  if (!checks.some(({detail}) => detail === noDatabase(place))) return checks
  const connection = connect({...place, database: 'system'}, credentials)
  const mend = await connection
    .schema("SHOW DATABASES YIELD name WHERE name <> 'system' RETURN DISTINCT name ORDER BY name")
    .then((rows) => `The server has ${rows.map((row) => String(row.get('name'))).join(', ')}.`)
    .catch(() => 'Ask an administrator of the server which there are: SHOW DATABASES.')
  await connection.close()
  return checks.map((check) => {
    const database = 'Mend `database` under `store` in domesday.yaml.'
    return check.detail === noDatabase(place) ? {...check, mend: `${mend} ${database}`} : check
  })
}

type ServerCheck = (connection: Connection, now: () => Date) => Promise<Check>

const names = new Map<ServerCheck, string>([
  [versionCheck, 'Server'],
  [databaseCheck, 'Database'],
  [clockCheck, 'Clock'],
  [constraintCheck, 'Constraints'],
  [rightsCheck, 'Rights'],
  [graphCheck, 'Graph'],
])

async function tried(check: ServerCheck, connection: Connection, now: () => Date): Promise<Check> {
  try {
    return await check(connection, now)
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    const mend = error instanceof AuditError ? error.hint : undefined
    return {what: names.get(check) ?? 'Server', outcome: 'fails', detail, ...(mend !== undefined && {mend})}
  }
}

/** A server that cannot be reached fails every check in the same words: they stand once. */
function sameOnce(checks: readonly Check[]): readonly Check[] {
  return checks.filter(
    ({outcome, detail}, at) => outcome !== 'fails' || checks.findIndex((one) => one.detail === detail) === at,
  )
}

async function versionCheck(connection: Connection): Promise<Check> {
  const [row] = await connection.schema(
    "CALL dbms.components() YIELD name, versions, edition WHERE name = 'Neo4j Kernel' RETURN versions[0] AS version, edition",
  )
  const version = String(row?.get('version'))
  const [major = 0, minor = 0] = version.split('.').map((part) => Number.parseInt(part, 10))
  const detail = `Neo4j ${version}, ${String(row?.get('edition'))}`
  if (major > leastVersion[0] || (major === leastVersion[0] && minor >= leastVersion[1]))
    return {what: 'Server', outcome: 'works', detail}
  return {what: 'Server', outcome: 'fails', detail, mend: `Use Neo4j ${leastVersion.join('.')} or later.`}
}

async function databaseCheck(connection: Connection): Promise<Check> {
  const {database} = connection.place
  const rows = await connection.schema(
    'SHOW DATABASES YIELD name, currentStatus, access RETURN name, currentStatus, access',
  )
  const row = rows.find((one) => one.get('name') === database.toLowerCase())
  const others = [...new Set(rows.map((one) => String(one.get('name'))))].toSorted().join(', ')
  if (!row)
    return {what: 'Database', outcome: 'note', detail: `'${database}' is none of ${others}, unless it is an alias`}
  if (row.get('currentStatus') !== 'online')
    return {
      what: 'Database',
      outcome: 'fails',
      detail: `'${database}' is ${String(row.get('currentStatus'))}`,
      mend: `An administrator starts it: START DATABASE ${database}`,
    }
  return {what: 'Database', outcome: 'works', detail: `'${database}' is online, ${String(row.get('access'))}`}
}

async function clockCheck(connection: Connection, now: () => Date): Promise<Check> {
  const [row] = await connection.schema('RETURN datetime.realtime().epochMillis AS now')
  const apartMs = Math.abs(Number(row?.get('now')) - now().getTime())
  const seconds = Math.round(apartMs / 1000)
  if (apartMs <= mostApartMs) return {what: 'Clock', outcome: 'works', detail: `${seconds} s from this machine's`}
  return {
    what: 'Clock',
    outcome: 'note',
    detail: `${seconds.toLocaleString('en-GB')} s from this machine's`,
    mend: 'Loads go by the server’s own clock; certificates do not. Set both by one time server.',
  }
}

async function constraintCheck(connection: Connection): Promise<Check> {
  const rows = await connection.schema('SHOW CONSTRAINTS YIELD name RETURN name')
  const there = new Set(rows.map((row) => String(row.get('name'))))
  const missing = constraints.filter(({name}) => !there.has(name))
  if (missing.length === 0) return {what: 'Constraints', outcome: 'works', detail: 'all are there'}
  return {
    what: 'Constraints',
    outcome: 'note',
    detail: `${missing.map(({name}) => name).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not there yet`,
    mend: 'The first load makes them, if its user may; else an administrator: docs/neo4j.md.',
  }
}

/** Thrown to have the trial undone. */
class Undone extends Error {}

/** Writes in a transaction that is undone. */
async function rightsCheck(connection: Connection): Promise<Check> {
  try {
    await connection.write(async (tx) => {
      await tx.run(`CREATE ${store.replace("'graph'", "'trial'")} DELETE s`)
      throw new Undone()
    })
  } catch (error) {
    if (!(error instanceof Undone)) throw error
  }
  return {what: 'Rights', outcome: 'works', detail: 'the user may write'}
}

async function graphCheck(connection: Connection): Promise<Check> {
  const {state, nodes, edges, by, observedAt} = await storeState(connection)
  const number = (count: number): string => count.toLocaleString('en-GB')
  if (state === 'empty') return {what: 'Graph', outcome: 'note', detail: 'none is loaded', mend: 'domesday graph load'}
  if (state === 'loading')
    return {
      what: 'Graph',
      outcome: 'note',
      detail: `a load is under way or was broken off (${by})`,
      mend: 'Wait for it, or go on with it: domesday graph load',
    }
  return {
    what: 'Graph',
    outcome: 'works',
    detail: `${number(nodes)} nodes, ${number(edges)} relations, seen until ${observedAt ?? 'an unknown date'}`,
  }
}
