import type {Mapping} from '../../model/mapping.ts'
import type {Row} from './workbook.ts'

/** The rows that hold the headers, first to last. */
export function headerRows({headerRow}: Pick<Mapping, 'headerRow'>): readonly number[] {
  return (typeof headerRow === 'number' ? [headerRow] : headerRow).toSorted((a, b) => a - b)
}

export interface Header {
  /** With what stands above it. */
  readonly text: string
  /** Of its lowest row alone. */
  readonly own: string | undefined
}

/**
 * The text of each column's header. Where headers are several rows deep, an upper cell without text takes that to its
 * left, as under a merged cell, and the texts are joined: `Contract / Ends`.
 */
export function headersOf(rows: readonly Row[]): ReadonlyMap<number, Header> {
  const texts = rows.map(({cells}) => new Map([...cells].flatMap(([column, cell]) => headerText(column, cell))))
  const last = texts.at(-1) ?? new Map<number, string>()
  const columns = [...new Set(texts.flatMap((row) => [...row.keys()]))].toSorted((a, b) => a - b)
  const headers = new Map<number, Header>()
  for (const column of columns) {
    const above = texts
      .slice(0, -1)
      .map((row) => row.get(column) ?? (last.has(column) ? leftOf(row, column) : undefined))
    const parts = [...above, last.get(column)].filter((text) => text !== undefined)
    if (parts.length > 0) headers.set(column, {text: [...new Set(parts)].join(' / '), own: last.get(column)})
  }
  return headers
}

function headerText(column: number, cell: Row['cells'] extends ReadonlyMap<number, infer C> ? C : never) {
  if (cell.is === 'text' || cell.is === 'number') return [[column, cell.text.replace(/\s+/g, ' ')] as const]
  return cell.is === 'date' && cell.date ? [[column, cell.date] as const] : []
}

function leftOf(row: ReadonlyMap<number, string>, column: number): string | undefined {
  const nearest = [...row.keys()].filter((one) => one < column).toSorted((a, b) => b - a)[0]
  return nearest === undefined ? undefined : row.get(nearest)
}
