import type {ProposedScore} from '../../model/assessment.ts'
import {type Criterion, unknownScore} from '../criterion.ts'
import {type TechnologyScore, technologyScores} from '../technology-score.ts'

/** So many further products are named by name where they score the same. */
const mostNamed = 5

/** End of support: the worst of the technologies that it runs on in production. */
export const l1: Criterion = {
  id: 'L1',
  needs: ['technologies of the system, its components, hosts and the datastores that it writes', 'lifecycle catalogue'],
  changesWithTime: true,
  propose: (facts) => {
    if (facts.technologies.length === 0) {
      return unknownScore('L1', 'No technology of it is known.', [
        {what: 'the products that it runs on, with their versions', how: 'technologies: [{product, version}]'},
      ])
    }
    return worst(technologyScores(facts))
  },
}

function worst(scores: readonly TechnologyScore[]): ProposedScore {
  const low = Math.max(...scores.map((score) => score.low))
  const high = Math.max(...scores.map((score) => score.high))
  // The sentences that decide: what sets the low end, then what leaves the high end open. What was seen goes first.
  const settling = scores
    .filter((score) => score.low === low)
    .toSorted((a, b) => Number(isInferred(a)) - Number(isInferred(b)))
  const opening = high > low ? scores.filter((score) => score.high === high) : []
  const deciding = [...firstTwo(settling), ...firstTwo(opening)]
  const said = new Set(deciding.map(({sentence}) => sentence))
  const others = new Set(settling.filter(({sentence}) => !said.has(sentence)).map(({name}) => name))
  return {
    low,
    high,
    confidence: Math.min(...deciding.map(({confidence}) => confidence)),
    rationale: [...said, ...othersWords([...others])].join('. '),
    evidence: [...new Set([...deciding, ...settling, ...opening].flatMap(({use}) => use.relation.evidence))],
    missing:
      high > low
        ? [...new Set(scores.flatMap(({missing}) => missing ?? []))].map((what) => ({
            what,
            how: 'technologies: [{product, version}]',
          }))
        : [],
  }
}

function isInferred({use}: TechnologyScore): boolean {
  return use.relation.certainty === 'inferred'
}

/** The first two that say different things. */
function firstTwo(scores: readonly TechnologyScore[]): readonly TechnologyScore[] {
  return [...Map.groupBy(scores, ({sentence}) => sentence).values()].slice(0, 2).flatMap(([first]) => first ?? [])
}

function othersWords(names: readonly string[]): readonly string[] {
  if (names.length === 0) return []
  const rest = names.length - mostNamed
  const named = `${names.slice(0, mostNamed).join(', ')}${rest > 0 ? ` and ${rest} ${rest === 1 ? 'other' : 'others'}` : ''}`
  return [`${names.length} more ${names.length === 1 ? 'scores' : 'score'} the same: ${named}`]
}
