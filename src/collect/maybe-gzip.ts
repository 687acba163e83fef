import {createReadStream} from 'node:fs'
import {open} from 'node:fs/promises'
import {createGunzip} from 'node:zlib'

const pieceBytes = 1 << 16

/** The first bytes of a file, by which its kind is told; fewer where it is shorter. */
export async function firstBytes(file: string, count = 4): Promise<Buffer> {
  const handle = await open(file)
  try {
    const {buffer, bytesRead} = await handle.read(Buffer.alloc(count), 0, count, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await handle.close()
  }
}

export function isGzip(start: Uint8Array): boolean {
  return start[0] === 0x1f && start[1] === 0x8b
}

/** What a gzip file holds, piece by piece. Errors: those of zlib, whose codes begin with Z_, and of the system. */
export async function* unzipped(file: string): AsyncGenerator<Buffer> {
  const source = createReadStream(file, {highWaterMark: pieceBytes})
  const stream = source.pipe(createGunzip({chunkSize: pieceBytes}))
  source.on('error', (error) => stream.destroy(error))
  try {
    yield* stream as AsyncIterable<Buffer>
  } finally {
    source.destroy()
    stream.destroy()
  }
}
