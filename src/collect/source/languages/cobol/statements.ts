import type {Named} from '../mainframe-fact.ts'
import {type Copy, copyAt} from './copies.ts'
import {type DataItem, dataItemAt, isLevel, type Section} from './data-items.ts'
import {type ExecCommand, execCommandAt} from './exec-command.ts'
import {identifierAt, isFigurative} from './identifiers.ts'
import type {Token} from './tokens.ts'

export interface ProgramRead {
  readonly name: string
  readonly at: number
  until: number
  readonly within: string | undefined
  readonly entries: string[]
  /** The data items that it is called with, in order. */
  using: readonly string[]
  readonly statements: Record<string, number>
  decisions: number
}

export interface Call {
  readonly how: string
  readonly target: Named
  /** What is passed, in order. */
  readonly using: readonly Named[]
  readonly at: number
}

/** `'` and a literal, or an item; undefined for what is known at run time alone. */
export type Source = string | undefined

export interface Move {
  readonly from: Source
  readonly to: Named
  readonly at: number
}

export interface Select {
  readonly file: string
  readonly assign: Named
  /** It names the item that holds the path. */
  readonly isDynamic: boolean
  readonly organization: string | undefined
  readonly at: number
}

/** What the statements of a file say, as far as it leads somewhere. */
export interface Statements {
  readonly programs: readonly ProgramRead[]
  readonly copies: readonly (Copy & {readonly section: Section})[]
  readonly items: readonly DataItem[]
  readonly calls: readonly Call[]
  readonly cics: readonly ExecCommand[]
  readonly dli: readonly ExecCommand[]
  readonly sql: readonly {readonly text: string; readonly at: number}[]
  readonly selects: readonly Select[]
  readonly opens: readonly {readonly file: string; readonly mode: string; readonly at: number}[]
  readonly moves: readonly Move[]
  /** Places of paragraphs' names, for what stands in one of them. */
  readonly paragraphs: readonly number[]
  /** Places behind which the program is left, and those at which it goes elsewhere and comes back. */
  readonly leaves: readonly number[]
  readonly performs: readonly number[]
  /** Places at which the flow may part or come together, and those of points that end sentences. */
  readonly branches: readonly number[]
  readonly points: readonly number[]
  readonly hasProcedure: boolean
  /** Where an EXEC CICS or DLI never ends. */
  readonly unended: number | undefined
}

type Writable<T> = {-readonly [K in keyof T]: T[K] extends readonly (infer E)[] ? E[] : T[K]}

interface Reading extends Writable<Statements> {
  readonly tokens: readonly Token[]
  section: Section
  division: 'identification' | 'environment' | 'data' | 'procedure' | 'none'
  readonly open: ProgramRead[]
}

/** Statements end where one of these words begins another. */
const verbs = new Set(
  (
    'ACCEPT ADD ALTER CALL CANCEL CLOSE COMPUTE CONTINUE DELETE DISPLAY DIVIDE ELSE END ENTRY EVALUATE EXEC EXIT GO GOBACK IF ' +
    'INITIALIZE INSPECT INVOKE MERGE MOVE MULTIPLY NEXT OPEN PERFORM READ RELEASE RETURN REWRITE SEARCH SET SORT START STOP ' +
    'STRING SUBTRACT UNSTRING USE WHEN WRITE XML JSON FREE ALLOCATE COPY REPLACE THEN NOT ON AT UNTIL VARYING GIVING THRU ' +
    'END-IF END-EVALUATE END-PERFORM END-CALL END-READ END-WRITE END-EXEC END-STRING END-SEARCH END-RETURN END-ADD END-UNSTRING END-COMPUTE END-REWRITE END-DELETE END-START WITH POINTER TALLYING COUNT DELIMITER OR'
  ).split(' '),
)

