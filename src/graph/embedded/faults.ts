import {StoreError} from '../../errors.ts'

const sqliteCorrupt = 11
const sqliteNotADatabase = 26
const loadAgain = 'Make it anew from the estate: domesday graph load'

export function noGraph(path: string): StoreError {
  return new StoreError('graph-missing', `There is no graph at ${path}.`, {hint: 'Load one: domesday graph load'})
}

export function otherGraph(path: string, found: string | undefined, expected: string): StoreError {
  const what = found === undefined ? 'is not a graph of domesday' : `is of the form '${found}', not '${expected}'`
  return new StoreError('graph-other-form', `${path} ${what}.`, {hint: loadAgain})
}

export function corruptGraph(path: string, why: string, cause?: unknown): StoreError {
  return new StoreError('graph-corrupt', `${path} is damaged: ${why}.`, {hint: loadAgain, cause})
}

export function cannotLoad(path: string, cause: unknown): StoreError {
  return new StoreError('graph-not-written', `The graph cannot be written to ${path}: ${reasonOf(cause)}.`, {
    hint: 'Nothing there was changed. See that the folder can be written and its disk has room, then: domesday graph load',
    cause,
  })
}

export function otherLoad(path: string): StoreError {
  return new StoreError('graph-load-overtaken', `Another load of ${path} began while this one ran.`, {
    hint: 'Its graph is the one that counts. Run one load at a time.',
  })
}

/** Runs a read; what SQLite or the file system says against it becomes an error with a mend. */
export function reading<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (error instanceof StoreError || !isSystemError(error)) throw error
    if (error.errcode === sqliteCorrupt || error.errcode === sqliteNotADatabase) {
      throw corruptGraph(path, reasonOf(error), error)
    }
    throw new StoreError('graph-not-read', `The graph at ${path} cannot be read: ${reasonOf(error)}.`, {
      hint: `See that the file can be read. ${loadAgain}`,
      cause: error,
    })
  }
}

/** Runs a read of the graph that a load replaces: a damaged one may not be forgotten without a word. */
export function readingBefore<T>(path: string, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!isSystemError(error)) throw error
    throw beforeCorrupt(`${path}, which the load looks at first, is damaged: ${reasonOf(error)}.`, error)
  }
}

/** What a load cannot read of the graph that it replaces, where that may hold what must stay. */
export function graphBeforeLost(error: StoreError): StoreError {
  return error.code === 'graph-before-corrupt' ? error : beforeCorrupt(error.message, error)
}

function beforeCorrupt(message: string, cause: unknown): StoreError {
  return new StoreError('graph-before-corrupt', message, {
    hint: 'It may hold what scopes saw that are not complete now. To do without: move it away, then: domesday graph load',
    cause,
  })
}

/** Runs a step of a load; a full disk or a folder that cannot be written becomes an error with a mend. */
export function writing<T>(path: string, write: () => T): T {
  try {
    return write()
  } catch (error) {
    if (error instanceof StoreError || !isSystemError(error)) throw error
    throw cannotLoad(path, error)
  }
}

/** An error of SQLite or the file system, as opposed to a bug of ours; Jest's realms make instanceof useless here. */
function isSystemError(error: unknown): error is {code: string; message: string; errcode?: number} {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code === 'ERR_SQLITE_ERROR' || 'syscall' in error
    : false
}

function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error)
}
