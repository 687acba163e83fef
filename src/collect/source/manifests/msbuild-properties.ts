import {parentOf} from '../resolve-imports.ts'
import type {SourceFile} from '../walk-tree.ts'
import {type Expanded, expandProperties} from './expand-properties.ts'
import type {XmlElement} from './xml-tree.ts'

export interface XmlFile {
  readonly file: SourceFile
  readonly root: XmlElement
}

export interface Property {
  readonly text: string
  readonly file: SourceFile
  readonly line: number
}

/** The properties that a project has from itself and from the files that every project below them takes in. */
export interface Properties {
  readonly find: (name: string) => Property | undefined
  readonly expand: (text: string) => Expanded
  /** It is set, but only under a condition that the build decides. */
  readonly isConditional: (name: string) => boolean
}

/** The nearest file of that name in the folder of a path or above it. */
export function nearestAbove(path: string, name: string, files: ReadonlyMap<string, XmlFile>): XmlFile | undefined {
  for (let folder = parentOf(path); ; folder = parentOf(folder)) {
    const found = files.get(`${folder ? `${folder}/` : ''}${name}`.toLowerCase())
    if (found) return found
    if (folder === '') return undefined
  }
}

/** Properties of files in the order in which they are read: the last that sets one without a condition wins. */
export function msbuildProperties(files: readonly XmlFile[]): Properties {
  const plain = new Map<string, Property>()
  const conditional = new Set<string>()
  for (const {file, root} of files)
    for (const group of root.children.filter(({name}) => name === 'PropertyGroup'))
      for (const element of group.children) {
        const key = element.name.toLowerCase()
        if (isConditional(group, element)) conditional.add(key)
        else plain.set(key, {text: element.text, file, line: element.line})
      }
  const find = (name: string): Property | undefined => plain.get(name.toLowerCase())
  return {
    find,
    expand: (text) => expandProperties(text, /\$\(([^()]{1,200})\)/g, (name) => find(name)?.text),
    isConditional: (name) => conditional.has(name.toLowerCase()),
  }
}

/** What the build alone can decide. That a property is not set yet can be seen: such a value is a default. */
function isConditional(group: XmlElement, element: XmlElement): boolean {
  const conditions = [group.attributes.Condition, element.attributes.Condition].filter((text) => text !== undefined)
  return conditions.some((text) => !isDefault(text, element.name))
}

function isDefault(condition: string, name: string): boolean {
  return condition.replaceAll(/\s/g, '').toLowerCase() === `'$(${name.toLowerCase()})'==''`
}
