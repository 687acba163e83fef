/** A calculation, in columns or free. */
export interface Calculation {
  /** In capitals, without its extender; of an assignment `EVAL`. */
  readonly operation: string
  readonly factor1: string
  /** Of free code and of extended operations, all that stands behind the operation. */
  readonly factor2: string
  readonly result: string
  readonly isFree: boolean
  readonly line: number
}

/** A file, a data item, a prototype or a procedure, in columns or free. */
export interface Declaration {
  readonly kind: 'file' | 'item' | 'constant' | 'structure' | 'prototype' | 'interface' | 'parameter' | 'procedure'
  readonly name: string
  /** What stands behind the name, or in the columns for keywords. */
  readonly keywords: string
  /** Of a file, how it is used: I, O, U or C, with A where records may be added. */
  readonly usage?: string
  readonly device?: string
  /** The system reads it when the program begins, and writes it when it ends. */
  readonly isAutomatic?: true
  readonly line: number
}

export interface CopyRead {
  readonly written: string
  readonly line: number
}

/** A source of RPG taken apart, whatever the form of its lines. */
export interface RpgSource {
  readonly declarations: readonly Declaration[]
  readonly calculations: readonly Calculation[]
  readonly sql: readonly {readonly text: string; readonly line: number}[]
  readonly copies: readonly CopyRead[]
  readonly hasOptions: boolean
  readonly codeLines: number
  readonly lines: number
  /** Where a statement begins that never ends. */
  readonly unended: number | undefined
  /** An F whose columns say nothing. */
  readonly misread: number | undefined
}

const longestStatement = 30_000
/** It says so, or declares something left of where columns would let it. */
const free = /^\s*\*\*FREE\b|^ {0,4}(?:CTL-OPT|DCL-(?:F|S|C|DS|PR|PI|PROC))\s/im

interface Reading {
  /** Fixed columns are those of RPG III. */
  readonly isOld: boolean
  readonly declarations: Declaration[]
  readonly calculations: Calculation[]
  readonly sql: {text: string; line: number}[]
  readonly copies: CopyRead[]
  hasOptions: boolean
  codeLines: number
  line: number
  unended: number | undefined
  misread: number | undefined
  /** The statement of free code that is being read, and its line. */
  free: string
  freeLine: number
  /** Within a literal that goes on in the next line. */
  isInLiteral: boolean
  /** The block of declarations that free code is in. */
  block: 'structure' | 'prototype' | 'interface' | undefined
  /** The same of columns. */
  fixedBlock: 'structure' | 'prototype' | 'interface' | undefined
  longName: string
  isInSql: boolean
}

/** Takes a source apart; `isOld` says that its columns are those of RPG III. */
export function sourceOf(text: string, isOld: boolean): RpgSource {
  const reading: Reading = {
    ...{isOld, declarations: [], calculations: [], sql: [], copies: [], hasOptions: false, codeLines: 0, line: 0},
    ...{
      unended: undefined,
      misread: undefined,
      free: '',
      freeLine: 0,
      isInLiteral: false,
      longName: '',
      isInSql: false,
    },
    ...{block: undefined, fixedBlock: undefined},
  }
  const isFree = free.test(text.slice(0, 20_000))
  for (let at = 0; at < text.length;) {
    let end = text.indexOf('\n', at)
    if (end < 0) end = text.length
    reading.line += 1
    const raw = text.slice(at, text.charCodeAt(end - 1) === 13 && end > at ? end - 1 : end)
    at = end + 1
    if (raw.startsWith('**') && (reading.line > 1 || !isFree)) break
    if (isFree) freeLine(reading, raw, 0)
    else fixedLine(reading, raw)
  }
  if (reading.free.trim() !== '' || reading.isInSql) reading.unended ??= reading.freeLine
  endFree(reading)
  return {...reading, lines: reading.line}
}

