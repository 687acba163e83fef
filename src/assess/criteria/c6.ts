import {attributeValue} from '../../model/entity.ts'
import type {Criterion} from '../criterion.ts'

/** Impact on other systems: how many depend on it directly, and in how many other organisations. */
export const c6: Criterion = {
  id: 'C6',
  needs: ['systems that depend on it directly', 'whether they are declared complete'],
  changesWithTime: false,
  propose: ({system, dependants}) => {
    const systems = new Map(dependants.map(({system}) => [system.id, system]))
    const others = new Set(
      [...systems.values()]
        .map(({organisation}) => organisation)
        .filter((organisation) => organisation !== system.organisation),
    )
    const low = scoreOf(systems.size, others.size)
    const complete = attributeValue(system, 'dependantsComplete') === true
    const count =
      systems.size === 0
        ? 'No system is known to depend on it'
        : systems.size === 1
          ? '1 system depends on it'
          : `${systems.size} systems depend on it`
    const elsewhere =
      others.size > 0 ? `, in ${others.size} other ${others.size === 1 ? 'organisation' : 'organisations'}` : ''
    return {
      low,
      high: complete ? low : 5,
      confidence: complete ? 0.9 : 0.5,
      rationale: `${count}${elsewhere}${complete ? '.' : '; there may be more.'}`,
      evidence: [...new Set(dependants.flatMap(({relation}) => relation.evidence))],
      missing: complete
        ? []
        : [{what: 'whether every system that depends on it is declared', how: 'dependantsComplete: true'}],
    }
  },
}

/** None 1, up to 2: 2, up to 5: 3, up to 10 or two other organisations 4, more or three 5. */
function scoreOf(systems: number, otherOrganisations: number): number {
  if (systems > 10 || otherOrganisations >= 3) return 5
  if (systems > 5 || otherOrganisations === 2) return 4
  if (systems > 2) return 3
  return systems > 0 ? 2 : 1
}
