import {type CriterionId, criterionIds} from '../../model/criteria.ts'
import type {Coverage, CoverageStatus} from '../../model/inventory.ts'
import {compareText} from '../../model/json-lines.ts'
import {keyWords} from '../../model/key-words.ts'
import {oncePer} from '../../model/once-per.ts'
import {isListing, statusLabels, statusRank} from './cloud-coverage.ts'
import {displayText} from './display-text.ts'
import type {ReportIndex} from './report-index.ts'
import {valueText} from './value-words.ts'
import {figure, figured, settlementOf} from './words.ts'

export interface CoverageRow {
  /** What was looked at: `path: sources/launch-window-booking`. */
  readonly what: string
  readonly status: CoverageStatus
  readonly label: string
  readonly detail: string
  readonly counts: string
}

/** What was looked at and how completely, the incomplete first; listings of clouds are told by `cloudCoverage`. */
export function coverageRows({input: {estate}}: ReportIndex): readonly CoverageRow[] {
  return estate.coverage
    .filter((coverage) => !isListing(coverage))
    .map((coverage) => ({
      what: scopeText(coverage),
      status: coverage.status,
      label: statusLabels[coverage.status],
      detail: [coverage.reason, ...(coverage.notes ?? []).map(({message}) => message)]
        .concat(leftOutWords(coverage))
        .filter((text) => text !== undefined)
        .map((text) => displayText(text, 300).replace(/[.]?$/, '.'))
        .join(' '),
      counts: Object.entries(coverage.counts ?? {})
        .filter(([kind]) => !kind.startsWith('leftOut.') && kind !== 'otherKinds')
        .toSorted(([a], [b]) => compareText(a, b))
        .slice(0, 6)
        .map(([kind, count]) => `${displayText(keyWords(kind), 40)} ${figure(count)}`)
        .join(', '),
    }))
    .toSorted((a, b) => statusRank[a.status] - statusRank[b.status] || compareText(a.what, b.what))
}

const leftOutReasons: Readonly<Record<string, readonly [string, string]>> = {
  binary: ['binary file', 'binary files'],
  minified: ['minified file', 'minified files'],
  generated: ['generated file or folder', 'generated files or folders'],
  vendored: ['folder of others’ code', 'folders of others’ code'],
  ignored: ['ignored file or folder', 'ignored files or folders'],
  'too-large': ['file too large to read', 'files too large to read'],
  link: ['link', 'links'],
}

/** What notes tell with the folders, where the collector told any. */
const setAside: ReadonlySet<string> = new Set(['minified', 'generated', 'vendored'])

/** What a collector left out, as a sentence; unreadable files are its reason already. */
function leftOutWords({counts = {}, notes = []}: Coverage): readonly string[] {
  const isTold = notes.some(({code}) => code === 'set-aside')
  const said = Object.entries(leftOutReasons).flatMap(([why, [one, many]]) => {
    const count = isTold && setAside.has(why) ? 0 : (counts[`leftOut.${why}`] ?? 0)
    return count > 0 ? [`${figure(count)} ${count === 1 ? one : many}`] : []
  })
  const other = counts.otherKinds ?? 0
  if (other > 0) said.push(`${figure(other)} ${other === 1 ? 'file' : 'files'} of other kinds`)
  return said.length > 0 ? [`Left out: ${said.join(', ')}`] : []
}

/** What was looked at, in short: the file or the folder alone, where it is one. */
export function shortScope(coverage: Coverage): string {
  const {file, path} = coverage.scope
  const place = file ?? path
  return typeof place === 'string' && place !== '' ? displayText(place, 240) : scopeText(coverage)
}

function scopeText({scope, id}: Coverage): string {
  const parts = Object.entries(scope)
    .toSorted(([a], [b]) => compareText(a, b))
    .filter(([, value]) => value !== null && value !== '')
    .slice(0, 6)
    .map(([key, value]) => `${keyWords(key)}: ${valueText(value)}`)
  return displayText(parts.join(', ') || id, 240)
}

/** `12 of 18 scopes are complete, 4 partial, 2 missing. 478 of 533 scores are settled.` */
export function completenessText(index: ReportIndex): string {
  const {coverage} = index.input.estate
  const complete = coverage.filter(({status}) => status === 'complete').length
  const partial = coverage.filter(({status}) => status === 'partial').length
  const missing = coverage.length - complete - partial
  const scopes = [
    complete === coverage.length
      ? coverage.length === 1
        ? 'the one scope asked for is complete'
        : coverage.length === 2
          ? 'both scopes are complete'
          : `all ${figure(coverage.length)} scopes are complete`
      : `${figure(complete)} of ${figured(coverage.length, 'scope')} ${complete === 1 ? 'is' : 'are'} complete`,
    partial > 0 ? `${figure(partial)} partial` : '',
    missing > 0 ? `${figure(missing)} missing` : '',
  ]
  const {settled, all} = settledScores(index)
  const first = coverage.length === 0 ? 'No scope was recorded' : scopes.filter(Boolean).join(', ')
  return `${first}. ${figure(settled)} of ${figure(all)} scores are settled.`
}

export const settledScores = oncePer(({systems}: ReportIndex): {settled: number; all: number} => {
  const settled = systems.reduce(
    (sum, system) => sum + criterionIds.filter((id) => settlementOf(id, system.criteria[id]) === 'settled').length,
    0,
  )
  return {settled, all: systems.length * criterionIds.length}
})

export interface MissingRow {
  readonly what: string
  readonly how: string
  readonly criteria: readonly CriterionId[]
  readonly systems: readonly string[]
}

/** What nobody has said, and what to add, by how many systems lack it. Scores that a person gave ask for nothing. */
export function missingRows({systems}: ReportIndex): readonly MissingRow[] {
  const rows = new Map<string, {what: string; how: string; criteria: Set<CriterionId>; systems: Set<string>}>()
  for (const system of systems)
    for (const id of criterionIds) {
      const {low, high, proposed} = system.criteria[id]
      if (low === high) continue
      for (const {what, how} of proposed.missing) {
        const key = `${what}\n${how}`
        const row = rows.get(key) ?? {
          what: displayText(what, 200),
          how: displayText(how, 200),
          criteria: new Set(),
          systems: new Set(),
        }
        row.criteria.add(id)
        row.systems.add(system.system)
        rows.set(key, row)
      }
    }
  return [...rows.values()]
    .map((row) => ({...row, criteria: [...row.criteria], systems: [...row.systems]}))
    .toSorted((a, b) => b.systems.length - a.systems.length || compareText(a.what, b.what) || compareText(a.how, b.how))
}

export interface QuestionRow {
  readonly system: string
  readonly criterion: CriterionId
  /** The expected number of further answers that this one saves. */
  readonly gain: number
  readonly how: string
}

/** The first question of each system whose rating is open, the most useful first. */
export function questionRows({systems}: ReportIndex, most = 20): readonly QuestionRow[] {
  return systems
    .filter(({redRated}) => redRated === 'could-be')
    .flatMap((system) =>
      system.nextQuestions.slice(0, 1).map(({criterion, gain}) => ({
        system: system.system as string,
        criterion,
        gain,
        how: displayText(system.criteria[criterion].proposed.missing[0]?.how ?? `scores: {${criterion}: }`, 200),
      })),
    )
    .toSorted((a, b) => b.gain - a.gain)
    .slice(0, most)
}
