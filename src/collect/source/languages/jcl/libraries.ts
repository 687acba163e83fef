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
 * Procedures that come with the system and its products, so that few trees have them: compilers and binders, translators,
 * maps and web services of CICS, Db2's precompilers and utilities, regions and generators of IMS, builds of IBM's
 * development tools. Source: IBM's libraries of samples and procedures, by their manuals.
 */
export const systemProcedure = new RegExp(
  `^(?:${[
    // COBOL, PL/I, C, assembler, FORTRAN, REXX: compile, bind, go.
    'IGY[A-Z]?W(?:C|CL|CLG|CG|CP|CPL|CPLG|CPG)',
    'COB(?:UC|2UC|2C)(?:L|LG|G)?',
    'COBU(?:C|CL|CLG|CG|LG)',
    'IBM(?:Z|QS?)(?:C|CB|CBG|CG|CPL|CPLG|CPB|CPBG|B|BG|LG)',
    'PLIX(?:C|CL|CLG|CG)',
    '(?:EDC|CBC)(?:X|Q)?(?:C|CB|CBG|CL|CLG|CPLG|B|BG|L|LIB|LDEF|I|CXX|CLIB)',
    'ASM(?:A|H|F)C(?:L|LG|G)?',
    'FORT(?:V|G|H|X)C(?:L|LG|G|LD)?',
    'VSF2C(?:L|LG|G)?',
    'REXX(?:C|CL|CLG|OEC|L)',
    'LKED(?:G|IT)?',
    // CICS: translators, maps, assistants for web services and JSON, starts.
    'DFH(?:EIT|EBT|EXT|YIT|YBT|YXT|ZIT|NIT|NXT)[A-Z]{1,2}',
    'DFH(?:LS2WS|WS2LS|SC2LS|LS2SC|LS2JS|JS2LS|MAPS|MAPT|ASMVS|LNKDS|AUPLE)',
    // Db2: precompile, compile and bind; utilities.
    'DSNH[A-Z0-9]{1,4}',
    'DSNUPROC',
    // IMS: regions, generators, utilities.
    '(?:DLI|DBB|IMS|FP|CPIC)BATCH',
    'IMS(?:BATCH|MSG|FP|COBOL|COBGO|PLI|PLIGO|RDR|WT[0-9A-Z]*)',
    'DFS(?:MPR|IFP|JMP|JBP)',
    '(?:DBD|PSB|ACB|MFS)GEN',
    'MFS(?:UTL|BTCH1|BTCH2|BACK|TEST|RVC)',
    // Builds of IBM's development tools, and products of others that come with procedures of their own.
    'ELAX(?:F|M)[A-Z0-9]{1,4}',
    'ISPFPROC',
    'SMP(?:E|PROC)',
    'CSQ4[A-Z0-9]{1,4}',
  ].join('|')})$`,
)
