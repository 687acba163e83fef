import {figured, listed} from '../facts/words.ts'
import {html, type Markup} from './markup.ts'
import {nameOf, region, table} from './parts.ts'
import {pathText, placesList} from './places-list.ts'
import type {ShownEndpoints, ShownSystem} from './shown-system.ts'

/** What the code of a system serves over HTTP; nothing for one that serves nothing that was seen. */
export function endpointsPart({system, endpoints}: ShownSystem): Markup {
  if (endpoints.count === 0) return html``
  const rows = endpoints.shown.map(({path, methods, servedBy, places}) => [
    html`<span class="path">${pathText(path)}</span>`,
    html`${listed(methods)}`,
    ...(endpoints.hasSeveralServers ? [html`${servedBy}`] : []),
    placesList(places),
  ])
  const columns = [
    {text: 'Path'},
    {text: 'Method'},
    ...(endpoints.hasSeveralServers ? [{text: 'Served by'}] : []),
    {text: 'Where'},
  ]
  return html`<h4 class="govuk-heading-s part">Its code serves ${figured(endpoints.count, 'endpoint')}</h4>
    ${region(`Endpoints of ${nameOf(system)}`, table('What its code serves over HTTP', columns, rows, 'cards words endpoints'))}${allOf(endpoints)}`
}

function allOf({pathCount, shown}: ShownEndpoints): Markup {
  const rest = pathCount - shown.length
  return html`<p class="govuk-body soft">
    ${rest > 0 && html`By path; ${figured(rest, 'more path')} not shown. `}All, with every place:
    <a class="govuk-link" href="endpoints.csv">endpoints.csv</a>
  </p>`
}
