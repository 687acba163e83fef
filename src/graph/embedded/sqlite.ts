import type {DatabaseSync, DatabaseSyncOptions} from 'node:sqlite'

/**
 * Opens a database. Node 22 warns once that its own sqlite is experimental; that one warning says nothing to people who
 * audit an estate, so it alone is held back.
 */
export function openDatabase(path: string, options: DatabaseSyncOptions = {}): DatabaseSync {
  const emitWarning = process.emitWarning
  process.emitWarning = ((warning: string | Error, ...rest: unknown[]) => {
    if (String(warning).includes('SQLite is an experimental feature')) return
    Reflect.apply(emitWarning, process, [warning, ...rest])
  }) as typeof process.emitWarning // its overloads all begin with the warning
  try {
    const sqlite = process.getBuiltinModule('node:sqlite')
    return new sqlite.DatabaseSync(path, options)
  } finally {
    process.emitWarning = emitWarning
  }
}
