import {sha256} from '../model/ids.ts'
import type {RuleProposals} from '../model/plugin.ts'
import type {SystemFacts} from './facts.ts'

/**
 * A key of all that the criteria may look at of one system, apart from the date, the horizon and the catalogues: while it
 * is the same, so is every score on the same date. Give one function to all systems of an estate: they share entities.
 */
export function factsKeys(rules: RuleProposals): (facts: SystemFacts) => string {
  const digests = new WeakMap<object, string>()
  const digest = (part: object): string => {
    const known = digests.get(part)
    if (known !== undefined) return known
    const made = sha256(JSON.stringify(part))
    digests.set(part, made)
    return made
  }
  return ({system, technologies, contracts, incidents, vulnerabilities, judgements, dependants}) =>
    sha256(
      JSON.stringify([
        digest(system),
        technologies.map(({technology, relation, user}) => [technology, relation, user].map(digest)),
        dependants.map((one) => [one.system, one.relation].map(digest)),
        contracts,
        incidents,
        vulnerabilities,
        [...judgements],
        [...(rules.get(system.id) ?? [])],
      ]),
    )
}
