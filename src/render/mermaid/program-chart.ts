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
    initDirective('flowchart'),
    'flowchart LR',
    `  accTitle: ${entityText(`What is around ${cleanLabel(name, 'it')}`)}`,
    `  accDescr: ${entityText(`${figured(nodes.length, 'thing')} and ${figured(edges.length, 'relation')}; the table beside it says the same`)}`,
    aroundClass,
    ...nodes.map(({id, name: own, type}) => nodeLine(key(id), own, type, id === centre)),
    ...edges.map(({from, to, words, certainty, evidence}) =>
      edgeLine(key(from), key(to), `"${words}${placeLine(placesOf(evidence))}"`, certainty),
    ),
    ...left.flatMap(({at, count}, place) => [
      `  m${place}["and ${figured(count, 'more', 'more')}"]`,
      `  ${key(at)} -.- m${place}`,
    ]),
  ]
  return `${lines.join('\n')}\n`
}

/** The first place by its file's name alone: a path would widen every line. */
function placeLine([first, ...more]: readonly string[]): string {
  if (first === undefined) return ''
  const short = cleanLabel(first.slice(first.lastIndexOf('/') + 1), 'place', 30)
  return `\\n${quotedLabel(short)}${more.length > 0 ? ` and ${more.length} more` : ''}`
}
