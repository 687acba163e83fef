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

interface CopyRead {
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

export const longestStatement = 30_000

export interface Reading {
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

export function directive(reading: Reading, written: string, spec: string): void {
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

export function addSql(reading: Reading, text: string): void {
  const last = reading.sql.at(-1)
  const part = text.replace(/--[^'\n]*$/, '')
  const ended = /^(.*?)\bEND-EXEC\b/i.exec(part)
  if (ended) reading.isInSql = false
  if (last && last.text.length < longestStatement) last.text += ` ${ended?.[1] ?? part}`
}
