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

/**
 * Procedures that come with the system and its products, so that few trees have them, by what they are of. Source: the
 * names in IBM's libraries of procedures and samples, by its manuals.
 */
const systemProcedures: readonly (readonly [RegExp, string])[] = [
  // Compile, bind, go.
  [/^(?:IGY[A-Z]?W(?:C|CL|CLG|CG|CP|CPL|CPLG|CPG)|COBUC(?:L|LG|G)?|COBULG|COB2UC(?:L|LG|G)?)$/, 'COBOL compiler'],
  [/^(?:IBM(?:Z|QS?)(?:C|CB|CBG|CG|CPL|CPLG|CPB|CPBG|B|BG|LG)|PLIX(?:C|CL|CLG|CG))$/, 'PL/I compiler'],
  [/^(?:EDC|CBC)[XQ]?(?:C|CB|CBG|CL|CLG|CPLG|B|BG|L|LIB)$/, 'C compiler'],
  [/^(?:ASM[AHF]C(?:L|LG|G)?|LKED(?:G|IT)?)$/, 'z/OS'],
  [/^(?:FORT[VGHX]C(?:L|LG|G|LD)?|VSF2C(?:L|LG|G)?)$/, 'FORTRAN compiler'],
  [/^REXX(?:C|CL|CLG|OEC|L)$/, 'REXX compiler'],
  // Translators, maps, assistants for web services and JSON.
  [
    /^DFH(?:(?:EIT|EBT|EXT|YIT|YBT|YXT|ZIT|NIT|NXT)[A-Z]{1,2}|LS2WS|WS2LS|SC2LS|LS2SC|LS2JS|JS2LS|MAPS|MAPT|ASMVS|LNKDS|AUPLE)$/,
    'CICS',
  ],
  // Precompile, compile and bind; utilities.
  [/^(?:DSNH[A-Z0-9]{1,4}|DSNUPROC)$/, 'Db2'],
  // Regions, generators and utilities.
  [
    /^(?:(?:DLI|DBB|IMS|FP|CPIC)BATCH|IMS(?:MSG|FP|COBOL|COBGO|PLI|PLIGO|RDR)|DFS(?:MPR|IFP|JMP|JBP)|(?:DBD|PSB|ACB|MFS)GEN|MFS(?:UTL|BTCH1|BTCH2|BACK|TEST|RVC))$/,
    'IMS',
  ],
  [/^ELAX[FM][A-Z0-9]{1,4}$/, 'IBM Developer for z/OS'],
  [/^(?:ISPFPROC|SMPE|SMPPROC)$/, 'z/OS'],
]

/** What a procedure that comes with the system is of; undefined for one that an organisation writes itself. */
export function originOfProcedure(name: string): string | undefined {
  return systemProcedures.find(([pattern]) => pattern.test(name))?.[1]
}
