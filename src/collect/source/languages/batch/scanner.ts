import {type CommandWritten, commandsOf} from '../command-line.ts'
import type {ImportSeen} from '../../resolve-imports.ts'
import {isSetting} from '../environment-names.ts'
import type {Fact, FileFacts} from '../fact.ts'

import type {LanguageScanner, ScannedFile} from '../language-scanner.ts'
import type {FactSaid} from '../library.ts'
import {programFacts} from '../shell-programs.ts'
import {isRunAt, taskMade} from '../scheduled-tasks.ts'
import {followed, type Piece, textOf, type Word} from '../word.ts'
import {commandFacts, commandOf, type WindowsCommand} from '../windows-commands.ts'
import {linkBatch} from './imports.ts'
import {piecesOf, type Variables, variablesOf} from './variables.ts'
import {type Line, linesOf} from './lines.ts'
import {withoutLists} from './loops.ts'

/** Scripts of cmd.exe, and the files of commands that they give to FTP. */
export const batch: LanguageScanner = {
  id: 'batch',
  name: 'Windows batch',
  extensions: ['bat', 'cmd', 'ftp'],
  read: ({path, text}) => (/\.ftp$/i.test(path) ? readSession(text) : readBatch({path, text})),
  link: linkBatch,
}

/** Commands for FTP: where it goes and what it carries. */
function readSession(text: string): FileFacts {
  const facts = programFacts({name: 'ftp', words: [], input: [{text}]})
  return {imports: [], declares: [], facts: facts.map((said) => ({...said, line: 1}) as Fact)} // the line is all that a said fact lacks
}

interface Reading {
  readonly variables: Variables
  readonly imports: ImportSeen[]
  readonly facts: Fact[]
  /** What is written to files that other commands then read, by name. */
  readonly written: Map<string, string[]>
  /** By its letter, the share that a drive stands for. */
  readonly drives: Map<string, string>
}

function readBatch({text}: ScannedFile): FileFacts {
  const lines = linesOf(text)
  const variables = variablesOf(lines)
  const reading: Reading = {variables, imports: [], facts: [], written: new Map(), drives: new Map()}
  for (const line of lines) readLine(reading, line)
  const facts = [...new Map(reading.facts.map((fact) => [JSON.stringify(fact), fact])).values()]
  return {imports: reading.imports, declares: [], facts: facts.toSorted((a, b) => a.line - b.line)}
}

function readLine(reading: Reading, {code, line}: Line): void {
  for (const {name} of reading.variables.used(code))
    if (isSetting(name)) put(reading, line, {is: 'setting', from: 'environment', key: name})
  for (const written of commandsIn(code, reading.variables)) {
    const command = withDrives(commandOf(written, wordOf(reading.variables)), reading.drives)
    if (command.name === 'echo') remember(reading, command)
    else readCommand(reading, command, line)
  }
}

function wordOf({settings}: Variables): (pieces: readonly Piece[]) => Word {
  return (pieces) => followed(pieces, settings, (name) => (isSetting(name) ? {environment: name} : {atRunTime: true}))
}

/** The commands of a line, without the words that only say when they run. */
function commandsIn(line: string, variables: Variables): readonly CommandWritten[] {
  // What is compared with nothing would else be taken for half of a comparison.
  const {code, commands} = withoutLists(line.replace(/==\s*""/g, '=="{}"'))
  return [code, ...commands].flatMap((one) => commandsOfLine(one, variables))
}

function commandsOfLine(code: string, variables: Variables): readonly CommandWritten[] {
  return commandsOf(code, (name) => piecesOf(name, variables)).flatMap(({words, ...rest}) => {
    const own = withoutConditions(words)
    return own.length > 0 ? [{words: own, ...rest}] : []
  })
}

const text = (pieces: readonly Piece[] | undefined): string =>
  (pieces ?? []).map((piece) => ('text' in piece ? piece.text : '{}')).join('')

