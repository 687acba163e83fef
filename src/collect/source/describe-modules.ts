import {moduleId} from '../../model/ids.ts'
import {roleOf} from './languages.ts'
import type {TextScan} from './scan-text.ts'
import type {TreeScan} from './scan-tree.ts'
import type {SourceRecords} from './source-records.ts'
import {type FileSeen, printable} from './walk-tree.ts'

/** The component that a file belongs to. */
export interface Owner {
  readonly id: string
  readonly name: string
}

/** A tree's modules, and what owns them. */
export interface Modules {
  readonly organisation: string
  /** The tree's own part of its modules' ids. */
  readonly tree: string
  readonly scan: TreeScan
  readonly ownerOf: (path: string) => Owner
  /** Files that are one thing of the estate by themselves, as a program or a job is, by path. */
  readonly partOf?: ReadonlyMap<string, string>
  /** The thing of the estate that a line of a file belongs to, where its file holds some. */
  readonly partAt?: (path: string, line: number) => string | undefined
  /** By the id of an application, those of the tree that are built with it. */
  readonly builtInto?: ReadonlyMap<string, readonly string[]>
}

/** A component for every module, part of its application, with what it imports. */
export function describeModules(records: SourceRecords, {organisation, tree, scan, ownerOf, partOf}: Modules): void {
  const modules = new Map<string, {readonly id: string; readonly file: FileSeen}>()
  for (const file of scan.modules) {
    const place = {file, line: 1}
    const from = records.entity(
      'component',
      moduleId(organisation, tree, file.path),
      file.path,
      {type: 'module', path: printable(file.path), language: scan.languageOf(file.path), role: roleOf(file.path)},
      place,
    )
    modules.set(file.path, {id: from, file})
    records.relation({
      from,
      type: 'PART_OF',
      to: partOf?.get(file.path) ?? ownerOf(file.path).id,
      certainty: 'structural',
      place,
    })
  }
  for (const {from, to, line} of scan.imports) {
    const own = modules.get(from)
    if (!own) continue
    const other = modules.get(to)?.id ?? moduleId(organisation, tree, to)
    records.relation({from: own.id, type: 'IMPORTS', to: other, certainty: 'structural', place: {file: own.file, line}})
  }
}

/** On each application, the names of the variables that its production files read, whatever kind they are of. */
export function describeVariables(records: SourceRecords, {scan, ownerOf}: Modules): void {
  const variables = new Map<string, {name: string; own: Map<string, {file: FileSeen; line: number}>}>()
  for (const file of scan.files) {
    const named = variablesOf(scan, file)
    if (named.length === 0 || roleOf(file.path) !== 'production') continue
    const owner = ownerOf(file.path)
    const {own} = variables.get(owner.id) ?? {own: new Map<string, {file: FileSeen; line: number}>()}
    for (const {name, line} of named) if (!own.has(name)) own.set(name, {file, line})
    variables.set(owner.id, {name: owner.name, own})
  }
  for (const [owner, {name, own}] of variables) {
    const first = [...own.values()][0]
    if (first) records.entity('component', owner, name, {environmentVariables: [...own.keys()].toSorted()}, first)
  }
}

function variablesOf({texts, facts}: TreeScan, {path}: FileSeen): TextScan['variables'] {
  const inFacts = (facts.get(path) ?? []).flatMap((fact) =>
    fact.is === 'setting' && fact.from === 'environment' ? [{name: fact.key, line: fact.line}] : [],
  )
  return [...(texts.get(path)?.variables ?? []), ...inFacts]
}
