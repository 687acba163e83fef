import type {Named} from '../mainframe-fact.ts'
import {copyAt} from './copies.ts'
import {dataItemAt, isLevel, type Section} from './data-items.ts'
import {computeAt, moveAt, openAt, receivesAt, setAt, sortAt} from './data-flow.ts'
import {execCommandAt} from './exec-command.ts'
import {beginsStatement, copyIdmsAt, idmsAt, idmsControlAt, idmsVerbs, schemaAt, transferAt} from './idms-statements.ts'
import {identifierAt} from './identifiers.ts'
import {count, isPoint, type ProgramRead, type Reading, type Statements} from './statement-reading.ts'
import type {Token} from './tokens.ts'

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
      idms: [],
      subschema: undefined,
      hasIdms: false,
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
    if (reading.tokens[at + 1]?.text === 'IDMS' && reading.tokens[at + 2]?.kind === 'word')
      return copyIdmsAt(reading, at)
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
  'IDMS-CONTROL': idmsControlAt,
  SCHEMA: schemaAt,
  ...Object.fromEntries([...idmsVerbs].map((verb) => [verb, idmsAt])),
  TRANSFER: transferAt,
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
  // What stands in the paragraphs of the IDENTIFICATION DIVISION is for readers.
  if (reading.division === 'identification' && reading.open.length > 0) return at + 1
  const start = isConvention(tokens, at + 1) ? at + 2 : at + 1
  const named = tokens[start]
  if (named?.kind !== 'word' && named?.kind !== 'text') return at + 1
  const target =
    named.kind === 'text' ? {named: {literal: named.text.trim()}, next: start + 1} : identifierAt(tokens, start)
  const using: Named[] = []
  let {next} = target
  if (tokens[next]?.text === 'USING') {
    next += 1
    for (; next < tokens.length && !isPoint(tokens[next]);) {
      const token = tokens[next]
      if (
        token?.kind === 'word' &&
        (beginsStatement(reading, token.text) || /^(?:RETURNING|EXCEPTION|OVERFLOW)$/.test(token.text))
      )
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

/** `CALL STATIC 'x'`, `CALL WINAPI 'x'`: a word for how it is called, or one that SPECIAL-NAMES makes. */
function isConvention(tokens: readonly Token[], at: number): boolean {
  const next = tokens[at + 1]
  if (tokens[at]?.kind !== 'word') return false
  if (next?.kind === 'text') return true
  return (
    /^(?:STATIC|DYNAMIC|STDCALL|CDECL|WINAPI|EXTERN)$/.test(tokens[at]?.text ?? '') &&
    next?.kind === 'word' &&
    !/^(?:USING|ON|NOT|END-CALL|RETURNING|GIVING|EXCEPTION|OVERFLOW)$/.test(next.text)
  )
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
