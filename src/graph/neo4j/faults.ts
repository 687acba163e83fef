import {StoreError, UsageError} from '../../errors.ts'
import {takeAway} from './texts.ts'
import {whyUnreachable} from './why-unreachable.ts'

/** Where a server is, as messages name it. */
export interface Place {
  readonly uri: string
  readonly database: string
}

const resumes = 'What was written stays as it is; the next domesday graph load goes on from there.'

/** Codes of what is too much for one transaction, and may not be for a smaller one. */
const tooMuch = new Set([
  'Neo.TransientError.General.MemoryPoolOutOfMemoryError',
  'Neo.TransientError.General.OutOfMemoryError',
  'Neo.TransientError.General.TransactionOutOfMemoryError',
  'Neo.TransientError.General.TransactionMemoryLimit',
  'Neo.ClientError.Transaction.TransactionTimedOut',
  'Neo.ClientError.Transaction.LockClientStopped',
  'Neo.ClientError.Transaction.TransactionTimedOutClientConfiguration',
  'Neo.TransientError.Transaction.LockAcquisitionTimeout',
])

/** An error that the driver or the server gave, as opposed to a bug of ours. */
export function isNeo4jError(error: unknown): error is Error & {readonly code: string} {
  return error instanceof Error && error.name === 'Neo4jError' && 'code' in error && typeof error.code === 'string'
}

/** Thrown out of a transaction that is too much for the server, so that it is not tried again as it is. */
export class TooMuch extends Error {
  constructor(cause: unknown) {
    super('too much for one transaction', {cause})
  }
}

/** Whether a smaller transaction may go through where this one did not. */
export function isTooMuch(error: unknown): boolean {
  return isNeo4jError(error) && tooMuch.has(error.code)
}

/** What the server or the way to it says against us, with a mend; anything else stays as it is. */
export function neo4jFault(place: Place, error: unknown): unknown {
  if (error instanceof TooMuch) return neo4jFault(place, error.cause)
  if (!isNeo4jError(error)) return error
  const fault = (code: string, message: string, hint: string) => new StoreError(code, message, {hint, cause: error})
  const said = firstLine(error.message)
  switch (error.code) {
    case 'Neo.ClientError.Security.Unauthorized':
    case 'Neo.ClientError.Security.TokenExpired':
    case 'Neo.ClientError.Security.AuthenticationRateLimit':
      return fault(
        'neo4j-not-authenticated',
        `${place.uri} does not accept the user name and password (${said})`,
        'Set NEO4J_USERNAME and NEO4J_PASSWORD in the environment, as the server has them.',
      )
    case 'Neo.ClientError.Security.CredentialsExpired':
      return fault('neo4j-not-authenticated', `The password at ${place.uri} must be changed first.`, changePassword)
    case 'Neo.ClientError.Database.DatabaseNotFound':
      return fault(
        'neo4j-no-database',
        noDatabase(place),
        'Mend `database` under `store` in domesday.yaml; domesday doctor neo4j lists those that there are.',
      )
    case 'Neo.TransientError.Database.DatabaseUnavailable':
    case 'Neo.ClientError.Database.DatabaseUnavailable':
      return fault(
        'neo4j-database-offline',
        `The database '${place.database}' at ${place.uri} is not available: ${said}`,
        'An administrator starts it: START DATABASE. Then run the command again.',
      )
    case 'ServiceUnavailable':
    case 'SessionExpired':
      return unreachable(place, error)
    default:
      return refusal(place, error, said)
  }
}

export function noDatabase({uri, database}: Place): string {
  return `${uri} has no database '${database}'.`
}

const changePassword = "ALTER CURRENT USER SET PASSWORD FROM '...' TO '...' in cypher-shell or the browser."

