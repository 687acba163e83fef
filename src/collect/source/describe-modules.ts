import {entityId, moduleId} from '../../model/ids.ts'
import {environmentOfPath, isPipeline} from './environment-of-path.ts'
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
}

/** A component for every module, part of its application, with what it imports. */
export function describeModules(records: SourceRecords, {organisation, tree, scan, ownerOf}: Modules): void {
  const idOf = (path: string): string => moduleId(organisation, tree, path)
  const files = new Map(scan.modules.map((file) => [file.path, file]))
  for (const file of scan.modules) {
    const place = {file, line: 1}
    const from = records.entity(
      'component',
      idOf(file.path),
      file.path,
      {type: 'module', path: printable(file.path), language: scan.languageOf(file.path), role: roleOf(file.path)},
      place,
    )
    records.relation({from, type: 'PART_OF', to: ownerOf(file.path).id, certainty: 'structural', place})
  }
  for (const {from, to, line} of scan.imports) {
    const file = files.get(from)
    if (file)
      records.relation({from: idOf(from), type: 'IMPORTS', to: idOf(to), certainty: 'structural', place: {file, line}})
  }
}

const nothingSeen: TextScan = {hosts: [], variables: []}

/**
 * Addresses, and names of variables on the application, that stand in the text of files of any kind; but for names under
 * which it is itself reached, each behind the path of the file that says so and a space.
 */
export function describeText(
  records: SourceRecords,
  {organisation, tree, scan, ownerOf}: Modules,
  served: ReadonlySet<string>,
): void {
  const modules = new Set(scan.modules.map(({path}) => path))
  const variables = new Map<string, {name: string; own: Map<string, {file: FileSeen; line: number}>}>()
  for (const file of scan.files) {
    const {hosts, variables: named} = textOf(scan, file)
    if (hosts.length === 0 && named.length === 0) continue
    const isModule = modules.has(file.path)
    const from = isModule ? moduleId(organisation, tree, file.path) : ownerOf(file.path).id
    const role = roleOf(file.path)
    // Code is built once for all environments; what names its environment are settings.
    const environment = isModule ? undefined : isPipeline(file.path) ? 'build' : environmentOfPath(file.path)
    for (const {host, protocol, port, database, line} of hosts) {
      if (served.has(`${file.path} ${host}`)) continue
      const place = {file, line}
      const id = records.entity('host', entityId('host', organisation, host), host, {hostName: host}, place, 0.8)
      const attributes = {
        protocol,
        ...(port && {port}),
        ...(database && {database}),
        ...(role !== 'production' && {role}),
        ...(environment && {environment}),
      }
      records.relation({from, type: 'CALLS', to: id, certainty: 'inferred', place, attributes})
    }
    if (role !== 'production') continue
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

/** What the text of a file says; of a language that is parsed, its literals and calls say the same. */
function textOf({texts, facts}: TreeScan, {path}: FileSeen): TextScan {
  const {hosts, variables} = texts.get(path) ?? nothingSeen
  const own = facts.get(path) ?? []
  return {
    hosts: [...hosts, ...own.flatMap((fact) => (fact.is === 'address' ? [fact] : []))],
    variables: [
      ...variables,
      ...own.flatMap((fact) =>
        fact.is === 'setting' && fact.from === 'environment' ? [{name: fact.key, line: fact.line}] : [],
      ),
    ],
  }
}
