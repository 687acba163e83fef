import type {SqlText} from './fact.ts'

const withSlash =
  /\b(FROM|JOIN|INTO|UPDATE|TABLE|CALL|USING)(\s+)([A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*)\/(?=[A-Za-z@#$£§À-ÿ_"])/gi

/** Names may begin with signs that mark temporary tables and variables elsewhere: letters stand for them in between. */
const [hash, at] = ['\u01c2', '\u01c1'] as const
const sign = /(?<![\w@#$£§À-ÿ:'])[#@](?=[A-Za-z])/g

/**
 * SQL of IBM i as others write it: a table that it names as `LIBRARY/TABLE` with a point, `DELETE` with its `FROM`. What
 * is read of it goes through `withoutSystem`.
 */
export function withDots(sql: string): string {
  const whole = sql.replace(/^(\s*DELETE\s+)(?!FROM\b)(?=[\w@#$£§À-ÿ])/i, '$1FROM ')
  const dotted = whole.includes('/') ? whole.replace(withSlash, '$1$2$3.') : whole
  return dotted.replace(sign, (mark) => (mark === '#' ? hash : at))
}

/** Tables of a job alone, and the catalogue and the services of the system. */
const own = /^(?:QTEMP|SESSION|QSYS|QSYS2|SYSTOOLS|SYSIBM|SYSIBMADM|QRECOVERY)\./i

/** What SQL of IBM i reads, writes and calls, but what is the system's or a job's own; undefined where nothing is left. */
export function withoutSystem<F extends Pick<SqlText, 'reads' | 'writes' | 'calls' | 'isPartial'>>(
  fact: F,
): F | undefined {
  const rest = (names: readonly string[]): readonly string[] =>
    names.filter((name) => !own.test(name)).map((name) => name.replaceAll(hash, '#').replaceAll(at, '@'))
  const [reads, writes, calls] = [rest(fact.reads), rest(fact.writes), rest(fact.calls)]
  if (reads.length + writes.length + calls.length === 0 && !fact.isPartial) return undefined
  return {...fact, reads, writes, calls}
}
