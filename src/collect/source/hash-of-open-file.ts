import {createHash} from 'node:crypto'
import {readSync} from 'node:fs'

/** The SHA-256 of a file that is open, read part by part whatever its length. Errors: those of the system. */
export function hashOfOpenFile(file: number): string {
  const hash = createHash('sha256')
  const part = Buffer.alloc(1024 * 1024)
  for (let at = 0; ;) {
    const length = readSync(file, part, 0, part.length, at)
    if (length === 0) return hash.digest('hex')
    hash.update(part.subarray(0, length))
    at += length
  }
}
