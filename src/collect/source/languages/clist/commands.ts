import type {CommandGiven} from '../rexx/clauses.ts'
import type {ClistStatement} from './statements.ts'

/** What the language itself does; all else is a command of TSO. */
const own = new Set(
  (
    'PROC CONTROL GLOBAL NGLOBAL SET SETW READ READDVAL WRITE WRITENR GOTO EXIT RETURN DO END LISTDSI TERMIN TERMING ' +
    'CLOSFILE GETFILE PUTFILE OPENFILE SYSCALL SYSREF DATA ENDDATA SELECT OTHERWISE ATTN ERROR IF ELSE WHEN'
  ).split(' '),
)
const deciding = new Set(['IF', 'WHEN', 'DO WHILE', 'DO UNTIL'])

/** The commands of a CLIST, with the texts that it gives to one of them, and what else is counted. */
export interface ClistRead {
  readonly commands: readonly CommandGiven[]
  readonly queued: readonly {readonly text: string; readonly at: number}[]
  readonly decisions: number
}

export function commandsIn(statements: readonly ClistStatement[]): ClistRead {
  const values = variablesOf(statements)
  const commands: CommandGiven[] = []
  const queued: {text: string; at: number}[] = []
  let decisions = 0
  let isData = false
  for (const {text, line} of statements)
    for (const part of partsOf(text)) {
      const verb = verbOf(part)
      if (deciding.has(verb) || /^DO\s+(?:WHILE|UNTIL)\b/i.test(part)) decisions += 1
      if (verb === 'DATA' || verb === 'ENDDATA') isData = verb === 'DATA'
      else if (isData || /^RUN\s+PROG/i.test(part)) queued.push({text: filled(part, values), at: line})
      else if (verb === 'OPENFILE') {
        commands.push({environment: 'TSO', text: openedFile(filled(part, values)), isFollowed: false, at: line})
      } else if (verb !== '' && !own.has(verb)) {
        const whole = filled(part, values)
        commands.push({environment: 'TSO', text: whole, isFollowed: whole !== part, at: line})
      }
    }
  return {commands, queued, decisions}
}

function verbOf(text: string): string {
  return (/^%?[A-Za-z@#$&][\w@#$&.]*/.exec(text)?.[0] ?? '').toUpperCase()
}

const deepest = 10

/** `LABEL: IF ... THEN command`: each statement that stands in another one, with what leads to it. */
function partsOf(text: string, depth = 0): readonly string[] {
  const plain = text.replace(/^[A-Za-z@#$][\w@#$]{0,30}:\s*/, '')
  const verb = verbOf(plain)
  const behind = inner(plain, verb)
  if (behind === undefined || depth >= deepest) return plain === '' ? [] : [plain]
  return [plain.slice(0, plain.length - behind.length).trim() || verb, ...partsOf(behind.trim(), depth + 1)]
}

function inner(text: string, verb: string): string | undefined {
  if (verb === 'IF') return /\bTHEN\b([\s\S]*)$/i.exec(text)?.[1]
  if (verb === 'ELSE' || verb === 'ERROR' || verb === 'ATTN' || verb === 'OTHERWISE') {
    const rest = text.slice(verb.length)
    return /^\s*(?:OFF)?\s*$/i.test(rest) ? undefined : rest
  }
  return verb === 'WHEN' ? /^WHEN\s*\((?:[^()]|\([^()]*\))*\)([\s\S]+)$/i.exec(text)?.[1] : undefined
}

/** What is set once, to a text that stands there, and by nobody who calls or reads. */
function variablesOf(statements: readonly ClistStatement[]): ReadonlyMap<string, string> {
  const set = new Map<string, readonly string[]>()
  const open = new Set<string>()
  for (const {text} of statements)
    for (const part of partsOf(text)) {
      const [, name, value = ''] = /^SETW?\s+&?([\w@#$]+)\s*(?:=|EQ\b)\s*([\s\S]*)$/i.exec(part) ?? []
      if (name !== undefined) set.set(name.toUpperCase(), [...(set.get(name.toUpperCase()) ?? []), value.trim()])
      // Parameters, what is read, and what other CLISTs share.
      else if (/^(?:PROC|READ|READDVAL|GLOBAL|NGLOBAL)\b/i.test(part))
        for (const [word] of part.matchAll(/[A-Za-z@#$][\w@#$]*/g)) open.add(word.toUpperCase())
    }
  return new Map(
    [...set].flatMap(([name, [only = '', ...others]]) =>
      others.length === 0 && !open.has(name) && /^[\w@#$.'()-]{1,100}$/.test(only) ? [[name, only] as const] : [],
    ),
  )
}

/** `&LIB..LOAD`: a dot behind a name ends it. */
function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/&([A-Za-z@#$][\w@#$]*)(\.?)/g, (whole, name: string) => values.get(name.toUpperCase()) ?? whole)
}

/** As REXX asks for the same. */
function openedFile(text: string): string {
  const [, dd = '', mode = ''] = /^OPENFILE\s+(\S+)\s*(\w*)/i.exec(text) ?? []
  const does = /^OUT/i.test(mode) ? 'DISKW' : /^UPD/i.test(mode) ? 'DISKRU' : 'DISKR'
  return `EXECIO * ${does} ${dd}`
}
