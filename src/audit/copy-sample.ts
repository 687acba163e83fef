import {cp, mkdir, readdir, readFile} from 'node:fs/promises'
import {join} from 'node:path'
import {fileURLToPath} from 'node:url'
import {UsageError} from '../errors.ts'
import {cannotWrite} from '../model/write-whole.ts'

const sampleRoot = fileURLToPath(new URL('../../', import.meta.url))

/** Copies the sample audit folder. A folder that holds anything but an earlier copy is left alone. */
export async function copySample(target: string): Promise<void> {
  const settings = await readFile(join(sampleRoot, 'domesday.yaml'), 'utf8')
  const there = await readdir(target).catch(() => [])
  const earlier = await readFile(join(target, 'domesday.yaml'), 'utf8').catch(() => undefined)
  if (there.length > 0 && earlier === undefined) {
    throw new UsageError('not-empty', `${target} is not empty, and the demo writes over nothing of yours.`, {
      hint: 'Name another folder: domesday demo --dir <folder>',
    })
  }
  // A copy that someone has worked in since is theirs: it is audited as it stands.
  if (earlier !== undefined && earlier !== settings) return
  try {
    await mkdir(target, {recursive: true})
    await cp(join(sampleRoot, 'inventories'), join(target, 'inventories'), {recursive: true, force: false})
    await cp(join(sampleRoot, 'plugins'), join(target, 'plugins'), {recursive: true, force: false})
    await cp(join(sampleRoot, 'domesday.yaml'), join(target, 'domesday.yaml'), {force: false})
  } catch (error) {
    throw cannotWrite(target, error)
  }
}