function fixedLine(reading: Reading, raw: string): void {
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

function directive(reading: Reading, written: string, spec: string): void {
  const [, word = '', rest = ''] = /^\/\s*([A-Za-z-]+)\s*(.*)$/.exec(written) ?? []
  const name = word.toUpperCase()
  if (name === 'COPY' || name === 'INCLUDE') reading.copies.push({written: rest.trim(), line: reading.line})
  else if (name === 'EXEC' && /^C?$/i.test(spec.trim())) {
    reading.isInSql = true
    reading.freeLine = reading.line
    reading.sql.push({text: '', line: reading.line})
    addSql(reading, rest.replace(/^SQL\b/i, ''))
  } else if (name === 'END-EXEC') reading.isInSql = false
}

function addSql(reading: Reading, text: string): void {
  const last = reading.sql.at(-1)
  const part = text.replace(/--[^'\n]*$/, '')
  const ended = /^(.*?)\bEND-EXEC\b/i.exec(part)
  if (ended) reading.isInSql = false
  if (last && last.text.length < longestStatement) last.text += ` ${ended?.[1] ?? part}`
}

/** A line of free code: statements end with semicolons, and literals go on where a line ends with + or -. */
function freeLine(reading: Reading, raw: string, from: number): void {
  let start = from
  if (reading.isInLiteral) {
    while (raw.charCodeAt(start) === 32) start += 1
    // A comment may stand between two lines of a literal.
    if (raw.startsWith('//', start) && !raw.includes("'", start)) return
  } else {
    while (start < raw.length && raw.charCodeAt(start) <= 32) start += 1
    if (start >= raw.length) return
    const code = raw.charCodeAt(start)
    if (raw.startsWith('**')) return
    if (code === 47 && reading.free === '') {
      if (raw.charCodeAt(start + 1) !== 47) directive(reading, raw.slice(start), ' ')
      return
    }
    if (code === 47 && raw.charCodeAt(start + 1) === 47) return
    // A comment that was not put into its column.
    if (code === 42 && reading.free === '' && /^\*(?:\s|$)/.test(raw.slice(start, start + 2))) return
  }
  reading.codeLines += 1
  let part = start
  for (let at = start; at < raw.length; at += 1) {
    const code = raw.charCodeAt(at)
    if (code === 39) reading.isInLiteral = !reading.isInLiteral
    else if (reading.isInLiteral) continue
    else if (code === 59) {
      add(reading, raw.slice(part, at))
      endFree(reading)
      part = at + 1
    } else if (code === 47 && raw.charCodeAt(at + 1) === 47) return add(reading, `${raw.slice(part, at)} `)
    else if (code === 45 && raw.charCodeAt(at + 1) === 45 && /^\s*EXEC\b/i.test(reading.free || raw.slice(part, at)))
      return add(reading, `${raw.slice(part, at)} `)
  }
  let rest = raw.slice(part)
  if (reading.isInLiteral) {
    const goesOn = /[+-]\s*$/.test(rest)
    rest = goesOn ? rest.replace(/[+-]\s*$/, '') : `${rest}'`
    reading.isInLiteral = goesOn
    add(reading, rest)
  } else add(reading, `${rest} `)
}

function add(reading: Reading, text: string): void {
  if (reading.free === '') {
    if (text.trim() === '') return
    reading.freeLine = reading.line
  }
  if (reading.free.length < longestStatement) reading.free += text.slice(0, longestStatement)
}

function endFree(reading: Reading): void {
  const text = reading.free.trim()
  reading.free = ''
  reading.isInLiteral = false
  if (text !== '') statement(reading, text, reading.freeLine)
}

const head = /^([A-Za-z@#$£§À-ÿ*%_][\w@#$£§À-ÿ-]*)(?:\s*\(\s*[A-Za-z\s:]{0,12}\))?\s*/

function statement(reading: Reading, text: string, line: number): void {
  const first = /^[A-Za-z@#$£§À-ÿ*%_][\w@#$£§À-ÿ-]*/.exec(text)?.[0].toUpperCase() ?? ''
  if (first === 'EXEC') {
    const sql = /^EXEC\s+SQL\s+([\s\S]*)$/i.exec(text)?.[1]
    if (sql !== undefined) reading.sql.push({text: sql, line})
    return
  }
  if (first.startsWith('DCL-')) return declared(reading, first, text.slice(first.length).trim(), line)
  if (first.startsWith('END-')) {
    reading.block = undefined
    return
  }
  if (first === 'CTL-OPT') {
    reading.hasOptions = true
    return
  }
  if (reading.block && !operations.has(first)) {
    const [, name = '', keywords = ''] = /^(\S+)\s*([\s\S]*)$/.exec(text) ?? []
    const kind = reading.block === 'structure' ? 'item' : 'parameter'
    if (reading.block !== 'prototype') reading.declarations.push({kind, name: name.toUpperCase(), keywords, line})
    return
  }
  reading.block = undefined
  calculated(reading, first, text, line)
}

function calculated(reading: Reading, first: string, text: string, line: number): void {
  const assigned = /^([\w@#$£§À-ÿ.*]+(?:\s*\([^=]{0,200}?\))?(?:\.[\w@#$£§À-ÿ]+)*)\s*[-+*/]?=(?!>)\s*([\s\S]*)$/.exec(
    text,
  )
  if (assigned && !operations.has(first)) {
    const [, result = '', factor2 = ''] = assigned
    reading.calculations.push({operation: 'EVAL', factor1: '', factor2, result, isFree: true, line})
    return
  }
  if (!operations.has(first)) {
    reading.calculations.push({operation: 'CALLP', factor1: '', factor2: text, result: '', isFree: true, line})
    return
  }
  const rest = text.slice(head.exec(text)?.[0].length ?? 0)
  const isExpression = expressions.has(first)
  reading.calculations.push({
    ...{operation: first, factor1: '', isFree: true, line, result: ''},
    factor2: isExpression ? text.slice(first.length) : rest,
  })
}

const expressions: ReadonlySet<string> = new Set('IF ELSEIF DOW DOU WHEN FOR RETURN SELECT'.split(' '))
/** Operations of free code; what else a statement begins with is assigned to, or called. */
const operations: ReadonlySet<string> = new Set(
  (
    'ACQ BEGSR CALLP CHAIN CLEAR CLOSE COMMIT DEALLOC DELETE DOU DOW DSPLY DUMP ELSE ELSEIF ENDDO ENDFOR ENDIF ENDMON ENDSL ENDSR ' +
    'EVAL EVALR EVAL-CORR EXCEPT EXFMT EXSR EXTRCT FEOD FOR FOR-EACH FORCE IF IN ITER LEAVE LEAVESR MONITOR NEXT ON-ERROR ON-EXCP ' +
    'OPEN OTHER OUT POST READ READC READE READP READPE REL RESET RETURN ROLBK SELECT SETGT SETLL SND-MSG SORTA TEST UNLOCK UPDATE ' +
    'WHEN WRITE XML-INTO XML-SAX DATA-INTO DATA-GEN'
  ).split(' '),
)

function declared(reading: Reading, first: string, rest: string, line: number): void {
  const [, written = '', keywords = ''] = /^(\S+)\s*([\s\S]*)$/.exec(rest) ?? []
  const name = written.toUpperCase()
  const push = (kind: Declaration['kind'], more: Partial<Declaration> = {}): void => {
    reading.declarations.push({kind, name, keywords, line, ...more})
  }
  reading.block = undefined
  if (first === 'DCL-F') push('file', freeFile(keywords))
  else if (first === 'DCL-S' || first === 'DCL-SUBF') push('item')
  else if (first === 'DCL-C') push('constant')
  else if (first === 'DCL-PARM') push('parameter')
  else if (first === 'DCL-PROC') push('procedure')
  else {
    const kind = first === 'DCL-DS' ? 'structure' : first === 'DCL-PR' ? 'prototype' : 'interface'
    if (first !== 'DCL-DS' && first !== 'DCL-PR' && first !== 'DCL-PI') return
    push(kind, /\bDTAARA\s*\(\s*\*AUTO/i.test(keywords) ? {isAutomatic: true} : {})
    if (!/\bEND-(?:DS|PR|PI)\b|\bLIKE(?:DS|REC)\s*\(/i.test(keywords) || kind !== 'structure')
      reading.block = /\bEND-(?:DS|PR|PI)\b/i.test(keywords) ? undefined : kind
  }
}

function freeFile(keywords: string): Pick<Declaration, 'usage' | 'device'> {
  const device = /\b(WORKSTN|PRINTER|SPECIAL|SEQ|DISK)\b/i.exec(keywords)?.[1]?.toUpperCase() ?? 'DISK'
  const usages = /\bUSAGE\s*\(([^)]*)\)/i.exec(keywords)?.[1]?.toUpperCase()
  if (usages === undefined) return {device, usage: device === 'WORKSTN' ? 'C' : device === 'PRINTER' ? 'O' : 'I'}
  const [reads, adds, updates] = [/\*INPUT/, /\*OUTPUT/, /\*(?:UPDATE|DELETE)/].map((one) => one.test(usages))
  const usage = updates ? 'U' : reads && adds && device !== 'DISK' ? 'C' : reads ? 'I' : 'O'
  return {device, usage: adds && usage !== 'O' && usage !== 'C' ? `${usage}A` : usage}
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

/** D: a name of more than its columns goes on after three points. */
function definition(reading: Reading, line: string): void {
  if (reading.isOld) return
  const long = /^.{6}\s*([A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*)\.\.\.\s*$/.exec(line)?.[1]
  if (long !== undefined) {
    reading.longName = (reading.longName + long).slice(0, 4096)
    return
  }
  const name = (reading.longName + line.slice(6, 21).trim()).toUpperCase()
  reading.longName = ''
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
  const long = /^.{6}\s*([A-Za-z@#$£§À-ÿ_][\w@#$£§À-ÿ]*)\.\.\.\s*$/.exec(line)?.[1]
  if (long !== undefined) {
    reading.longName = (reading.longName + long).slice(0, 4096)
    return
  }
  const name = (reading.longName + line.slice(6, 21).trim()).toUpperCase()
  reading.longName = ''
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
