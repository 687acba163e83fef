import type {
  FallenApart,
  GraphPath,
  GraphStats,
  Impact,
  ImpactRow,
  KeptThing,
  PathStep,
  QueryRows,
} from '../../model/graph-answers.ts'
import {figured} from '../facts/words.ts'
import {cleanText, fit, wrap} from './clean.ts'
import {keptLines} from './loaded.ts'
import {namedLines} from './named.ts'
import {widthOf} from './width.ts'

/** The most rows of an impact that are shown. */
export const mostImpactRows = 200

export function renderStats(stats: GraphStats): string {
  const number = (count: number): string => count.toLocaleString('en-GB').padStart(9)
  const lines = [`  ${figured(stats.nodes, 'thing')}, ${figured(stats.edges, 'relation')}`, '']
  for (const {kind, count} of stats.kinds) lines.push(`  ${kind.padEnd(18)}${number(count)}`)
  lines.push('')
  for (const {type, count} of stats.types) lines.push(`  ${type.padEnd(18)}${number(count)}`)
  if (stats.mostDependedOn.length > 0) lines.push('', `  ${'Most depended on'.padEnd(42)}directly  in all`)
  for (const {system, direct, all} of stats.mostDependedOn)
    lines.push(`  ${fit(system.name, 42)}${number(direct).slice(-8)}${number(all).slice(-8)}`)
  if (stats.cycles.length > 0) lines.push('', '  Depend on each other in a circle')
  for (const cycle of stats.cycles) lines.push(`    ${cycle.map(({name}) => cleanText(name)).join(', ')}`)
  if (stats.isolated.length > 0)
    lines.push(
      '',
      `  ${stats.isolated.length} ${stats.isolated.length === 1 ? 'system has' : 'systems have'} no known relation to another system`,
    )
  if (stats.kept) lines.push('', ...keptLines(stats.kept))
  return lines.join('\n')
}

const mostKept = 10

/** That some of what is shown is seen no more, under it. */
export function keptNote(kept: readonly KeptThing[] = []): readonly string[] {
  if (kept.length === 0) return []
  const more = kept.length - mostKept
  return [
    '',
    `Of these, ${figured(kept.length, 'thing')} kept that no scope could see, by when last seen:`,
    ...kept.slice(0, mostKept).map(({id, lastSeen}) => `  ${lastSeen.slice(0, 10)}  ${cleanText(id)}`),
    ...(more > 0 ? [`  and ${more.toLocaleString('en-GB')} more: --json lists them all`] : []),
  ]
}

interface ImpactView {
  /** Under each thing the way by which harm reaches it. */
  readonly explain: boolean
}

export function renderImpact(impact: Impact, {explain}: ImpactView): string {
  const {subject, others = [], affected, rows, fallenApart = [], kept} = impact
  const names = [subject, ...others].map(({name}) => cleanText(name))
  const all = names.length === 1 ? `${names[0]} fails or goes` : `all of these fail or go: ${names.join(', ')}`
  const apart = [...fallenApart.flatMap(apartLines), ...keptNote(kept)]
  if (rows.length === 0) return [...indented(`Nothing is known to be affected if ${all}.`, 2), ...apart].join('\n')
  const wayOf = explain ? waysOf(impact) : () => []
  const lines = [...indented(`${affected.toLocaleString('en-GB')} affected if ${all}`, 2), '']
  for (const row of rows.slice(0, mostImpactRows))
    lines.push(
      `  ${String(row.depth).padStart(3)}  ${row.kind.padEnd(13)}${fit(row.name, 44)} ${row.via}`,
      ...wayOf(row),
    )
  if (affected > mostImpactRows)
    lines.push(`  and ${(affected - mostImpactRows).toLocaleString('en-GB')} more: --json lists them all`)
  return [...lines, ...apart].join('\n')
}

function indented(text: string, by: number): readonly string[] {
  return wrap(text, 80 - by).map((line) => ' '.repeat(by) + line)
}

