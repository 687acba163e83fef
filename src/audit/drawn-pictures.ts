import {mkdir, readdir, readFile, rm} from 'node:fs/promises'
import {join} from 'node:path'
import {sha256} from '../model/ids.ts'
import {writeWhole} from '../model/write-whole.ts'

/** Gives what was made of the same key before, or makes it. */
export type Remember = (key: string, make: () => Promise<Uint8Array | undefined>) => Promise<Uint8Array | undefined>

/**
 * Pictures that were drawn before, in a folder of the cache: a file is its content's hash, then the content, so that one
 * that was cut short or edited is drawn again. Give `code` so that no other version's drawings are taken for its own.
 */
export function drawnPictures(
  folder: string,
  code: string,
): {readonly remember: Remember; forgetOthers(): Promise<void>} {
  const used = new Set<string>()
  return {
    remember: async (key, make) => {
      const name = sha256(`${code}\n${key}`)
      used.add(name)
      const known = await readDrawn(join(folder, name))
      if (known) return known
      const made = await make()
      if (made) {
        await mkdir(folder, {recursive: true})
        await writeWhole(join(folder, name), Buffer.concat([Buffer.from(sha256(made)), made]))
      }
      return made
    },
    forgetOthers: async () => {
      const names = await readdir(folder).catch(() => [])
      for (const name of names) if (!used.has(name)) await rm(join(folder, name), {force: true})
    },
  }
}

const hashLength = 64

async function readDrawn(path: string): Promise<Uint8Array | undefined> {
  try {
    const bytes = await readFile(path)
    const content = bytes.subarray(hashLength)
    return sha256(content) === bytes.subarray(0, hashLength).toString() ? content : undefined
  } catch {
    return undefined
  }
}
