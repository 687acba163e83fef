import {open} from 'node:fs/promises'

/** A file piece by piece, each in the same memory: it holds until the next is asked for. */
export async function* filePieces(path: string, pieceBytes = 1 << 16): AsyncGenerator<Buffer> {
  const handle = await open(path)
  try {
    const buffer = Buffer.allocUnsafe(pieceBytes)
    for (;;) {
      const {bytesRead} = await handle.read(buffer, 0, pieceBytes, null)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await handle.close()
  }
}
