import {cleanText, fit} from './clean.ts'

/** A field as it is shown; what lays records out gives it. */
interface ShownField {
  readonly level: number
  readonly name: string
  readonly offset: number
  readonly length: number
  readonly usage: string
  readonly picture?: string
  readonly digits?: number
  readonly scale?: number
  readonly isSigned?: true
  readonly occurs?: number
  readonly dependingOn?: string
  readonly redefines?: string
  readonly isBehindVariable?: true
  readonly within: readonly string[]
}

export interface ShownLayouts {
  readonly records: readonly {readonly name: string; readonly length: number; readonly fields: readonly ShownField[]}[]
  readonly missing: readonly string[]
}

/** Records with the offset, length and form of every field, in 80 columns; offsets count from 0. */
export function renderLayouts({records, missing}: ShownLayouts): string {
  const blocks = records.map(({name, length, fields}) =>
    [
      `${cleanText(name)}, ${length} ${length === 1 ? 'byte' : 'bytes'}`,
      '  offset  length  field',
      ...fields.flatMap(fieldLines),
    ].join('\n'),
  )
  const notes = missing.map((member) => `  ${cleanText(member)} was not found: offsets behind it are too low.`)
  return [
    blocks.length > 0 ? blocks.join('\n\n') : 'No records are declared there.',
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ].join('\n\n')
}

function fieldLines(field: ShownField): readonly string[] {
  const {offset, length, level, name, within, isBehindVariable} = field
  const at = `${String(offset).padStart(7)}${isBehindVariable ? '+' : ' '} ${String(length).padStart(7)}`
  const indent = ' '.repeat(Math.min(within.length, 8) * 2)
  const own = indent + fit(`${String(level).padStart(2, '0')} ${name}`, 34 - indent.length)
  return [`${at}  ${own}  ${cleanText(formOf(field)).slice(0, 27)}`.trimEnd(), ...detailLines(field, indent)]
}

function detailLines({occurs, dependingOn, redefines}: ShownField, indent: string): readonly string[] {
  const said = [
    ...(redefines ? [`lies over ${redefines}`] : []),
    ...(occurs !== undefined
      ? [`${dependingOn ? 'up to ' : ''}${occurs} times${dependingOn ? `, as ${dependingOn} says` : ''}`]
      : []),
  ]
  return said.map((line) => `${' '.repeat(18)}${indent}   ${cleanText(line)}`.slice(0, 80))
}

const forms: Readonly<Record<string, string>> = {
  'PACKED-DECIMAL': 'packed decimal',
  BINARY: 'binary',
  'COMP-5': 'native binary',
  'COMP-6': 'packed, no sign',
  'COMP-1': 'float of 4 bytes',
  'COMP-2': 'float of 8 bytes',
  'COMP-X': 'binary',
  NATIONAL: 'UTF-16',
  'DISPLAY-1': 'double-byte',
  GROUP: 'group',
}

function formOf({usage, digits, scale = 0, isSigned, picture}: ShownField): string {
  const form =
    usage === 'DISPLAY'
      ? digits === undefined
        ? `text ${picture ?? ''}`
        : 'digits'
      : (forms[usage] ?? usage.toLowerCase())
  const size = digits === undefined ? '' : ` ${digits}${scale > 0 ? `.${scale}` : ''}${isSigned ? ', signed' : ''}`
  return `${form}${size}`
}
