import {distance} from 'fastest-levenshtein'

const longestCompared = 80

/**
 * The candidate that is spelt most like a name, or undefined when none comes near. Of short names with
 * numbers each is a thing of its own: there is no L8, and L1 is no misspelling of it.
 */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestCompared) return undefined
  let best: string | undefined
  let bestDistance = Math.min(name.length - 1, Math.max(2, Math.floor(name.length / 3))) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance || isOtherNumber(name, candidate)) continue
    const steps = distance(name.toLowerCase(), candidate.toLowerCase())
    if (steps >= bestDistance) continue
    best = candidate
    bestDistance = steps
  }
  return best
}

const numbered = /^[a-z]{1,3}\d+$/i

function isOtherNumber(name: string, candidate: string): boolean {
  return numbered.test(name) && numbered.test(candidate) && name.toLowerCase() !== candidate.toLowerCase()
}
