import {stat} from 'node:fs/promises'
import {resolve} from 'node:path'
import type {WouldWrite} from '../model/dry-run.ts'

/** A file that would be written; one that is not there yet is new. */
export async function fileWrite(root: string, path: string, how: WouldWrite['how']): Promise<WouldWrite> {
  const found = await stat(resolve(root, path)).catch(() => undefined)
  return {path, how: found ? how : 'new'}
}
