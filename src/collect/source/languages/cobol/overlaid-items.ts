import type {Overlay, ValueHeld} from '../mainframe-fact.ts'
import type {DataItem} from './data-items.ts'
import {type Field, layoutsOf} from './layout.ts'

const mostElements = 500
const mostHeld = 200
const longestHeld = 2000

/** Of fields that lie over others of their file which have values, what their elements hold. */
export function overlaidValues(items: readonly DataItem[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>()
  if (!items.some(({redefines}) => redefines !== undefined)) return found
  /** A record that lies over another one begins where that begins. */
  const heldBy = new Map<string, readonly ValueHeld[]>()
  for (const {name, fields} of layoutsOf(items)) {
    const under = fields[0]?.redefines
    const held = [...(under === undefined ? [] : (heldBy.get(under) ?? [])), ...valuesIn(fields)]
    heldBy.set(name, held)
    if (held.length === 0) continue
    for (const {field, at} of elementsIn(fields)) {
      const values = valuesAt(held, {at, length: field.length})
      if (values.length > 0) found.set(field.name, values)
    }
  }
  return found
}

/** What stands in the elements of an overlay, by the values of what it lies over. */
export function valuesAt(held: readonly ValueHeld[], {at, length}: Pick<Overlay, 'at' | 'length'>): readonly string[] {
  return at.flatMap((offset) => {
    const over = held.find((one) => one.at <= offset && offset + length <= one.at + one.length)
    if (!over) return []
    const text = over.value
      .padEnd(over.length)
      .slice(offset - over.at, offset - over.at + length)
      .trim()
    return text ? [text] : []
  })
}

/** One name, or several with blanks between, as tables of programs are written. */
const names = /^[A-Z@#$][A-Z\d@#$-]{0,7}(?: +[A-Z@#$][A-Z\d@#$-]{0,7})*$/

/** A name in a field without a name of its own, or several in one field. */
function isOfTable({name, value = ''}: Pick<DataItem, 'name' | 'value'>): boolean {
  const text = value.trim()
  return value.length <= longestHeld && names.test(text) && (name === 'FILLER' || text.includes(' '))
}

/** Records whose values another file may lie a table of names over, by the name of the record. */
export function recordsHeld(items: readonly DataItem[]): ReadonlyMap<string, readonly ValueHeld[]> {
  if (!items.some(isOfTable)) return new Map()
  return new Map(
    layoutsOf(items).flatMap(({name, fields}) => {
      if (!fields.some(isOfTable) || fields[0]?.redefines !== undefined) return []
      const held = valuesIn(fields).filter(({value}) => value.length <= longestHeld && names.test(value.trim()))
      return held.length > 0 ? [[name, held.slice(0, mostHeld)] as const] : []
    }),
  )
}

/** Of fields of records that lie over a record of another file, where they stand in that. By their names. */
export function overlaysElsewhere(items: readonly DataItem[]): ReadonlyMap<string, Overlay> {
  const roots = new Set(items.map(({name}) => name))
  if (!items.some(({level, redefines}) => level === 1 && redefines !== undefined && !roots.has(redefines)))
    return new Map()
  return new Map(
    layoutsOf(items).flatMap(({fields}) => {
      const record = fields[0]?.redefines
      if (record === undefined || roots.has(record)) return []
      return elementsIn(fields).map(({field, at}) => [field.name, {record, at, length: field.length}] as const)
    }),
  )
}

function valuesIn(fields: readonly Field[]): readonly ValueHeld[] {
  return fields.flatMap(({value, usage, redefines, offset, length}) =>
    value !== undefined && usage === 'DISPLAY' && redefines === undefined ? [{at: offset, length, value}] : [],
  )
}

interface Element {
  readonly field: Field
  /** Where each of its occurrences begins. */
  readonly at: readonly number[]
}

/** The fields of letters that lie over others. */
function elementsIn(fields: readonly Field[]): readonly Element[] {
  const tables: Field[] = []
  return fields.flatMap((field): readonly Element[] => {
    while (tables.length > 0 && field.within.length <= (tables.at(-1)?.within.length ?? 0)) tables.pop()
    tables.push(field)
    const lies = tables.some(({redefines}) => redefines !== undefined)
    if (!lies || field.usage !== 'DISPLAY' || field.digits !== undefined || field.name === 'FILLER') return []
    return [{field, at: offsetsOf(field, tables)}]
  })
}

function offsetsOf(field: Field, around: readonly Field[]): readonly number[] {
  let offsets = [field.offset]
  for (const {occurs, length} of around)
    if (occurs !== undefined && occurs > 1)
      offsets = offsets
        .flatMap((offset) =>
          Array.from({length: Math.min(occurs, mostElements)}, (_, index) => offset + index * length),
        )
        .slice(0, mostElements)
  return offsets
}
