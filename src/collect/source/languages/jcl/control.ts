import type {Control} from '../definition-fact.ts'
import {systemCommand} from '../natural/libraries.ts'
import {ftp, isFtpProgram} from './ftp.ts'
import {servedByAssistant} from './web-services.ts'

/**
 * What control statements of utilities say: they are told by their words, since the program that reads them may stand in
 * another member. Users, passwords and data are never kept.
 */
export function controlOf(stream: readonly string[], line: number, program: string | undefined): readonly Control[] {
  // An assembler's PUT and GET are no commands for FTP.
  const isFtp =
    isFtpProgram(program) ||
    (stream.some((one) => /^\s*(?:put|get|mput|mget)\s+\S/i.test(one)) &&
      stream.some((one) => /^\s*(?:quit|bye|ascii|binary|ebcdic|lcd|site|locsite)\b/i.test(one)))
  if (isFtp) return ftp(stream, line)
  const served = servedByAssistant(stream, line)
  if (served.length > 0) return served
  const statements = joined(stream, line)
  const isTso = /^IKJEFT/.test(program ?? '')
  return statements.flatMap(({text, line: at}) => [...statement(text, at), ...(isTso ? execs(text, at) : [])])
}

interface Joined {
  readonly text: string
  readonly line: number
}

/** Statements that go on in the next line end with `-` or `+`, or have brackets open. */
function joined(stream: readonly string[], first: number): readonly Joined[] {
  const found: Joined[] = []
  let open: {text: string; line: number} | undefined
  for (const [index, raw] of stream.entries()) {
    const code = raw.replace(/\/\*.*?(?:\*\/|$)/g, ' ').trimEnd()
    if (code.trim() === '' || /^\*/.test(raw) || /^\s*--/.test(raw)) continue
    const goesOn = /\s[-+]$/.test(code) || /[-+]$/.test(code)
    const text = goesOn ? code.slice(0, -1) : code
    if (open) open.text += ` ${text.trim()}`
    else open = {text: text.trim(), line: first + index}
    if (goesOn && open.text.length < 20_000) continue
    if (!isSql(open.text) || /;\s*$/.test(open.text) || index === stream.length - 1 || open.text.length > 20_000) {
      found.push(open)
      open = undefined
    }
  }
  if (open) found.push(open)
  return found
}

function isSql(text: string): boolean {
  return /^(?:SELECT|INSERT|UPDATE|DELETE\s+FROM|MERGE|CREATE|DROP|ALTER|TRUNCATE|GRANT|COMMENT|SET\s+CURRENT)\b/i.test(
    text,
  )
}

type Reader = (text: string, line: number) => readonly Control[]

function statement(text: string, line: number): readonly Control[] {
  return readers.flatMap(([begins, reader]) => (begins.test(text) ? reader(text, line) : []))
}

