import {mkdir, readdir, readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {sha256} from '../model/ids.ts'
import type {Latest, Remember} from '../model/remember.ts'
import {writeWhole} from '../model/write-whole.ts'

/**
 * Results that were made before, in a folder of the cache: a file is its content's hash, then the content, so that one
 * that was cut short or edited is made again. Give `code` so that no other version's results are taken for its own.
 */
export function keptResults(
  folder: string,
  code: string,
): {readonly remember: Remember; readonly latest: Latest; forgetOthers(): Promise<void>} {
  const used = new Set<string>()
  const pathOf = (key: string): string => {
    const name = sha256(`${code}\n${key}`)
    used.add(name)
    return join(folder, name)
  }
  const write = async (path: string, made: Uint8Array): Promise<void> => {
    await mkdir(folder, {recursive: true})
    await writeWhole(path, Buffer.concat([Buffer.from(sha256(made)), made]))
  }
  return {
    remember: async (key, make) => {
      const path = pathOf(key)
      const known = await readKept(path)
      if (known) return known
      const made = await make()
      if (made) await write(path, made)
      return made
    },
    latest: (key) => {
      const path = pathOf(key)
      return {read: () => readKept(path), write: (made) => write(path, made)}
    },
    forgetOthers: async () => {
      const names = await readdir(folder).catch(() => [])
      for (const name of names) if (!used.has(name)) await rm(join(folder, name), {force: true})
    },
  }
}

const hashLength = 64

async function readKept(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path)
    const content = bytes.subarray(hashLength)
    return sha256(content) === bytes.subarray(0, hashLength).toString() ? content : undefined
  } catch {
    return undefined
  }
}
