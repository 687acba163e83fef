import type {Node} from 'web-tree-sitter'
import {nodesOf} from '../connections.ts'
import type {Fact, MappedTable, SqlText} from '../fact.ts'
import {tableByConvention} from '../table-by-convention.ts'
import {enclosing} from '../around-node.ts'
import type {RubySearch} from './routes.ts'

/** What a file may have of Sequel. */
export const namesSequel = /\bSequel\b|\bDB\s?\[\s?:/

const connected =
  /\b([A-Za-z_@]\w*)\s{0,4}(?:\|\|)?=\s{0,4}Sequel\.(?:connect|sqlite|postgres|mysql2|tinytds|oracle)\b/g
const changes =
  /^(?:insert|multi_insert|import|update|delete|truncate|replace|insert_conflict|insert_ignore|insert_select)$/
/** What nothing but a set of rows is asked; the constant may stand for something else where nothing else is of Sequel. */
const ofRows =
  /^(?:where|exclude|(?:left_|inner_|right_)?join|multi_insert|import|insert_conflict|insert_ignore|for_update|with_sql)$/

/**
 * Tables of Sequel: `DB[:rings].insert(...)`, `DB.from(:rings)`, with what a file names its connection by, or `DB`; and
 * those of classes, `class Ring < Sequel::Model(:rings)`. What the chain of calls changes is written, else it is read.
 */
export function sequelTables({text, root}: Pick<RubySearch, 'text' | 'root'>): readonly Fact[] {
  if (!namesSequel.test(text)) return []
  const isOfSequel = /\bSequel\b/.test(text)
  const names = new Set(['DB', ...[...text.matchAll(connected)].flatMap(([, name]) => name ?? [])])
  const used = [...nodesOf(text, root, [...names])].flatMap((word): readonly SqlText[] => {
    const rows = rowsOf(word)
    if (!rows) return []
    const chain = callsOn(rows.node)
    if (!isOfSequel && !chain.some((name) => ofRows.test(name))) return []
    const isWritten = chain.some((name) => changes.test(name))
    const [reads, writes] = isWritten ? [[], [rows.table]] : [[rows.table], []]
    return [{is: 'sql', of: 'tables', reads, writes, calls: [], line: word.startPosition.row + 1}]
  })
  return [...used, ...(isOfSequel ? modelsOf(text, root) : [])]
}

interface Rows {
  readonly node: Node
  readonly table: string
}

/** `DB[:rings]` and `DB.from(:rings)`. */
function rowsOf(word: Node): Rows | undefined {
  const {parent} = word
  if (parent?.type === 'element_reference' && parent.childForFieldName('object')?.equals(word)) {
    const [, first, second] = parent.namedChildren
    const table = first && !second ? tableNamed(first.text) : undefined
    return table === undefined ? undefined : {node: parent, table}
  }
  if (parent?.type !== 'call' || !parent.childForFieldName('receiver')?.equals(word)) return undefined
  if (parent.childForFieldName('method')?.text !== 'from') return undefined
  const [first, second] = parent.childForFieldName('arguments')?.namedChildren ?? []
  const table = first && !second ? tableNamed(first.text) : undefined
  return table === undefined ? undefined : {node: parent, table}
}

/** `:rings`, `Sequel[:toll][:charges]`, `Sequel.qualify(:toll, :charges)`. */
function tableNamed(written: string): string | undefined {
  const [, schema, table = ''] =
    /^Sequel(?:\[:(\w+)\]\[:(\w+)\]|\.qualify\(\s?:(\w+)\s?,\s?:(\w+)\s?\))$/.exec(written)?.filter(Boolean) ?? []
  if (schema) return `${schema}.${table}`
  return /^:(\w+)$/.exec(written)?.[1]
}

/** The names of the calls on what a node gives, the nearest first. */
function callsOn(start: Node): readonly string[] {
  const names: string[] = []
  let node = start
  for (let steps = 0; steps < 100; steps += 1) {
    const up: Node | null = node.parent
    if (up?.type !== 'call' || !up.childForFieldName('receiver')?.equals(node)) break
    names.push(up.childForFieldName('method')?.text ?? '')
    node = up
  }
  return names
}

/** Classes by the table that they are given, or by their own name. */
function modelsOf(text: string, root: Node): readonly MappedTable[] {
  return [...text.matchAll(/<\s{0,4}(?:::)?Sequel::Model\b(?:\(\s{0,4}(?:\w+\[)?:(\w+)\]?\s{0,4}\))?/g)].flatMap(
    ({1: table, index}): readonly MappedTable[] => {
      const [type] = enclosing(root.descendantForIndex(index + 1) ?? root, new Set(['class']))
      const name = type?.childForFieldName('name')?.text.replace(/^.*::/s, '')
      if (!type || !name || type.childForFieldName('superclass')?.startIndex !== index) return []
      const line = type.startPosition.row + 1
      return table === undefined
        ? [{is: 'mapped', entity: name, table: {literal: tableByConvention(name, 'rails')}, isByConvention: true, line}]
        : [{is: 'mapped', entity: name, table: {literal: table}, line}]
    },
  )
}
