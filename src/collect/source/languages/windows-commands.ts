import {type Command, optionsOf, programName} from './command.ts'
import {commandsOf, type CommandWritten} from './command-line.ts'
import {fileSaid} from './dotnet-types.ts'
import type {FactSaid} from './library.ts'
import {packageOf} from './package-executed.ts'
import {programFacts, shellPrograms} from './shell-programs.ts'
import {atRunTime, behind, followed, type Piece, textOf, valueOf, type Word} from './word.ts'

/** A command as cmd.exe is given it, with its variables put in. */
export interface WindowsCommand extends Command {
  readonly called: Word
  /** The file that its output goes to. */
  readonly writes?: Word
  readonly reads?: Word
}

/** What commands of cmd.exe itself, and small tools of Windows, do not lead out of a script for. */
const quiet = new Set(
  (
    'echo set if else for goto exit shift setlocal endlocal rem title color cls pause ver vol verify path prompt mode chcp date time cd chdir ' +
    'md mkdir rd rmdir dir del erase ren rename attrib cacls icacls takeown find findstr sort more tree comp fc timeout sleep choice ping ' +
    'tasklist taskkill tskill whoami hostname ipconfig where assoc ftype label format chkdsk defrag wait subst pushd popd call break ' +
    'nul not exist defined errorlevel equ neq lss leq gtr geq do in on off con type copy move reg sc wmic forfiles net net1 setx errorcode ' +
    'gpupdate systeminfo eventcreate logevent nltest nslookup arp route netstat query qwinsta logoff shutdown'
  ).split(' '),
)

/** What one line of a command does, as a job or a procedure of a database gives it; its variables are the machine's. */
export function windowsCommandFacts(line: string): readonly FactSaid[] {
  if (line.trim().startsWith('{}')) return [{is: 'process', program: {unresolved: 'decided at run time'}}]
  return commandsOf(line.replaceAll('{}', '%{}%'), () => [atRunTime]).flatMap((written) =>
    commandFacts(commandOf(written, (pieces) => followed(pieces, new Map()))),
  )
}

export function commandOf(written: CommandWritten, wordOf: (pieces: readonly Piece[]) => Word): WindowsCommand {
  const [called = [], ...words] = written.words.map(wordOf)
  return {
    name: programName(textOf(called).replace(/^@/, '')),
    called: textOf(called).startsWith('@') ? behind(called, 1) : called,
    words,
    ...(written.writes && {writes: wordOf(written.writes)}),
    ...(written.reads && {reads: wordOf(written.reads)}),
  }
}

/** Programs whose options begin with a slash as well. */
const slashed = new Set(['sqlcmd', 'osql', 'isql', 'bcp', 'dtexec', 'dtsrun', 'winscp'])
const deepest = 5

export function commandFacts(command: WindowsCommand, depth = 0): readonly FactSaid[] {
  const {name, words} = command
  const output = command.writes ? folderFile(command.writes, 'writes') : []
  const inner = innerCommand(command)
  if (inner && depth < deepest) return [...output, ...commandFacts(inner, depth + 1)]
  return [...ownFacts({...command, words: slashed.has(name) ? words.map(withHyphen) : words}), ...output]
}

/** `call x`, `start "" /wait x`, `cmd /c x`: another command stands in its words. */
function innerCommand({name, words, ...rest}: WindowsCommand): WindowsCommand | undefined {
  const text = (at: number): string => textOf(words[at] ?? [])
  let at: number
  if (name === 'call') at = 0
  else if (name === 'start') {
    at = 0
    while (/^\/\w/.test(text(at))) at += text(at).toLowerCase() === '/d' ? 2 : 1
    // The first text in quotes is a title: one that is no program's name.
    if (words.length > at + 1 && !/\.(?:exe|bat|cmd|com|vbs|msi)$|[\\/]/i.test(text(at)) && !/^[\w-]+$/.test(text(at)))
      at += 1
    while (/^\/\w/.test(text(at))) at += text(at).toLowerCase() === '/d' ? 2 : 1
  } else if (name === 'cmd' && /^\/[ckCK]$/.test(text(0))) at = 1
  else return undefined
  const called = words[at]
  if (!called || textOf(called).startsWith(':')) return undefined
  // `cmd /c "copy a b"`: the text is a line.
  const line = name === 'cmd' && words.length === at + 1 && /\s/.test(textOf(called)) ? lineOf(called) : undefined
  if (line) return {...rest, ...line}
  return {...rest, name: programName(textOf(called)), called, words: words.slice(at + 1)}
}

function lineOf(word: Word): WindowsCommand | undefined {
  const [first] = commandsOf(textOf(word).replaceAll('{}', '%{}%'), () => [atRunTime])
  return first && commandOf(first, (pieces) => followed(pieces, new Map()))
}

