import type {Entity} from '../model/entity.ts'
import {sha256} from '../model/ids.ts'
import {oncePer} from '../model/once-per.ts'
import type {RuleProposals} from '../model/plugin.ts'
import type {SystemFacts} from './facts.ts'
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
