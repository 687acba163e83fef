import type {ProgramMap} from '../../model/program-map.ts'
import {figured} from '../facts/words.ts'
import {aroundClass, edgeLine, nodeLine} from './flowchart-lines.ts'
import {cleanLabel, entityText, quotedLabel} from './labels.ts'
import {initDirective} from './theme.ts'

/** Gives the places of evidence, as `app/PAY.cbl:14`. */
export type PlacesOf = (evidence: readonly string[]) => readonly string[]

/** The neighbourhood of a program, job, table or the like as a flowchart, each line with what it says and the first place. */
export function programChart({centre, nodes, edges, left}: ProgramMap, placesOf: PlacesOf): string {
  const keys = new Map(nodes.map(({id}, at) => [id, `n${at}`]))
  const key = (id: string): string => keys.get(id) ?? ''
  const name = nodes.find(({id}) => id === centre)?.name ?? centre
  const lines = [
    initDirective('dense'),
    'flowchart LR',
    `  accTitle: ${entityText(`What is around ${cleanLabel(name, 'it')}`)}`,
    `  accDescr: ${entityText(`${figured(nodes.length, 'thing')} and ${figured(edges.length, 'relation')}; the table beside it says the same`)}`,
    aroundClass,
    ...nodes.map(({id, name: own, type}) => nodeLine(key(id), shortName(own, type, name), type, id === centre)),
    ...edges.map(({from, to, words, certainty, evidence}) =>
      edgeLine(key(from), key(to), `"${edgeWords(words, placesOf(evidence))}"`, certainty),
    ),
    ...left.flatMap(({at, count}, place) => [
      `  m${place}["and ${figured(count, 'more', 'more')}"]`,
      `  ${key(at)} -.- m${place}`,
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** A step by its own name, where its job stands in the middle. */
function shortName(name: string, type: string, centre: string): string {
  return type === 'step' && name.startsWith(`${centre}.`) ? name.slice(centre.length + 1) : name
}

/** What it does, and the first place by its file's name alone: a path would widen every line. `(+2)`: two further places. */
function edgeWords(words: string, [first, ...more]: readonly string[]): string {
  const place = first && quotedLabel(cleanLabel(first.slice(first.lastIndexOf('/') + 1), 'place', 30))
  // That a step is of its job is told by the line.
  return [words === 'has' && place ? '' : words, place && `${place}${more.length > 0 ? ` (+${more.length})` : ''}`]
    .filter(Boolean)
    .join('\\n')
}
