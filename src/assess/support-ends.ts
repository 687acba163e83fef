import type {SupportEnd} from '../model/assessment.ts'
import {addMonths} from '../model/calendar.ts'
import {attributeValue} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {CalendarDate} from '../model/values.ts'
import type {Match} from '../lifecycle/find-cycle.ts'
import {cycleName, isOver} from './end-of-support.ts'
import type {SystemFacts} from './facts.ts'
import {type TechnologyScore, technologyScores} from './technology-score.ts'

const nearMonths = 12

/**
 * The technologies of a system whose standard support is over, or ends within twelve months, each with its uses, the
 * earliest end first. What is not known to the catalogue is not here: it is told as unknown.
 */
export function supportEnds(facts: SystemFacts): readonly SupportEnd[] {
  const near = technologyScores(facts).filter(({match, mayBe = [match]}) =>
    mayBe.some((one) => endsSoon(one?.cycle.endOfLife, facts.asOf)),
  )
  return [...Map.groupBy(near, ({name, bought}) => JSON.stringify([name, bought !== undefined])).values()]
    .map(endOf)
    .toSorted((a, b) => compareText(sortedBy(a), sortedBy(b)))
}

function endsSoon(end: CalendarDate | 'ended' | 'none' | undefined, asOf: CalendarDate): boolean {
  return end !== undefined && end !== 'none' && (isOver(end, asOf) || end <= addMonths(asOf, nearMonths))
}

function endOf(scores: readonly TechnologyScore[]): SupportEnd {
  const [{name, match, mayBe, bought}] = scores as readonly [TechnologyScore] // a group is never empty
  // Of what several may be none lends its support to the others.
  const {endOfExtendedSupport, frozenFrom} = mayBe ? {} : (match?.cycle ?? {})
  const endOfLife = (mayBe?.[0] ?? match)?.cycle.endOfLife
  return {
    technology: name,
    standardEnds: endOfLife === undefined || endOfLife === 'none' ? 'ended' : endOfLife,
    ...(mayBe && {mayBe: mayBe.map(optionOf)}),
    ...(endOfExtendedSupport !== undefined && {extendedEnds: endOfExtendedSupport}),
    ...(frozenFrom !== undefined && {frozenFrom}),
    ...(bought !== undefined && {boughtUntil: bought}),
    ...(endOfExtendedSupport !== undefined &&
      match?.product.extendedSupport && {extendedPrice: match.product.extendedSupport}),
    ...(scores.every(({use}) => use.relation.certainty === 'inferred') && {inferred: true}),
    usedBy: usersOf(scores),
    evidence: [...new Set(scores.flatMap(({use}) => use.relation.evidence))].toSorted(compareText),
  }
}

/** A datastore that is a resource of a cloud is one thing with it, which uses the same. */
function usersOf(scores: readonly TechnologyScore[]): readonly string[] {
  const users = new Map(scores.map(({use}) => [use.user.id, use.user]))
  return [...users.values()]
    .filter((user) => !users.has(String(user.kind === 'datastore' && attributeValue(user, 'resource'))))
    .map(({id}) => id)
    .toSorted(compareText)
}

function optionOf({product, cycle}: Match): NonNullable<SupportEnd['mayBe']>[number] {
  return {
    technology: cycleName(product, cycle),
    ...(cycle.endOfLife !== undefined && {standardEnds: cycle.endOfLife}),
  }
}

/** What is over on a day that nobody tells stands first. */
function sortedBy({standardEnds, technology, boughtUntil}: SupportEnd): string {
  return `${standardEnds === 'ended' ? '' : standardEnds} ${technology} ${boughtUntil ?? ''}`
}
