/** Operands of each statement that lead somewhere; all others are sizes and places. */
const kept: Readonly<Record<string, ReadonlySet<string>>> = {
  JOB: new Set(['']),
  EXEC: new Set(['', 'PGM', 'PROC', 'PARM']),
  DD: new Set(['', 'DSN', 'DSNAME', 'DISP', 'SYSOUT', 'PATH', 'PATHOPTS', 'DDNAME', 'SUBSYS']),
  INCLUDE: new Set(['MEMBER']),
  JCLLIB: new Set(['ORDER']),
}

export function keptOperands(operation: string, key: string): boolean {
  return operation !== 'JOB' && (kept[operation]?.has(key) ?? false)
}

/** Operands that give symbols their values, and those of the steps of a procedure. */
export function symbolNames(_: string, key: string): boolean {
  return key === '' || /^[A-Z@#$][A-Z0-9@#$]{0,7}(?:\.[A-Z@#$][A-Z0-9@#$]{0,7})?$/.test(key)
}

/** What the DDs of a utility are for; all others are told by their DISP. */
export const utilityDds: Readonly<Record<string, Readonly<Record<string, 'reads' | 'writes'>>>> = {
  SORT: {SORTIN: 'reads', SORTOUT: 'writes', SORTOF1: 'writes', SYSIN: 'reads'},
  ICETOOL: {TOOLIN: 'reads', SYSIN: 'reads'},
  IEBGENER: {SYSUT1: 'reads', SYSUT2: 'writes', SYSIN: 'reads'},
  IEBCOPY: {SYSUT1: 'reads', SYSUT2: 'writes', SYSIN: 'reads'},
  ICEGENER: {SYSUT1: 'reads', SYSUT2: 'writes', SYSIN: 'reads'},
  IEBUPDTE: {SYSUT1: 'reads', SYSUT2: 'writes', SYSIN: 'reads'},
  IEWL: {SYSLIN: 'reads', SYSLMOD: 'writes', SYSLIB: 'reads'},
  IEWBLINK: {SYSLIN: 'reads', SYSLMOD: 'writes', SYSLIB: 'reads'},
  HEWL: {SYSLIN: 'reads', SYSLMOD: 'writes', SYSLIB: 'reads'},
  IGYCRCTL: {
    SYSIN: 'reads',
    SYSLIN: 'writes',
    DBRMLIB: 'writes',
    SYSLIB: 'reads',
    SYSADATA: 'writes',
    SYSDEBUG: 'writes',
  },
  ASMA90: {SYSIN: 'reads', SYSLIN: 'writes', SYSLIB: 'reads', SYSPUNCH: 'writes'},
  DSNUTILB: {SYSREC: 'reads', SYSREC00: 'writes', SYSPUNCH: 'writes', SYSIN: 'reads'},
  DSNTIAUL: {SYSREC00: 'writes', SYSPUNCH: 'writes', SYSIN: 'reads'},
}
Object.freeze(utilityDds)

/** Sort programs are one by many names. */
const sameAs: Readonly<Record<string, string>> = {DFSORT: 'SORT', SYNCSORT: 'SORT', ICEMAN: 'SORT', SYNCTOOL: 'ICETOOL'}

export function utilityOf(program: string): string {
  return Object.hasOwn(sameAs, program) ? (sameAs[program] ?? program) : program
}

/** DDs of libraries that programs and procedures come from. */
export const libraryDds =
  /^(?:STEPLIB|JOBLIB|STEPCAT|JOBCAT|SYSEXEC|SYSPROC|DFSRESLB|ISPLLIB|ISPPLIB|ISPMLIB|ISPTLIB|ISPSLIB|DBRMLIB|SYSHELP)$/
