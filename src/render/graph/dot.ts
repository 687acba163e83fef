import type {EntityKind} from '../../model/entity.ts'
import type {Subgraph} from '../../model/subgraph.ts'
import {displayName} from '../facts/display-text.ts'
import {exportMark} from './export-mark.ts'

const shapes: Partial<Readonly<Record<EntityKind, string>>> = {
  datastore: 'cylinder',
  service: 'oval',
  organisation: 'oval',
  contract: 'note',
  component: 'component',
}

/** A digraph for Graphviz: things by their names and kinds, relations by their types. */
export async function* renderDot(subgraph: Subgraph): AsyncGenerator<string> {
  yield `// ${exportMark}\ndigraph domesday {\n  graph [rankdir=LR]\n  node [shape=box fontname="Arial"]\n`
  yield '  edge [fontname="Arial" fontsize=10]\n'
  const places = new Map<string, number>()
  for await (const {id, name, kind} of subgraph.readThings()) {
    const style = id === subgraph.around ? ' penwidth=3' : ''
    const label = `${quoted(displayName(name, id))}\\n${kind}`
    yield `  n${places.size} [label="${label}" tooltip="${quoted(displayName(id, id))}" shape=${shapes[kind] ?? 'box'}${style}]\n`
    places.set(id, places.size)
  }
  for await (const {from, type, to} of subgraph.readRelations()) {
    const [source, target] = [places.get(from), places.get(to)]
    if (source !== undefined && target !== undefined) yield `  n${source} -> n${target} [label="${type}"]\n`
  }
  yield '}\n'
}

const escapes: Readonly<Record<string, string>> = {'\\': '\\\\', '"': '\\"', '&': '&amp;'}

/** Graphviz reads escapes and entities in a quoted text. */
function quoted(text: string): string {
  return text.replace(/[\\"&]/g, (character) => escapes[character] ?? '')
}
