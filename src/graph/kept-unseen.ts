import type {KeptOfSource, KeptUnseen} from '../model/graph-answers.ts'
import {compareText} from '../model/json-lines.ts'
import {sourceOfScope} from './scope-keys.ts'

/** How some things and relations were seen that a graph keeps though no scope sees them now. */
export interface KeptSeen {
  readonly scopes: readonly string[]
  readonly lastSeen: string
  readonly nodes: number
  readonly edges: number
}

interface Gathered extends KeptOfSource {
  nodes: number
  edges: number
  since: string
  readonly scopes: string[]
}

/**
 * All that is kept, and of which sources: those whose scopes are not complete, and those that nobody asks for any more,
 * which may be forgotten. What several saw is counted with each.
 */
export function keptUnseen(
  seen: Iterable<KeptSeen>,
  isAskedFor: (scope: string) => boolean,
): {readonly kept?: KeptUnseen} {
  let [nodes, edges] = [0, 0]
  const of = new Map<string, Gathered>()
  for (const one of seen) {
    if (one.nodes + one.edges === 0) continue
    nodes += one.nodes
    edges += one.edges
    const met = new Set<Gathered>()
    for (const scope of one.scopes) {
      const isAsked = isAskedFor(scope)
      const source = sourceOfScope(scope) ?? scope
      const key = `${source} ${isAsked}`
      const gathered = of.get(key) ?? {source, isAskedFor: isAsked, since: one.lastSeen, scopes: [], nodes: 0, edges: 0}
      of.set(key, gathered)
      met.add(gathered)
      if (!gathered.scopes.includes(scope)) gathered.scopes.push(scope)
    }
    for (const gathered of met) {
      gathered.nodes += one.nodes
      gathered.edges += one.edges
      if (one.lastSeen < gathered.since) gathered.since = one.lastSeen
    }
  }
  if (nodes + edges === 0) return {}
  const sources = [...of.values()]
    .toSorted((a, b) => compareText(a.source, b.source) || Number(a.isAskedFor) - Number(b.isAskedFor))
    .map((one) => ({...one, scopes: one.scopes.toSorted(compareText)}))
  return {kept: {nodes, edges, sources}}
}
