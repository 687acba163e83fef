import type {CloudResources, UnclaimedProduct} from '../../model/assessment.ts'
import {writtenDate} from '../../model/calendar.ts'
import {displayText} from './display-text.ts'
import {counted, figure, figured, listed} from './words.ts'

/** `154 resources of clouds: 100 attributed, 5 shared and 49 unallocated`. */
export function resourcesText({attributed, shared, unallocated}: CloudResources): string {
  const all = attributed + shared + unallocated
  const parts = [`${figure(attributed)} attributed`, `${figure(shared)} shared`, `${figure(unallocated)} unallocated`]
  return `${figured(all, 'resource')} of clouds: ${listed(parts)}`
}

/** When support of it ends, as far as that is known. */
export function supportText({support, endOfSupport}: UnclaimedProduct): string {
  const date = endOfSupport === undefined ? undefined : writtenDate(endOfSupport)
  if (support === 'over') return date ? `Left support on ${date}` : 'Out of support'
  if (support === 'runs') return date ? `Leaves support on ${date}` : 'Supported, with no end announced'
  return 'Not known'
}

/** `12 ec2:instance and 3 rds:db`, as providers name them. */
export function typesText({types}: CloudResources['accounts'][number]): string {
  return listed(
    types.map(({type, resources}) => `${figure(resources)} ${displayText(type, 60) || 'of no type'}`),
    4,
  )
}

/** As `resourcesText`, with how many products that are nobody's are out of support. */
export function resourcesSummary(resources: CloudResources): string {
  const over = resources.products.filter(({support}) => support === 'over').length
  const told = over > 0 ? `; of those ${counted(over, 'product is', 'products are')} out of support` : ''
  return `${resourcesText(resources)}${told}`
}
