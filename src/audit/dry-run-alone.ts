import {readdir, stat} from 'node:fs/promises'
import {join} from 'node:path'
import type {DryRun} from '../model/dry-run.ts'
import type {AwsAccounts, SourceTree} from '../model/settings.ts'
import type {CalendarDate} from '../model/values.ts'
import {inventoryPath} from './audit-folder.ts'
import {type BundledFolder, carriedPaths} from './bundle.ts'
import {checkTarget, sampleParts, sampleRoot} from './copy-sample.ts'
import type {Collected} from '../model/collected.ts'
import {accountReads, accountWrites, whyCollected} from './account-reads.ts'
import {dryRunAudit, fileRead} from './dry-run.ts'
import {filesOfInit} from './init-folder.ts'
import {treeReads} from './tree-reads.ts'
import {fileWrite} from './would-write.ts'
import {checkUnbundle, readBundleList} from './unbundle.ts'

const nothing = {dryRun: true, reads: [], stages: [], writes: [], notes: []} as const

/** `collect source`: the trees are listed and not read. */
export async function dryRunCollect(
  root: string,
  tree: SourceTree,
  out: string | undefined,
  signal: AbortSignal,
): Promise<DryRun> {
  const path = out ?? inventoryPath(tree.organisation, tree.id)
  return {
    ...nothing,
    reads: await treeReads(root, tree, signal),
    stages: [{stage: 'collect source', does: 'runs', why: 'source trees are looked at every time'}],
    writes: [await fileWrite(root, path, 'may be replaced')],
  }
}

/** `collect aws`: nothing is asked of AWS. */
export async function dryRunAccounts(root: string, source: AwsAccounts, out: string | undefined): Promise<DryRun> {
  return {
    ...nothing,
    reads: [accountReads(source)],
    stages: [{stage: 'collect aws', does: 'runs', why: whyCollected([source])}],
    writes: await accountWrites(root, source, out),
  }
}

/**
 * `import`: the files that are read, each with what it is; and where the records go. They are read as the import reads
 * them, because only that shows what is wrong with them. Errors: those of the import.
 */
export async function dryRunImport(
  root: string,
  files: readonly (readonly [path: string, what: string])[],
  out: string | undefined,
  read: () => Promise<Pick<Collected, 'problems'>>,
): Promise<DryRun> {
  const {length: problems} = (await read()).problems
  const told = problems === 1 ? '1 problem, which the import tells' : `${problems} problems, which the import tells`
  return {
    ...nothing,
    reads: await Promise.all(files.map(([path, what]) => fileRead(root, path, what))),
    writes: out === undefined ? [] : [await fileWrite(root, out, 'replaced')],
    notes: problems > 0 ? [`It was read, with ${told}.`] : [],
  }
}

/** `bundle`: every file that would be carried. Errors: as bundling. */
export async function dryRunBundle(folder: BundledFolder, out: string): Promise<DryRun> {
  const paths = await carriedPaths(folder)
  return {
    ...nothing,
    reads: await Promise.all(
      paths.map(async (path) => ({path, what: 'carried', bytes: (await stat(join(folder.root, path))).size})),
    ),
    writes: [await fileWrite('', out, 'replaced')],
  }
}

/** `unbundle`: what the bundle's own list says that it holds. Errors: as unbundling, but for the files' hashes. */
export async function dryRunUnbundle(file: string, target: string): Promise<DryRun> {
  await checkUnbundle(file, target)
  const {files} = await readBundleList(file)
  return {
    ...nothing,
    reads: [await fileRead('', file, 'bundle')],
    writes: [
      {path: `${target}/`, how: 'new', files: files.length},
      ...files.map(({path}) => ({path: `${target}/${path}`, how: 'new'}) as const),
    ],
    notes: ['The list of files was read; the files themselves are checked when they are unpacked.'],
  }
}

/** `init`. Errors: as making the folder. */
export async function dryRunInit(root: string, organisation: string): Promise<DryRun> {
  const files = await filesOfInit(root, organisation)
  return {
    ...nothing,
    writes: await Promise.all(
      [...files.map(([path]) => path), '.gitignore'].map((path) => fileWrite(root, path, 'may be replaced')),
    ),
  }
}

/** `demo`: the copy, and the audit of it; of a copy that is there already, its audit alone. */
export async function dryRunDemo(target: string, today: CalendarDate): Promise<DryRun> {
  if ((await checkTarget(target)) !== 'empty') return dryRunAudit({root: target, today, collects: true, upTo: 'report'})
  const copied = await Promise.all(
    sampleParts.map(async (part) => {
      const path = join(sampleRoot, part)
      if ((await stat(path)).isFile()) return {path: part, isFolder: false, files: 1}
      const entries = await readdir(path, {recursive: true, withFileTypes: true})
      return {path: part, isFolder: true, files: entries.filter((entry) => entry.isFile()).length}
    }),
  )
  return {
    ...nothing,
    reads: copied.map(({path, files}) => ({path, what: 'of the sample', files})),
    stages: ['collect source', 'resolve', 'load', 'assess', 'plan', 'report'].map((stage) => ({
      stage,
      does: 'runs',
      why: 'the copy is new',
    })),
    writes: [
      ...copied.map(({path, isFolder, files}) => ({
        path: `${target}/${path}${isFolder ? '/' : ''}`,
        how: 'new' as const,
        files,
      })),
      {path: `${target}/.domesday/`, how: 'new'},
      {path: `${target}/reports/`, how: 'new'},
    ],
  }
}
