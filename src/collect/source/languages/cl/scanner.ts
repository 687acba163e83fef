import type {Fact, FileFacts} from '../fact.ts'
import {factsInOrder} from '../facts-in-order.ts'
import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FileOverride, Named, NativeFile, ProgramSeen} from '../mainframe-fact.ts'
import {memberName} from '../members.ts'
import {type ItemsKnown, itemsKnown, itemsNamed} from '../named-value.ts'
import {callBeginning, factsOf, isTemporary, objectOf, valueOf} from './command-facts.ts'
import {type ClCommand, commandsIn, logicalLines} from './commands.ts'
import {linkCl} from './imports.ts'
import {receiving} from './libraries.ts'

/** Programs of CL, the control language of IBM i. */
export const cl: LanguageScanner = {
  id: 'cl',
  name: 'CL',
  extensions: ['clle', 'clp', 'clp38', 'clleinc'],
  read: readCl,
  link: linkCl,
}

const mostCommands = 100_000

function readCl({path, text}: ScannedFile): FileFacts {
  const {lines, unended} = logicalLines(text)
  const commands = lines.slice(0, mostCommands).flatMap(({text: one, line}) => commandsIn(one, line))
  if (commands.length === 0) return {imports: [], declares: [], facts: []}
  const items = itemsKnown()
  for (const command of commands) readItems(command, items)
  const found = distinct([
    ...withEnds(commands.map((one) => withTextOfShell(one, commands)).flatMap(factsOf), commands),
    ...declaredFiles(commands),
    ...variableCalls(commands),
  ])
  const isProgram = commands.some(({name}) => name === 'PGM') || commands.at(-1)?.name === 'ENDPGM'
  const program = isProgram ? programFact(path, text, commands, found) : undefined
  const included = commands.flatMap((command) => {
    const member = includedMember(command)
    return member === undefined ? [] : [{member, line: command.line}]
  })
  const known = items.leadingFrom(program ? itemsNamed(found) : undefined)
  return {
    imports: included.map(({member, line}) => ({specifier: member, line})),
    declares: program ? [program.name] : [],
    facts: factsInOrder([
      ...(program ? [program] : []),
      ...included.map(({member, line}): Fact => ({is: 'copy', member, line})),
      ...found,
      ...(Object.keys(known).length > 0 ? [{is: 'items' as const, line: 1, items: known}] : []),
    ]),
    ...(unended !== undefined && {fault: {line: unended, message: 'syntax error: this comment never ends'}}),
  }
}

/** `INCLUDE SRCMBR(ERRORS)`, `INCLUDE SRCSTMF('../common/errors.clle')`. */
function includedMember(command: ClCommand): string | undefined {
  if (command.name !== 'INCLUDE') return undefined
  const path = /^\s*'([^']+)'\s*$/.exec(command.keywords.get('SRCSTMF') ?? '')?.[1]
  return path === undefined ? objectOf(valueOf(command, 'SRCMBR'))?.literal : memberName(path)
}

function distinct(facts: readonly Fact[]): readonly Fact[] {
  return [...new Map(facts.map((fact) => [JSON.stringify(fact), fact])).values()]
}