/** Reads the tokens of a file; a member without divisions is read as data where its sentences begin with levels. */
export function statementsOf(tokens: readonly Token[]): Statements {
  const reading: Reading = {
    ...{tokens, section: 'other', division: 'none', open: [], programs: [], copies: [], items: [], calls: []},
    ...{
      cics: [],
      dli: [],
      sql: [],
      selects: [],
      opens: [],
      moves: [],
      paragraphs: [],
      leaves: [],
      performs: [],
      branches: [],
      points: [],
      hasProcedure: false,
    },
    unended: undefined,
  }
  let startsSentence = true
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]
    if (!token) break
    const before = at
    if (token.kind === 'sql') {
      count(reading, 'EXEC SQL')
      reading.sql.push({text: token.text, at: token.at})
      at += 1
    } else if (token.kind === 'word') at = wordAt(reading, at, startsSentence)
    else {
      if (token.kind === 'mark' && token.text === '.') reading.points.push(token.at)
      at += 1
    }
    startsSentence = isPoint(tokens[at - 1]) || (startsSentence && at === before)
  }
  for (const program of reading.open) program.until = Infinity
  return reading
}

function isPoint(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'mark' && token.text === '.')
}

function count({open}: Reading, what: string): void {
  const program = open.at(-1)
  if (program) program.statements[what] = (program.statements[what] ?? 0) + 1
}

/** Words at which the flow parts or comes together. */
const parts = new Set(
  (
    'IF ELSE WHEN EVALUATE PERFORM GO UNTIL SEARCH AT ON EXCEPTION OVERFLOW END-IF END-EVALUATE END-PERFORM END-READ END-SEARCH ' +
    'END-CALL END-RETURN END-WRITE END-START END-STRING'
  ).split(' '),
)

type Handler = (reading: Reading, at: number) => number

function wordAt(reading: Reading, at: number, startsSentence: boolean): number {
  const {tokens} = reading
  const word = tokens[at]?.text ?? ''
  if (
    startsSentence &&
    word.length <= 2 &&
    reading.division !== 'procedure' &&
    isLevel(word) &&
    !isPoint(tokens[at + 1]) &&
    tokens[at + 1]?.text !== 'SECTION'
  ) {
    const {item, next} = dataItemAt(tokens, at, reading.section)
    reading.items.push(item)
    return Math.max(next, at + 1)
  }
  const known = words.get(word)
  if (known?.isBranch) reading.branches.push(tokens[at]?.at ?? 0)
  const handler = known?.handler
  if (handler) return Math.max(handler(reading, at), at + 1)
  if (
    startsSentence &&
    reading.division === 'procedure' &&
    (isPoint(tokens[at + 1]) || tokens[at + 1]?.text === 'SECTION')
  )
    reading.paragraphs.push(tokens[at]?.at ?? 0)
  return at + 1
}

const decides: Handler = (reading, at) => {
  const program = reading.open.at(-1)
  if (program) program.decisions += 1
  return at + 1
}

const handlers: Readonly<Record<string, Handler>> = {
  IDENTIFICATION: divisionAt,
  ID: divisionAt,
  ENVIRONMENT: divisionAt,
  DATA: divisionAt,
  PROCEDURE: divisionAt,
  FILE: sectionAt,
  'WORKING-STORAGE': sectionAt,
  'LOCAL-STORAGE': sectionAt,
  LINKAGE: sectionAt,
  'PROGRAM-ID': programAt,
  'FUNCTION-ID': programAt,
  END: endAt,
  COPY: (reading, at) => {
    const copy = copyAt(reading.tokens, at)
    if (!copy) return at + 1
    count(reading, 'COPY')
    reading.copies.push({...copy, section: reading.section})
    return copy.next
  },
  REPLACE: (reading, at) => {
    let next = at + 1
    while (next < reading.tokens.length && !isPoint(reading.tokens[next])) next += 1
    return next
  },
  SELECT: selectAt,
  CALL: callAt,
  ENTRY: (reading, at) => {
    const named = reading.tokens[at + 1]
    const program = reading.open.at(-1)
    if (named?.kind !== 'text' || !program) return at + 1
    const name = named.text.trim().toUpperCase()
    program.entries.push(name)
    const using = usingAt(reading.tokens, at + 2)
    // IMS gives its PCBs to this one.
    if (name === 'DLITCBL') program.using = using.names
    return using.next
  },
  EXEC: execAt,
  EXECUTE: execAt,
  PERFORM: (reading, at) => {
    reading.performs.push(reading.tokens[at]?.at ?? 0)
    return at + 1
  },
  GOBACK: (reading, at) => {
    reading.leaves.push(reading.tokens[at]?.at ?? 0)
    return at + 1
  },
  OPEN: openAt,
  MOVE: moveAt,
  SET: setAt,
  ACCEPT: (reading, at) => receivesAt(reading, at + 1),
  INTO: (reading, at) => receivesAt(reading, at + 1),
  COMPUTE: computeAt,
  SORT: sortAt,
  MERGE: sortAt,
  IF: decides,
  WHEN: decides,
  UNTIL: decides,
}

