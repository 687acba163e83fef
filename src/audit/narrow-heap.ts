import {stat} from 'node:fs/promises'
import v8 from 'node:v8'

/**
 * Runs work that streams: what it holds is small, so garbage is taken away soon rather than left to grow to many times
 * that. Work that builds large things is faster without.
 */
export async function withNarrowHeap<T>(work: () => Promise<T>): Promise<T> {
  v8.setFlagsFromString('--semi-space-growth-factor=1')
  try {
    return await work()
  } finally {
    v8.setFlagsFromString('--semi-space-growth-factor=2') // as it is by default
  }
}

const smallBytes = 30_000_000

/**
 * From the start the heap is kept near what is in use, so that a large estate fits a small machine. One of so few bytes of
 * inventories fits anyway, and is audited faster when garbage is taken away less often.
 */
export async function widenHeapFor(inventories: readonly string[]): Promise<void> {
  const sizes = await Promise.all(inventories.map(async (path) => (await stat(path).catch(() => undefined))?.size ?? 0))
  if (sizes.reduce((sum, size) => sum + size, 0) <= smallBytes) v8.setFlagsFromString('--heap-growing-percent=100')
}
