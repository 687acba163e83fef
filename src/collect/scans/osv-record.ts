import {listAt, textAt} from '../exports/fields.ts'

/** The severity of a record by OSV: what its database says in a word, else what its score by CVSS 3 comes to. */
export function severityOf(record: unknown): string | undefined {
  const said =
    textAt(record, 'database_specific', 'severity') ??
    listAt(record, 'affected').flatMap((one) => textAt(one, 'ecosystem_specific', 'severity') ?? [])[0]
  if (said !== undefined) return said
  const vectors = listAt(record, 'severity').flatMap((one) => textAt(one, 'score') ?? [])
  const scores = vectors.flatMap((vector) => baseScore(vector) ?? [])
  return scores.length > 0 ? ratingOf(Math.max(...scores)) : undefined
}

/** Versions of a package that no longer have it. */
export function fixedIn(record: unknown, name: string): readonly string[] {
  const affected = listAt(record, 'affected').filter((one) => textAt(one, 'package', 'name') === name)
  const events = affected.flatMap((one) =>
    listAt(one, 'ranges').flatMap((range) => (textAt(range, 'type') === 'GIT' ? [] : listAt(range, 'events'))),
  )
  return [...new Set(events.flatMap((event) => textAt(event, 'fixed') ?? []))]
}

function ratingOf(score: number): string {
  if (score >= 9) return 'critical'
  if (score >= 7) return 'high'
  if (score >= 4) return 'medium'
  return score > 0 ? 'low' : 'none'
}

const weights: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  AV: {N: 0.85, A: 0.62, L: 0.55, P: 0.2},
  AC: {L: 0.77, H: 0.44},
  UI: {N: 0.85, R: 0.62},
  C: {H: 0.56, L: 0.22, N: 0},
  I: {H: 0.56, L: 0.22, N: 0},
  A: {H: 0.56, L: 0.22, N: 0},
}
const privileges: Readonly<Record<string, readonly [unchanged: number, changed: number]>> = {
  N: [0.85, 0.85],
  L: [0.62, 0.68],
  H: [0.27, 0.5],
}

/** The base score of a vector by CVSS 3.0 or 3.1, by the formulas of the specification of FIRST; undefined for others. */
function baseScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//.test(vector)) return undefined
  const said = new Map(vector.split('/').map((part) => part.split(':') as [string, string])) // a part is a metric and its value
  const weight = (metric: string): number => weights[metric]?.[said.get(metric) ?? ''] ?? NaN
  const isChanged = said.get('S') === 'C'
  const privilege = privileges[said.get('PR') ?? '']?.[isChanged ? 1 : 0] ?? NaN
  const sub = 1 - (1 - weight('C')) * (1 - weight('I')) * (1 - weight('A'))
  const impact = isChanged ? 7.52 * (sub - 0.029) - 3.25 * (sub - 0.02) ** 15 : 6.42 * sub
  const ease = 8.22 * weight('AV') * weight('AC') * privilege * weight('UI')
  if (Number.isNaN(impact + ease)) return undefined
  if (impact <= 0) return 0
  return Math.ceil(Math.min(isChanged ? 1.08 * (impact + ease) : impact + ease, 10) * 10 - 1e-6) / 10
}
