import {showsPli} from './pli/libraries.ts'
import {showsRexx} from './rexx/libraries.ts'

/** Members of libraries keep no ending when they leave them: what they are stands in them alone. */
const memberName = /(^|\/)[A-Za-z@#$][A-Za-z0-9@#$]{0,7}$/
const looked = 30_000

/** Calls of macros and constants are in sources of other machines too: a section or a base register is not. */
const assembled = /^(?:[A-Z@#$&]\S*)?[ \t]+(?:CSECT|DSECT|RSECT|LTORG|MEND|USING[ \t]+\S)/m

/** `PROC 2 NAME OTHER`, or how it is to run, before anything else but comments. */
const showsClist =
  /^\s*(?:\d{8}\s+)?(?:\/\*(?:[^*]|\*(?!\/))*\*\/\s*(?:\d{8}\s+)?)*(?:PROC\s+\d{1,3}(?:\s|$)|CONTROL\s+(?:(?:NO)?(?:LIST|MSG|FLUSH|CONLIST|SYMLIST|PROMPT|CAPS)|MAIN|ASIS)\b)/i

/** By the first of these that its text has. None goes on behind the end of a line of blanks, of which a file may have very many. */
const kinds: readonly (readonly [language: string, shows: RegExp])[] = [
  ['jcl', /^\/\/[A-Z@#$][A-Z0-9@#$]{0,7}\s+(?:JOB|PROC|EXEC)\b|^\/\/\S*\s+DD\s+\S*(?:DSN|SYSOUT|DISP)/m],
  ['cobol', /^(?:.{6}[ ])?[^\S\n]*(?:IDENTIFICATION|ID)\s+DIVISION\b/im],
  ['bms', /^[A-Z@#$]\S*\s+DFHM(?:SD|DI)\s/m],
  ['ims', /^(?:\S{1,8})?[^\S\n]+(?:PCB\s+TYPE=|DBD\s+NAME=|PSBGEN\s)/m],
  ['csd', /^[^\S\n]*DEFINE\s+(?:TRANSACTION|PROGRAM|FILE|MAPSET|TDQUEUE|DB2ENTRY|URIMAP)\s*\(/im],
  ['mfs', /^[A-Z@#$]\S*\s+MSG\s+TYPE=(?:INPUT|OUTPUT)/m],
  ['clist', showsClist],
  ['rexx', showsRexx],
  ['pli', showsPli],
  ['hlasm', assembled],
  ['cobol', /^.{6} +(?:0?1|[0-4]\d)\s+[A-Z][A-Z0-9-]*(?:\s+(?:PIC|PICTURE|REDEFINES|OCCURS|VALUE|COMP\S*)\b|\.\s*$)/im],
]

/** Whether a file may be a member, by its name. */
export function isMemberName(path: string): boolean {
  return memberName.test(path)
}

/** The id of the language that a member is of, by what stands in it. */
export function memberKind(text: string): string | undefined {
  const head = text.slice(0, looked)
  return kinds.find(([, shows]) => shows.test(head))?.[0]
}
