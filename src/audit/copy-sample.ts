import {cp, mkdir, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {UsageError} from '../errors.ts'
import {cannotWrite} from '../model/write-whole.ts'

export const sampleRoot = fileURLToPath(new URL('../../', import.meta.url))

export const sampleParts = ['inventories', 'evidence', 'plugins', 'domesday.yaml'] as const

/** Copies the sample audit folder. A folder that holds anything but an earlier copy is left alone. */
export async function copySample(target: string): Promise<void> {
  if ((await checkTarget(target)) === 'worked in') return
  try {
    await mkdir(target, {recursive: true})
    for (const part of sampleParts)
      await cp(join(sampleRoot, part), join(target, part), {recursive: true, force: false})
  } catch (error) {
    throw cannotWrite(target, error)
  }
}

/**
 * Whether the folder is empty, holds a copy, or one that someone has worked in since: that is theirs, and is audited as
 * it stands. Errors: a UsageError when it holds anything else.
 */
export async function checkTarget(target: string): Promise<'empty' | 'copied' | 'worked in'> {
  const settings = await readFile(join(sampleRoot, 'domesday.yaml'), 'utf8')
  const there = await readdir(target).catch(() => [])
  const earlier = await readFile(join(target, 'domesday.yaml'), 'utf8').catch(() => undefined)
  if (there.length > 0 && earlier === undefined) {
    throw new UsageError('not-empty', `${target} is not empty, and the demo writes over nothing of yours.`, {
      hint: 'Name another folder: domesday demo --dir <folder>',
    })
  }
  if (earlier === undefined) return 'empty'
  return earlier === settings ? 'copied' : 'worked in'
}
