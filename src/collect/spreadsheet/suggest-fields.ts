import {distance} from 'fastest-levenshtein'
import {listKinds, mappedFields} from '../../model/mapped-fields.ts'
import {withoutUnits} from './header-units.ts'

/** A field that a header may mean, from 0 (nothing in common) to 1 (the field's own name or a known synonym). */
export interface FieldGuess {
  readonly field: string
  readonly likeness: number
}

const leastLikeness = 0.6
const looseLikeness = 0.8
const longestCompared = 60

/** The fields that a header is like, the likeliest first. */
export function fieldsLike(header: string): readonly FieldGuess[] {
  const words = plainWords(header)
  if (words === '' || words.length > longestCompared) return []
  return Object.entries(mappedFields)
    .map(([field, {synonyms, looseSynonyms = []}]) => ({
      field,
      likeness: Math.max(
        ...[plainWords(field), ...synonyms.map(plainWords)].map((name) => likeness(words, name)),
        looseSynonyms.includes(words) ? looseLikeness : 0,
      ),
    }))
    .filter((guess) => guess.likeness >= leastLikeness)
    .toSorted((a, b) => b.likeness - a.likeness || (a.field < b.field ? -1 : 1))
}

/** `Annual run cost (£k)` and `cost.annualRunGbp` as words: lower case, without signs, units and what camels hide. */
export function plainWords(text: string): string {
  return withoutUnits(text.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()
}

function likeness(words: string, name: string): number {
  if (words === name) return 1
  if (name.length > 4 && distance(words, name) <= Math.floor(name.length / 6)) return 0.9
  const [a, b] = [new Set(words.split(' ')), new Set(name.split(' '))]
  const shared = [...a].filter((word) => b.has(word)).length
  return (0.85 * shared) / (a.size + b.size - shared)
}

/**
 * Assigns headers to fields, the surest pairs first, but for those that are settled; only a field that holds several
 * takes several columns.
 */
export function assignFields(
  headers: readonly (readonly FieldGuess[])[],
  settled: readonly (FieldGuess | undefined)[],
): readonly (FieldGuess | undefined)[] {
  const pairs = headers
    .flatMap((guesses, column) => guesses.map((guess) => ({...guess, column})))
    .toSorted((a, b) => b.likeness - a.likeness || a.column - b.column)
  const assigned: (FieldGuess | undefined)[] = headers.map((_, column) => settled[column])
  const taken = new Set<string>(settled.flatMap((guess) => guess?.field ?? []))
  for (const {column, field, likeness: sure} of pairs) {
    const holdsSeveral = sure >= 0.9 && listKinds.has(mappedFields[field]?.kind.reads ?? '')
    if (assigned[column] || (taken.has(field) && !holdsSeveral)) continue
    assigned[column] = {field, likeness: sure}
    taken.add(field)
  }
  return assigned
}
