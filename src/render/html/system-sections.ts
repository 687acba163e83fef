import type {SystemAssessment} from '../../model/assessment.ts'
import {writtenDate, writtenMonth} from '../../model/calendar.ts'
import {criteria} from '../../model/criteria.ts'
import {attributeValue} from '../../model/entity.ts'
import {displayText} from '../facts/display-text.ts'
import {greatestRelief} from '../facts/arithmetic.ts'
import {systemCostText} from '../facts/cost-words.ts'
import {declaredCostText} from '../facts/declared-costs.ts'
import {movesWith} from '../facts/moving.ts'
import {type Neighbour, type Neighbourhood, neighbourhoodHeading, neighbourhoodOf} from '../facts/neighbourhood.ts'
import {verdictOf} from '../facts/verdict.ts'
import {capitalised, counted, dispositionLabel, figure, listed, skillLabel} from '../facts/words.ts'
import {criteriaTables} from './criteria-table.ts'
import {intervalPicture} from './interval-picture.ts'
import {html, type Markup, systemAnchor} from './markup.ts'
import {scannedPart} from './scanned-part.ts'
import {supportPart} from './support-part.ts'
import {alarmTag, nameOf, type Page, ratingTag, systemLink, table} from './parts.ts'

/** All that is known of one system. */
export function systemSection(page: Page, system: SystemAssessment): Markup {
  const {title, text} = verdictOf(system)
  const anchor = systemAnchor(system.system)
  return html`<article id="${anchor}" class="system" aria-labelledby="${anchor}-h">
    <p class="govuk-caption-m">${page.index.organisationName(system.organisation)}</p>
    <h3 class="govuk-heading-m title" id="${anchor}-h">${title}</h3>
    <p class="govuk-body lead">${text}</p>
    ${intervalPicture(system.overall)}${facts(page, system)}
    <h4 class="govuk-heading-s part">Why: 13 criteria</h4>
    ${criteriaTables(page, system)}${supportPart(page, system)}${scannedPart(page, system.system, nameOf(system))}${dispositionPart(page, system)}${neighbours(page, system)}
  </article> `
}

function facts(page: Page, system: SystemAssessment): Markup {
  const {index} = page
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
  const rows: [string, string][] = [
    ['Treatment', treatmentText(page, system)],
    ['Moves together with', movesWith(index, system.system)],
    ['Funding', fundingText(system)],
    ['Owner', typeof owner === 'string' ? owner : 'Not known'],
    ['Supports', listed(to('SUPPORTS'), 6)],
    ['Technologies', listed(to('USES'), 8)],
    ['Runs on', listed(to('RUNS_ON'), 6)],
    ['Contract', contracts.join('; ')],
    ['Declared cost', declaredCostText(index, system.system)],
    ['Cloud cost', systemCostText(index, system.system)],
    ['What lowers it most', reliefText(system)],
  ]
  return html`<dl class="facts">
    ${rows
      .filter(([, text]) => text !== '')
      .map(
        ([name, text]) =>
          html`<div>
            <dt>${name}</dt>
            <dd>${text}</dd>
          </div>`,
      )}
  </dl> `
}