const name = String.raw`'?([A-Z@#$&][A-Z0-9@#$&.\-]*)(?:\([^)]*\))?'?`

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^(?:DSN\s+.*\s)?RUN\s+/i, runs],
  [/^REPRO\b/i, transfer('REPRO', /\b(?:INFILE|IFILE)\s*\(\s*([\w@#$]+)/i, /\b(?:OUTFILE|OFILE)\s*\(\s*([\w@#$]+)/i)],
  [/^REPRO\b/i, datasets('REPRO', /\b(?:INDATASET|IDS)\s*\(\s*NAME/i, /\b(?:OUTDATASET|ODS)\s*\(/i)],
  [/^(?:BLDINDEX|BIX)\b/i, datasets('BLDINDEX', /\b(?:INDATASET|IDS)\s*\(/i, /\b(?:OUTDATASET|ODS)\s*\(/i)],
  [/^(?:PRINT)\b/i, transfer('PRINT', /\b(?:INFILE|IFILE)\s*\(\s*([\w@#$]+)/i, /(?!)/)],
  [/^(?:DELETE|DEL)\s+(?!FROM\b)/i, deletes],
  [/^(?:DEFINE|DEF)\s/i, defines],
  [/^(?:UNLOAD|LOAD)\s/i, loads],
  [
    /^COPY\s+(?:FROM|OUTDD|INDD)/i,
    transfer('COPY', /\b(?:FROM|INDD|I)\s*[=(]\s*\(*([\w@#$]+)/i, /\b(?:TO|OUTDD|O|USING)\s*[=(]\s*([\w@#$]+)/i),
  ],
  [
    /^(?:SELECT|INSERT|UPDATE|DELETE\s+FROM|MERGE|TRUNCATE|CREATE|DROP|ALTER)\b/i,
    (text, line) => (isSql(text) ? [{does: 'sql', text: text.slice(0, 4000), line}] : []),
  ],
  [/^%?(?:XMIT|TRANSMIT)\s/i, transmits],
  [/^CALL\s+'/i, calls],
  [/^(?:DSN\s+.*\s)?(?:RE)?BIND\s+PACKAGE\b/i, binds],
]

/** `RUN PROGRAM(X) PLAN(Y)` of DSN. */
function runs(text: string, line: number): readonly Control[] {
  const program = /\bPROG(?:RAM)?\s*\(\s*([\w@#$&]+)\s*\)/i.exec(text)?.[1]
  const plan = /\bPLAN\s*\(\s*([\w@#$&]+)\s*\)/i.exec(text)?.[1]
  return program ? [{does: 'runs', program: program.toUpperCase(), ...(plan && {plan: plan.toUpperCase()}), line}] : []
}

/** `BIND PACKAGE(LOCATION.COLLECTION) MEMBER(X)`; without a location it is that of the subsystem. */
function binds(text: string, line: number): readonly Control[] {
  const location = /\bPACKAGE\s*\(\s*([A-Z@#$][\w@#$]*)\s*\./i.exec(text)?.[1]
  return location ? [{does: 'binds', location: location.toUpperCase(), line}] : []
}

/** `CALL 'LIBRARY(PROGRAM)'` of TSO. */
function calls(text: string, line: number): readonly Control[] {
  const program = /^CALL\s+'[^'()]*\(([\w@#$]+)\)'/i.exec(text)?.[1]
  return program ? [{does: 'runs', program: program.toUpperCase(), line}] : []
}

/** Of TSO: `%MEMBER` and `EX 'LIBRARY(MEMBER)'`, which are REXX. */
function execs(text: string, line: number): readonly Control[] {
  const [, plain, inside] =
    /^(?:%(?!XMIT\b|TRANSMIT\b)([A-Z@#$][\w@#$]{0,7})(?=\s|$)|EX(?:EC)?\s+'?[^'()\s]*\(\s*([A-Z@#$][\w@#$]{0,7})\s*\))/i.exec(
      text,
    ) ?? []
  const program = plain ?? inside
  return program ? [{does: 'runs', program: program.toUpperCase(), line}] : []
}

function transfer(of: string, from: RegExp, to: RegExp): Reader {
  return (text, line) => {
    const [input, output] = [from.exec(text)?.[1], to.exec(text)?.[1]]
    return [
      ...(input ? [{does: 'reads' as const, dd: input.toUpperCase(), of, line}] : []),
      ...(output ? [{does: 'writes' as const, dd: output.toUpperCase(), of, line}] : []),
    ]
  }
}

function datasets(of: string, from: RegExp, to: RegExp): Reader {
  const named = (pattern: RegExp, text: string): string | undefined =>
    new RegExp(pattern.source.replace(/NAME$/, '') + String.raw`\s*` + name, 'i').exec(text)?.[1]
  return (text, line) => {
    const [input, output] = [named(from, text), named(to, text)]
    return [
      ...(input ? [{does: 'reads' as const, dataset: input.toUpperCase(), of, line}] : []),
      ...(output ? [{does: 'writes' as const, dataset: output.toUpperCase(), of, line}] : []),
    ]
  }
}

function deletes(text: string, line: number): readonly Control[] {
  const inside = /^(?:DELETE|DEL)\s*\(([^)]*)\)/i.exec(text)?.[1]
  const names =
    inside === undefined ? [new RegExp(`^(?:DELETE|DEL)\\s+${name}`, 'i').exec(text)?.[1]] : inside.split(/[\s,]+/)
  return names.flatMap((one) => {
    const dataset = one?.replace(/'/g, '').trim().toUpperCase()
    return dataset && /\./.test(dataset) ? [{does: 'deletes' as const, dataset, of: 'DELETE', line}] : []
  })
}

/** The names of the cluster, path, index or generation group; its parts are of the cluster. */
function defines(text: string, line: number): readonly Control[] {
  const kind = /^(?:DEFINE|DEF)\s+([A-Z]+)/i.exec(text)?.[1]?.toUpperCase() ?? ''
  const dataset = new RegExp(String.raw`\bNAME\s*\(\s*${name}`, 'i').exec(text)?.[1]?.toUpperCase()
  const base = new RegExp(String.raw`\b(?:RELATE|PATHENTRY)\s*\(\s*${name}`, 'i').exec(text)?.[1]?.toUpperCase()
  return [
    ...(dataset ? [{does: 'defines' as const, dataset, of: `DEFINE ${kind}`, line}] : []),
    ...(base ? [{does: 'reads' as const, dataset: base, of: `DEFINE ${kind}`, line}] : []),
  ]
}

/** The utilities of Db2 that load and unload name tables. */
function loads(text: string, line: number): readonly Control[] {
  const isLoad = /^LOAD\s/i.test(text)
  const table = new RegExp(String.raw`\b(?:INTO\s+TABLE|FROM\s+TABLE)\s+([\w@#$.]+)`, 'i').exec(text)?.[1]
  if (!table) return []
  return [{does: 'sql', text: isLoad ? `INSERT INTO ${table} VALUES (?)` : `SELECT 1 FROM ${table}`, line}]
}

/** `XMIT NODE.USER DATASET('X')`: to a user of another system. */
function transmits(text: string, line: number): readonly Control[] {
  const node = /^%?(?:XMIT|TRANSMIT)\s+\(?([A-Z0-9@#$]+)\./i.exec(text)?.[1]
  const local = new RegExp(String.raw`\b(?:DATASET|DSNAME|DSN|DA)\s*\(\s*${name}`, 'i').exec(text)?.[1]?.toUpperCase()
  return local ? [{does: 'sends', ...(node && {server: node.toUpperCase()}), local, remote: local, line}] : []
}

/** The programs that the commands of Natural run: each alone in its line, or behind EXECUTE or RUN. */
export function naturalPrograms(stream: readonly string[], line: number): readonly Control[] {
  return stream.flatMap((raw, index): readonly Control[] => {
    const text = raw.slice(0, 72).trim().toUpperCase()
    const program = /^(?:(?:EXECUTE|EXEC|RUN)\s+)?([A-Z#][A-Z0-9\-#@$/&_]{0,7})$/.exec(text)?.[1]
    return program === undefined || systemCommand.test(program) ? [] : [{does: 'runs', program, line: line + index}]
  })
}
