import type {GraphStructure, NodeLabel} from '../../model/graph-answers.ts'
import {cleanText, fit} from './clean.ts'
import {namedLines} from './named.ts'

const nameWidth = 52

/** How things hang together, the first `top` of every list, in 80 columns. */
export function renderStructure(structure: GraphStructure, top: number): string {
  const what = nounOf(structure)
  if (structure.things === 0) return `  The graph has no ${what}${what === 'things' ? ' of these kinds' : ''}.`
  return [
    `  ${count(structure.things)} ${structure.things === 1 ? what.slice(0, -1) : what}, ${count(structure.links)} linked ${structure.links === 1 ? 'pair' : 'pairs'}`,
    ...cycles(structure, top),
    ...table(
      'Single points of failure: without it others are cut off from the rest',
      'cuts off',
      structure.singlePoints.map(({thing, cutsOff}) => [name(thing), count(cutsOff)]),
      top,
    ),
    ...table(
      'The only link that some have with the rest',
      'cuts off',
      structure.onlyLinks.map(({between: [a, b], cutsOff}) => [
        `${fit(a.name, 24).trimEnd()} - ${cleanText(b.name)}`,
        count(cutsOff),
      ]),
      top,
    ),
    ...table(
      'Most depended on, by PageRank',
      'directly  in all',
      structure.mostDependedOn.map(({thing, direct, all}) => [
        name(thing),
        `${count(direct).padStart(8)}${count(all).padStart(8)}`,
      ]),
      top,
    ),
    ...table(
      goBetweensHeading(structure),
      'of chains',
      structure.goBetweens.map(({thing, share}) => [name(thing), `${(100 * share).toFixed(1)}%`]),
      top,
    ),
    ...communities(structure, top),
    ...core(structure, what),
  ].join('\n')
}

function nounOf({kinds}: GraphStructure): string {
  return kinds.length === 1 && kinds[0] === 'system' ? 'systems' : 'things'
}

function count(figure: number): string {
  return figure.toLocaleString('en-GB')
}

function name(thing: NodeLabel): string {
  return cleanText(thing.name)
}

function more(all: number, top: number): readonly string[] {
  return all > top ? [`    and ${count(all - top)} more: --top shows more, --json all`] : []
}

function table(heading: string, column: string, rows: readonly (readonly [string, string])[], top: number) {
  if (rows.length === 0) return []
  const width = Math.max(column.length, ...rows.map(([, figure]) => figure.length))
  return [
    '',
    `  ${heading}`,
    `    ${' '.repeat(nameWidth)} ${column.padStart(width)}`,
    ...rows.slice(0, top).map(([text, figure]) => `    ${fit(text, nameWidth)} ${figure.padStart(width)}`),
    ...more(rows.length, top),
  ]
}

function goBetweensHeading({sampled: {from, exact}}: GraphStructure): string {
  return `Go-betweens: of all chains of dependencies${exact ? '' : ` (estimated from ${count(from)})`}, those through it`
}

function cycles(structure: GraphStructure, top: number): readonly string[] {
  const all = structure.cycles
  if (all.length === 0) return ['', `  No ${nounOf(structure)} depend on each other in a circle`]
  return ['', '  Depend on each other in a circle', ...all.slice(0, top).flatMap(namedLines), ...more(all.length, top)]
}

function communities({communities: all, modularity}: GraphStructure, top: number): readonly string[] {
  if (all.length === 0) return []
  return [
    '',
    `  Communities: more closely linked among themselves (modularity ${modularity.toFixed(2)})`,
    ...all.slice(0, top).flatMap(({things}) => namedLines(things)),
    ...more(all.length, top),
  ]
}

function core({core: {links, things}}: GraphStructure, what: string): readonly string[] {
  if (links === 0) return []
  const others = links === 1 ? 'one other' : `${count(links)} others`
  return ['', `  Core: ${what} that are each linked to ${others} of them or more`, ...namedLines(things)]
}
