import type {TechnologySeen} from './sighting.ts'
import type {ProductOfImage} from '../../lifecycle/aliases/product-of-image.ts'

/** Nobody looked inside: an image may be called what it is not, and what was made from it may have changed since. */
const confidence = 0.6

/** What an image's name tells, as a technology of that thing. */
export function inferredFromImage(of: string): (found: ProductOfImage) => TechnologySeen {
  return (found) => ({of, ...found, confidence})
}
