import {entityFields, relationFields} from '../../model/graph-schema.ts'
import {plainAttributes, plainEntries, type PlainValue} from '../../model/plain-attributes.ts'
import type {Subgraph, SubgraphRelation, SubgraphThing} from '../../model/subgraph.ts'
import {exportMark} from './export-mark.ts'

type Form = 'string' | 'boolean' | 'long' | 'double'
type Values = Readonly<Record<string, PlainValue | undefined>>

/** What GraphML calls a field of its elements: tools show `label`. */
const ownOfThings = ['label', ...Object.keys(entityFields)]
const ownOfRelations = ['label', ...Object.keys(relationFields)]

/** GraphML; all attributes as JSON, and beside them each plain one under its own name. */
export async function* renderGraphml(subgraph: Subgraph): AsyncGenerator<string> {
  const nodeKeys = await keysOf(subgraph.readThings(), valuesOfThing)
  const edgeKeys = await keysOf(subgraph.readRelations(), valuesOfRelation)
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<!-- ${exportMark} -->\n`
  yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
  yield* declared('n', 'node', nodeKeys)
  yield* declared('e', 'edge', edgeKeys)
  yield '<graph id="domesday" edgedefault="directed">\n'
  const places = new Map<string, number>() // an id may hold what the name of an XML element may not
  for await (const thing of subgraph.readThings()) {
    yield `<node id="n${places.size}">${dataOf('n', nodeKeys, valuesOfThing(thing))}</node>\n`
    places.set(thing.id, places.size)
  }
  for await (const relation of subgraph.readRelations()) {
    const [source, target] = [places.get(relation.from), places.get(relation.to)]
    if (source === undefined || target === undefined) continue // came or went between the two readings
    yield `<edge source="n${source}" target="n${target}">${dataOf('e', edgeKeys, valuesOfRelation(relation))}</edge>\n`
  }
  yield '</graph>\n</graphml>\n'
}

function valuesOfThing(thing: SubgraphThing): Values {
  const {id, name, kind, organisation, attributes, scopes, lastSeen} = thing
  const own = {label: name, id, kind, organisation, attributes: JSON.stringify(attributes), scopes, lastSeen}
  return {...own, ...plainAttributes(thing, ownOfThings)}
}

function valuesOfRelation({type, certainty, attributes, evidence, scopes, lastSeen}: SubgraphRelation): Values {
  const own = {label: type, certainty, attributes: JSON.stringify(attributes), evidence, scopes, lastSeen}
  return {...own, ...plainEntries(Object.entries(attributes), ownOfRelations)}
}

/** Every name with the one form that all its values have; text where they have several. */
async function keysOf<T>(items: AsyncIterable<T>, valuesOf: (item: T) => Values): Promise<ReadonlyMap<string, Form>> {
  const keys = new Map<string, Form>()
  for await (const item of items)
    for (const [name, value] of Object.entries(valuesOf(item))) {
      if (value === undefined) continue
      const [before, now] = [keys.get(name), formOf(value)]
      keys.set(name, before === undefined || before === now ? now : widest(before, now))
    }
  return keys
}

function formOf(value: PlainValue): Form {
  if (typeof value === 'boolean') return 'boolean'
  if (typeof value === 'number') return Number.isSafeInteger(value) ? 'long' : 'double'
  return 'string'
}

function widest(a: Form, b: Form): Form {
  const numbers: readonly Form[] = ['long', 'double']
  return numbers.includes(a) && numbers.includes(b) ? 'double' : 'string'
}

function* declared(prefix: string, element: string, keys: ReadonlyMap<string, Form>): Generator<string> {
  for (const [name, form] of keys)
    yield `<key id="${prefix}.${name}" for="${element}" attr.name="${name}" attr.type="${form}"/>\n`
}

function dataOf(prefix: string, keys: ReadonlyMap<string, Form>, values: Values): string {
  let text = ''
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && keys.has(name))
      text += `<data key="${prefix}.${name}">${xmlText(Array.isArray(value) ? JSON.stringify(value) : String(value))}</data>`
  return text
}

const entities: Readonly<Record<string, string>> = {'&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;'}

/** Text of an element; what XML 1.0 can hold in no form becomes the sign for such. */
function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>\r]/g, (character) => entities[character] ?? '')
}
