import type {Instant} from '../../model/values.ts'

/** A moment that a document states, in UTC to the second; undefined where it states none that exists. */
export function instantOf(text: string | undefined): Instant | undefined {
  if (text === undefined || !/^(19[5-9]\d|2[01]\d\d)-\d\d-\d\d([T ]|$)/.test(text)) return undefined
  // Some write more digits of a second than a date can hold.
  const time = Date.parse(
    text
      .replace(' ', 'T')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/^(\d{4}-\d\d-\d\d)$/, '$1T00:00:00Z'),
  )
  return Number.isNaN(time) ? undefined : `${new Date(time).toISOString().slice(0, 19)}Z`
}