/** `/S server` as `-S server`. */
function withHyphen(word: Word): Word {
  const text = textOf(word)
  return /^\/[A-Za-z]/.test(text) ? [{text: '-'}, ...behind(word, 1)].reduce<Word>(joinedWord, []) : word
}

function joinedWord(word: Word, piece: Word[number]): Word {
  const last = word.at(-1)
  return last && 'text' in last && 'text' in piece
    ? [...word.slice(0, -1), {text: last.text + piece.text}]
    : [...word, piece]
}

function ownFacts(command: WindowsCommand): readonly FactSaid[] {
  const {name, words} = command
  if (name === 'copy' || name === 'move') return copied(words, name)
  if (name === 'type') return words.flatMap((word) => folderFile(word, 'reads'))
  if (name === 'ftp') return ftp(command)
  if (name === 'dotnet')
    return started(
      words.map((word) => ({...command, called: word})).find(({called}) => /\.(?:dll|exe)$/i.test(textOf(called))) ??
        command,
    )
  if (name === 'dtexec') return [...started(command), ...packageOf(words.map(textOf).join(' '))]
  if (name === 'net' || name === 'schtasks') return programFacts(command)
  if (name === 'bcp') return [...programFacts(command), ...bulkFile(words)]
  if (name === 'powershell' || name === 'pwsh') return powershell(words)
  if (name === 'cscript' || name === 'wscript')
    return programFacts({...command, words: words.filter((word) => !/^[-/]/.test(textOf(word)))})
  if (Object.hasOwn(shellPrograms, name)) return [...programFacts(command), ...clientRuns(command)]
  if (quiet.has(name) || name === '' || /^(?:echo|rem|set)[^\w-]/.test(name)) return []
  return started(command)
}

/** A program that is started: by its name, without folders. */
function started({called}: WindowsCommand): readonly FactSaid[] {
  const text = textOf(called).trim()
  // A page or a file that is opened is no program; nor is a mark, or a label.
  if (text.includes('://') || !/[\p{L}\p{N}{]/u.test(text) || /^[:%@]|^\.\w+$|^[^\w{\\.$]/.test(text)) return []
  const name = text.replace(/^.*[\\/]/, '')
  if (/^\{\}:$/.test(text)) return []
  if (name.includes('{}') || name === '') return [{is: 'process', program: {unresolved: 'decided at run time'}}]
  return /^[\w.+$#-]+(?: [\w.+$#-]+){0,6}$/.test(name) ? [{is: 'process', program: {literal: name}}] : []
}

/** A client of a database is a program that is started, too. */
function clientRuns({name}: WindowsCommand): readonly FactSaid[] {
  return /^(?:robocopy|xcopy)$/.test(name) ? [] : [{is: 'process', program: {literal: name}}]
}

/** `copy /y a b`, `copy a+b c`: what is named by a whole path or lies on a share. */
function copied(words: readonly Word[], name: string): readonly FactSaid[] {
  const files = words.filter((word) => !/^\/-?\w+$/.test(textOf(word)) && textOf(word) !== '+')
  const target = files.length > 1 ? files.at(-1) : undefined
  const sources = target ? files.slice(0, -1) : files
  const moved = name === 'move' ? sources.flatMap((word) => folderFile(word, 'writes')) : []
  return [
    ...sources.flatMap((word) => folderFile(word, 'reads')),
    ...moved,
    ...(target ? folderFile(target, 'writes') : []),
  ]
}

function folderFile(word: Word, does: 'reads' | 'writes'): readonly FactSaid[] {
  const said = fileSaid(valueOf(word), does)
  return said && !/^(?:nul|con|prn|lpt\d|com\d):?$/i.test(textOf(word)) ? [said] : []
}

/** `ftp -s:commands.txt host`: what the file says is put in by who knows it. */
function ftp(command: WindowsCommand): readonly FactSaid[] {
  return programFacts({...command, words: command.words.filter((word) => !/^-[svndgiA]/i.test(textOf(word)))})
}

/** The file that a bulk copy reads or writes. */
function bulkFile(words: readonly Word[]): readonly FactSaid[] {
  const {rest} = optionsOf({words}, '-S -d -U -P -t -r -f -e -F -L -b -m -i -o -a -h')
  const [, direction, file] = rest
  const does = direction && /^in$/i.test(textOf(direction)) ? 'reads' : 'writes'
  return file && direction ? folderFile(file, does) : []
}

/** The script that PowerShell is given, else PowerShell itself. */
function powershell(words: readonly Word[]): readonly FactSaid[] {
  const script = words.map(textOf).find((text) => /\.ps1$/i.test(text.replace(/^&?\s*['"]?|['"]$/g, '')))
  const name = script?.replace(/^.*[\\/]/, '').replace(/['"]/g, '')
  return [{is: 'process', program: {literal: name && /^[\w.-]+$/.test(name) ? name : 'powershell'}}]
}
