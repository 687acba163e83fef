import type {Fact, Value} from '../fact.ts'
import type {Named, NativeFile} from '../mainframe-fact.ts'
import {boundMark} from '../prototype-names.ts'
import {sqlFact} from '../sql-text.ts'
import {withDots, withoutSystem} from '../sql-of-ibm-i.ts'
import {type ClCommand, commandsIn} from './commands.ts'
import {fileCommands, pathCommands, positions} from './libraries.ts'
import {shellFacts, textPutTogether} from './shell-commands.ts'

/** The beginning of a command that calls a program, before what is put together with it at run time. */
export const callBeginning = /^'((?:SBMJOB\s+CMD\s*\(\s*)?CALL\s+(?:PGM\s*\(\s*)?[\w@#$£§À-ÿ/*]+[\s)][^']*)(?:'|$)/i

/** The value of a keyword, or what stands at its place. */
export function valueOf({name, keywords, positional}: ClCommand, keyword: string): string | undefined {
  const said = keywords.get(keyword)
  if (said !== undefined) return said
  const at = Object.hasOwn(positions, name) ? (positions[name]?.indexOf(keyword) ?? -1) : -1
  return at < 0 ? undefined : positional[at]
}

/** An object without its library: a name as it stands, a literal, or a variable. */
export function objectOf(written: string | undefined): Named | undefined {
  const first = /^\s*\(*\s*((?:'[^']*(?:''[^']*)*'|[^\s'()])+)/.exec(written ?? '')?.[1]
  if (first === undefined) return undefined
  const last = plainText(first).split('/').at(-1)?.trim() ?? ''
  if (/^&/.test(last)) return {item: last.toUpperCase()}
  return /^[A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ.]*$/.test(last) ? {literal: last.toUpperCase()} : undefined
}

function plainText(written: string): string {
  return written.replace(/''/g, "'").replace(/^'|'$/g, '')
}

/** A path or another text: a literal, or a variable. */
function textOf(written: string | undefined): Named | undefined {
  const text = (written ?? '').trim()
  const literal = /^'([^']*(?:''[^']*)*)'$/.exec(text)?.[1]?.replaceAll("''", "'")
  if (literal !== undefined) return {literal}
  if (/^&[\w@#$£§À-ÿ]+$/.test(text)) return {item: text.toUpperCase()}
  return /^[\w@#$£§À-ÿ./-]+$/.test(text) ? {literal: text} : undefined
}

/** What the commands in a text do. */
export function commandFacts(text: string, line: number): readonly Fact[] {
  return commandsIn(text.trim(), line).flatMap((command) => factsOf(command))
}

type Reader = (command: ClCommand) => readonly Fact[]

/** What one command does, without the commands in it. */
export function factsOf(command: ClCommand): readonly Fact[] {
  const {name} = command
  return [
    ...(Object.hasOwn(readers, name) ? (readers[name]?.(command) ?? []) : []),
    ...(Object.hasOwn(fileCommands, name) ? filesOf(command) : []),
    ...(Object.hasOwn(pathCommands, name) ? pathsOf(command) : []),
  ]
}

function called(keyword: string): Reader {
  return (command) => {
    const target = objectOf(valueOf(command, keyword))
    if (!target) return []
    const {name, isSubmitted, line} = command
    const how = isSubmitted ? `SBMJOB ${name}` : name
    const isBound = name === 'CALLPRC' && target.literal !== undefined
    const named = isBound ? {literal: `${boundMark}${target.literal}`} : target
    return [{is: 'call', to: 'program', how, target: named, line}, ...systemCall(command, target)]
  }
}

const queuePrograms: Readonly<Record<string, 'sends' | 'receives'>> = {QSNDDTAQ: 'sends', QRCVDTAQ: 'receives'}

/** What a call of one of the system's own programs does, by its first parameter. */
function systemCall(command: ClCommand, {literal = ''}: Named): readonly Fact[] {
  const parameters = valueOf(command, 'PARM') ?? ''
  const {line} = command
  if (Object.hasOwn(queuePrograms, literal)) {
    const queue = objectOf(parameters) ?? {item: '*UNKNOWN'}
    const does = queuePrograms[literal] ?? 'sends'
    return [{is: 'mq', product: 'ibm-i-data-queue', operation: literal, does, queue, line}]
  }
  if (/^QP2(?:SHELL2?|TERM)$/.test(literal) && parameters !== '') return shellCalled(parameters, line)
  if (literal !== 'QCMDEXC') return []
  const text = /^'([^']*(?:''[^']*)*)'/.exec(parameters)?.[1]?.replaceAll("''", "'")
  if (text !== undefined) return commandFacts(text, line)
  const item = /^&[\w@#$£§À-ÿ]+/.exec(parameters)?.[0].toUpperCase()
  return item === undefined ? [] : [{is: 'call', to: 'program', how: 'QCMDEXC', target: {item}, line}]
}

function area(does: 'reads' | 'writes'): Reader {
  return (command) => {
    const written = valueOf(command, 'DTAARA')
    const named = objectOf(written)
    if (!named || /^\(*\s*\*/.test(written ?? '')) return []
    return [{is: 'data-area', does, operation: command.name, area: named, line: command.line}]
  }
}

function sql(command: ClCommand): readonly Fact[] {
  const text = textOf(valueOf(command, 'SQL'))
  const {line} = command
  if (text?.literal === undefined)
    return [{is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, line}]
  const fact = sqlFact(withDots(text.literal.trim()).replace(/^[a-z]+/i, (word) => word.toUpperCase()))
  const kept = fact && withoutSystem(fact)
  return kept ? [{...kept, line}] : []
}

/** The machine that files are sent to; what is sent stands in a member of commands that is data. */
function ftp(command: ClCommand): readonly Fact[] {
  const written = valueOf(command, 'RMTSYS')?.replace(/^\(+|\)+$/g, '')
  const server = textOf(/^\*INTNETADR/i.test(written ?? '') ? command.keywords.get('INTNETADR') : written)
  return server ? [{is: 'file', protocol: 'ftp', server: valueNamed(server), line: command.line}] : []
}

function valueNamed({literal}: Named): Value {
  return literal === undefined ? {unresolved: 'decided at run time'} : {literal}
}

function override(command: ClCommand): readonly Fact[] {
  const [file, to] = [objectOf(valueOf(command, 'FILE')), objectOf(valueOf(command, 'TOFILE'))]
  if (file?.literal === undefined || !to || to.literal === file.literal) return []
  return [{is: 'override', file: file.literal, to, line: command.line}]
}

function shell(command: ClCommand): readonly Fact[] {
  const {line} = command
  const text = textPutTogether(valueOf(command, 'CMD') ?? '')
  return text === undefined ? [{is: 'process', program: atRunTime, line}] : shellFacts(text, line)
}

const atRunTime: Value = {unresolved: 'decided at run time'}

/** `QP2SHELL '/usr/bin/sh' '-c' 'x'` of AIX's environment: the program, or what the shell is given. */
function shellCalled(parameters: string, line: number): readonly Fact[] {
  const [program, ...given] = [...parameters.matchAll(/'((?:[^']|'')*)'|&[\w@#$£§À-ÿ]+/g)].map(([, text]) =>
    text?.replaceAll("''", "'"),
  )
  const inner = /(?:^|\/)(?:[bck]?sh|bash|qsh)$/.test(program ?? '') ? given[given.indexOf('-c') + 1] : undefined
  if (inner !== undefined && given.includes('-c')) return shellFacts(inner, line)
  return [{is: 'process', program: program ? {literal: program} : atRunTime, line}]
}

const ofSchedule = ['FRQ', 'SCDDATE', 'SCDDAY', 'RELDAYMON', 'SCDTIME']

/** An entry by its name and by what it says of when; what only a run decides of that is counted. */
function scheduled(command: ClCommand): readonly Fact[] {
  const {line} = command
  const given = ofSchedule.flatMap((keyword) => {
    const value = command.keywords.get(keyword) ?? ''
    return value === '' || /^\*NONE$/i.test(value) ? [] : [{keyword, value}]
  })
  const known = given.flatMap(({keyword, value}) => (value.includes('&') ? [] : [`${keyword}(${value})`]))
  const job = objectOf(valueOf(command, 'JOB'))?.literal
  return [
    ...(known.length > 0
      ? [{is: 'job' as const, schedule: {literal: [...(job ? [job] : []), ...known].join(' ')}, line}]
      : []),
    ...(known.length < given.length ? [{is: 'job' as const, schedule: atRunTime, line}] : []),
  ]
}

function mail(command: ClCommand): readonly Fact[] {
  return [{is: 'mail', line: command.line}]
}

/** SQL of a member: the member is data of the system, unless a path leads to it. */
function sqlMember(command: ClCommand): readonly Fact[] {
  if (command.keywords.has('SRCSTMF')) return []
  return [{is: 'sql', of: 'tables', reads: [], writes: [], calls: [], isPartial: true, line: command.line}]
}

const readers: Readonly<Record<string, Reader>> = {
  ADDJOBSCDE: scheduled,
  CHGJOBSCDE: scheduled,
  CALL: called('PGM'),
  CALLPRC: called('PRC'),
  CHGDTAARA: area('writes'),
  FTP: ftp,
  OVRDBF: override,
  QSH: shell,
  RTVDTAARA: area('reads'),
  RUNSQL: sql,
  RUNSQLSTM: sqlMember,
  SNDDST: mail,
  SNDSMTPEMM: mail,
  STRQSH: shell,
  STRREXPRC: called('SRCMBR'),
  STRTCPFTP: ftp,
  TFRCTL: called('PGM'),
}

/** A file of a job alone, none, or one of the system that such files are made after: `QTEMP/WORK`, `*PRINT`, `QADSPOBJ`. */
export function isTemporary(written: string | undefined): boolean {
  return /^\(*\s*(?:(?:QTEMP|QSYS)\/|\*(?!LIBL|CURLIB)|(?:\*LIBL\/)?QA(?:DSP|FD)\w+)/i.test(written ?? '')
}

/** A copied file is perhaps none of the database: what it is, its description says. */
function filesOf(command: ClCommand): readonly NativeFile[] {
  return (fileCommands[command.name] ?? []).flatMap(([keyword, does]) => {
    const file = objectOf(valueOf(command, keyword))
    if (!file || isTemporary(valueOf(command, keyword)) || (keyword === 'TOFILE' && command.keywords.has('TOSTMF')))
      return []
    const name = file.literal ?? file.item ?? ''
    return [{is: 'native-file', name, file, device: 'any', does: [does], how: command.name, line: command.line}]
  })
}

function pathsOf(command: ClCommand): readonly Fact[] {
  return (pathCommands[command.name] ?? []).flatMap(([keyword, does]): readonly Fact[] => {
    const path = textOf(command.keywords.get(keyword))
    if (!path) return []
    const member = /^\/QSYS\.LIB\/(?:.*\/)?([\w@#$£§À-ÿ]+)\.FILE(?:\/|$)/i.exec(path.literal ?? '')?.[1]?.toUpperCase()
    if (member !== undefined && !/^\/QSYS\.LIB\/QTEMP\.LIB/i.test(path.literal ?? ''))
      return [
        {
          is: 'native-file',
          ...{
            name: member,
            file: {literal: member},
            device: 'any',
            does: [does],
            how: command.name,
            line: command.line,
          },
        },
      ]
    if (member !== undefined) return []
    return [{is: 'file', protocol: 'local', path: valueNamed(path), does, line: command.line}]
  })
}
