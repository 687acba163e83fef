import type {Cost} from '../../model/cost.ts'
import {compareText} from '../../model/json-lines.ts'
import {tagWord} from '../../model/tag-words.ts'
import type {ReportIndex} from './report-index.ts'
import {figured, listed} from './words.ts'

export interface TagFault {
  readonly fault: string
  /** Resources, and accounts whose charges name none. */
  readonly things: number
}

const mostFaults = 20

/** What is wrong with the tags of what the bills name, the commonest first. */
export function tagFaults({input: {estate, settings}}: ReportIndex): readonly TagFault[] {
  const wanted = new Set(settings.costs.tagKeys.map(tagWord))
  const faults = [...likeKeys(estate.costs), ...emptyValues(estate.costs, wanted), ...namingNothing(estate.costs)]
  return faults.toSorted((a, b) => b.things - a.things || compareText(a.fault, b.fault)).slice(0, mostFaults)
}

function thingOf({resource, SubAccountId, BillingAccountId}: Cost): string {
  return resource ?? SubAccountId ?? BillingAccountId
}

/** Keys that differ only in case, spaces and separators. */
function likeKeys(costs: readonly Cost[]): readonly TagFault[] {
  const words = new Map<string, Map<string, Set<string>>>()
  for (const cost of costs)
    for (const {key} of cost.Tags ?? []) {
      const spellings = words.get(tagWord(key)) ?? new Map<string, Set<string>>()
      words.set(tagWord(key), spellings.set(key, (spellings.get(key) ?? new Set()).add(thingOf(cost))))
    }
  return [...words.values()]
    .filter((spellings) => spellings.size > 1)
    .map((spellings) => {
      const ranked = [...spellings].toSorted(([a, of], [b, other]) => other.size - of.size || compareText(a, b))
      const shown = ranked.map(([key, of]) => `'${key}' (${figured(of.size, 'time')})`)
      const things = new Set(ranked.slice(1).flatMap(([, of]) => [...of])).size
      return {fault: `One key in several spellings: ${listed(shown, 6)}`, things}
    })
}

function emptyValues(costs: readonly Cost[], wanted: ReadonlySet<string>): readonly TagFault[] {
  const empty = new Map<string, Set<string>>()
  for (const cost of costs)
    for (const {key, value} of cost.Tags ?? [])
      if (wanted.has(tagWord(key)) && value.trim() === '')
        empty.set(key, (empty.get(key) ?? new Set()).add(thingOf(cost)))
  return [...empty].map(([key, things]) => ({fault: `'${key}' is empty`, things: things.size}))
}

/** As the attribution says of what it could give to nobody. */
function namingNothing(costs: readonly Cost[]): readonly TagFault[] {
  const found = new Map<string, Set<string>>()
  for (const cost of costs) {
    const why = cost.attribution?.way === 'unallocated' ? cost.attribution.why : ''
    const [, tag] = /^the tag (.*) names no system$/s.exec(why) ?? []
    if (tag !== undefined) found.set(tag, (found.get(tag) ?? new Set()).add(thingOf(cost)))
  }
  return [...found].map(([tag, things]) => ({fault: `'${tag}' names no system`, things: things.size}))
}
