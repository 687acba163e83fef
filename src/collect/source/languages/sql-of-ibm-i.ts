import type {SqlText} from './fact.ts'

const withSlash = /\b(FROM|JOIN|INTO|UPDATE|TABLE|CALL|USING)(\s+)([A-Za-z@#$_][\w@#$]*)\/(?=[A-Za-z@#$_"])/gi

/** SQL of IBM i may name a table as `LIBRARY/TABLE`: with a point, as everywhere else. */
export function withDots(sql: string): string {
  return sql.includes('/') ? sql.replace(withSlash, '$1$2$3.') : sql
}

/** Tables of a job alone, and the catalogue and the services of the system. */
const own = /^(?:QTEMP|SESSION|QSYS|QSYS2|SYSTOOLS|SYSIBM|SYSIBMADM|QRECOVERY)\./i

/** What SQL of IBM i reads, writes and calls, but what is the system's or a job's own; undefined where nothing is left. */
export function withoutSystem<F extends Pick<SqlText, 'reads' | 'writes' | 'calls' | 'isPartial'>>(
  fact: F,
): F | undefined {
  const rest = (names: readonly string[]): readonly string[] => names.filter((name) => !own.test(name))
  const [reads, writes, calls] = [rest(fact.reads), rest(fact.writes), rest(fact.calls)]
  if (reads.length + writes.length + calls.length === 0 && !fact.isPartial) return undefined
  return {...fact, reads, writes, calls}
}
