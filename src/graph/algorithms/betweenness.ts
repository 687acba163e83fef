import {type Csr, real, signed, word} from '../topology.ts'

interface SampleOptions {
  /** From how many nodes shortest paths are counted; with as many as there are, or more, the figures are exact. */
  readonly samples: number
  /** Which nodes these are: the same seed takes the same. */
  readonly seed: number
}

/**
 * Each node's betweenness: over all pairs of other nodes, the share of the shortest paths from one to the other that lead
 * through it. Several edges of one pair are one way. From a sample the figures are estimates, scaled to all sources.
 *
 * U. Brandes, "A faster algorithm for betweenness centrality", J. Math. Sociology 25(2), 2001; sources drawn evenly, as
 * in U. Brandes and C. Pich, "Centrality estimation in large networks", Int. J. Bifurcation and Chaos 17(7), 2007.
 */
export function betweenness(csr: Csr, {samples, seed}: SampleOptions): Float64Array {
  const n = csr.off.length - 1
  const sources = sample(n, samples, seed)
  const score = new Float64Array(n)
  const counts = countsFor(n)
  for (const source of sources) addShares(csr, counts, source, score)
  const scale = sources.length === 0 ? 0 : n / sources.length
  return scale === 1 ? score : score.map((share) => share * scale)
}

/** Different numbers below `n`, in order: the first places of a shuffle. */
function sample(n: number, samples: number, seed: number): Uint32Array {
  const all = Uint32Array.from({length: n}, (_, v) => v)
  if (samples >= n) return all
  const next = chanceOf(seed)
  for (let place = 0; place < samples; place += 1) {
    const other = place + Math.floor(next() * (n - place))
    const taken = word(all, other)
    all[other] = word(all, place)
    all[place] = taken
  }
  return all.slice(0, samples).sort()
}

/** Numbers from 0 up to 1, always the same for one seed: Mulberry32, T. Ettinger, 2017, public domain. */
function chanceOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** What is counted from one source; the arrays are made once for all. */
interface Counts {
  /** Steps from the source, or -1. */
  readonly far: Int32Array
  /** Shortest paths from the source: `paths` times `big` to the power of `power`. */
  readonly paths: Float64Array
  readonly power: Uint32Array
  /** The share of the paths to all others that lead through the node. */
  readonly share: Float64Array
  /** The nodes that are reached, nearest first. */
  readonly order: Uint32Array
}

/** Paths double with every diamond on their way, which soon is beyond what a number holds. */
const big = 2 ** 512

function countsFor(n: number): Counts {
  return {
    far: new Int32Array(n),
    paths: new Float64Array(n),
    power: new Uint32Array(n),
    share: new Float64Array(n),
    order: new Uint32Array(n),
  }
}

function addShares(csr: Csr, counts: Counts, source: number, score: Float64Array): void {
  const {share, order} = counts
  for (let place = countPaths(csr, counts, source) - 1; place > 0; place -= 1) {
    const v = word(order, place)
    share[v] = shareOf(csr, counts, v)
    score[v] = real(score, v) + real(share, v)
  }
}

/** How many nodes are reached. */
function countPaths({off, adj}: Csr, counts: Counts, source: number): number {
  const {far, paths, power, order} = counts
  far.fill(-1)
  paths.fill(0)
  power.fill(0)
  far[source] = 0
  paths[source] = 1
  order[0] = source
  let end = 1
  for (let place = 0; place < end; place += 1) {
    const v = word(order, place)
    for (let edge = word(off, v), first = edge, last = word(off, v + 1); edge < last; edge += 1) {
      const w = word(adj, edge)
      if (edge > first && adj[edge - 1] === w) continue
      if (signed(far, w) < 0) {
        far[w] = signed(far, v) + 1
        order[end] = w
        end += 1
      }
      if (far[w] === signed(far, v) + 1) addPaths(counts, v, w)
    }
  }
  return end
}

function addPaths({paths, power}: Counts, v: number, w: number): void {
  const lower = word(power, v) - word(power, w)
  if (lower === 0) paths[w] = real(paths, w) + real(paths, v)
  else if (lower < 0) paths[w] = real(paths, w) + real(paths, v) * big ** lower
  else {
    paths[w] = real(paths, v) + real(paths, w) * big ** -lower
    power[w] = word(power, v)
  }
  if (real(paths, w) < big) return
  paths[w] = real(paths, w) / big
  power[w] = word(power, w) + 1
}

function shareOf({off, adj}: Csr, {far, paths, power, share}: Counts, v: number): number {
  let sum = 0
  for (let edge = word(off, v), first = edge, last = word(off, v + 1); edge < last; edge += 1) {
    const w = word(adj, edge)
    if (far[w] !== signed(far, v) + 1 || (edge > first && adj[edge - 1] === w)) continue
    const lower = word(power, v) - word(power, w)
    const through = real(paths, v) / real(paths, w)
    sum += (lower === 0 ? through : through * big ** lower) * (1 + real(share, w))
  }
  return sum
}
