import {real, word} from '../topology.ts'
import type {Links} from './links.ts'

export interface Communities {
  readonly count: number
  /** Each node's community, numbered in the order of their lowest nodes. */
  readonly of: Uint32Array
}

/**
 * Groups of nodes that are linked more closely among themselves than chance would have it, every relation counting once.
 * Louvain's method (V. Blondel and others, "Fast unfolding of communities in large networks", J. Stat. Mech. P10008,
 * 2008), with two changes: nodes are taken in their order, so that the same graph gives the same groups; and a group that
 * is not linked within itself is split, which never lowers the modularity. Label propagation would be simpler, but where
 * hubs are shared, as in every estate, it ends in one group of nearly everything.
 */
export function communities(links: Links): Communities {
  let of = Uint32Array.from({length: links.n}, (_, v) => v)
  let graph: Weighted = {...links, weight: Float64Array.from(links.relations), within: new Float64Array(links.n)}
  for (;;) {
    const groups = numbered(connected(graph, moved(graph)))
    if (groups.count === graph.n) return numbered(of)
    of = of.map((node) => word(groups.of, node))
    graph = contracted(graph, groups)
  }
}

/**
 * How many more of all relations lie within communities than chance would put there, as a share of all: 0 for one
 * community of everything. M. Newman and M. Girvan, Phys. Rev. E 69, 026113, 2004.
 */
export function modularity({n, off, adj, relations}: Links, of: Uint32Array): number {
  const ends = new Float64Array(n)
  let all = 0
  let within = 0
  for (let v = 0; v < n; v += 1) {
    for (let link = word(off, v); link < word(off, v + 1); link += 1) {
      all += word(relations, link)
      ends[word(of, v)] = real(ends, word(of, v)) + word(relations, link)
      if (of[v] === of[word(adj, link)]) within += word(relations, link)
    }
  }
  return all === 0 ? 0 : within / all - ends.reduce((sum, one) => sum + (one / all) ** 2, 0)
}

/** Links between groups, each with its weight; what lies within a group counts from both its ends. */
interface Weighted {
  readonly n: number
  readonly off: Uint32Array
  readonly adj: Uint32Array
  readonly weight: Float64Array
  readonly within: Float64Array
}

/** A round in which fewer nodes than this share move is the last of a level; what they would gain, the next level gains. */
const fewMoves = 1 / 1000

/**
 * Moves each node to the neighbouring group that gains most, round after round; gains are whole numbers, so that it ends.
 * Nodes whose neighbours stay are not asked again. Where nobody moves, no two groups gain by becoming one: the last level
 * is one of these, so that the whole is never worse than one group, or the parts of the graph.
 */
function moved(graph: Weighted): Uint32Array {
  const {n, off, adj} = graph
  const groups = aloneIn(graph)
  const asked = new Uint8Array(n)
  for (let moves = n; moves > n * fewMoves;) {
    moves = 0
    for (let v = 0; v < n; v += 1) {
      if (asked[v] === 1) continue
      asked[v] = 1
      if (!settle(graph, groups, v)) continue
      moves += 1
      for (let link = word(off, v); link < word(off, v + 1); link += 1) asked[word(adj, link)] = 0
    }
  }
  return groups.of
}

interface Groups {
  readonly of: Uint32Array
  /** The weight of all links of a node, and of all nodes of a group. */
  readonly degree: Float64Array
  readonly total: Float64Array
  readonly all: number
  /** The weight between the node in hand and each group; 0 but while it is in hand. */
  readonly to: Float64Array
}

function aloneIn({n, off, weight, within}: Weighted): Groups {
  const degree = within.slice()
  for (let v = 0; v < n; v += 1) {
    for (let link = word(off, v); link < word(off, v + 1); link += 1) degree[v] = real(degree, v) + real(weight, link)
  }
  return {
    of: Uint32Array.from({length: n}, (_, v) => v),
    degree,
    total: degree.slice(),
    all: degree.reduce((sum, one) => sum + one, 0),
    to: new Float64Array(n),
  }
}

/** Puts a node where it gains most, of equal gains into the lowest group; false where it is there already. */
function settle({off, adj, weight}: Weighted, {of, degree, total, all, to}: Groups, v: number): boolean {
  const own = word(of, v)
  const mine = real(degree, v)
  const [first, last] = [word(off, v), word(off, v + 1)]
  for (let link = first; link < last; link += 1) {
    const group = word(of, word(adj, link))
    to[group] = real(to, group) + real(weight, link)
  }
  const stays = real(to, own) * all - mine * (real(total, own) - mine)
  let [best, most] = [own, stays]
  for (let link = first; link < last; link += 1) {
    const group = word(of, word(adj, link))
    if (group === own) continue
    const gain = real(to, group) * all - mine * real(total, group)
    if (gain > most || (gain === most && gain > stays && group < best)) [best, most] = [group, gain]
  }
  for (let link = first; link < last; link += 1) to[word(of, word(adj, link))] = 0
  if (best === own) return false
  of[v] = best
  total[own] = real(total, own) - mine
  total[best] = real(total, best) + mine
  return true
}

/** The same groups, each split into what is linked within it. */
function connected({n, off, adj}: Weighted, of: Uint32Array): Uint32Array {
  const unseen = n
  const part = new Uint32Array(n).fill(unseen)
  const queue: number[] = []
  for (let start = 0; start < n; start += 1) {
    if (part[start] !== unseen) continue
    part[start] = start
    queue.push(start)
    for (let v = queue.pop(); v !== undefined; v = queue.pop()) {
      for (let link = word(off, v); link < word(off, v + 1); link += 1) {
        const w = word(adj, link)
        if (part[w] !== unseen || of[w] !== of[v]) continue
        part[w] = start
        queue.push(w)
      }
    }
  }
  return part
}

/** Groups numbered in the order of their lowest nodes. */
function numbered(of: Uint32Array): Communities {
  const numbers = new Map<number, number>()
  const renamed = of.map((group) => {
    const number = numbers.get(group) ?? numbers.size
    numbers.set(group, number)
    return number
  })
  return {count: numbers.size, of: renamed}
}

/** A graph whose nodes are the groups. */
function contracted({n, off, adj, weight, within}: Weighted, {count, of}: Communities): Weighted {
  const inner = new Float64Array(count)
  const outer = Array.from({length: count}, () => new Map<number, number>())
  for (let v = 0; v < n; v += 1) {
    const group = word(of, v)
    inner[group] = real(inner, group) + real(within, v)
    for (let link = word(off, v); link < word(off, v + 1); link += 1) {
      const other = word(of, word(adj, link))
      if (other === group) inner[group] = real(inner, group) + real(weight, link)
      else outer[group]?.set(other, (outer[group].get(other) ?? 0) + real(weight, link))
    }
  }
  const rows = outer.map((row) => [...row].sort(([a], [b]) => a - b))
  const offsets = new Uint32Array(count + 1)
  rows.forEach((row, group) => (offsets[group + 1] = word(offsets, group) + row.length))
  const flat = rows.flat()
  return {
    n: count,
    off: offsets,
    adj: Uint32Array.from(flat, ([other]) => other),
    weight: Float64Array.from(flat, ([, sum]) => sum),
    within: inner,
  }
}
