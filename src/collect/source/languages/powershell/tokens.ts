import type {SyntaxFault} from '../../syntax-fault.ts'
import type {Piece} from '../word.ts'

export interface Token {
  /** `end` is the end of a statement; a `type` is written in brackets, a `member` behind `.` or `::`. */
  readonly kind: 'word' | 'text' | 'variable' | 'type' | 'member' | 'mark' | 'end'
  /** Of a variable the name in lower case, without its scope; `@name` where a table of arguments is given. */
  readonly text: string
  /** What it stands for; of a mark and an end nothing. */
  readonly pieces: readonly Piece[]
  readonly start: number
  readonly end: number
}

export interface Script {
  readonly tokens: readonly Token[]
  /** A bracket, text or comment that never ends. */
  readonly fault?: Fault
}

const scanned =
  /(?<blank>(?:[^\S\n]|`\r?\n)+|<#[\s\S]*?(?:#>|$)|#[^\n]*)|(?<end>\n|;)|(?<quote>@["'](?=[^\S\n]*\n)|["'“”‘’])|(?<mark>\$\(|@\(|@\{|\|\||&&|[(){}|,=&])|(?<variable>[$@](?:\{[^{}\n]{1,200}\}|(?:\w+:(?=\w))?\w+|[?^$])|\$)|(?<type>\[[A-Za-z_][\w.]*(?:\[[\w., \[\]]{0,200}\])?\])|(?<bracket>[[\]])|(?<member>(?:\.|::)[A-Za-z_]\w*)|(?<word>(?:[^\s"'“”‘’`;|&(){},=$@#[\]]|(?<=\S)[#@]|`[^\n])+|[\s\S])/y

type Add = (kind: Token['kind'], text: string, pieces: readonly Piece[], start: number, end: number) => void
interface Fault {
  readonly at: number
  readonly message: string
}

/** The tokens of a script; comments are none. */
export function tokensOf(text: string): Script {
  const pattern = new RegExp(scanned) // its place is this call's own
  const tokens: Token[] = []
  const faults: Fault[] = []
  const add: Add = (kind, written, pieces, start, end) => tokens.push({kind, text: written, pieces, start, end})
  for (let at = 0; at < text.length;) {
    pattern.lastIndex = at
    const groups = pattern.exec(text)?.groups ?? {}
    let end = Math.max(pattern.lastIndex, at + 1)
    if (groups.quote !== undefined) {
      end = textEnd(text, at, groups.quote)
      const written = text.slice(at, end)
      if (!isClosed(written)) faults.push({at, message: 'syntax error: this text never ends'})
      add('text', written, textPieces(written), at, end)
    } else if (groups.blank === undefined) addToken(tokens, add, groups, at, end)
    at = end
  }
  const [fault] = [...faults, ...bracketFaults(tokens)]
  return {tokens, ...(fault && {fault})}
}

function addToken(
  tokens: readonly Token[],
  add: Add,
  {end: ending, mark, bracket, variable, type, member, word = ''}: Readonly<Record<string, string | undefined>>,
  start: number,
  end: number,
): void {
  if (ending !== undefined) add('end', ending, [], start, end)
  else if (mark !== undefined || bracket !== undefined) add('mark', mark ?? bracket ?? '', [], start, end)
  else if (variable !== undefined)
    add(
      'variable',
      `${variable.startsWith('@') ? '@' : ''}${variableName(variable)}`,
      [variablePiece(variable)],
      start,
      end,
    )
  else if (type !== undefined) add('type', type.slice(1, -1), [{text: type}], start, end)
  else if (member !== undefined) addMember(tokens, add, member, start, end)
  else {
    const plain = word.replace(/`([\s\S])/g, '$1')
    add('word', plain, [{text: plain}], start, end)
  }
}

function bracketFaults(tokens: readonly Token[]): readonly Fault[] {
  const open: Token[] = []
  for (const token of tokens) {
    if (token.kind !== 'mark') continue
    if (/[({]$/.test(token.text)) open.push(token)
    else if (/^[)}]$/.test(token.text)) {
      const closes = token.text === ')' ? '(' : '{'
      if (!open.pop()?.text.endsWith(closes))
        return [{at: token.start, message: `syntax error: '${token.text}' closes nothing here`}]
    }
  }
  const last = open.at(-1)
  return last ? [{at: last.start, message: `syntax error: '${last.text}' is never closed`}] : []
}

const insideDouble = /[^"“”`$]+|`[\s\S]|["“”]{2}|\$(?!\()/y

/** Where a text ends that begins here, behind its closing quote. */
function textEnd(text: string, start: number, quote: string): number {
  if (quote.startsWith('@')) {
    const close = text.indexOf(`\n${quote[1]}@`, start)
    return close < 0 ? text.length : close + 3
  }
  if (!/['‘’]/.test(quote)) return doubleEnd(text, start)
  const close = /['‘’](?:['‘’])?/g
  close.lastIndex = start + 1
  for (let found = close.exec(text); found; found = close.exec(text)) if (found[0].length === 1) return close.lastIndex
  return text.length
}

/** A text in double quotes may hold code with texts of its own: `"a $(f "b") c"`. */
function doubleEnd(text: string, start: number): number {
  const inside = new RegExp(insideDouble) // its place is this call's own
  /** `"` for a text, `(` for code. */
  const open = ['"']
  let at = start + 1
  while (at < text.length) {
    const character = text[at] ?? ''
    if (open.at(-1) === '"') {
      inside.lastIndex = at
      if (inside.test(text)) at = inside.lastIndex
      else if (character === '$') {
        open.push('(')
        at += 2
      } else {
        open.pop()
        at += 1
        if (open.length === 0) return at
      }
    } else {
      if (/["“”]/.test(character)) open.push('"')
      else if (character === '(') open.push('(')
      else if (character === ')') open.pop()
      else if (character === "'") at = Math.max(at, text.indexOf("'", at + 1))
      at += 1
    }
  }
  return text.length
}

/** `.name` behind a value is a member of it; elsewhere it begins a word. */
function addMember(tokens: readonly Token[], add: Add, member: string, start: number, end: number): void {
  const before = tokens.at(-1)
  const isOf =
    before?.end === start &&
    (/^(?:variable|type|member|text)$/.test(before.kind) || (before.kind === 'mark' && /^[)}\]]$/.test(before.text)))
  add(isOf ? 'member' : 'word', isOf ? member.replace(/^\.|^::/, '') : member, [{text: member}], start, end)
}

function isClosed(written: string): boolean {
  const [first = ''] = written
  if (first === '@') return written.endsWith(`${written[1]}@`) && written.length > 4
  return written.length > 1 && /["'“”‘’]$/.test(written)
}

function variableName(written: string): string {
  return written
    .replace(/^[$@]\{?|\}$/g, '')
    .toLowerCase()
    .replace(/^(?:script|global|local|private|using|variable):/, '')
}

function variablePiece(written: string): Piece {
  const name = variableName(written)
  if (name.startsWith('env:')) return {environment: written.replace(/^[$@]\{?env:|\}$/gi, '')}
  return {variable: name}
}

/** What a text stands for: of one in double quotes its variables too, `{}` for `$(...)`. */
function textPieces(written: string): readonly Piece[] {
  const isHere = written.startsWith('@')
  const quote = isHere ? (written[1] ?? '') : (written[0] ?? '')
  const inside = isHere
    ? written.replace(/^@["'][^\n]*\n/, '').replace(/\r?\n?["']@$/, '')
    : written.slice(1, isClosed(written) ? -1 : undefined)
  if (/['‘’]/.test(quote)) return [{text: isHere ? inside : inside.replace(/''/g, "'")}]
  return expanded(inside)
}

const expandable =
  /`([\s\S])|""|\$\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\$(?:\{[^{}\n]{1,200}\}|(?:\w+:(?=\w))?\w+)|[^`"$]+|[\s\S]/g
const escapes: Readonly<Record<string, string>> = {n: '\n', t: '\t', r: '\r', '\n': '', '0': ''}

function expanded(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let plain = ''
  for (const [all, escaped] of text.matchAll(expandable)) {
    if (escaped !== undefined) plain += escapes[escaped] ?? escaped
    else if (all === '""') plain += '"'
    else if (all.length > 1 && all.startsWith('$')) {
      if (plain) pieces.push({text: plain})
      plain = ''
      pieces.push(all.startsWith('$(') ? subexpression(all) : variablePiece(all))
    } else plain += all
  }
  return plain || pieces.length === 0 ? [...pieces, {text: plain}] : pieces
}

/** `$($name)` is the variable; anything else is decided at run time. */
function subexpression(written: string): Piece {
  const inside = written.slice(2, -1).trim()
  return /^\$(?:\{[^{}]+\}|(?:\w+:)?\w+)$/.test(inside) ? variablePiece(inside) : {atRunTime: true}
}

/** A fault with its line. */
export function faultOf({fault}: Script, lineAt: (at: number) => number): SyntaxFault | undefined {
  return fault && {line: lineAt(fault.at), message: fault.message}
}
