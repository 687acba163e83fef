import {type AssemblerStatement, assemblerStatements, insideOf, operandParts} from '../assembler-lines.ts'
import {execCommandOf} from '../cobol/exec-command.ts'
import {callAt, dfhpcAt, programMacroAt} from './calls.ts'
import {acbAt, dcbAt, exchangeAt, openAt, recordAt, rplAt} from './files.ts'
import {decides, mayBeMacro, programMacros} from './libraries.ts'
import {addressConstants, isLabel, literalOf, namedOf} from './operands.ts'
import {count, type Reading, type Unit} from './reading.ts'

/** Reads the statements of a file of the assembler. */
export function readStatements(text: string, member: string): Reading {
  const unit = newUnit(1)
  const reading: Reading = {
    ...{units: [unit], unit, calls: [], references: [], copies: [], cics: [], dli: [], sql: [], blocks: [], uses: []},
    ...{items: [], moves: [], branches: [], paragraphs: [], leaves: [], performs: [], macros: []},
    ...{requests: new Map(), operations: new Map(), isDsect: false, macro: 'none'},
  }
  for (const statement of assemblerStatements(text)) {
    const {operation, line, lines} = statement
    const end = reading.unit
    end.until = line + lines - 1
    if (macroAt(reading, statement)) continue
    end.codeLines += lines
    if (reading.macro === 'none') end.openCode += 1
    if (operation === 'END' && reading.macro === 'none') {
      end.hasEnd = true
      reading.unit = newUnit(line + lines)
      reading.units.push(reading.unit)
      reading.isDsect = false
    } else {
      if (statement.name === member && !reading.isDsect) end.labelled ??= line
      statementAt(reading, statement)
    }
  }
  return reading
}

function newUnit(line: number): Unit {
  return {
    ...{line, until: line, sections: [], entries: [], labelled: undefined, codeLines: 0, openCode: 0, decisions: 0},
    ...{hasEnd: false, hasCode: false, statements: {}},
  }
}

/**
 * Follows definitions of macros. What stands in one before its first condition becomes code wherever it is used; what
 * stands behind may, and is not read.
 */
function macroAt(reading: Reading, {operation, operands}: AssemblerStatement): boolean {
  if (operation === 'MACRO' && operands === '') {
    reading.macro = 'prototype'
    return true
  }
  if (reading.macro === 'none') return false
  if (operation === 'MEND') reading.macro = 'none'
  else if (reading.macro === 'prototype') {
    reading.macros.push(operation)
    reading.macro = 'body'
  } else if (/^A(?:IF|GO)B?$/.test(operation)) reading.macro = 'decided'
  else return reading.macro === 'decided'
  return true
}

type Handler = (reading: Reading, statement: AssemblerStatement) => void

function statementAt(reading: Reading, statement: AssemblerStatement): void {
  const {name, operation, operands, line} = statement
  const handler = handlers.get(operation)
  if (handler) handler(reading, statement)
  else if (mayBeMacro(operation) && !reading.operations.has(operation)) reading.operations.set(operation, line)
  if (decides.test(operation)) reading.unit.decisions += 1
  // Other ways may come together before what has a name.
  if (name !== '' && operation !== 'DC' && operation !== 'DS') reading.branches.push(line - 0.5)
  if (/^[BJ]/.test(operation)) reading.branches.push(line)
  for (const symbol of addressConstants(operands)) {
    count(reading, 'V constant')
    reading.references.push({how: 'V constant', target: {literal: symbol}, line})
  }
}

const section: Handler = (reading, {name, line}) => {
  if (reading.macro !== 'none') return
  reading.isDsect = false
  const {unit} = reading
  if (unit.sections.length === 0) unit.line = line
  unit.hasCode = true
  if (isLabel(name) && !unit.sections.includes(name)) unit.sections.push(name)
}