function treatmentText({index}: Page, {system}: SystemAssessment): string {
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

function reliefText(system: SystemAssessment): string {
  const relief = system.hardlyKnown ? undefined : greatestRelief(system)
  if (!relief) return ''
  const red = system.redRated === 'no' ? '' : relief.endsRed ? '. That alone ends red' : '. No single change ends red'
  return `${criteria[relief.criterion].short} from ${relief.from} to 1: ${relief.before.toFixed(2)} to ${relief.after.toFixed(2)} at the highest${red}`
}

function dispositionPart({index}: Page, {system}: SystemAssessment): Markup {
  const disposition = index.dispositions.get(system)
  if (!disposition) return html``
  const chosen = disposition.options.find((option) => option.disposition === disposition.chosen)
  const missing = chosen?.missing ?? [...new Set(disposition.options.flatMap((option) => option.missing))]
  const others = disposition.options.filter(
    (option) => option.disposition !== disposition.chosen && option.whyNot.length > 0,
  )
  const placement = index.placements.get(index.groupOf.get(system) ?? '')
  const effort = Object.entries(disposition.effort).map(([skill, days]) => `${skillLabel(skill)} ${figure(days)}`)
  return html`<h4 class="govuk-heading-s part">
      ${chosen ? `${dispositionLabel(chosen.disposition)}${disposition.chosenBy ? `, chosen by ${disposition.chosenBy}` : ', by the rules'}` : 'How to treat it is not decided'}
    </h4>
    <dl class="facts">
      <div>
        <dt>Because</dt>
        <dd>
          ${!chosen ? 'Too little is known: no fact speaks for any treatment' : chosen.because.join('. ') || 'No fact speaks for another'}
        </dd>
      </div>
      ${
        missing.length > 0 &&
        html`<div>
          <dt>Missing</dt>
          <dd>${missing.map(capitalised).join('. ')}</dd>
        </div>`
      }
      ${
        chosen &&
        html`<div>
          <dt>Effort, person-days</dt>
          <dd>
            ${effort.join(', ') || 'None'}${disposition.effortAssumed && effort.length > 0 ? ' (assumed)' : ''};
            ${counted(disposition.weeks, 'week')}
          </dd>
        </div>`
      }
      ${
        placement &&
        html`<div>
          <dt>Why not earlier</dt>
          <dd>${capitalised(displayText(placement.binding, 300))}</dd>
        </div>`
      }
      ${others.map(
        ({disposition: name, whyNot}) =>
          html`<div>
            <dt>Why not ${name}</dt>
            <dd>${whyNot.join('. ')}</dd>
          </div>`,
      )}
    </dl> `
}

const mostNeighbours = 12
/** In an estate of more systems the neighbourhood is a table, which is shorter. */
const mostForPictures = 200

function neighbours(page: Page, system: SystemAssessment): Markup {
  const {index} = page
  const around = neighbourhoodOf(index, system.system)
  const heading = html`<h4 class="govuk-heading-s part">${neighbourhoodHeading(index, around)}</h4>`
  if (around.users.length + around.used.length === 0) return heading
  if (index.systems.length > mostForPictures) return html`${heading}${neighbourTable(page, around)}`
  const side = (title: string, list: readonly Neighbour[]) =>
    html`<div>
      <h5>${title}</h5>
      <ul>
        ${list.slice(0, mostNeighbours).map((neighbour) => box(page, neighbour))}
      </ul>
      ${list.length > mostNeighbours && html`<p class="soft">and ${figure(list.length - mostNeighbours)} more</p>`}
    </div>`
  const users =
    around.users.length === 0
      ? 'Nothing is known to depend on it'
      : `${capitalised(counted(around.users.length, 'system'))} ${around.users.length === 1 ? 'depends' : 'depend'} on it`
  const used =
    around.used.length === 0 ? 'It is not known to depend on any' : `It depends on ${figure(around.used.length)}`
  return html`${heading}
    <div class="around">
      ${side(users, around.users)}
      <div class="centre">
        <span aria-hidden="true">→</span>
        <p><strong>${nameOf(system)}</strong><br />${ratingTag(system)}</p>
        <span aria-hidden="true">→</span>
      </div>
      ${side(used, around.used)}
    </div> `
}

function neighbourTable(page: Page, {users, used}: Neighbourhood): Markup {
  const rows = (list: readonly Neighbour[], role: string) =>
    list
      .slice(0, mostNeighbours)
      .map(({system, how, organisation}) => [
        html`${systemLink(page, system)}${alarmTag(page, system)}`,
        html`${role}`,
        html`${how}${organisation && `. ${organisation}`}`,
      ])
  const more = [
    users.length > mostNeighbours ? `${figure(users.length - mostNeighbours)} more that depend on it` : '',
    used.length > mostNeighbours ? `${figure(used.length - mostNeighbours)} more that it depends on` : '',
  ].filter(Boolean)
  return html`${table(
    'What depends on it and what it depends on',
    [{text: 'System'}, {text: 'Which'}, {text: 'How'}],
    [...rows(users, 'Depends on it'), ...rows(used, 'It depends on this')],
    'cards',
  )}${more.length > 0 && html`<p class="govuk-body soft">and ${more.join(', and ')}</p>`}`
}

function box(page: Page, {system, rating, how, organisation}: Neighbour): Markup {
  return html`<li class="box box-${rating}">
    <strong>${systemLink(page, system)}</strong>${alarmTag(page, system)}<br /><span class="soft"
      >${how}${organisation ? `. ${organisation}` : ''}</span
    >
  </li>`
}