function programFact(path: string, text: string, commands: readonly ClCommand[], facts: readonly Fact[]): ProgramSeen {
  const counts = new Map<string, number>()
  for (const fact of facts) if (fact.is === 'call') counts.set(fact.how, (counts.get(fact.how) ?? 0) + 1)
  return {
    is: 'program',
    name: memberName(path),
    language: 'CL',
    line: 1,
    until: text.split('\n').length,
    codeLines: new Set(commands.map(({line}) => line)).size,
    decisions: commands.filter(({name}) => /^(?:IF|WHEN|DOWHILE|DOUNTIL|DOFOR)$/.test(name)).length,
    statements: Object.fromEntries([...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  }
}

/** An override counts to the command that ends it. */
function withEnds(facts: readonly Fact[], commands: readonly ClCommand[]): readonly Fact[] {
  const ends = commands.flatMap((command) => {
    if (command.name !== 'DLTOVR') return []
    const written = valueOf(command, 'FILE') ?? '*ALL'
    return [{files: written.toUpperCase().split(/\s+/), line: command.line}]
  })
  return facts.map((fact): Fact => {
    if (fact.is !== 'override') return fact
    const end = ends.find(({files, line}) => line > fact.line && (files.includes(fact.file) || files.includes('*ALL')))
    return end ? ({...fact, until: end.line} satisfies FileOverride) : fact
  })
}

/** What a shell is given by a variable that the program sets once. */
function withTextOfShell(command: ClCommand, commands: readonly ClCommand[]): ClCommand {
  if (!/^(?:STR)?QSH$/.test(command.name)) return command
  const variable = valueOf(command, 'CMD')?.trim().toUpperCase() ?? ''
  if (!/^&[\w@#$£§À-ÿ]+$/.test(variable)) return command
  const [text, ...others] = commands.flatMap((one) =>
    /^(?:DCL|CHGVAR)$/.test(one.name) && valueOf(one, 'VAR')?.trim().toUpperCase() === variable
      ? (valueOf(one, 'VALUE') ?? [])
      : [],
  )
  if (text === undefined || others.length > 0) return command
  return {...command, keywords: new Map([...command.keywords, ['CMD', text]])}
}

/** Files that a program declares: one that is sent is a screen; one that is only received, the description tells. */
function declaredFiles(commands: readonly ClCommand[]): readonly NativeFile[] {
  return commands.flatMap((command): readonly NativeFile[] => {
    if (command.name !== 'DCLF') return []
    const file = fileBehind(valueOf(command, 'FILE'), commands)
    const opened = objectOf(command.keywords.get('OPNID'))?.literal
    // What a job makes for itself is gone with it.
    if (!file) return []
    const operations = commands.flatMap((one) => {
      const id = objectOf(one.keywords.get('OPNID'))?.literal
      const format = objectOf(one.keywords.get('RCDFMT') ?? one.positional[1])?.literal
      return /^(?:RCVF|SNDF|SNDRCVF|CLOSE)$/.test(one.name) && id === opened
        ? [{operation: one.name, on: format === undefined ? [] : [format], line: one.line}]
        : []
    })
    const isScreen = operations.some(({operation}) => operation.startsWith('SND'))
    const name = file.literal ?? file.item ?? ''
    return [
      {
        ...{
          is: 'native-file',
          name,
          file,
          device: isScreen ? 'screen' : 'any',
          does: isScreen ? ['reads', 'writes'] : ['reads'],
        },
        ...{how: 'DCLF', operations, line: command.line},
      },
    ]
  })
}

/** The file that a program finds under a name: an override of its own leads elsewhere; none for a file of its job. */
function fileBehind(written: string | undefined, commands: readonly ClCommand[]): Named | undefined {
  const file = objectOf(written)
  if (!file || isTemporary(written)) return undefined
  const named = (name: string, keyword: string) =>
    commands.filter((one) => one.name === name && objectOf(valueOf(one, keyword))?.literal === file.literal)
  if (named('CRTPF', 'FILE').some((one) => isTemporary(valueOf(one, 'FILE')))) return undefined
  const overrides = new Set(named('OVRDBF', 'FILE').flatMap((one) => valueOf(one, 'TOFILE') ?? []))
  const [to, ...others] = overrides
  if (to === undefined || file.literal === undefined) return file
  if (others.length > 0) return {item: '*UNKNOWN'}
  return isTemporary(to) ? undefined : objectOf(to)
}

/** A job that is submitted with a request that is put together runs what only a run knows. */
function variableCalls(commands: readonly ClCommand[]): readonly Fact[] {
  return commands.flatMap(({name, keywords, line}): readonly Fact[] => {
    const item =
      name === 'SBMJOB' ? /^&[\w@#$£§À-ÿ]+$/.exec(keywords.get('RQSDTA') ?? '')?.[0].toUpperCase() : undefined
    return item === undefined ? [] : [{is: 'call', to: 'program', how: 'SBMJOB RQSDTA', target: {item}, line}]
  })
}

const variable = /&[A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*/g

function readItems(command: ClCommand, items: ItemsKnown): void {
  const {name, keywords, positional} = command
  if (name === 'DCL' || name === 'CHGVAR') {
    const item = (valueOf(command, 'VAR') ?? '').trim().toUpperCase()
    const written = valueOf(command, 'VALUE')?.trim()
    if (written === undefined || !/^&/.test(item)) return
    const literal = /^'([^']*(?:''[^']*)*)'$/.exec(written)?.[1]?.replaceAll("''", "'")
    if (literal !== undefined) items.value(item, literal)
    else if (/^[A-Za-z@#$£§À-ÿ][\w@#$£§À-ÿ/]*$/.test(written)) items.value(item, written)
    else if (/^&[\w@#$£§À-ÿ]+$/.test(written)) items.move(item, written.toUpperCase())
    else {
      const beginning = callBeginning.exec(written)?.[1]
      if (beginning !== undefined) items.value(item, beginning)
      items.open(item)
    }
    return
  }
  if (!receiving.test(name)) return
  const isCall = name.startsWith('CALL')
  const given = isCall ? [valueOf(command, 'PARM') ?? ''] : [...keywords.values(), ...positional]
  for (const text of given) for (const [found] of text.matchAll(variable)) items.open(found.toUpperCase())
}
