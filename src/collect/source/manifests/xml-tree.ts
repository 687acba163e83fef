import {SaxesParser} from 'saxes'
import type {SourceFile} from '../walk-tree.ts'
import {type Tell, unread} from './manifest-kind.ts'

const deepest = 200

export interface XmlElement {
  /** Without a namespace prefix. */
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly XmlElement[]
  /** Its own text, trimmed. */
  readonly text: string
  /** The line on which its tag begins. */
  readonly line: number
}

interface Growing extends XmlElement {
  readonly children: Growing[]
  text: string
}

/**
 * The elements of an XML file with their lines; a file that is no sound XML is told, and gives undefined. Entities of
 * the file's own are never expanded and nothing outside is fetched, so that it can neither swell nor read elsewhere.
 */
export function readXml(file: SourceFile, tell: Tell): XmlElement | undefined {
  const {root, fault} = soundXml(file.text)
  if (fault) tell(file, `this is ${fault.message}`, {...unread, line: fault.line})
  return root
}

/** The root of a text, or where and why it is none: `no sound XML: unclosed tag: a`. */
export function soundXml(
  text: string,
):
  | {readonly root: XmlElement; readonly fault?: undefined}
  | {readonly root?: undefined; readonly fault: {readonly line: number; readonly message: string}} {
  try {
    return {root: parseXml(text)}
  } catch (error) {
    const [, line, why] = /^(\d+):\d+: ([^\n]*)/.exec(error instanceof Error ? error.message : '') ?? []
    return {fault: {line: Number(line ?? 1), message: `no sound XML${why ? `: ${why.replace(/\.$/, '')}` : ''}`}}
  }
}

export function parseXml(text: string): XmlElement {
  const parser = new SaxesParser({xmlns: false, position: true})
  const open: Growing[] = []
  let root: XmlElement | undefined
  let line = 1
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentagstart', () => {
    line = parser.line
  })
  parser.on('opentag', ({name, attributes}) => {
    if (open.length >= deepest) throw new Error(`${parser.line}:1: nested deeper than ${deepest} levels`)
    const element: Growing = {name: localName(name), attributes, children: [], text: '', line}
    open.at(-1)?.children.push(element)
    open.push(element)
    root ??= element
  })
  parser.on('text', (part) => append(open, part))
  parser.on('cdata', (part) => append(open, part))
  parser.on('closetag', () => {
    const element = open.pop()
    if (element) element.text = element.text.trim()
  })
  parser.write(text).close()
  if (!root) throw new Error('1:1: it holds no element')
  return root
}

function append(open: readonly Growing[], part: string): void {
  const element = open.at(-1)
  if (element) element.text += part
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}

/** The first child of that name. */
export function child(element: XmlElement | undefined, name: string): XmlElement | undefined {
  return element?.children.find((one) => one.name === name)
}

/** The first that is found by a path of names. */
export function descendant(element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>(child, element)
}

/** Every child of that name. */
export function children(element: XmlElement | undefined, name: string): readonly XmlElement[] {
  return element?.children.filter((one) => one.name === name) ?? []
}

/** The text of the first child of that name; undefined where it is empty or not there. */
export function textOf(element: XmlElement | undefined, name: string): string | undefined {
  return child(element, name)?.text || undefined
}
