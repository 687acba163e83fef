import {type Declaration, directive, longestStatement, type Reading} from './reading.ts'

/** A line of free code: statements end with semicolons, and literals go on where a line ends with + or -. */
export function freeLine(reading: Reading, raw: string, from: number): void {
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

export function endFree(reading: Reading): void {
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
