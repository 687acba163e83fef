const days: Readonly<Record<string, number>> = {call: 20, store: 40, file: 8, message: 10}
const otherDays = 15

/** Person-days that a bridge costs while the two sides of a dependency of a kind are apart: assumed. */
export function bridgeDays(kind: string): number {
  return Object.hasOwn(days, kind) ? (days[kind] ?? otherDays) : otherDays
}
