import {type Csr, word} from '../topology.ts'

export interface Components {
  /** How many there are. */
  readonly count: number
  /** Each node's component. An edge between two components leads to the lower number. */
  readonly of: Uint32Array
}

/**
 * Strongly connected components: nodes that reach each other. R. Tarjan, "Depth-first search and linear graph
 * algorithms", SIAM J. Comput. 1(2), 1972, with a stack of its own, since chains are longer than any call stack.
 */
export function components({off, adj}: Csr): Components {
  const n = off.length - 1
  const of = new Uint32Array(n)
  const order = new Uint32Array(n) // 0 is not yet visited
  const low = new Uint32Array(n)
  const done = new Uint8Array(n)
  const next = off.slice(0, n)
  const path: number[] = []
  const open: number[] = []
  let visited = 0
  let count = 0

  const enter = (v: number): void => {
    visited += 1
    order[v] = visited
    low[v] = visited
    path.push(v)
    open.push(v)
  }
  const leave = (v: number): void => {
    path.pop()
    const parent = path.at(-1)
    if (parent !== undefined) low[parent] = Math.min(word(low, parent), word(low, v))
    if (low[v] !== order[v]) return
    for (let w = open.pop(); w !== undefined; w = open.pop()) {
      of[w] = count
      done[w] = 1
      if (w === v) break
    }
    count += 1
  }
  const step = (v: number): void => {
    const edge = word(next, v)
    if (edge === word(off, v + 1)) return leave(v)
    next[v] = edge + 1
    const w = word(adj, edge)
    if (order[w] === 0) enter(w)
    else if (!done[w]) low[v] = Math.min(word(low, v), word(order, w))
  }

  for (let root = 0; root < n; root += 1) {
    if (order[root] === 0) enter(root)
    for (let v = path.at(-1); v !== undefined; v = path.at(-1)) step(v)
  }
  return {count, of}
}

/** The members of every component, each in the order of node numbers. */
export function membersOf({count, of}: Components): readonly number[][] {
  const members: number[][] = Array.from({length: count}, () => [])
  of.forEach((component, v) => members[component]?.push(v))
  return members
}
