/** How far a stage was at a moment. */
export interface Mark {
  readonly atMs: number
  readonly done: number
}

const windowMs = 20_000
const shortestMs = 1000
const closestMs = 250

/**
 * The marks that an estimate is made from: those of the last 20 seconds, and the one before them. Work that goes back
 * to a smaller figure is other work, and begins anew.
 */
export function withMark(marks: readonly Mark[], mark: Mark): readonly Mark[] {
  const last = marks.at(-1)
  if (last && mark.done < last.done) return [mark]
  if (last && mark.atMs - last.atMs < closestMs) return marks
  const start = marks.findLastIndex(({atMs}) => mark.atMs - atMs > windowMs)
  return [...marks.slice(Math.max(0, start)), mark]
}

/** Seconds until `total` is done, at the pace of the marks; undefined while there is too little to tell by. */
export function secondsLeft(marks: readonly Mark[], now: Mark, total: number): number | undefined {
  const [first] = marks
  if (!first || now.atMs - first.atMs < shortestMs || now.done <= first.done || total < now.done) return undefined
  const perSecond = ((now.done - first.done) / (now.atMs - first.atMs)) * 1000
  return (total - now.done) / perSecond
}

/** `about 40 s left`, `about 3 min left`, `about 1 h 10 min left`: no finer than anybody can know. */
export function writtenTimeLeft(seconds: number): string {
  if (seconds < 10) return `about ${Math.max(1, Math.round(seconds))} s left`
  if (seconds < 90) return `about ${Math.round(seconds / 10) * 10} s left`
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return `about ${minutes} min left`
  const tens = Math.round(minutes / 10) * 10
  const rest = tens % 60
  return `about ${Math.floor(tens / 60)} h${rest > 0 ? ` ${rest} min` : ''} left`
}
