import {endFree, freeLine} from './free-lines.ts'
import {addSql, type Calculation, directive, longestStatement, type Reading} from './reading.ts'

export function fixedLine(reading: Reading, raw: string): void {
  const mark = raw.charCodeAt(6)
  if (mark === 42 || raw.length < 6) return // * in column 7
  const line = raw.length > 80 ? raw.slice(0, 80) : raw
  if (mark === 47) return directive(reading, line.slice(6), line[5] ?? ' ') // /
  const spec = raw.charCodeAt(5) & ~32
  if (reading.isInSql && mark === 43) return addSql(reading, line.slice(7)) // +
  if (spec === 0) return /^ {0,4}\*/.test(line) ? undefined : freeLine(reading, line, 6)
  if (reading.free.trim() !== '') {
    reading.unended ??= reading.freeLine
    endFree(reading)
  }
  reading.codeLines += 1
  if (spec === 67) calculation(reading, line)
  else if (spec === 68) definition(reading, line)
  else if (spec === 70) file(reading, line)
  else if (spec === 80) procedure(reading, line)
  else if (spec === 72) reading.hasOptions = true
  else if (spec === 73 && reading.isOld) oldConstant(reading, line)
}

/** I of RPG III: a literal in columns 21 to 42, and its name in 53 to 58. */
function oldConstant(reading: Reading, line: string): void {
  const name = line.slice(52, 58).trim().toUpperCase()
  if (line[42] === 'C' && name !== '')
    reading.declarations.push({kind: 'constant', name, keywords: line.slice(20, 42), line: reading.line})
}

/** F: in RPG IV names begin in column 7 and devices in 36; in RPG III in 7 and 40. */
function file(reading: Reading, line: string): void {
  const name = line
    .slice(6, reading.isOld ? 14 : 16)
    .trim()
    .toUpperCase()
  const keywords = reading.isOld ? line.slice(52, 74) : line.slice(43)
  if (name === '') return goOn(reading, keywords, 'file')
  const at = reading.isOld ? 14 : 16
  const type = (line[at] ?? ' ').toUpperCase()
  const device = (reading.isOld ? line.slice(39, 46) : line.slice(35, 42)).trim().toUpperCase()
  if (!/^[IOUC]$/.test(type) || !/^[A-Z@#$£§À-ÿ]/.test(name)) {
    if (!/^E$/.test(type)) reading.misread ??= reading.line
    return
  }
  const adds = /A/i.test((reading.isOld ? line[65] : line[19]) ?? '')
  reading.declarations.push({
    ...{kind: 'file', name, keywords, device, line: reading.line},
    usage: adds && type !== 'O' ? `${type}A` : type,
  })
}

/** Keywords that go on in a further line. */
function goOn(reading: Reading, keywords: string, kind: 'file' | 'other'): void {
  const last = reading.declarations.at(-1)
  if (!last || (kind === 'file') !== (last.kind === 'file') || last.keywords.length > longestStatement) return
  const text = last.keywords.trimEnd()
  const joined = /[+-]$/.test(text) ? text.slice(0, -1) + keywords.trimStart() : `${text} ${keywords}`
  reading.declarations[reading.declarations.length - 1] = {...last, keywords: joined}
}

const blocks = {DS: 'structure', PR: 'prototype', PI: 'interface'} as const

/** The name that a line says, with those before it that went on: one of more than its columns ends with three points, and gives none yet. */
function nameEndingOn(reading: Reading, line: string): string | undefined {
  const long = /^.{6}\s*([A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*)\.\.\.\s*$/.exec(line)?.[1]
  if (long !== undefined) {
    reading.longName = (reading.longName + long).slice(0, 4096)
    return undefined
  }
  const name = (reading.longName + line.slice(6, 21).trim()).toUpperCase()
  reading.longName = ''
  return name
}

/** D: what a program declares. */
function definition(reading: Reading, line: string): void {
  if (reading.isOld) return
  const name = nameEndingOn(reading, line)
  if (name === undefined) return
  const type = line.slice(23, 25).trim().toUpperCase()
  const keywords = line.slice(43)
  if (name === '' && type === '' && line.slice(25, 43).trim() === '') return goOn(reading, keywords, 'other')
  const place = {name, keywords, line: reading.line}
  if (type === 'S') reading.declarations.push({kind: 'item', ...place})
  else if (type === 'C') reading.declarations.push({kind: 'constant', ...place})
  else if (type === 'DS' || type === 'PR' || type === 'PI') {
    reading.fixedBlock = blocks[type]
    const isAutomatic = type === 'DS' && /U/i.test(line[22] ?? '')
    reading.declarations.push({kind: blocks[type], ...place, ...(isAutomatic && {isAutomatic: true as const})})
    return
  } else if (name !== '' && reading.fixedBlock !== undefined) {
    if (reading.fixedBlock !== 'prototype')
      reading.declarations.push({kind: reading.fixedBlock === 'structure' ? 'item' : 'parameter', ...place})
    return
  } else if (name !== '') reading.declarations.push({kind: 'item', ...place})
  if (type !== '') reading.fixedBlock = undefined
}

/** P: a procedure begins. */
function procedure(reading: Reading, line: string): void {
  const name = nameEndingOn(reading, line)
  if (name === undefined) return
  if (/B/i.test(line[23] ?? ''))
    reading.declarations.push({kind: 'procedure', name, keywords: line.slice(43), line: reading.line})
}

/** Operations whose second factor goes on to the end of the line. */
const extended =
  /^(?:EVAL|EVALR|EVAL-CORR|CALLP|IF|ELSEIF|DOW|DOU|WHEN|FOR|RETURN|XML-INTO|XML-SAX|DATA-INTO|ON-ERROR|SORTA)$/

/** C: in RPG IV the operation stands in column 26; in RPG III in 28. */
function calculation(reading: Reading, line: string): void {
  const {isOld} = reading
  const [operation = ''] = (isOld ? line.slice(27, 32) : line.slice(25, 35)).trim().toUpperCase().split('(')
  const factor1 = (isOld ? line.slice(17, 27) : line.slice(11, 25)).trim()
  const place = {operation, factor1, isFree: false, line: reading.line}
  if (operation === '' && !isOld) {
    const last = reading.calculations.at(-1)
    const more = line.slice(35)
    if (last && !last.isFree && extended.test(last.operation) && more.trim() !== '') {
      if (last.factor2.length > longestStatement) return
      reading.calculations[reading.calculations.length - 1] = assignedIn({
        ...last,
        factor2: `${last.result ? `${last.result} = ` : ''}${last.factor2.trimEnd()} ${more.trim()}`,
        result: '',
      })
    }
    return
  }
  if (extended.test(operation) && !isOld)
    reading.calculations.push(assignedIn({...place, factor2: line.slice(35).trim(), result: ''}))
  else
    reading.calculations.push({
      ...place,
      factor2: (isOld ? line.slice(32, 42) : line.slice(35, 49)).trim(),
      result: (isOld ? line.slice(42, 48) : line.slice(49, 63)).trim(),
    })
}

function assignedIn(calculation: Calculation): Calculation {
  const {operation, factor2} = calculation
  if (operation !== 'EVAL' && operation !== 'EVALR') return calculation
  const [, result, value] = /^([^=]{1,200}?)\s*[-+*/]?=\s*([\s\S]*)$/.exec(factor2) ?? []
  return result === undefined ? calculation : {...calculation, result, factor2: value ?? ''}
}
