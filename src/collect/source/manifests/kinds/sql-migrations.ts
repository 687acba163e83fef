import {readDdl} from '../ddl-tables.ts'
import type {ManifestKind} from '../manifest-kind.ts'
import {tablesThatRemain} from '../table-history.ts'

/** Tables by the SQL that makes them: migrations of Flyway and others, and plain schemas. Nothing is run. */
export const sqlMigrations: ManifestKind = {
  id: 'sql-migrations',
  files: /\.(sql|ddl)$/i,
  holds: (text) =>
    /\b(create|drop|rename|alter)\s+([^\s;]+\s+){0,8}?(tables?|view|proc(edure)?|function)\b/i.test(text),
  read: (files) =>
    tablesThatRemain(
      files
        .filter(({path}) => !isUndoing(path))
        .map((file) => ({
          file,
          ...readDdl(file.text),
          how: /(^|\/)[VRB][\d._]*__[^/]*$/.test(file.path) ? 'made by a Flyway migration' : 'made by SQL',
        })),
    ),
}

/** Of migrations that go both ways, the way back. */
function isUndoing(path: string): boolean {
  return /(^|\/)U[\d._]+__[^/]*$|[._-](down|undo|rollback|revert)\.sql$|(^|\/)(down|undo|rollback|revert)(\.sql$|\/)/i.test(
    path,
  )
}
