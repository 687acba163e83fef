import {readFile} from 'node:fs/promises'
import {type Fault, InventoryError} from '../../errors.ts'
import {type Located, badDocument, parseLocatedYaml} from '../../model/located-yaml.ts'
import {listKinds, mappedFields} from '../../model/mapped-fields.ts'
import {type ColumnMapping, Mapping} from '../../model/mapping.ts'
import {nearest} from '../../model/nearest.ts'
import {headerUnit} from './header-units.ts'
import {wordOf} from './read-cell.ts'
import type {Header} from './read-headers.ts'
import {columnLetter, columnOf} from './workbook.ts'

export interface MappingFile extends Located<Mapping> {
  readonly shownAs: string
}

/** Reads a mapping file. Errors: an InventoryError with every fault and its line. */
export async function readMapping(file: string, shownAs: string): Promise<MappingFile> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    throw new InventoryError('missing-mapping', `${shownAs} cannot be read.`, {
      faults: [{message: 'the mapping file cannot be read', where: shownAs, hint: 'Mend its path.'}],
      hint: 'Make one: domesday import spreadsheet <file> --organisation <id> --suggest-mapping',
      cause: error,
    })
  }
  const located = parseLocatedYaml(text, shownAs, Mapping)
  const faults = mappingFaults(located)
  if (faults.length > 0) throw badDocument(shownAs, faults)
  return {...located, shownAs}
}

function mappingFaults({data, where}: Located<Mapping>): Fault[] {
  const faults: Fault[] = []
  const seen = new Map<string, number>()
  data.columns.forEach(({field}, index) => {
    const before = seen.get(field)
    if (before !== undefined && !listKinds.has(mappedFields[field]?.kind.reads ?? ''))
      faults.push({
        message: `field ${field} is filled already at ${where(['columns', before])}`,
        where: where(['columns', index, 'field']),
        hint: 'One column fills one field, but for fields that hold several.',
      })
    if (data.columns[index]?.unit !== undefined && mappedFields[field]?.kind.reads !== 'money')
      faults.push({
        message: `unit says what money counts, and ${field} is none`,
        where: where(['columns', index, 'unit']),
        hint: 'Take it out.',
      })
    seen.set(field, index)
  })
  for (const [field, index] of seen)
    for (const other of companionsOf(field))
      if (!seen.has(other))
        faults.push({
          message: `${field} is filled, and nothing fills ${other}, without which it says nothing`,
          where: where(['columns', index, 'field']),
          hint: `Add {column: <header>, field: ${other}}, or {constant: <value>, field: ${other}}.`,
        })
  if (!seen.has('name') && !seen.has('id'))
    faults.push({
      message: 'no column is the name or the id of a system',
      where: where(['columns']),
      hint: 'Add {column: <header>, field: name}.',
    })
  return faults
}

/** Fields without which a field says nothing: a version is that of a product. */
export function companionsOf(field: string): readonly string[] {
  const [, technology] = /^(technologies\.\d+)\./.exec(field) ?? []
  const needed = technology
    ? [`${technology}.product`]
    : field.startsWith('vulnerabilities.')
      ? ['vulnerabilities.assessed', 'vulnerabilities.known']
      : field === 'cost.source'
        ? ['cost.annualRunGbp']
        : []
  return needed.filter((one) => one !== field)
}

export interface PlacedColumn {
  readonly mapping: ColumnMapping
  /** From 0. */
  readonly index: number
  readonly header: string | undefined
}

export interface PlacedColumns {
  readonly columns: readonly PlacedColumn[]
  readonly constants: readonly ColumnMapping[]
  /** Headers of columns that the mapping leaves out. */
  readonly unmapped: readonly string[]
}

/** Finds each mapped column among the headers. Errors: an InventoryError with each that is not there, or stands twice. */
export function placeColumns({data, where, shownAs}: MappingFile, headers: ReadonlyMap<number, Header>): PlacedColumns {
  const faults: Fault[] = []
  const columns: PlacedColumn[] = []
  data.columns.forEach((mapping, at) => {
    if (mapping.constant !== undefined) return
    const found = mapping.letter ? [columnOf(mapping.letter)] : indexesOf(mapping.column ?? '', headers)
    const [index] = found
    if (index === undefined || found.length > 1)
      faults.push({...columnFault(mapping.column ?? '', found, headers), where: where(['columns', at, 'column'])})
    else {
      const header = headers.get(index)?.text
      const fault = unitFault(mapping, header)
      if (fault) faults.push({...fault, where: where(['columns', at])})
      columns.push({mapping, index, header})
    }
  })
  if (faults.length > 0) throw badDocument(shownAs, faults)
  const used = new Set(columns.map(({index}) => index))
  return {
    columns,
    constants: data.columns.filter(({constant}) => constant !== undefined),
    unmapped: [...headers].filter(([index]) => !used.has(index)).map(([, {text}]) => text),
  }
}

/** A header that says what its figures count must not be taken for one of pounds. */
function unitFault({field, unit}: ColumnMapping, header: string | undefined): Fault | undefined {
  if (header === undefined || unit !== undefined || mappedFields[field]?.kind.reads !== 'money') return undefined
  const stated = headerUnit(header)
  if (stated === undefined) return undefined
  const what = `the header '${header.slice(0, 60)}' says that its figures are`
  return stated === 'other'
    ? {
        message: `${what} no pounds a year`,
        hint: 'Convert them first. Where they are pounds a year all the same, add unit: pounds.',
      }
    : {
        message: `${what} ${stated}, and the mapping names no unit`,
        hint: `Add unit: ${stated}; or unit: pounds, where the cells hold whole pounds or say their own size.`,
      }
}

/** By the whole text of a header; else by its lowest row alone. */
function indexesOf(name: string, headers: ReadonlyMap<number, Header>): readonly number[] {
  const wanted = wordOf(name)
  const whole = [...headers].filter(([, {text}]) => wordOf(text) === wanted)
  const found = whole.length > 0 ? whole : [...headers].filter(([, {own = ''}]) => wordOf(own) === wanted)
  return found.map(([index]) => index)
}

function columnFault(name: string, found: readonly number[], headers: ReadonlyMap<number, Header>): Fault {
  if (found.length > 1)
    return {
      message: `columns ${found.map(columnLetter).join(' and ')} are both headed '${name}'`,
      hint: `Name one by its letter, as letter: ${columnLetter(found[0] ?? 0)}.`,
    }
  const like = nearest(
    name,
    [...headers.values()].map(({text}) => text),
  )
  const all = [...headers.values()]
    .slice(0, 20)
    .map(({text}) => text)
    .join(', ')
  return {
    message: `no column is headed '${name}'.${like ? ` Did you mean '${like}'?` : ''}`,
    hint: headers.size > 0 ? `There are: ${all}.` : 'The header row is empty: name another with headerRow.',
  }
}
