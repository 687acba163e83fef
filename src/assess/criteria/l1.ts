import type {ProposedScore} from '../../model/assessment.ts'
import {addMonths, writtenDate} from '../../model/calendar.ts'
import {attributeValue} from '../../model/entity.ts'
import type {CycleFound} from '../../lifecycle/find-cycle.ts'
import {cycleLabel} from '../../lifecycle/version-names.ts'
import type {Cycle, Product} from '../../model/lifecycle.ts'
import {CalendarDate} from '../../model/values.ts'
import type {Interval} from '../arithmetic.ts'
import {type Criterion, unknownScore} from '../criterion.ts'
import type {SystemFacts, TechnologyUse} from '../facts.ts'

interface TechnologyScore extends Interval {
  readonly sentence: string
  readonly evidence: readonly string[]
  readonly confidence: number
  readonly missing?: string
}

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
    return worst(facts.technologies.map((use) => scoreTechnology(use, facts)))
  },
}

function worst(scores: readonly TechnologyScore[]): ProposedScore {
  const low = Math.max(...scores.map((score) => score.low))
  const high = Math.max(...scores.map((score) => score.high))
  // The sentences that decide: what sets the low end, then what leaves the high end open.
  const deciding = [
    ...new Set([
      ...scores.filter((score) => score.low === low).slice(0, 2),
      ...(high > low ? scores.filter((score) => score.high === high).slice(0, 2) : []),
    ]),
  ]
  const said = new Set(deciding.map(({sentence}) => sentence))
  const alike = new Set(scores.filter((score) => score.low === low).map(({sentence}) => sentence))
  const others = [...alike].filter((sentence) => !said.has(sentence)).length
  return {
    low,
    high,
    confidence: Math.min(...deciding.map(({confidence}) => confidence)),
    rationale: [...said, ...(others > 0 ? [`${others} more ${others === 1 ? 'scores' : 'score'} the same`] : [])].join(
      '. ',
    ),
    evidence: [...new Set(deciding.flatMap(({evidence}) => evidence))],
    missing:
      high > low
        ? [...new Set(scores.flatMap(({missing}) => missing ?? []))].map((what) => ({
            what,
            how: 'technologies: [{product, version}]',
          }))
        : [],
  }
}

function scoreTechnology({technology, relation}: TechnologyUse, facts: SystemFacts): TechnologyScore {
  const productName = String(attributeValue(technology, 'product') ?? technology.name)
  const version = attributeValue(technology, 'version')
  const evidence = relation.evidence
  const found = facts.cycleOf(productName, version === undefined ? undefined : String(version))
  const unknown = (sentence: string, missing: string): TechnologyScore => ({
    low: 1,
    high: 6,
    sentence,
    evidence,
    confidence: 0.2,
    missing,
  })
  if (!found)
    return unknown(`${technology.name} is not in the lifecycle catalogue`, `when support of ${technology.name} ends`)
  if (found.matches.length === 0)
    return unknown(
      `${found.name}: ${found.why ?? 'no cycle matches'}`,
      `the version of ${found.name}, as the catalogue names it`,
    )
  const scores = found.matches.map(({product, cycle}) =>
    attributed(scoreCycle(product, cycle, facts, boughtUntil(relation, cycle)), cycle),
  )
  const low = Math.min(...scores.map((score) => score.low))
  const high = Math.max(...scores.map((score) => score.high))
  const decisive = scores.find((score) => score.high === high) ?? scores[0]
  const builders = new Set(found.matches.map(({product}) => product.id)).size
  const alike = builders > 1 ? `builds of ${builders} vendors` : `${found.matches.length} releases`
  const several =
    scores.length > 1 && low < high
      ? `${found.name} ${found.version ?? String(version)} may be ${alike}; at worst `
      : ''
  return {
    low,
    high,
    sentence: several + (decisive?.sentence ?? ''),
    evidence,
    confidence: found.matches.every(({product, cycle}) => product.snapshot ?? cycle.by) ? 0.9 : 0.5,
    ...(low < high && {missing: missingOf(found, several !== '', technology.name)}),
  }
}

/** The end of extended support that was bought: as declared, or as the cycle has it where the service says that it is. */
function boughtUntil({attributes}: TechnologyUse['relation'], {endOfExtendedSupport}: Cycle): CalendarDate | undefined {
  const declared = CalendarDate.safeParse(attributes.extendedSupportUntil)
  if (declared.success) return declared.data
  const ofCycle = CalendarDate.safeParse(endOfExtendedSupport)
  return attributes.extendedSupport === true && ofCycle.success ? ofCycle.data : undefined
}

function missingOf({name, matches}: CycleFound, isAmbiguous: boolean, technology: string): string {
  if (!isAmbiguous) return `when support of ${technology} ends, read from its vendor`
  const products = [...new Set(matches.map(({product}) => product.id))]
  return products.length > 1 ? `whose ${name} it is: ${products.join(', ')}` : `the exact release of ${name}`
}

/** A date that a plugin brought is told as its own. */
function attributed(score: CycleScore, {by}: Cycle): CycleScore {
  return by ? {...score, sentence: `${score.sentence} (by ${by})`} : score
}

interface CycleScore extends Interval {
  readonly sentence: string
}

function scoreCycle(product: Product, cycle: Cycle, facts: SystemFacts, bought: CalendarDate | undefined): CycleScore {
  const name = `${product.name} ${cycleLabel(product.id, cycle.name)}`
  const {endOfLife} = cycle
  const verified = product.snapshot !== undefined || cycle.by !== undefined
  if (endOfLife === undefined) return {low: 1, high: 6, sentence: `no end of support is known for ${name}`}
  if (endOfLife === 'none')
    return verified
      ? {low: 1, high: 1, sentence: `${name} is supported, with no end announced`}
      : {low: 1, high: 6, sentence: `${name} is said to be supported (unverified)`}
  const over = endOfLife === 'ended' || endOfLife < facts.asOf
  if (over && bought && bought >= facts.asOf) {
    const score = scoreOfEnd(bought, facts.asOf)
    return {
      low: score,
      high: score,
      sentence: `${name} is under paid extended support until ${writtenDate(bought)}`,
    }
  }
  const score = endOfLife === 'ended' ? 6 : scoreOfEnd(endOfLife, facts.asOf)
  const said =
    endOfLife === 'ended'
      ? `${name} is out of support`
      : `${name} ${endOfLife < facts.asOf ? 'left' : 'leaves'} support on ${writtenDate(endOfLife)}${frozenWords(cycle, facts.asOf)}`
  // A date that nobody read from its source may be wrong in either direction.
  return verified
    ? {low: score, high: score, sentence: said}
    : {low: Math.max(1, score - 1), high: 6, sentence: `${said} (unverified)`}
}

/** What a provider does of itself to what is past its support, as a part of the sentence. */
function frozenWords({frozenFrom}: Cycle, asOf: CalendarDate): string {
  if (frozenFrom === undefined) return ''
  return frozenFrom <= asOf
    ? `, and what runs on it can no longer be changed`
    : `; what runs on it cannot be changed from ${writtenDate(frozenFrom)}`
}

/** Out of support 6; leaves within 12 months 5, 24: 4, 36: 3, 60: 2, later 1. On its last day it is still supported. */
function scoreOfEnd(end: CalendarDate, asOf: CalendarDate): number {
  if (end < asOf) return 6
  const bands = [12, 24, 36, 60]
  const band = bands.findIndex((months) => end <= addMonths(asOf, months))
  return band < 0 ? 1 : 5 - band
}
