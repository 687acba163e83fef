import {moduleId} from '../../model/ids.ts'
import type {Modules} from './describe-modules.ts'
import {roleOf} from './languages.ts'
import type {Fact} from './languages/fact.ts'
import {nearestOf} from './languages/tree-paths.ts'
import {tableId} from './seen-from.ts'
import type {SourceRecords} from './source-records.ts'
import type {FileSeen} from './walk-tree.ts'

/** Tables that database files of the tree hold, and those that one of them has of another. */
export function describeTables(records: SourceRecords, modules: Modules): void {
  const {scan} = modules
  const files = new Map(scan.files.map((file) => [file.path, file]))
  const byName = Map.groupBy(scan.files, ({path}) => nameOf(path))
  const pathOf = (name: string, from: string): string | undefined =>
    nearestOf(
      byName.get(name)?.map(({path}) => path),
      from,
    )
  for (const [path, facts] of scan.facts) {
    const file = files.get(path)
    if (!file || roleOf(path) !== 'production') continue
    for (const fact of facts) describeTable(records, modules, {fact, file, pathOf})
  }
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase()
}

interface Told {
  readonly fact: Fact
  readonly file: FileSeen
  readonly pathOf: (name: string, from: string) => string | undefined
}

function describeTable(records: SourceRecords, modules: Modules, {fact, file, pathOf}: Told): void {
  const {organisation, tree, ownerOf, partAt} = modules
  if (fact.is !== 'held-table' && fact.is !== 'linked-table') return
  const place = {file, line: fact.line}
  const {table} = fact
  if (fact.is === 'held-table') {
    const id = tableId(organisation, ownerOf(file.path).id, table)
    const {rows, columns} = fact
    records.entity('datastore', id, table, {type: 'table', table, rows, ...(columns && {columns: [...columns]})}, place)
    const relation = {from: moduleId(organisation, tree, file.path), type: 'WRITES', to: id} as const
    records.relation({...relation, certainty: 'structural', place, attributes: {how: 'the database file holds it'}})
    return
  }
  const held = pathOf(fact.file, file.path)
  // A file that is not in the tree has tables of its own, whatever others call theirs.
  const owner = ownerOf(held ?? file.path).id
  const id = tableId(organisation, owner, held === undefined ? `${fact.file} ${table}` : table)
  const attributes = {type: 'table', table, ...(held === undefined && {databaseFile: fact.file})}
  records.entity('datastore', id, table, attributes, place)
  const from = partAt?.(file.path, fact.line) ?? moduleId(organisation, tree, file.path)
  for (const type of fact.isWritten ? (['READS', 'WRITES'] as const) : (['READS'] as const))
    records.relation({from, type, to: id, certainty: 'structural', place, attributes: {how: 'a linked table'}})
}
