import {stat} from 'node:fs/promises'
import v8 from 'node:v8'
import vm from 'node:vm'

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

/**
 * Runs the scan of very many files. Besides, grammars are compiled once, as they come: to compile the largest function of
 * one again, so that it runs faster, takes 700 MB. And as what so many files tell is in memory until it is written, the
 * heap stays near what is in use from here on.
 */
export async function withNarrowGrammars<T>(work: () => Promise<T>): Promise<T> {
  for (const flag of compiledOnce) v8.setFlagsFromString(`--${flag}`)
  v8.setFlagsFromString(`--heap-growing-percent=${growingPercent.large}`)
  try {
    return await withNarrowHeap(work)
  } finally {
    for (const flag of compiledAgain) v8.setFlagsFromString(`--${flag}`)
    giveBackMemory()
  }
}

/** What the scan left between what it found is given back, before as much again is made of it. */
function giveBackMemory(): void {
  v8.setFlagsFromString('--expose-gc')
  const collect: unknown = vm.runInNewContext('gc')
  v8.setFlagsFromString('--no-expose-gc')
  if (typeof collect === 'function') collect({type: 'major', execution: 'sync', flavor: 'last-resort'})
}

const compiledOnce = ['no-wasm-tier-up', 'no-wasm-dynamic-tiering', 'liftoff-only']
/** As it is by default. */
const compiledAgain = ['wasm-tier-up', 'wasm-dynamic-tiering', 'no-liftoff-only']

const smallBytes = 30_000_000
/** By so much what is in use may grow before garbage is taken away. */
const growingPercent = {small: 100, large: 25} as const

/**
 * From the start the heap is kept near what is in use. One of so few bytes of inventories fits a small machine anyway, and
 * is audited faster when garbage is taken away less often; a larger one fits only when it is taken away soon.
 */
export async function fitHeapTo(inventories: readonly string[]): Promise<void> {
  const sizes = await Promise.all(inventories.map(async (path) => (await stat(path).catch(() => undefined))?.size ?? 0))
  const isSmall = sizes.reduce((sum, size) => sum + size, 0) <= smallBytes
  v8.setFlagsFromString(`--heap-growing-percent=${isSmall ? growingPercent.small : growingPercent.large}`)
}
