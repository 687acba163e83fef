import type {SystemAssessment} from '../../model/assessment.ts'
import {writtenDate, writtenMonth} from '../../model/calendar.ts'
import {criteria} from '../../model/criteria.ts'
import {attributeValue} from '../../model/entity.ts'
import {isOfProduction} from '../../model/in-production.ts'
import {shownBlockers} from './blockers.ts'
import {greatestRelief} from './arithmetic.ts'
import {systemCostText} from './cost-words.ts'
import {declaredCostText} from './declared-costs.ts'
import {displayText} from './display-text.ts'
import {movesWith} from './moving.ts'
import type {ReportIndex} from './report-index.ts'
import {counted, dispositionLabel, listed} from './words.ts'

/** What is known of a system beside its scores, each under its name; what nothing is said of is left out. */
export function systemFactRows(
  index: ReportIndex,
  system: SystemAssessment,
): readonly (readonly [name: string, text: string])[] {
  const entity = index.entities.get(system.system)
  const owner = entity && attributeValue(entity, 'owner')
  const to = (type: string) =>
    (index.relationsFrom.get(system.system) ?? [])
      .filter((relation) => relation.type === type)
      .map((relation) => index.nameOf(relation.to))
  const contracts = (index.contracts.get(system.system) ?? []).map(
    ({supplier, ends}) =>
      `${supplier ?? 'Supplier not known'}${ends ? `, to ${writtenDate(ends)}` : ', end not known'}`,
  )
  const rows: (readonly [string, string])[] = [
    ['Treatment', treatmentText(index, system)],
    ['Moves together with', movesWith(index, system.system)],
    ['Funding', fundingText(system)],
    ['Owner', typeof owner === 'string' ? owner : 'Not known'],
    ['Supports', listed(to('SUPPORTS'), 6)],
    ['Technologies', listed(technologiesOf(index, system.system), 8)],
    ['Runs on', listed(to('RUNS_ON'), 6)],
    ['In the way of a move', blockersText(index, system.system)],
    ['Contract', contracts.join('; ')],
    ['Declared cost', declaredCostText(index, system.system)],
    ['Cloud cost', systemCostText(index, system.system)],
  ]
  return rows.filter(([, text]) => text !== '')
}

function blockersText(index: ReportIndex, system: string): string {
  return listed(
    shownBlockers(index, system).map(({words, places}) => `${words} (${counted(places.length, 'place', 'places')})`),
    8,
  )
}

/** A package of thousands is no technology that a reader looks for; what is used elsewhere than in production says so. */
function technologiesOf({relationsFrom, entities, nameOf}: ReportIndex, system: string): readonly string[] {
  return (relationsFrom.get(system) ?? []).flatMap(({type, to, attributes}) =>
    type === 'USES' && entities.get(to)?.kind !== 'package'
      ? [
          isOfProduction(attributes)
            ? nameOf(to)
            : `${nameOf(to)} (${displayText(String(attributes.environment ?? attributes.role), 40)} only)`,
        ]
      : [],
  )
}

function treatmentText(index: ReportIndex, {system}: SystemAssessment): string {
  const disposition = index.dispositions.get(system)
  if (!disposition?.chosen) return 'Not decided: too little is known'
  const label = dispositionLabel(disposition.chosen)
  const wave = index.waveOf.get(system)
  const placement = index.placements.get(index.groupOf.get(system) ?? '')
  if (wave && placement)
    return `${label}, in wave ${wave.id}, ${writtenMonth(placement.start)} to ${writtenMonth(placement.end)}`
  const why = index.unplaced.get(index.groupOf.get(system) ?? system)
  if (why) return `${label}; not placed: ${displayText(why, 300)}`
  return disposition.chosen === 'retain' ? `${label}: it keeps its risk` : `${label}; not placed`
}

function fundingText({plan}: SystemAssessment): string {
  if (!plan || plan.exists === undefined) return plan?.funded ? 'Funded' : 'Whether there is a plan is not known'
  if (!plan.exists) return 'No plan'
  const funded = plan.funded === undefined ? 'whether it is funded is not known' : plan.funded ? 'funded' : 'not funded'
  return `Plan exists, ${funded}${plan.targetDate ? `; target ${writtenDate(plan.targetDate)}` : ''}`
}

/** What one mend would lower its risk most; empty where none does, or too little is known. */
export function reliefText(system: SystemAssessment): string {
  const relief = system.hardlyKnown ? undefined : greatestRelief(system)
  if (!relief) return ''
  const red = system.redRated === 'no' ? '' : relief.endsRed ? '. That alone ends red' : '. No single change ends red'
  return `${criteria[relief.criterion].short} from ${relief.from} to 1: ${relief.before.toFixed(2)} to ${relief.after.toFixed(2)} at the highest${red}`
}
