import type {SystemAssessment} from '../../model/assessment.ts'
import {displayText} from '../facts/display-text.ts'
import {reliefText} from '../facts/system-facts.ts'
import {verdictOf} from '../facts/verdict.ts'
import {capitalised, counted, dispositionLabel, figure, skillLabel} from '../facts/words.ts'
import {blockersPart} from './blockers-part.ts'
import {criteriaTables} from './criteria-table.ts'
import {endpointsPart} from './endpoints-part.ts'
import {intervalPicture} from './interval-picture.ts'
import {html, type Markup, systemAnchor} from './markup.ts'
import {programsPart} from './programs-part.ts'
import {scannedPart} from './scanned-part.ts'
import type {ShownNeighbour, ShownNeighbourhood, ShownNeighbours, ShownSystem} from './shown-system.ts'
import {supportPart} from './support-part.ts'
import {linkOf, nameOf, ratingTag, table, tagOf} from './parts.ts'

/** All that is known of one system. */
export function systemSection(shown: ShownSystem): Markup {
  const {system} = shown
  const {title, text} = verdictOf(system)
  const anchor = systemAnchor(system.system)
  return html`<article id="${anchor}" class="system" aria-labelledby="${anchor}-h">
    <p class="govuk-caption-m">${shown.organisation}</p>
    <h3 class="govuk-heading-m title" id="${anchor}-h">${title}</h3>
    <p class="govuk-body lead">${text}</p>
    ${intervalPicture(system.overall)}${facts(shown)}
    <h4 class="govuk-heading-s part">Why: 13 criteria</h4>
    ${criteriaTables(shown)}${supportPart(shown)}${blockersPart(shown)}${endpointsPart(shown)}${programsPart(shown)}${scannedPart(shown)}${billPart(shown)}${dispositionPart(shown)}${neighbours(system, shown.around)}
  </article> `
}

function billPart({bill}: ShownSystem): Markup {
  if (bill === undefined) return html``
  return html`<p class="govuk-body">Bill of materials: <a class="govuk-link" href="${bill}">${bill}</a></p>`
}

function facts({system, facts: known}: ShownSystem): Markup {
  const relief = reliefText(system)
  const rows = relief ? [...known, ['What lowers it most', relief] as const] : known
  return html`<dl class="facts">
    ${rows.map(
      ([name, text]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${text}</dd>
        </div>`,
    )}
  </dl> `
}

function dispositionPart({disposition, binding}: ShownSystem): Markup {
  if (!disposition) return html``
  const chosen = disposition.options.find((option) => option.disposition === disposition.chosen)
  const missing = chosen?.missing ?? [...new Set(disposition.options.flatMap((option) => option.missing))]
  const others = disposition.options.filter(
    (option) => option.disposition !== disposition.chosen && option.whyNot.length > 0,
  )
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
        binding !== undefined &&
        html`<div>
          <dt>Why not earlier</dt>
          <dd>${capitalised(displayText(binding, 300))}</dd>
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

function neighbours(system: SystemAssessment, {heading: text, users, used, isTable}: ShownNeighbourhood): Markup {
  const heading = html`<h4 class="govuk-heading-s part">${text}</h4>`
  if (users.count + used.count === 0) return heading
  if (isTable) return html`${heading}${neighbourTable(users, used)}`
  const side = (title: string, {count, shown}: ShownNeighbours) =>
    html`<div>
      <h5>${title}</h5>
      <ul>
        ${shown.map(box)}
      </ul>
      ${count > shown.length && html`<p class="soft">and ${figure(count - shown.length)} more</p>`}
    </div>`
  const usersTitle =
    users.count === 0
      ? 'Nothing is known to depend on it'
      : `${capitalised(counted(users.count, 'system'))} ${users.count === 1 ? 'depends' : 'depend'} on it`
  const usedTitle = used.count === 0 ? 'It is not known to depend on any' : `It depends on ${figure(used.count)}`
  return html`${heading}
    <div class="around">
      ${side(usersTitle, users)}
      <div class="centre">
        <span aria-hidden="true">→</span>
        <p><strong>${nameOf(system)}</strong><br />${ratingTag(system)}</p>
        <span aria-hidden="true">→</span>
      </div>
      ${side(usedTitle, used)}
    </div> `
}

function neighbourTable(users: ShownNeighbours, used: ShownNeighbours): Markup {
  const rows = ({shown}: ShownNeighbours, role: string) =>
    shown.map((neighbour) => [
      html`${linkOf(neighbour)}${alarmOf(neighbour)}`,
      html`${role}`,
      html`${neighbour.how}${neighbour.organisation && `. ${neighbour.organisation}`}`,
    ])
  const rest = ({count, shown}: ShownNeighbours, what: string) =>
    count > shown.length ? `${figure(count - shown.length)} more ${what}` : ''
  const more = [rest(users, 'that depend on it'), rest(used, 'that it depends on')].filter(Boolean)
  return html`${table(
    'What depends on it and what it depends on',
    [{text: 'System'}, {text: 'Which'}, {text: 'How'}],
    [...rows(users, 'Depends on it'), ...rows(used, 'It depends on this')],
    'cards',
  )}${more.length > 0 && html`<p class="govuk-body soft">and ${more.join(', and ')}</p>`}`
}

function box(neighbour: ShownNeighbour): Markup {
  const {rating, how, organisation} = neighbour
  return html`<li class="box box-${rating}">
    <strong>${linkOf(neighbour)}</strong>${alarmOf(neighbour)}<br /><span class="soft"
      >${how}${organisation ? `. ${organisation}` : ''}</span
    >
  </li>`
}

function alarmOf({rating, alarm}: ShownNeighbour): Markup {
  return alarm === undefined ? html`` : html` ${tagOf(rating, alarm)}`
}
