import type * as Yaml from 'yaml'
import {loadYaml} from '../load-yaml.ts'
import type {SourceFile} from '../walk-tree.ts'
import {type Tell, unread} from './manifest-kind.ts'

const deepest = 60
/** What aliases repeat counts each time: a file that unfolds beyond this is built to. */
const mostNodes = 200_000

/** One document of a YAML file: plain values, numbers as they are written. */
export interface YamlDocument {
  readonly root: unknown
  /** The line on which a key of one of its maps stands, or the map or list itself begins. */
  readonly lineOf: (parent: unknown, key?: string | number) => number
}

interface Reading {
  readonly yaml: typeof Yaml
  readonly lines: Yaml.LineCounter
  /** What anchors before the place that is being read stand for. */
  readonly anchors: Map<string, unknown>
  readonly places: WeakMap<object, Map<string | number | undefined, number>>
  left: number
}

/**
 * The documents of a YAML file, JSON among them. Tags as `!Ref x` give `{Ref: x}`, as CloudFormation means them. A
 * document that is not sound is told and left out; the others are read.
 */
export function readYaml(file: SourceFile, tell: Tell): readonly YamlDocument[] {
  const yaml = loadYaml()
  const lines = new yaml.LineCounter()
  try {
    const documents = yaml.parseAllDocuments(file.text, {
      lineCounter: lines,
      prettyErrors: false,
      uniqueKeys: false,
      merge: false,
      logLevel: 'silent',
      version: '1.2',
    })
    return Array.isArray(documents)
      ? documents.flatMap((document) => readDocument(file, document, {yaml, lines}, tell))
      : []
  } catch {
    tell(file, 'this is no sound YAML', unread)
    return []
  }
}

function readDocument(
  file: SourceFile,
  document: Yaml.Document.Parsed,
  {yaml, lines}: Pick<Reading, 'yaml' | 'lines'>,
  tell: Tell,
): readonly YamlDocument[] {
  const [fault] = document.errors
  if (fault) {
    tell(file, 'this is no sound YAML', {...unread, line: Math.max(1, lines.linePos(fault.pos[0]).line)})
    return []
  }
  const reading: Reading = {yaml, lines, anchors: new Map(), places: new WeakMap(), left: mostNodes}
  try {
    const root = plain(document.contents, reading, 0)
    return [
      {
        root,
        lineOf: (parent, key) => {
          const places = typeof parent === 'object' && parent !== null ? reading.places.get(parent) : undefined
          return places?.get(key) ?? places?.get(undefined) ?? 1
        },
      },
    ]
  } catch {
    tell(file, `this YAML unfolds to more than ${mostNodes} parts, or deeper than ${deepest} levels`, unread)
    return []
  }
}

function plain(node: unknown, reading: Reading, depth: number): unknown {
  const {isAlias, isMap, isScalar, isSeq} = reading.yaml
  reading.left -= 1
  if (reading.left < 0 || depth > deepest) throw new RangeError('too large')
  // The library's own way to what an alias stands for goes through the whole document each time.
  if (isAlias(node)) return plain(reading.anchors.get(node.source), reading, depth + 1)
  const anchor = (node as {readonly anchor?: string} | null)?.anchor // every node but an alias may have one
  if (anchor !== undefined) reading.anchors.set(anchor, node)
  const value = isMap(node)
    ? plainMap(node, reading, depth)
    : isSeq(node)
      ? plainList(node, reading, depth)
      : isScalar(node)
        ? plainScalar(node.value, node.source)
        : null
  const tag = /^!([A-Za-z][\w:]*)$/.exec((node as Yaml.Node | null)?.tag ?? '')?.[1] // every node may have one
  if (!tag) return value
  const tagged = {[tag === 'Ref' || tag === 'Condition' ? tag : `Fn::${tag}`]: value}
  note(tagged, undefined, node, reading)
  return tagged
}

function plainScalar(value: unknown, source: string | undefined): unknown {
  return typeof value === 'number' || typeof value === 'bigint' ? (source ?? String(value)) : value
}

function plainMap(
  node: {readonly items: readonly {readonly key: unknown; readonly value: unknown}[]},
  reading: Reading,
  depth: number,
) {
  const result: Record<string, unknown> = Object.create(null) as Record<string, unknown> // no key of a file is one of every object's
  note(result, undefined, node, reading)
  const merged: unknown[] = []
  for (const {key, value} of node.items) {
    const name = reading.yaml.isScalar(key) ? String(key.source ?? key.value) : undefined
    if (name === undefined) continue
    const made = plain(value, reading, depth + 1)
    if (name === '<<') merged.push(...(Array.isArray(made) ? made : [made]))
    else {
      result[name] = made
      note(result, name, key, reading)
    }
  }
  for (const one of merged)
    for (const [key, value] of Object.entries(asMap(one)))
      if (!(key in result)) {
        result[key] = value
        note(result, key, node, reading)
      }
  return result
}

function plainList(node: {readonly items: readonly unknown[]}, reading: Reading, depth: number): readonly unknown[] {
  const result = node.items.map((item) => plain(item, reading, depth + 1))
  note(result, undefined, node, reading)
  for (const [at, item] of node.items.entries()) note(result, at, item, reading)
  return result
}

function note(made: object, key: string | number | undefined, node: unknown, {places, lines}: Reading): void {
  const [start] = (node as Yaml.Node | null)?.range ?? [] // parsed nodes have one
  if (start === undefined) return
  const known = places.get(made) ?? new Map<string | number | undefined, number>()
  places.set(made, known.set(key, Math.max(1, lines.linePos(start).line)))
}

/** The value where it is a map, else an empty one. */
export function asMap(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {} // any object has string keys
}

/** The value where it is a list, else an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** The value where it is text that says something. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

/** What stands under a path of keys. */
export function valueAt(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>((at, key) => asMap(at)[key], value)
}
