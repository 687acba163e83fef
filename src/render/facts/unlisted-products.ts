import type {ReportIndex} from './report-index.ts'
import {figured} from './words.ts'

export interface UnlistedRow {
  /** As it was named, with its version where the catalogue has the product. */
  readonly name: string
  readonly lacks: string
  readonly look: string
  /** What to look at, as it is typed; empty where nothing is spelt like it. */
  readonly nearest: string
  readonly systems: readonly string[]
  /** `2 resources of no system`; empty where there are none. */
  readonly ofNoSystem: string
}

/** What no date of support is known of, since the catalogue has no such product or version. */
export function unlistedRows({input}: ReportIndex): readonly UnlistedRow[] {
  return (input.assessments.notInCatalogue ?? []).map(({product, version, nearest, systems, resources = 0}) => {
    const look = version === undefined ? 'Did you mean' : 'Its versions: domesday lifecycle show'
    return {
      name: version === undefined ? product : `${product} ${version}`,
      lacks: version === undefined ? 'No such product' : 'No such version of it',
      look: nearest.length > 0 ? look : 'Nothing is spelt like it',
      nearest: nearest.join(', '),
      systems,
      ofNoSystem: resources > 0 ? `${figured(resources, 'resource')} of no system` : '',
    }
  })
}
