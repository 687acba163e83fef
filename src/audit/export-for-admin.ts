import {readdir} from 'node:fs/promises'
import {join} from 'node:path'
import {UsageError} from '../errors.ts'
import type {Problem} from '../model/inventory.ts'
import {cannotWrite, writeAllWhole} from '../model/write-whole.ts'
import {exportMark} from '../render/graph/export-mark.ts'
import type {AuditContext} from './context.ts'
import {standsThere} from './export-graph.ts'
import {runResolve} from './run-audit.ts'

/** The file that the importer's arguments stand in. */
const argumentsFile = 'neo4j-admin.args'

interface AdminExported {
  readonly nodes: number
  readonly relations: number
  readonly files: readonly string[]
  /** To be run in the folder, where the server is. */
  readonly command: string
  readonly problems: readonly Problem[]
}

/**
 * Writes what `neo4j-admin database import full` reads. Errors: a UsageError where the folder holds anything but an
 * earlier export.
 */
export async function exportForAdmin(context: AuditContext, folder: string): Promise<AdminExported> {
  const {adminImport} = await import('../graph/neo4j/admin-import.ts')
  await refuseOtherFolder(folder)
  const estate = await runResolve(context)
  const {files, arguments: lines, nodes, edges, problems} = adminImport(estate)
  const told = {name: argumentsFile, content: [`# ${exportMark}`, ...lines, ''].join('\n')}
  await writeAllWhole([...files, told].map(({name, content}) => ({path: join(folder, name), content})))
  const database = context.store.kind === 'neo4j' ? context.store.database : 'neo4j'
  return {
    ...{nodes, relations: edges, files: [...files, told].map(({name}) => name)},
    command: `neo4j-admin database import full ${database} @${argumentsFile}`,
    problems,
  }
}

async function refuseOtherFolder(folder: string): Promise<void> {
  const names = await readdir(folder).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT') return []
    if (code === 'ENOTDIR') return [''] // a file stands there
    throw cannotWrite(folder, error)
  })
  if (names.length === 0 || (await standsThere(join(folder, argumentsFile))) === 'export') return
  throw new UsageError('not-an-export', `${folder} is not empty, and holds no export of the graph.`, {
    hint: 'Name another folder, or an empty one.',
  })
}
