import {readFile} from 'node:fs/promises'
import {join} from 'node:path'
import type {AuditDocument} from '../model/audit.ts'
import {compareText} from '../model/json-lines.ts'
import {writeWhole} from '../model/write-whole.ts'
import type {AuditFolder} from './audit-folder.ts'

/** A zip cannot say "no date": its own first day stands for that, so that the same report gives the same bytes. */
const noDate = new Date(1980, 0, 1)

/**
 * The report's files in one `reports.zip` beside them, for mailing: those that audit.json lists, and no others that lie
 * in the folder. Gives its path relative to the audit folder.
 */
export async function zipReports({root}: AuditFolder, {reports}: AuditDocument): Promise<string> {
  const {zipSync} = await import('fflate')
  const files: Record<string, Uint8Array> = Object.create(null)
  for (const path of reports.toSorted(compareText)) files[path] = await readFile(join(root, path))
  const path = 'reports.zip'
  await writeWhole(join(root, path), zipSync(files, {mtime: noDate, level: 6}))
  return path
}
