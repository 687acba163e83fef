import type {Entity} from '../model/entity.ts'
import type {Estate} from '../model/estate.ts'
import {sha256} from '../model/ids.ts'
import {oncePer} from '../model/once-per.ts'
import type {RuleProposals} from '../model/plugin.ts'
import {type DatelessFacts, datelessFacts, type SystemFacts} from './facts.ts'
import type {VulnerabilitySources} from './known-vulnerabilities.ts'

/**
 * A key of all that a system's scores come from, apart from the date, the horizon and the catalogues: while it is the
 * same, so is every score on the same date. Where a fact was seen is left out, since no score comes from that. Give one
 * function to all systems of an estate: they share entities.
 */
export function factsKeys(rules: RuleProposals): (facts: SystemFacts) => string {
  const entity = oncePer(entityDigest)
  return ({system, technologies, languages, contracts, incidents, vulnerabilitySources, judgements, dependants}) =>
    sha256(
      JSON.stringify([
        entity(system),
        technologies.map((use) => [entity(use.technology), unplaced(use.relation), entity(use.user)]),
        languages.map(({name}) => name),
        dependants.map((one) => [entity(one.system), unplaced(one.relation)]),
        [...contracts, ...incidents].map(unplaced),
        vulnerabilityKey(vulnerabilitySources),
        [...judgements].map(([about, own]) => [about, own.map(unplaced)]),
        [...(rules.get(system.id) ?? [])],
      ]),
    )
}

/**
 * By system, a key of all that its assessment is made from as it stands, with where each fact was seen, apart from the
 * date, the horizon and the catalogues: while it is the same, so is every word of the assessment on the same date.
 */
export function placedKeys(estate: Estate, rules: RuleProposals): ReadonlyMap<string, string> {
  if (rules.size === 0) return ownPlacedKeys(estate)
  return new Map(
    [...ownPlacedKeys(estate)].map(([system, key]) => {
      const own = rules.get(system)
      return [system, own ? sha256(JSON.stringify([key, [...own]])) : key]
    }),
  )
}

/** The assessment and the plan ask for those of one estate. */
const ownPlacedKeys = oncePer((estate: Estate): ReadonlyMap<string, string> => {
  const digest = oncePer((entity: Entity) => sha256(JSON.stringify(entity)))
  return new Map(datelessFacts(estate).map((facts) => [facts.system.id, placedKey(facts, digest)]))
})

function placedKey(facts: DatelessFacts, digest: (entity: Entity) => string): string {
  const {said, own, uses} = facts.vulnerabilitySources
  const sources = {
    said,
    own: [...own],
    uses: uses.map((use) => ({...use, user: digest(use.user)})),
  } satisfies Record<keyof VulnerabilitySources, unknown>
  const all = {
    system: digest(facts.system),
    technologies: facts.technologies.map((use) => [digest(use.technology), use.relation, digest(use.user)]),
    languages: facts.languages,
    contracts: facts.contracts,
    incidents: facts.incidents,
    vulnerabilitySources: sources,
    judgements: [...facts.judgements],
    dependants: facts.dependants.map((one) => [digest(one.system), one.relation]),
  } satisfies Record<keyof DatelessFacts, unknown>
  return sha256(JSON.stringify(all))
}

/** Of whom packages are used matters only where something is said of vulnerabilities. */
function vulnerabilityKey({said, own, uses}: VulnerabilitySources) {
  if (said.length === 0) return []
  return [said.map(unplaced), [...own], uses.map(({user, ...use}) => [user.id, user.name, use])]
}

function entityDigest({id, kind, organisation, name, attributes}: Entity): string {
  const known = Object.entries(attributes).map(([key, items]) => [key, items.map(unplaced)])
  return sha256(JSON.stringify([id, kind, organisation, name, known]))
}

/** What is said, without where: a change of any line of a file gives all that it says new evidence. */
function unplaced(said: {readonly evidence: readonly string[]; readonly scopes?: readonly string[] | undefined}) {
  return {...said, evidence: undefined, scopes: undefined}
}