const external =
  (how: string): Handler =>
  (reading, {operands, line}) => {
    for (const part of operandParts(operands))
      for (const symbol of insideOf(part.replace(/^PART(?=\()/i, '')))
        if (isLabel(symbol)) {
          count(reading, how)
          reading.references.push({how, target: {literal: symbol.toUpperCase()}, line})
        }
  }

const exec: Handler = (reading, {operands, line}) => {
  const [, language = '', rest = ''] = /^(\w+)\s+([\s\S]*)$/.exec(operands) ?? []
  const kind = language.toUpperCase()
  if (!/^(?:CICS|DLI|SQL)$/.test(kind)) return
  reading.unit.hasCode = true
  count(reading, `EXEC ${kind}`)
  if (kind === 'SQL') reading.sql.push({text: rest, at: line})
  else reading[kind === 'CICS' ? 'cics' : 'dli'].push(execCommandOf(rest.replace(/=\d*CL?\d*(?=')/gi, ''), line))
}

/** The text of a constant of letters. */
const constant = /^\d*C(?:L\d+)?'((?:[^']|'')*)'/i

const data: Handler = (reading, {name, operation, operands, line}) => {
  if (!isLabel(name)) return
  const value = operation === 'DC' ? constant.exec(operands)?.[1]?.replaceAll("''", "'") : undefined
  if (value === undefined && !/^\d*C/i.test(operands)) return
  reading.items.push({
    ...{level: 77, name, picture: 'X', at: line, section: reading.isDsect ? 'linkage' : 'working-storage'},
    ...(value !== undefined && {value}),
  })
}

const longestName = 80

const move: Handler = (reading, {operands, line}) => {
  const [to = '', from = ''] = operandParts(operands)
  const [, field, behind = ''] = /^([A-Z@#$_][\w@#$]*)((?:[+-].*)?)(?:\(.*\))?$/i.exec(to.replace(/\(.*$/, '')) ?? []
  if (field === undefined) return
  const item = field.toUpperCase()
  const literal = literalOf(from)
  const source = namedOf(from)?.item
  // A field is filled with blanks by being moved along itself.
  if (source === item) return
  const isWhole = behind === ''
  const known =
    literal !== undefined && literal.length <= longestName
      ? `'${literal}`
      : source !== undefined && /^[A-Z@#$_]/.test(source)
        ? source
        : undefined
  reading.moves.push({from: isWhole ? known : undefined, to: {item}, at: line})
}

const handlers: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ['CSECT', section],
  ['RSECT', section],
  ['START', section],
  ['DFHEIENT', section],
  [
    'DSECT',
    (reading) => {
      reading.isDsect = true
    },
  ],
  [
    'USING',
    ({unit}) => {
      unit.hasCode = true
    },
  ],
  [
    'ENTRY',
    ({unit}, {operands}) => {
      unit.entries.push(
        ...operandParts(operands)
          .filter(isLabel)
          .map((one) => one.toUpperCase()),
      )
    },
  ],
  ['EXTRN', external('EXTRN')],
  ['WXTRN', external('WXTRN')],
  [
    'COPY',
    (reading, {operands, line}) => {
      // Outside mainframes a path may stand there.
      const member = /([^\\/]+?)(?:\.\w{1,8})?$/.exec(operands)?.[1]
      if (!isLabel(member)) return
      count(reading, 'COPY')
      reading.copies.push({member: member.toUpperCase(), line})
    },
  ],
  ['EXEC', exec],
  ['DC', data],
  ['DS', data],
  ['MVC', move],
  ['CALL', callAt],
  ...[...programMacros.keys(), 'CEEFETCH', 'CEELOAD'].map((name) => [name, programMacroAt] as const),
  ['DFHPC', dfhpcAt],
  ['DCB', dcbAt],
  ['ACB', acbAt],
  ['RPL', rplAt],
  ['OPEN', openAt],
  ['GET', exchangeAt],
  ['PUT', exchangeAt],
  ['PUTX', exchangeAt],
  ['ERASE', exchangeAt],
  ['READ', recordAt],
  ['WRITE', recordAt],
])
