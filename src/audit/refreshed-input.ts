import type {InputHash} from '../model/document.ts'
import {hashOfFile} from '../model/write-whole.ts'
import {type AuditFolder, shownPath} from './audit-folder.ts'

/** What `lifecycle refresh` wrote, as documents name what they were made from; none where it never did. */
export async function refreshedInput(folder: AuditFolder): Promise<readonly InputHash[]> {
  const sha256 = await hashOfFile(folder.lifecycle)
  return sha256 === undefined ? [] : [{path: shownPath(folder, folder.lifecycle), sha256}]
}