/** One look finds what a word does. */
const words: ReadonlyMap<string, {readonly handler: Handler | undefined; readonly isBranch: boolean}> = new Map(
  [...new Set([...Object.keys(handlers), ...parts])].map((word) => [
    word,
    {handler: handlers[word], isBranch: parts.has(word)},
  ]),
)

function divisionAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (tokens[at + 1]?.text !== 'DIVISION') return at + 1
  const word = tokens[at]?.text ?? ''
  reading.division =
    word === 'DATA'
      ? 'data'
      : word === 'PROCEDURE'
        ? 'procedure'
        : word === 'ENVIRONMENT'
          ? 'environment'
          : 'identification'
  reading.section = 'other'
  let next = at + 2
  if (word === 'PROCEDURE') {
    reading.hasProcedure = true
    const using = usingAt(tokens, next)
    const program = reading.open.at(-1)
    if (program) program.using = using.names
    next = using.next
  }
  return next
}

/** The data items of USING, up to the end of the sentence. */
function usingAt(tokens: readonly Token[], start: number): {readonly names: readonly string[]; readonly next: number} {
  const names: string[] = []
  let next = start
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind === 'word' && !/^(?:USING|CHAINING|BY|REFERENCE|VALUE|RETURNING|OPTIONAL)$/.test(token.text))
      names.push(token.text)
  }
  return {names, next}
}

function sectionAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (tokens[at + 1]?.text !== 'SECTION') return at + 1
  reading.section = (tokens[at]?.text ?? '').toLowerCase() as Section // the words of the table above are its own
  reading.division = 'data'
  return at + 2
}

function programAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const next = isPoint(tokens[at + 1]) ? at + 2 : at + 1
  const named = tokens[next]
  if (named?.kind !== 'word' && named?.kind !== 'text') return next
  const program: ProgramRead = {
    name: named.text.trim().toUpperCase(),
    at: named.at,
    until: Infinity,
    within: reading.open.at(-1)?.name,
    entries: [],
    using: [],
    statements: {},
    decisions: 0,
  }
  reading.programs.push(program)
  reading.open.push(program)
  reading.section = 'other'
  reading.division = 'identification'
  return next + 1
}

/** `END PROGRAM X.` */
function endAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (!/^(?:PROGRAM|FUNCTION)$/.test(tokens[at + 1]?.text ?? '')) return at + 1
  const named = tokens[at + 2]
  const index = reading.open.findLastIndex(({name}) => name === named?.text.trim().toUpperCase())
  for (const program of reading.open.splice(index < 0 ? Math.max(0, reading.open.length - 1) : index))
    program.until = named?.at ?? 0
  reading.division = reading.open.length > 0 ? 'procedure' : 'none'
  return at + 3
}

function selectAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (reading.division === 'procedure') return at + 1
  let next = tokens[at + 1]?.text === 'OPTIONAL' ? at + 2 : at + 1
  const file = tokens[next]
  if (file?.kind !== 'word') return next
  let assign: Named | undefined
  let [isDynamic, organization]: [boolean, string | undefined] = [false, undefined]
  for (next += 1; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const {text = ''} = tokens[next] ?? {}
    if (text === 'SELECT') break
    if (text === 'ASSIGN') {
      while (
        /^(?:TO|USING|EXTERNAL|DYNAMIC|DISK|PRINTER|LINE|FILE|KEYBOARD|TAPE)$/.test(tokens[next + 1]?.text ?? '')
      ) {
        isDynamic ||= /^(?:DYNAMIC|USING)$/.test(tokens[next + 1]?.text ?? '')
        next += 1
      }
      const target = tokens[next + 1]
      if (target?.kind === 'text') assign = {literal: target.text.trim()}
      else if (target?.kind === 'word') assign = {item: target.text}
    }
    if (
      /^(?:INDEXED|RELATIVE|SEQUENTIAL)$/.test(text) &&
      /^(?:IS|ORGANIZATION|LINE)$/.test(tokens[next - 1]?.text ?? '')
    ) {
      const isAccess =
        tokens[next - 1]?.text === 'ACCESS' ||
        tokens[next - 2]?.text === 'ACCESS' ||
        tokens[next - 3]?.text === 'ACCESS'
      if (!isAccess) organization ??= text.toLowerCase()
    }
  }
  if (assign) reading.selects.push({file: file.text, assign, isDynamic, organization, at: file.at})
  return next
}

function callAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const named = tokens[at + 1]
  if (named?.kind !== 'word' && named?.kind !== 'text') return at + 1
  const target =
    named.kind === 'text' ? {named: {literal: named.text.trim()}, next: at + 2} : identifierAt(tokens, at + 1)
  const using: Named[] = []
  let {next} = target
  if (tokens[next]?.text === 'USING') {
    next += 1
    for (; next < tokens.length && !isPoint(tokens[next]);) {
      const token = tokens[next]
      if (token?.kind === 'word' && (verbs.has(token.text) || /^(?:RETURNING|EXCEPTION|OVERFLOW)$/.test(token.text)))
        break
      if (token?.kind === 'text') {
        using.push({literal: token.text})
        next += 1
      } else if (
        token?.kind === 'word' &&
        !/^(?:BY|REFERENCE|CONTENT|VALUE|ADDRESS|OF|LENGTH|OMITTED)$/.test(token.text)
      ) {
        const given = identifierAt(tokens, next)
        using.push(given.named)
        next = given.next
      } else next += 1
    }
  }
  count(reading, 'CALL')
  reading.calls.push({how: 'CALL', target: target.named, using, at: tokens[at]?.at ?? 0})
  return next
}

function execAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const language = tokens[at + 1]?.text
  if (language !== 'CICS' && language !== 'DLI') return at + 1
  const command = execCommandAt(tokens, at + 2)
  if (!command.isEnded) reading.unended ??= tokens[at]?.at
  count(reading, `EXEC ${language}`)
  ;(language === 'CICS' ? reading.cics : reading.dli).push({...command, at: tokens[at]?.at ?? 0})
  if (language === 'CICS' && /^(?:XCTL|RETURN)$/.test(command.words[0] ?? '')) reading.leaves.push(command.at)
  if (language === 'CICS')
    for (const option of ['INTO', 'SET', 'ITEM', 'VALUE'])
      for (const to of command.options.has(option) ? [command.options.get(option)] : [])
        if (to?.item) reading.moves.push({from: undefined, to, at: command.at})
  return command.next
}

function openAt(reading: Reading, at: number): number {
  const {tokens} = reading
  let mode = ''
  let next = at + 1
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') break
    if (/^(?:INPUT|OUTPUT|I-O|EXTEND)$/.test(token.text)) mode = token.text.toLowerCase()
    else if (verbs.has(token.text)) break
    else if (mode && !/^(?:WITH|NO|REWIND|REVERSED|LOCK|SHARING|ALL|OTHER|ONLY)$/.test(token.text)) {
      count(reading, 'OPEN')
      reading.opens.push({file: token.text, mode, at: token.at})
    }
  }
  return next
}

function moveAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const first = tokens[at + 1]
  let from: Source
  let next = at + 2
  if (first?.kind === 'text') from = `'${first.text.trim()}`
  else if (first?.kind === 'word' && !/^(?:FUNCTION|LENGTH|ADDRESS|CORR|CORRESPONDING)$/.test(first.text)) {
    const {named, next: behind} = identifierAt(tokens, at + 1)
    from = isFigurative(first.text)
      ? "'"
      : /^[-+\d]/.test(first.text) && !/[A-Z]/.test(first.text)
        ? `'${first.text}`
        : named.item
    next = behind
  }
  while (next < tokens.length && tokens[next]?.text !== 'TO' && !isPoint(tokens[next]) && next < at + 60) next += 1
  return tokens[next]?.text === 'TO' ? targetsAt(reading, next + 1, from) : next
}

/** The items that a statement sets, up to the next verb. */
function targetsAt(reading: Reading, start: number, from: Source): number {
  const {tokens} = reading
  let next = start
  while (tokens[next]?.kind === 'word' && !verbs.has(tokens[next]?.text ?? '')) {
    const {named, next: behind} = identifierAt(tokens, next)
    reading.moves.push({from, to: named, at: tokens[next]?.at ?? 0})
    next = behind
  }
  return next
}

function receivesAt(reading: Reading, at: number): number {
  return reading.tokens[at]?.kind === 'word' ? targetsAt(reading, at, undefined) : at
}

/** `SET pointer TO ENTRY 'X'` names a program; `SET condition TO TRUE` is as good as a MOVE of its value. */
function setAt(reading: Reading, at: number): number {
  const {tokens} = reading
  if (tokens[at + 2]?.text === 'TO' && tokens[at + 3]?.text === 'ENTRY') {
    const named = tokens[at + 4]
    if (named?.kind === 'text') {
      count(reading, 'SET ENTRY')
      reading.calls.push({how: 'SET TO ENTRY', target: {literal: named.text.trim()}, using: [], at: named.at})
    }
    return at + 5
  }
  let next = at + 1
  const names: Named[] = []
  while (tokens[next]?.kind === 'word' && tokens[next]?.text !== 'TO' && !verbs.has(tokens[next]?.text ?? '')) {
    const {named, next: behind} = identifierAt(tokens, next)
    names.push(named)
    next = behind
  }
  if (tokens[next]?.text !== 'TO' || tokens[next + 1]?.text !== 'TRUE') return next
  for (const to of names) reading.moves.push({from: 'TRUE', to, at: tokens[at]?.at ?? 0})
  return next + 2
}

/** `SORT work ... USING in GIVING out` opens and closes files by itself. */
function sortAt(reading: Reading, at: number): number {
  const {tokens} = reading
  let mode = ''
  let next = at + 1
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind !== 'word') continue
    if (token.text === 'USING') mode = 'input'
    else if (token.text === 'GIVING') mode = 'output'
    else if (verbs.has(token.text) && token.text !== 'ON') break
    else if (/^(?:INPUT|OUTPUT|PROCEDURE|COLLATING|IS|SEQUENCE)$/.test(token.text)) mode = ''
    else if (mode) reading.opens.push({file: token.text, mode, at: token.at})
  }
  return next
}

/** Of sums, those of constants of MQ tell how a queue is opened. */
function computeAt(reading: Reading, at: number): number {
  const {tokens} = reading
  const to = tokens[at + 1]
  if (to?.kind !== 'word') return at + 1
  const {named, next: behind} = identifierAt(tokens, at + 1)
  let next = behind
  for (; next < tokens.length && !isPoint(tokens[next]); next += 1) {
    const token = tokens[next]
    if (token?.kind === 'word' && verbs.has(token.text)) break
    if (token?.kind === 'word' && /^MQ[A-Z]{2}-/.test(token.text))
      reading.moves.push({from: token.text, to: named, at: token.at})
  }
  return next
}
