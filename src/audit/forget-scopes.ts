import {UsageError} from '../errors.ts'
import {scopeKeys, sourceOfScope} from '../graph/scope-keys.ts'
import type {Coverage} from '../model/inventory.ts'

const mostNamed = 5

/**
 * Whether all that is to be forgotten is in the graph, and nobody asks for it any more. Errors: a UsageError where a source
 * or scope has nothing there, or the estate still has all of it.
 */
export function checkForgotten(
  forget: readonly string[],
  inGraph: readonly string[],
  coverage: readonly Pick<Coverage, 'id' | 'scope'>[],
): void {
  const asked = new Set(scopeKeys(coverage).values())
  for (const one of forget) {
    const meant = inGraph.filter((scope) => scope === one || sourceOfScope(scope) === one)
    if (meant.length === 0)
      throw new UsageError('nothing-to-forget', `The graph holds nothing that '${one}' saw.`, {
        hint: `${namedSources(inGraph, asked)} Name it as: organisation/source`,
      })
    if (meant.every((scope) => asked.has(scope)))
      throw new UsageError('still-asked-for', `'${one}' is still asked for, so nothing that it saw can be forgotten.`, {
        hint: 'What is gone there leaves once it has been looked at whole. To do without it, take it out of domesday.yaml first.',
      })
  }
}

function namedSources(inGraph: readonly string[], asked: ReadonlySet<string>): string {
  const gone = inGraph.filter((scope) => !asked.has(scope)).map((scope) => sourceOfScope(scope) ?? scope)
  const sources = [...new Set(gone)].toSorted()
  if (sources.length === 0) return 'All that it holds is of sources that are asked for.'
  const more = sources.length > mostNamed ? ', ...' : ''
  return `No longer asked for are: ${sources.slice(0, mostNamed).join(', ')}${more}.`
}
