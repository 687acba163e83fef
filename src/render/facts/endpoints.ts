import {oncePer} from '../../model/once-per.ts'
import {servedEndpoints} from '../../model/system-endpoints.ts'
import {displayText} from './display-text.ts'
import {placesInOrder} from './evidence-places.ts'
import type {ReportIndex} from './report-index.ts'

export interface ShownEndpoint {
  readonly method: string
  readonly path: string
  readonly component: string
  readonly places: readonly string[]
}

const endpointsOf = oncePer(({input}: ReportIndex) => servedEndpoints(input.estate.entities, input.estate.relations))

/** What the code of a system serves over HTTP, by path, with every place. */
export function shownEndpoints(index: ReportIndex, system: string): readonly ShownEndpoint[] {
  return endpointsOf(index)(system).map(({method, path, component, evidence}) => ({
    method,
    path: displayText(path, 300),
    component,
    places: placesInOrder(index, evidence),
  }))
}