/** `if exist x`, `for %%f in (...) do`, `else`: what stands behind is run. */
function withoutConditions(words: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] {
  let left = words
  for (let depth = 0; depth < 10; depth += 1) {
    const first = text(left[0]).replace(/^@/, '').toLowerCase()
    if (first === 'else' || first === 'do' || first === '') left = left.slice(1)
    else if (first === 'if') left = behindIf(left.slice(1))
    else if (first === 'for') return []
    else break
    if (left.length === 0) return []
  }
  return left
}

function behindIf(words: readonly (readonly Piece[])[]): readonly (readonly Piece[])[] {
  let at = 0
  while (/^(?:\/i|not)$/i.test(text(words[at]))) at += 1
  const word = text(words[at]).toLowerCase()
  if (/^(?:exist|defined|errorlevel|cmdextversion)$/.test(word))
    return words.slice(text(words[at + 1]) === '==' ? at + 3 : at + 2)
  if (word.includes('==')) return words.slice(word.endsWith('==') ? at + 2 : at + 1)
  if (/^(?:==|equ|neq|lss|leq|gtr|geq)$/i.test(text(words[at + 1]))) return words.slice(at + 3)
  return text(words[at + 1]).startsWith('==') ? words.slice(at + 2) : words.slice(at + 1)
}

/** `echo open host> commands.txt`. */
function remember({written}: Reading, {words, writes}: WindowsCommand): void {
  const name = writes ? textOf(writes).toLowerCase() : ''
  if (name && !name.includes('{}')) written.set(name, [...(written.get(name) ?? []), words.map(textOf).join(' ')])
}

/** `net use Z: \\server\share`: a drive that is given once stands for its share. */
function withDrives(command: WindowsCommand, drives: Map<string, string>): WindowsCommand {
  const words = command.words.map(textOf)
  if (command.name === 'net' && /^use$/i.test(words[0] ?? '')) {
    const [, letter = ''] = /^([A-Za-z]):$/.exec(words[1] ?? '') ?? []
    const share = /^\\\\[\w.-]+\\[^\\{}]+/.exec(words[2] ?? '')?.[0]
    if (letter && words[2] !== undefined && !words[2].startsWith('/'))
      drives.set(letter.toLowerCase(), drives.has(letter.toLowerCase()) || !share ? '' : share)
    return command
  }
  const onShare = (word: Word): Word => {
    const [, letter = '', rest = ''] = /^([A-Za-z]):(.*)$/.exec(textOf(word)) ?? []
    const share = drives.get(letter.toLowerCase())
    return share ? [{text: `${share}${rest.startsWith('\\') ? '' : '\\'}${rest}`}] : word
  }
  return {
    ...command,
    words: command.words.map(onShare),
    ...(command.writes && {writes: onShare(command.writes)}),
    ...(command.reads && {reads: onShare(command.reads)}),
  }
}

const script = /\.(?:bat|cmd|ftp)$/i

function readCommand(reading: Reading, command: WindowsCommand, line: number): void {
  const task = taskMade(command, line)
  if (task) {
    reading.facts.push(task)
    for (const said of programFacts(command)) put(reading, line, said)
  }
  const given = isRunAt(command) ?? command
  const all = [given.called, ...given.words, ...(given.reads ? [given.reads] : [])]
  for (const word of all) {
    const specifier = textOf(word).replace(/^-s:/i, '')
    if (script.test(specifier) && !specifier.includes('{}')) reading.imports.push({specifier, line})
  }
  const named = given.name === 'ftp' ? given.words.map(textOf).find((one) => /^-s:/i.test(one)) : undefined
  const input = reading.written.get((named?.slice(3) ?? (given.reads ? textOf(given.reads) : '')).toLowerCase())
  for (const said of commandFacts(input ? {...given, input: [{text: input.join('\n')}]} : given))
    put(reading, line, said)
}

function put({facts}: Reading, line: number, said: FactSaid): void {
  facts.push({...said, line} as Fact) // the line is all that a said fact lacks
}
