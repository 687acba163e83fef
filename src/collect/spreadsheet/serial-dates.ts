const dayMs = 86_400_000
/** The last day that a spreadsheet program counts: 31 December 9999. */
const lastDay = 2_958_465

/**
 * The calendar date behind a day's number; the time of day falls away. Undefined where there is none: the 1900 system
 * has a 29 February 1900 (60) that never was.
 */
export function serialDate(serial: number, from1904: boolean): string | undefined {
  const day = Math.floor(serial)
  if (!Number.isFinite(day) || day < (from1904 ? 0 : 1) || day > lastDay || (!from1904 && day === 60)) return undefined
  const start = from1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, day < 60 ? 31 : 30)
  return new Date(start + day * dayMs).toISOString().slice(0, 10)
}
