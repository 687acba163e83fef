import type {Attribution, Cost} from '../model/cost.ts'
import {attributeValues, type Entity} from '../model/entity.ts'
import {compareText} from '../model/json-lines.ts'
import type {RuleClaim} from '../model/plugin.ts'
import type {CostSettings, MatchItem, TagRules} from '../model/settings.ts'
import {tagWord} from '../model/tag-words.ts'
import type {AssemblyRule} from './assemble-systems.ts'
import {itemTest} from './match-item.ts'
import {rulesOf, type SystemsNamed} from './system-names.ts'

export interface JudgeOptions {
  readonly entities: ReadonlyMap<string, Entity>
  readonly rules: readonly AssemblyRule[]
  readonly claims: readonly RuleClaim[]
  readonly settings: CostSettings
  /** What tags mean, those of domesday.yaml first. */
  readonly tagRules: readonly TagRules[]
  readonly systems: SystemsNamed
}

/** What became of a cost; `rivals` are the systems that both claim it. */
export interface Verdict {
  readonly attribution: Attribution
  readonly rivals?: readonly string[]
  readonly isByTag?: boolean
}

interface Claim {
  readonly system: string
  readonly how: string
}

interface TagText {
  readonly key: string
  readonly value: string
}

const nobody = 'no rule claims it, and no tag names a system'

/**
 * Decides whose a cost is, the surest word first: rules that name the thing itself, tags, shared costs, rules that name no
 * more than its account. Two systems with the same right to it both go without.
 */
export function costJudge(options: JudgeOptions): (subject: Entity, tags: readonly TagText[]) => Verdict {
  const {settings} = options
  const closely = ruleClaims(options.rules, (item) => !isAccountAlone(item))
  const byFunction = Map.groupBy(options.claims, ({thing}) => thing)
  const byAccount = ruleClaims(options.rules, isAccountAlone)
  const byTag = tagClaims(options)
  const pools = settings.shared.map((costs) => ({...costs, tests: costs.match.map(itemTest)}))
  return (subject, tags) => {
    const sure = verdictOf([...closely(subject), ...(byFunction.get(subject.id) ?? [])])
    if (sure) return sure
    const {claims, faults} = byTag(subject.organisation, tags)
    const tagged = verdictOf(claims)
    if (tagged) return {...tagged, isByTag: true}
    const pool = pools.find(
      ({organisation, tests}) => organisation === subject.organisation && tests.some((holds) => holds(subject)),
    )
    if (pool) return {attribution: {way: 'shared', pool: pool.name}}
    return verdictOf(byAccount(subject)) ?? {attribution: {way: 'unallocated', why: faults[0] ?? nobody}}
  }
}

function isAccountAlone(item: MatchItem): boolean {
  return Object.keys(item).every((key) => key === 'account')
}

function verdictOf(claims: readonly Claim[]): Verdict | undefined {
  const systems = [...new Set(claims.map(({system}) => system))].toSorted(compareText)
  const [first] = claims
  if (first === undefined) return undefined
  const {system, how} = first
  if (systems.length === 1) return {attribution: {way: 'attributed', system, how}}
  return {attribution: {way: 'unallocated', why: `${systems.join(' and ')} both claim it`}, rivals: systems}
}

function ruleClaims(
  rules: readonly AssemblyRule[],
  takes: (item: MatchItem) => boolean,
): (subject: Entity) => readonly Claim[] {
  const compiled = rules.map((rule) => ({
    organisation: rule.organisation,
    system: `${rule.organisation}/${rule.id}`,
    how: rule.by ? `rule of ${rule.by}` : 'rule in domesday.yaml',
    tests: rule.match.filter(takes).map(itemTest),
  }))
  return (subject) =>
    compiled.filter(
      ({organisation, tests}) => organisation === subject.organisation && tests.some((holds) => holds(subject)),
    )
}

/** What tags say: of the keys in their order, the first whose value names a system. */
function tagClaims({tagRules, systems}: JudgeOptions) {
  return (organisation: string, tags: readonly TagText[]) => {
    const faults: string[] = []
    for (const wanted of tagKeysOf(organisation, tagRules).map(tagWord)) {
      const claims: Claim[] = []
      for (const {key, value} of tags) {
        if (tagWord(key) !== wanted) continue
        const named = systems(organisation, value)
        if (value.trim() === '') faults.push(`the tag ${key} is empty`)
        else if (named.length === 0) faults.push(`the tag ${key}=${value} names no system`)
        for (const system of named) claims.push({system, how: `tag ${key}=${value}`})
      }
      if (claims.length > 0) return {claims, faults}
    }
    return {claims: [], faults}
  }
}

/** The keys of tags that name systems in an organisation, in their order. */
export function tagKeysOf(organisation: string, tagRules: readonly TagRules[]): readonly string[] {
  return rulesOf(organisation, tagRules).flatMap(({tagKeys}) => tagKeys)
}

/** The tags that other sources know of a thing, each `key=value`; a key may hold the sign too. */
export function tagsOf(thing: Entity, keys: readonly string[]): readonly TagText[] {
  const wanted = new Set(keys.map(tagWord))
  return attributeValues(thing, 'tag').flatMap((text) => {
    const whole = String(text)
    for (let at = whole.indexOf('='); at >= 0; at = whole.indexOf('=', at + 1))
      if (wanted.has(tagWord(whole.slice(0, at)))) return [{key: whole.slice(0, at), value: whole.slice(at + 1)}]
    return []
  })
}

/** What stands for the thing that a cost is of, where the bill names none. */
export function subjectOf({organisation, SubAccountId, BillingAccountId, Tags = []}: Cost): Entity {
  const item = (value: string) => ({value, evidence: [], confidence: 1})
  return {
    record: 'entity',
    id: 'no resource',
    organisation,
    kind: 'resource',
    name: '',
    attributes: {
      account: [item(SubAccountId ?? BillingAccountId)],
      tag: Tags.map(({key, value}) => item(`${key}=${value}`)),
    },
  }
}
