import type {CycleFound, Match} from '../lifecycle/find-cycle.ts'
import {statedProduct} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {Cycle} from '../model/lifecycle.ts'
import {oncePer} from '../model/once-per.ts'
import {CalendarDate} from '../model/values.ts'
import type {Interval} from './arithmetic.ts'
import {cycleName, endOfSupport, type EndOfSupport} from './end-of-support.ts'
import type {SystemFacts, TechnologyUse} from './facts.ts'

/** What the support of one technology means for what uses it. */
export interface TechnologyScore extends Interval {
  readonly use: TechnologyUse
  /** As the catalogue names it where it knows it: `AWS Lambda python3.7`. */
  readonly name: string
  readonly sentence: string
  readonly confidence: number
  readonly missing?: string
  /** All that it may be, where their support ends on different days; the earliest first. */
  readonly mayBe?: readonly Match[]
  /** The cycle that decides; left out where none is known. */
  readonly match?: Match
  /** The end of extended support that was paid for. */
  readonly bought?: CalendarDate | undefined
}

/** Nobody looked inside: the name of an image says it, and what was made from it may have changed since. */
const inferredConfidence = 0.6

/** Of each technology that a system runs on. */
export const technologyScores = oncePer((facts: SystemFacts): readonly TechnologyScore[] =>
  facts.technologies.map((use) => scoreTechnology(use, facts)),
)

function scoreTechnology(use: TechnologyUse, facts: SystemFacts): TechnologyScore {
  const {technology} = use
  const {product, version} = statedProduct(technology)
  const found = facts.cycleOf(product, version)
  const unknown = (name: string, sentence: string, missing: string): TechnologyScore => ({
    use,
    name,
    low: 1,
    high: 6,
    sentence,
    confidence: 0.2,
    missing,
  })
  if (!found)
    return unknown(
      technology.name,
      `${technology.name} is not in the lifecycle catalogue`,
      `when support of ${technology.name} ends`,
    )
  if (found.matches.length === 0)
    return unknown(
      [found.name, version].filter(Boolean).join(' '),
      `${found.name}: ${found.why ?? 'no cycle matches'}`,
      `the version of ${found.name}, as the catalogue names it`,
    )
  return scoreMatches(use, found, facts)
}

interface Scored extends EndOfSupport {
  readonly match: Match
  readonly bought: CalendarDate | undefined
}

function scoreMatches(use: TechnologyUse, found: CycleFound, {asOf}: SystemFacts): TechnologyScore {
  const scores = found.matches.map((match): Scored => {
    const bought = boughtUntil(use.relation, match.cycle)
    return {...endOfSupport(match.product, match.cycle, asOf, bought), match, bought}
  })
  const low = Math.min(...scores.map((score) => score.low))
  const high = Math.max(...scores.map((score) => score.high))
  const isOpen = low < high
  // Where all come to the same score, what is said holds whichever it is.
  const decisive = (isOpen ? scores.find((score) => score.high === high) : latestOf(scores)) ?? scores[0]
  const isInferred = use.relation.certainty === 'inferred'
  const mayBe = new Set(found.matches.map(({cycle}) => cycle.endOfLife)).size > 1 ? byEnd(found.matches) : undefined
  const dates = found.matches.every(({product, cycle}) => product.snapshot ?? cycle.by) ? 0.9 : 0.5
  return {
    use,
    // What several may be is called by what is known of it.
    name:
      decisive && !mayBe
        ? cycleName(decisive.match.product, decisive.match.cycle)
        : [found.name, found.version].filter(Boolean).join(' '),
    low,
    high,
    sentence: `${severalWords(found, scores)}${decisive?.sentence ?? ''}${isInferred ? ' (by the name of its image)' : ''}`,
    confidence: isInferred ? Math.min(inferredConfidence, dates) : dates,
    ...(isOpen && {missing: missingOf(found, scores.length > 1, use.technology.name)}),
    ...(mayBe && {mayBe}),
    ...(decisive && {match: decisive.match, bought: decisive.bought}),
  }
}

/** What is over on a day that nobody tells first, what has no end or none that is known last. */
const byEnd = oncePer((matches: readonly Match[]): readonly Match[] => {
  const keyOf = ({product, cycle, cycle: {endOfLife: end}}: Match): string =>
    `${end === 'ended' ? '0' : end === undefined ? '~~' : end === 'none' ? '~' : end} ${cycleName(product, cycle)}`
  return matches.toSorted((a, b) => compareText(keyOf(a), keyOf(b)))
})

function latestOf(scores: readonly Scored[]): Scored | undefined {
  const endOf = ({match}: Scored): string => match.cycle.endOfLife ?? ''
  return scores.toSorted((a, b) => {
    const [first, second] = [endOf(a), endOf(b)]
    return first === second ? a.match.cycle.name.length - b.match.cycle.name.length : first < second ? 1 : -1
  })[0]
}

/** Why one of several is named. */
function severalWords({name, version, matches}: CycleFound, scores: readonly Scored[]): string {
  const builders = new Set(matches.map(({product}) => product.id)).size
  if (new Set(scores.map(({sentence}) => sentence)).size < 2) return ''
  const alike = builders > 1 ? `builds of ${builders} vendors` : `${matches.length} releases`
  const isOpen = scores.some(({low, high}) => low !== scores[0]?.low || high !== scores[0].high)
  return `${name} ${version} may be ${alike}; at ${isOpen ? 'worst' : 'best'} `
}

/** The end of extended support that was bought: as declared, or as the cycle has it where the service says that it is. */
function boughtUntil({attributes}: TechnologyUse['relation'], {endOfExtendedSupport}: Cycle): CalendarDate | undefined {
  const {extendedSupportUntil, extendedSupport} = attributes
  const declared = extendedSupportUntil === undefined ? undefined : CalendarDate.safeParse(extendedSupportUntil).data
  return declared ?? (extendedSupport === true ? CalendarDate.safeParse(endOfExtendedSupport).data : undefined)
}

function missingOf({name, matches}: CycleFound, isAmbiguous: boolean, technology: string): string {
  if (!isAmbiguous) return `when support of ${technology} ends, read from its vendor`
  const products = [...new Set(matches.map(({product}) => product.id))]
  return products.length > 1 ? `whose ${name} it is: ${products.join(', ')}` : `the exact release of ${name}`
}
