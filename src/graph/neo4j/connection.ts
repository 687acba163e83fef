import {setTimeout as delay} from 'node:timers/promises'
import neo4j, {type AuthToken, type ManagedTransaction, type Record as Row, type Session} from 'neo4j-driver'
import {halfCredentials, isTooMuch, neo4jFault, type Place, TooMuch} from './faults.ts'

/** The user, from the environment alone; both left out, the server asks nobody. */
export interface Credentials {
  readonly username?: string | undefined
  readonly password?: string | undefined
}

/** As much of a transaction as statements need. */
export type Runner = Pick<ManagedTransaction, 'run'>

interface TransactionConfig {
  readonly timeout?: number
}

export interface Connection {
  readonly place: Place
  read<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T>
  /** The work may be done again when an answer is lost, so it must come to the same when it is done twice. */
  write<T>(work: (tx: ManagedTransaction) => Promise<T>): Promise<T>
  /**
   * The same, where less can be asked for; the work is told whether it was tried before, and so may have been done.
   * Errors: TooMuch where the server has not the memory or the time.
   */
  writePart<T>(work: (tx: Runner, isTriedAgain: boolean) => Promise<T>, timeoutMs?: number): Promise<T>
  /** A statement in a transaction of its own, as those of the schema need. */
  schema(text: string): Promise<readonly Row[]>
  /** The rows of a reading statement, as they come. */
  stream(text: string, parameters: object): AsyncGenerator<Row>
  close(): Promise<void>
}

const connectWithinMs = 10_000
const retryWithinMs = 30_000

/** Credentials as the environment has them. Errors: a UsageError where it has half of them. */
export function credentialsOf(env: Readonly<Record<string, string | undefined>>): Credentials {
  const {NEO4J_USERNAME: username, NEO4J_PASSWORD: password} = env
  if (username && !password) throw halfCredentials('NEO4J_PASSWORD')
  if (password && !username) throw halfCredentials('NEO4J_USERNAME')
  return username && password ? {username, password} : {}
}

export function authOf({username, password}: Credentials): AuthToken | undefined {
  return username && password ? neo4j.auth.basic(username, password) : undefined
}

/** A driver for one database. Nothing is sent before the first question; each reads what those before it wrote. */
export function connect(place: Place, credentials: Credentials): Connection {
  const driver = neo4j.driver(place.uri, authOf(credentials), {
    disableLosslessIntegers: true,
    connectionTimeout: connectWithinMs,
    connectionAcquisitionTimeout: retryWithinMs,
    maxTransactionRetryTime: retryWithinMs,
    telemetryDisabled: true,
    userAgent: 'domesday',
  })
  const bookmarkManager = neo4j.bookmarkManager()
  const session = (mode: 'READ' | 'WRITE', fetchSize = 10_000) =>
    driver.session({database: place.database, bookmarkManager, defaultAccessMode: mode, fetchSize})
  let reached: Promise<unknown> | undefined
  const during = async <T>(mode: 'READ' | 'WRITE', use: (open: ReturnType<typeof session>) => Promise<T>) => {
    const open = session(mode)
    try {
      // Once, and without a second try: a server that is not there is not waited for.
      await (reached ??= driver.getServerInfo({database: place.database}))
      return await use(open)
    } catch (error) {
      throw error instanceof TooMuch ? error : neo4jFault(place, error)
    } finally {
      await open.close().catch(() => undefined) // what broke the session has been told
    }
  }
  return {
    place,
    read: (work) => during('READ', (open) => open.executeRead(work)),
    write: (work) => during('WRITE', (open) => open.executeWrite(work)),
    writePart: (work, timeoutMs) =>
      during('WRITE', (open) => retried(open, work, timeoutMs === undefined ? {} : {timeout: timeoutMs})),
    schema: (text) => during('WRITE', async (open) => (await open.run(text)).records),
    stream: async function* (text, parameters) {
      const open = session('READ', 1000)
      try {
        await (reached ??= driver.getServerInfo({database: place.database}))
        yield* open.run(text, parameters)
      } catch (error) {
        throw neo4jFault(place, error)
      } finally {
        await open.close().catch(() => undefined) // as above
      }
    },
    close: () => driver.close(),
  }
}

/** The waits between tries of a transaction whose server went away: half a minute in all. */
const waitsMs = [500, 1000, 2000, 4000, 8000, 8000, 8000]

/** Tries again as the driver does, but not what is too much for the server, which the driver would try for long. */
async function retried<T>(
  session: Session,
  work: (tx: Runner, isTriedAgain: boolean) => Promise<T>,
  config: TransactionConfig,
): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      const tx = await session.beginTransaction(config)
      try {
        const result = await work(tx, tries > 0)
        await tx.commit()
        return result
      } finally {
        await tx.close().catch(() => undefined) // undone where it was not committed; what broke it is thrown
      }
    } catch (error) {
      if (isTooMuch(error)) throw new TooMuch(error)
      const wait = waitsMs[tries]
      if (wait === undefined || !(error instanceof Error) || !neo4j.isRetryableError(error)) throw error
      await delay(wait)
    }
  }
}

/** A number as the server's own integer; JavaScript's would become a floating one. */
export function whole(value: number): unknown {
  return neo4j.int(value)
}

export function isWhole(value: unknown): boolean {
  return neo4j.isInt(value)
}
