import type {Estate} from '../../model/estate.ts'
import {writtenDate} from '../../model/calendar.ts'
import type {Disposition, Roadmap} from '../../model/roadmap.ts'
import {cleanText, fit, wrap} from './clean.ts'

/** The waves, what each frees, what could not be placed and which dates are missed, in 80 columns. */
export function renderRoadmap(estate: Estate, roadmap: Roadmap): string {
  const names = new Map(estate.entities.filter(({kind}) => kind === 'system').map(({id, name}) => [id, name]))
  const nameOf = (id: string): string => cleanText(names.get(id) ?? id)
  const chosen = new Map(roadmap.dispositions.map(({system, chosen}) => [system, chosen]))
  const lines: string[] = []
  for (const wave of roadmap.waves) {
    lines.push(
      `  Wave ${wave.id}   ${writtenDate(wave.start, 'short')} to ${writtenDate(wave.end, 'short')}${wave.frees.length > 0 ? `   ends ${wave.frees.length} red` : ''}`,
    )
    for (const system of wave.systems) lines.push(`    ${fit(nameOf(system), 40)} ${chosen.get(system) ?? ''}`)
  }
  const staying = (heading: string, what: Disposition['chosen']): void => {
    const systems = roadmap.dispositions.filter((disposition) => disposition.chosen === what)
    if (systems.length > 0) lines.push('', `  ${heading}`, ...systems.map(({system}) => `    ${nameOf(system)}`))
  }
  staying('Retained: they stay, and keep their risk', 'retain')
  staying('Not decided: too little is known of them', undefined)
  if (roadmap.unplaced.length > 0) lines.push('', '  Not placed')
  const groups = new Map(roadmap.groups.map(({id, systems}) => [id, systems]))
  for (const {group, why} of roadmap.unplaced)
    lines.push(`    ${(groups.get(group) ?? [group]).map(nameOf).join(', ')}: ${cleanText(why)}`)
  lines.push(...moving(roadmap, nameOf))
  const missed = roadmap.deadlines.filter(({met}) => !met)
  if (missed.length > 0)
    lines.push(
      '',
      '  Missed dates',
      ...missed.map(
        ({system, what, date}) => `    ${writtenDate(date, 'short')}  ${nameOf(system)}: ${cleanText(what)}`,
      ),
    )
  return lines.length > 0 ? lines.join('\n') : '  Nothing to place.'
}

/** What moves together and what is bridged, each with why. */
function moving({groups, cuts}: Roadmap, nameOf: (id: string) => string): readonly string[] {
  const joined = groups.filter(({systems}) => systems.length > 1)
  const told = (text: string): readonly string[] =>
    wrap(text, 74).map((line, at) => (at === 0 ? `    ${line}` : `      ${line}`))
  return [
    ...(joined.length > 0 ? ['', '  Moves together'] : []),
    ...joined.flatMap(({systems, why}) => told(`${systems.map(nameOf).join(', ')}: they ${why}`)),
    ...(cuts.length > 0 ? ['', '  Bridged'] : []),
    ...cuts.flatMap(({between, how, personDays, why}) =>
      told(`${between.map(nameOf).join(' and ')}: ${how}, ${personDays} person-days assumed; ${why}`),
    ),
  ]
}