function unreachable(place: Place, error: Error): StoreError {
  const why = whyUnreachable(error)
  const whole = `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
  if (/certificate|self.signed|SSL|TLS|wrong version number|EPROTO/i.test(whole))
    return new StoreError('neo4j-tls', `${place.uri} cannot be trusted, or does not speak TLS: ${why}`, {
      hint: 'For an authority of your own: NODE_EXTRA_CA_CERTS=<file>. Without TLS the address begins with bolt:// or neo4j://. See docs/neo4j.md.',
      cause: error,
    })
  return new StoreError('neo4j-unreachable', `${place.uri} cannot be reached: ${why}`, {
    hint: `See that the server runs and its address is right: domesday doctor neo4j. ${resumes}`,
    cause: error,
  })
}

/** Whether the server was waited for in vain. */
export function isUnreachable(fault: unknown): boolean {
  return fault instanceof StoreError && fault.code === 'neo4j-unreachable'
}

/** The codes of the other refusals; what none of them is, is told as the server said it. */
function refusal(place: Place, error: Error & {readonly code: string}, said: string): StoreError {
  const fault = (code: string, message: string, hint: string) => new StoreError(code, message, {hint, cause: error})
  if (
    /ReadOnlyDatabase|Security\.Forbidden|NotALeader|WriteOnReadOnlyAccess|AccessMode|Procedure\.ProcedureRegistration/.test(
      error.code,
    )
  )
    return fault(
      'neo4j-no-right',
      `The user may not do that in '${place.database}' at ${place.uri}: ${said}`,
      'A load needs the rights of a publisher, and at its first time those of an architect: docs/neo4j.md.',
    )
  if (isTooMuch(error))
    return fault(
      'neo4j-too-little-room',
      `The server at ${place.uri} has not the memory or the time for a single row, or another session holds a lock on it: ${said}`,
      `SHOW TRANSACTIONS tells who holds locks. Give it more memory (db.memory.transaction.max) or time (batchSeconds under store). ${resumes}`,
    )
  if (error.code.startsWith('Neo.ClientError.Schema.Constraint'))
    return fault(
      'neo4j-constraint',
      `A constraint in '${place.database}' at ${place.uri} stands against the load: ${said}`,
      'Take away the constraint that another tool made for the label, or use another database: docs/neo4j.md.',
    )
  return fault(
    'neo4j-refused',
    `The server at ${place.uri} refused (${error.code}): ${said}`,
    `See the server's log (debug.log), and docs/neo4j.md. ${resumes}`,
  )
}

export function otherForm(place: Place, found: string): StoreError {
  return new StoreError(
    'graph-other-form',
    `The graph in '${place.database}' at ${place.uri} is of the form '${found}', which this version does not know.`,
    {hint: 'Use the version of domesday that wrote it, or another database.'},
  )
}

/** Where none of the estate's organisations is among those that the graph has: the first of them, and how many there are. */
export function ofAnotherFolder(place: Place, first: readonly string[], all: number): StoreError {
  const more = all > first.length ? ` and ${all - first.length} more` : ''
  return new StoreError(
    'graph-of-another-folder',
    `The database '${place.database}' at ${place.uri} holds the graph of another audit folder, with none of the organisations of this one. It has: ${first.join(', ')}${more}.`,
    {
      hint: `Nothing was changed. Use another database: \`database\` under \`store\` in domesday.yaml, or at the end of --store. Where that graph is no longer wanted, take it away in the database itself: ${takeAway}`,
    },
  )
}

export function noGraph(place: Place): StoreError {
  return new StoreError('graph-missing', `There is no graph of domesday in '${place.database}' at ${place.uri}.`, {
    hint: 'Load one: domesday graph load',
  })
}

export function halfLoaded(place: Place, by: string): StoreError {
  return new StoreError(
    'graph-half-loaded',
    `A load of '${place.database}' at ${place.uri} is under way or was interrupted (${by}).`,
    {hint: 'Wait for it, or run it again: domesday graph load'},
  )
}

export function loadUnderWay(place: Place, by: string, since: string): StoreError {
  return new StoreError(
    'graph-load-under-way',
    `Another load of '${place.database}' at ${place.uri} is under way: ${by}, since ${since}.`,
    {hint: 'Nothing was changed. Wait for it, then: domesday graph load'},
  )
}

export function overtaken(place: Place): StoreError {
  return new StoreError(
    'graph-load-overtaken',
    `Another load of '${place.database}' at ${place.uri} took over from this one, which had not been heard of for too long.`,
    {hint: 'Its graph is the one that counts. Run one load at a time.'},
  )
}

export function halfCredentials(missing: string): UsageError {
  return new UsageError('neo4j-credentials', `${missing} is not set, and the other half of the credentials is.`, {
    hint: 'Set both NEO4J_USERNAME and NEO4J_PASSWORD, or neither for a server that asks nobody.',
  })
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? '').slice(0, 400)
}
