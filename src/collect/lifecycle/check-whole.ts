import {InventoryError} from '../../errors.ts'
import {addDays} from '../../model/calendar.ts'
import type {Catalogue, Cycle, Product} from '../../model/lifecycle.ts'
import type {CalendarDate} from '../../model/values.ts'
import type {AnswerRead} from './read-answer.ts'

/** Of what was known before, so much may have gone for good reasons. */
const mostMissingPercent = 5
const origin = 'https://endoflife.date/'

interface Expected {
  /** What is known so far. */
  readonly known: Catalogue
  readonly today: CalendarDate
  readonly shownAs: string
  /** Somebody looked, and takes it with less than before. */
  readonly allowFewer: boolean
}

/**
 * Refuses an answer that lacks much of what is known of endoflife.date, that is older than what is known, or that says it
 * was written on a day to come: it would take the place of better. Errors: an InventoryError that says which.
 */
export function checkWhole({snapshot, products}: AnswerRead, {known, today, shownAs, allowFewer}: Expected): void {
  const before = known.products.filter(({source}) => source.startsWith(origin))
  const newest = before.reduce((latest, one) => ((one.snapshot ?? '') > latest ? (one.snapshot ?? '') : latest), '')
  // Of another time zone it may bear the date of tomorrow.
  if (snapshot > addDays(today, 1)) throw refused('its date lies in the future', `It says ${snapshot}.`, shownAs)
  if (snapshot < newest)
    throw refused(`it is of ${snapshot}`, `What is known already was written on ${newest}, and stays.`, shownAs)
  if (allowFewer) return
  const now = new Map(
    products.map(({id, cycles}) => [id, new Map(cycles.map(({name, endOfLife}) => [name, endOfLife]))]),
  )
  const gone = before.filter(({id}) => !now.has(id)).length
  const all = before.flatMap(({id, cycles}) => cycles.map(({name}) => [id, name] as const))
  const goneCycles = all.filter(([id, name]) => !now.get(id)?.has(name)).length
  if (gone * 100 <= before.length * mostMissingPercent && goneCycles * 100 <= all.length * mostMissingPercent)
    return checkEnds(before, now, shownAs)
  throw refused(
    `it lacks ${gone} of ${before.length} products and ${goneCycles} of ${all.length} releases that are known`,
    'It may be cut or be only a part: fetch it anew. Where it is right, --allow-fewer takes it.',
    shownAs,
  )
}

/** A list of another form may have every release, and of none when its support ends. */
function checkEnds(
  before: readonly Product[],
  now: ReadonlyMap<string, ReadonlyMap<string, Cycle['endOfLife']>>,
  shownAs: string,
): void {
  const ends = before.flatMap(({id, cycles}) =>
    cycles.flatMap(({name, endOfLife}) => (endOfLife ? [[id, name] as const] : [])),
  )
  const lost = ends.filter(([id, name]) => now.get(id)?.has(name) && !now.get(id)?.get(name)).length
  if (lost * 100 <= ends.length * mostMissingPercent) return
  throw refused(
    `it no longer tells the end of support of ${lost} of ${ends.length} releases that have one`,
    'It may be of another form: fetch it anew. Where it is right, --allow-fewer takes it.',
    shownAs,
  )
}

function refused(message: string, hint: string, shownAs: string): InventoryError {
  return new InventoryError(
    'refused-lifecycle',
    'Nothing was changed: what was read is no better than what is known.',
    {
      faults: [{message, where: shownAs}],
      hint,
    },
  )
}
