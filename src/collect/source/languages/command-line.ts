import type {Piece} from './word.ts'

/** A command of a line of cmd.exe, with what it is given to read and where its output goes. */
export interface CommandWritten {
  readonly words: readonly (readonly Piece[])[]
  readonly writes?: readonly Piece[]
  readonly reads?: readonly Piece[]
}

/** How a variable is told, by its name as it is written: `X`, `~dp0`, `1`, `X:~0,4`. */
export type PieceOf = (variable: string) => readonly Piece[]

const mostCommands = 200
const mostWords = 2000

/** What of a line has been read. */
interface Open {
  readonly commands: CommandWritten[]
  words: (readonly Piece[])[]
  word: Piece[] | undefined
  into: 'words' | 'writes' | 'reads'
  writes: readonly Piece[] | undefined
  reads: readonly Piece[] | undefined
}

function put(open: Open, piece: Piece): void {
  open.word ??= []
  const last = open.word.at(-1)
  if ('text' in piece && last && 'text' in last) open.word[open.word.length - 1] = {text: last.text + piece.text}
  else open.word.push(piece)
}

function endWord(open: Open): void {
  if (open.word !== undefined && open.words.length < mostWords) {
    if (open.into === 'words') open.words.push(open.word)
    else open[open.into] = open.word
    open.into = 'words'
  }
  open.word = undefined
}

function endCommand(open: Open): void {
  endWord(open)
  const {commands, words, writes, reads} = open
  if (words.length > 0 && commands.length < mostCommands)
    commands.push({words, ...(writes && {writes}), ...(reads && {reads})})
  Object.assign(open, {words: [], writes: undefined, reads: undefined, into: 'words'})
}

/** A bracket opens a block where a command may begin, and behind a condition; in what is shown it is a sign. */
function opensBlock({words, word}: Open): boolean {
  if (word !== undefined || words.some(shows)) return false
  const [first] = words[0] ?? []
  return words.length === 0 || (first !== undefined && 'text' in first && /^@?(?:if|else|for|do)$/i.test(first.text))
}

function shows([first]: readonly Piece[]): boolean {
  return first !== undefined && 'text' in first && /^@?(?:echo[.:]?|title)$/i.test(first.text)
}

/** The commands of a line: quotes hold words together, `^` takes a sign for itself, `&` and `|` stand between. */
export function commandsOf(line: string, pieceOf: PieceOf): readonly CommandWritten[] {
  const open: Open = {commands: [], words: [], word: undefined, into: 'words', writes: undefined, reads: undefined}
  let isQuoted = false
  /** Brackets that are open and no block: those of a text. */
  let brackets = 0
  for (let at = 0; at < line.length; at += 1) {
    const sign = line[at] ?? ''
    const variable = sign === '%' || sign === '!' ? variableAt(line, at) : undefined
    if (variable) {
      for (const piece of pieceOf(variable.name)) put(open, piece)
      at += variable.length - 1
    } else if (sign === '"') {
      isQuoted = !isQuoted
      open.word ??= []
    } else if (isQuoted) put(open, {text: sign})
    else if (sign === '^') {
      at += 1
      put(open, {text: line[at] ?? ''})
    } else if (/\s/.test(sign)) endWord(open)
    else if (sign === '&' || sign === '|' || (sign === '(' && opensBlock(open))) {
      endCommand(open)
      brackets = 0
    } else if (sign === '(' || (sign === ')' && brackets > 0)) {
      brackets += sign === '(' ? 1 : -1
      put(open, {text: sign})
    } else if (sign === ')') {
      if (open.words.length > 0 || open.word !== undefined) endCommand(open)
    } else if (sign === '>' || sign === '<') {
      const stream = /(?:^|\s)[12]$/.test(line.slice(Math.max(0, at - 2), at)) ? line[at - 1] : undefined
      if (stream !== undefined) open.word = undefined
      endWord(open)
      const {next, into} = redirection(line, at, stream)
      open.into = into ?? open.into
      at = next
    } else put(open, {text: sign})
  }
  endCommand(open)
  return open.commands
}

/** Where output goes and input comes from; what goes wrong, and another stream, leads nowhere. */
function redirection(
  line: string,
  start: number,
  stream: string | undefined,
): {readonly next: number; readonly into?: 'writes' | 'reads'} {
  const at = line[start + 1] === '>' ? start + 1 : start
  if (line[at + 1] === '&') return {next: at + 2}
  if (stream === '2') return {next: behindWord(line, at + 1)}
  return {next: at, into: line[start] === '>' ? 'writes' : 'reads'}
}

/** The place of the last sign of a word. */
function behindWord(line: string, start: number): number {
  let at = start
  while (line[at] === ' ') at += 1
  while (at + 1 < line.length && !/[\s&|)<>]/.test(line[at + 1] ?? '')) at += 1
  return at
}

/** `%NAME%`, `!NAME!`, `%1`, `%~dp0`, `%%f`. */
function variableAt(line: string, at: number): {readonly name: string; readonly length: number} | undefined {
  const rest = line.slice(at, at + 200)
  const found =
    /^%(~[a-z$:]*\d|[\d*])/i.exec(rest) ??
    /^%%(~?[a-z]*[A-Za-z#])(?![A-Za-z\d]*%)/.exec(rest) ??
    /^%([A-Za-z_@#$.()[\]{}][^%\s:=<>|&"]{0,100}(?::[^%\n]{1,80})?)%/.exec(rest) ??
    /^!([A-Za-z_][^!\s:=<>|&"]{0,100}(?::[^!\n]{1,80})?)!/.exec(rest)
  return found?.[1] === undefined ? undefined : {name: found[1], length: found[0].length}
}
