import {distance} from 'fastest-levenshtein'

const longestCompared = 80

/** The candidate that is spelt most like a name, or undefined when none comes near. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  if (name.length > longestCompared) return undefined
  let best: string | undefined
  let bestDistance = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue
    const steps = distance(name.toLowerCase(), candidate.toLowerCase())
    if (steps >= bestDistance) continue
    best = candidate
    bestDistance = steps
  }
  return best
}