/** From the subject to the thing, each with the relation by which harm reaches it. */
function waysOf({subject, others = [], rows}: Impact): (row: ImpactRow) => readonly string[] {
  const byId = new Map(rows.map((row) => [row.id, row]))
  const starts = new Map([subject, ...others].map(({id, name}) => [id, name]))
  return (row) => {
    const steps = [...row.through.flatMap((id) => byId.get(id) ?? []), row]
    const start = steps.length < row.depth ? '...' : (starts.get(row.from ?? subject.id) ?? '')
    return indented([start, ...steps.map(({name, via}) => `${name} (${via})`)].join(' > '), 7)
  }
}

const mostCutOff = 20

function apartLines({rest, cutOff}: FallenApart): readonly string[] {
  const things = cutOff.reduce((sum, group) => sum + group.length, 0)
  const more = cutOff.length - mostCutOff
  return [
    '',
    ...indented(
      `What hung together falls into ${(cutOff.length + 1).toLocaleString('en-GB')}: ${things.toLocaleString('en-GB')} cut off from ${rest.toLocaleString('en-GB')}`,
      2,
    ),
    ...cutOff.slice(0, mostCutOff).flatMap((group) => namedLines(group)),
    ...(more > 0 ? [`    and ${more.toLocaleString('en-GB')} more groups: --json lists them all`] : []),
  ]
}

export function renderPath({from, to, undirected, steps, others = []}: GraphPath): string {
  const [start, end] = [cleanText(from.name), cleanText(to.name)]
  if (!steps)
    return undirected
      ? `  ${start} and ${end} are not related, by whatever way.`
      : `  No harm is known to travel from ${start} to ${end}.\n  Related at all? domesday graph path ... --undirected`
  if (steps.length === 0) return `  ${start} and ${end} are one thing.`
  return [steps, ...others]
    .map((way) =>
      [
        `  ${way.length === 1 ? '1 step' : `${way.length} steps`} from ${start} to ${end}`,
        '',
        `       ${from.kind.padEnd(13)}${start}`,
        ...way.flatMap(stepLines),
      ].join('\n'),
    )
    .join('\n\n')
}

const mostPlaces = 2

function stepLines({kind, name, via, reads, certainty, places}: PathStep): string[] {
  const arrow = reads === 'from-before' ? `-- ${via} ->` : `<- ${via} --`
  const more = places.length > mostPlaces ? [`       and ${places.length - mostPlaces} more places`] : []
  return [
    `         ${arrow} ${certainty}`,
    ...places.slice(0, mostPlaces).map((place) => `         ${cleanText(place)}`),
    ...more,
    `       ${kind.padEnd(13)}${cleanText(name)}`,
  ]
}

/** Rows as a table in so many columns of characters; what is cut ends with an ellipsis. */
export function renderRows({columns, rows, more, kept}: QueryRows, terminalColumns: number): string {
  const cells = [columns, ...rows.map((row) => row.map((value) => cleanText(value === null ? '' : String(value))))]
  const natural = columns.map((_, at) => cells.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), 1))
  const widths = sharedWidths(natural, terminalColumns - 2 * (columns.length - 1))
  const isNumber = columns.map((_, at) => rows.every((row) => typeof row[at] === 'number'))
  const lines = cells.map((row) =>
    row
      .map((cell, at) => {
        const width = widths[at] ?? narrowest
        return isNumber[at] ? cell.padStart(width) : fit(cell, width)
      })
      .join('  ')
      .trimEnd(),
  )
  const count = rows.length === 1 ? '1 row' : `${rows.length.toLocaleString('en-GB')} rows`
  return [...lines, '', more ? `the first ${count}: --limit lets more through` : count, ...keptNote(kept)].join('\n')
}

const narrowest = 6

/** Narrow columns keep their width; the wide ones share what is left. */
function sharedWidths(natural: readonly number[], room: number): readonly number[] {
  const widths = [...natural]
  let left = room
  const inOrder = natural.map((width, at) => ({width, at})).toSorted((a, b) => a.width - b.width)
  inOrder.forEach(({width, at}, place) => {
    widths[at] = Math.min(width, Math.max(narrowest, Math.floor(left / (inOrder.length - place))))
    left -= widths[at] ?? 0
  })
  return widths
}
