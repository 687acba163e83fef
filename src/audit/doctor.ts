import {execFile} from 'node:child_process'
import {mkdtemp, rm, statfs} from 'node:fs/promises'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {promisify} from 'node:util'
import {AuditError} from '../errors.ts'
import type {Check} from '../model/check.ts'
import {auditFolder} from './audit-folder.ts'
import {writeWhole} from '../model/write-whole.ts'

const roomWantedBytes = 200 * 1024 * 1024

/** Tries what an audit needs, each for real, and never throws. */
export async function checkAll(root: string): Promise<readonly Check[]> {
  const checks = [nodeCheck, storeCheck, pictureCheck, gitCheck, settingsCheck, sourcesCheck, folderCheck, roomCheck]
  const found: Check[] = []
  for (const check of checks) found.push(...[await check(root)].flat())
  return found
}

async function nodeCheck(): Promise<Check> {
  return {what: 'Node', outcome: 'works', detail: process.versions.node}
}

async function storeCheck(): Promise<Check> {
  const folder = await mkdtemp(join(tmpdir(), 'domesday-doctor-'))
  try {
    const {openEmbeddedStore} = await import('../graph/embedded/open-store.ts')
    await (await openEmbeddedStore(join(folder, 'graph.db'))).close()
    return {what: 'Embedded graph', outcome: 'works', detail: 'node:sqlite opens and writes a file'}
  } catch (error) {
    return {
      what: 'Embedded graph',
      outcome: 'fails',
      detail: messageOf(error),
      mend: 'Use Node 24, which has SQLite built in.',
    }
  } finally {
    await rm(folder, {recursive: true, force: true})
  }
}

async function pictureCheck(): Promise<Check> {
  try {
    const {renderSvgs} = await import('../render/mermaid/render-svg.ts')
    await renderSvgs({check: 'flowchart LR\n  n1["One"] --> n2["Two"]\n'})
    return {what: 'Diagrams', outcome: 'works', detail: 'drawn without a browser'}
  } catch (error) {
    return {
      what: 'Diagrams',
      outcome: 'fails',
      detail: messageOf(error),
      mend: 'Reports still hold the tables that say the same.',
    }
  }
}

async function gitCheck(): Promise<Check> {
  try {
    const {stdout} = await promisify(execFile)('git', ['--version'], {timeout: 5000})
    return {what: 'git', outcome: 'works', detail: stdout.trim().replace(/^git version /, '')}
  } catch {
    return {
      what: 'git',
      outcome: 'note',
      detail: 'not found',
      mend: 'Without it the commit of a source tree is unknown; all else works.',
    }
  }
}

async function settingsCheck(root: string): Promise<Check> {
  try {
    const {readSettings} = await import('../settings/read-settings.ts')
    const {settings} = await readSettings(root)
    return {
      what: 'domesday.yaml',
      outcome: 'works',
      detail: `${counted(settings.sources.length, 'source')}, ${counted(settings.organisations.length, 'organisation')}`,
    }
  } catch (error) {
    const missing = error instanceof AuditError && error.code === 'no-audit-folder'
    const first = error instanceof AuditError ? error.faults[0] : undefined
    const detail = first ? `${first.where ?? ''} ${first.message}`.trim() : messageOf(error)
    return {
      what: 'domesday.yaml',
      outcome: missing ? 'note' : 'fails',
      detail,
      mend: missing ? 'Make one: domesday init' : 'Mend the places named.',
    }
  }
}

/** Whether what domesday.yaml names is there; nothing where that file cannot be read, which another check tells. */
async function sourcesCheck(root: string): Promise<readonly Check[]> {
  const {readSettings} = await import('../settings/read-settings.ts')
  const read = await readSettings(root).catch(() => undefined)
  if (read === undefined || read.settings.sources.length === 0) return []
  const {missingSources} = await import('./all-faults.ts')
  const {trees, files} = await missingSources({folder: auditFolder(root)}, read.settings.sources)
  const missing = [...files, ...trees]
  if (missing.length === 0)
    return [{what: 'Sources', outcome: 'works', detail: 'all that domesday.yaml names is there'}]
  return [
    {
      what: 'Sources',
      outcome: files.length > 0 ? 'fails' : 'note',
      detail: missing.map(({where = '', message}) => `${where} ${message}`.trim()).join('; '),
      mend:
        files.length > 0
          ? 'Put the files there, or mend domesday.yaml.'
          : 'What was collected of them before is still used: domesday report.',
    },
  ]
}

async function folderCheck(root: string): Promise<Check> {
  const path = join(auditFolder(root).root, '.domesday-doctor')
  try {
    await writeWhole(path, '')
    await rm(path, {force: true})
    return {what: 'Folder', outcome: 'works', detail: 'can be written'}
  } catch (error) {
    return {what: 'Folder', outcome: 'fails', detail: messageOf(error), mend: 'Make it writable, or work in a copy.'}
  }
}

async function roomCheck(root: string): Promise<Check> {
  try {
    const {bavail, bsize} = await statfs(root)
    const free = bavail * bsize
    const detail = `${Math.floor(free / 1e9).toLocaleString('en-GB')} GB free`
    return free > roomWantedBytes
      ? {what: 'Disk', outcome: 'works', detail}
      : {what: 'Disk', outcome: 'fails', detail, mend: 'Free at least 200 MB.'}
  } catch (error) {
    return {what: 'Disk', outcome: 'note', detail: messageOf(error)}
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? '' : 's'}`
}
