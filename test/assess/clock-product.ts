import type {Cycle, Product} from '../../src/model/lifecycle.ts'

/** An operating system of no vendor, with the cycles that a test is about. */
export function clockProduct(...cycles: readonly Cycle[]): Product {
  return {
    id: 'clockos',
    name: 'ClockOS',
    category: 'operating-system',
    aliases: [],
    source: 'https://clocks.example/os',
    snapshot: '2026-08-22',
    cycles,
  }
}
