import type {Allocation, Cost} from '../model/cost.ts'
import type {Entity} from '../model/entity.ts'
import type {Conflict} from '../model/estate.ts'
import {recordId} from '../model/ids.ts'
import type {Problem, Relation} from '../model/inventory.ts'
import {compareText} from '../model/json-lines.ts'
import {claimOf} from './assemble-systems.ts'
import {allocateCosts} from './allocate-costs.ts'
import {costJudge, type JudgeOptions, subjectOf, tagKeysOf, tagsOf, type Verdict} from './judge-cost.ts'
import {checkSystemsOfCosts, systemsNamed} from './system-names.ts'

interface AttributeOptions extends Omit<JudgeOptions, 'systems'> {
  readonly costs: readonly Cost[]
}

export interface AttributedCosts {
  /** Each with what became of it. */
  readonly costs: readonly Cost[]
  readonly allocations: readonly Allocation[]
  /** Resources whose costs several systems share, with the name that domesday.yaml gives to that. */
  readonly shared: ReadonlyMap<string, string>
  /** Systems and the resources that tags give them. */
  readonly relations: readonly Relation[]
  readonly conflicts: readonly Conflict[]
  readonly problems: readonly Problem[]
}

/**
 * Gives every cost to a system, to several that share it, or to nobody, so that all of them are all costs.
 * Errors: an InventoryError where settings name a system that is nowhere; a bug of ours where sums do not add up.
 */
export function attributeCosts({costs: unjudged, ...options}: AttributeOptions): AttributedCosts {
  const {entities, settings, tagRules} = options
  if (unjudged.length > 0) checkSystemsOfCosts(entities, settings)
  const judge = costJudge({...options, systems: systemsNamed(entities.values(), tagRules)})
  const verdicts = new Map<string, Verdict>()
  const conflicts = new Map<string, Conflict>()
  const relations = new Map<string, Relation>()
  const costs = unjudged.map((cost) => {
    const thing = cost.resource === undefined ? undefined : entities.get(cost.resource)
    const subject = thing ?? subjectOf(cost)
    const tags = cost.Tags ?? (thing ? tagsOf(thing, tagKeysOf(thing.organisation, tagRules)) : [])
    const key = JSON.stringify([subject.id, subject.organisation, subject.attributes.account ?? [], tags])
    const verdict = verdicts.get(key) ?? judge(subject, tags)
    verdicts.set(key, verdict)
    if (thing && verdict.rivals) conflicts.set(thing.id, claimConflict(thing.id, verdict.rivals))
    if (thing) addRelation(relations, thing, verdict)
    return {...cost, attribution: verdict.attribution}
  })
  const shared = new Map<string, string>()
  for (const thing of entities.values()) {
    if (thing.kind !== 'resource' || relations.has(thing.id)) continue
    const tags = tagsOf(thing, tagKeysOf(thing.organisation, tagRules))
    if (tags.length === 0 && settings.shared.length === 0) continue
    const verdict = judge(thing, tags)
    addRelation(relations, thing, verdict)
    if (verdict.attribution.way === 'shared') shared.set(thing.id, verdict.attribution.pool)
  }
  return {
    costs,
    allocations: costs.length > 0 ? allocateCosts(costs, entities, settings) : [],
    shared,
    relations: [...relations.values()],
    conflicts: [...conflicts.values()],
    problems: overlaps(costs),
  }
}

/** What a tag says of a resource is known to the graph as what a rule says is. */
function addRelation(relations: Map<string, Relation>, thing: Entity, {attribution, isByTag}: Verdict): void {
  if (attribution.way !== 'attributed' || !isByTag) return
  relations.set(thing.id, claimOf(thing, attribution.system, attribution.how))
}

function claimConflict(subject: string, systems: readonly string[]): Conflict {
  return {
    record: 'conflict',
    id: recordId('c', subject, 'claim'),
    code: 'claim',
    subject,
    message: `${systems.join(' and ')} both claim ${subject}, so neither bears its cost`,
    values: systems.map((value) => ({value, evidence: []})),
  }
}

/** Two sources that bill one account for one month: parts of one bill, or one bill read twice. */
function overlaps(costs: readonly Cost[]): readonly Problem[] {
  const sources = new Map<string, {readonly account: string; readonly month: string; readonly of: Set<string>}>()
  for (const {ProviderName, BillingAccountId, ChargePeriodStart, scopes = []} of costs) {
    const key = JSON.stringify([ProviderName, BillingAccountId, ChargePeriodStart])
    const place = {account: `${ProviderName} ${BillingAccountId}`, month: ChargePeriodStart.slice(0, 7)}
    const known = sources.get(key) ?? {...place, of: new Set<string>()}
    for (const scope of scopes) known.of.add(scope.split('#')[0] ?? scope)
    sources.set(key, known)
  }
  return [...sources.values()]
    .filter(({of}) => of.size > 1)
    .map(({account, month, of}) => ({
      record: 'problem',
      code: 'overlapping-bills',
      message: `${[...of].toSorted(compareText).join(' and ')} both bill ${account} for ${month}: if they hold the same charges, these are counted twice`,
      hint: 'Parts of one export belong together; of two exports of the same charges, take one out of domesday.yaml.',
    }))
}
