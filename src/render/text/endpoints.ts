import type {ExplainedEndpoint} from '../../model/explanation.ts'
import {cleanText, fit} from './clean.ts'

const mostShown = 10
const methodWidth = 6
const width = 80

/** What code serves over HTTP, with the first place of each, in 80 columns. */
export function endpointLines(
  endpoints: readonly ExplainedEndpoint[],
  all: boolean,
  tellsAll = '--all',
): readonly string[] {
  if (endpoints.length === 0) return []
  const shown = all ? endpoints : endpoints.slice(0, mostShown)
  const rest = endpoints.length - shown.length
  return [
    '',
    `Serves ${endpoints.length} ${endpoints.length === 1 ? 'endpoint' : 'endpoints'}`,
    ...shown.flatMap(({method, path, places}) => [
      `  ${fit(method, methodWidth)}  ${fit(path, width - methodWidth - 4).trimEnd()}`,
      ...places.slice(0, all ? undefined : 1).map((place) => ' '.repeat(methodWidth + 6) + cleanText(place)),
    ]),
    ...(rest > 0 ? [`  and ${rest} more: ${tellsAll} lists them`] : []),
  ]
}
