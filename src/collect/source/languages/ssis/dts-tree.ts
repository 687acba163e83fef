import type {XmlElement} from '../../manifests/xml-tree.ts'

/** What a thing of a package says of itself: since 2012 as an attribute, before that as an element `Property`. */
export function said(element: XmlElement | undefined, name: string): string | undefined {
  if (!element) return undefined
  const own = element.attributes[`DTS:${name}`]
  if (own !== undefined) return own
  return element.children.find((one) => one.name === 'Property' && one.attributes['DTS:Name'] === name)?.text
}

/** An attribute by its name, whatever prefix it has. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  const found = Object.entries(element?.attributes ?? {}).find(([key]) => key.slice(key.indexOf(':') + 1) === name)
  return found?.[1]
}

/** Properties of a thing that an expression gives when the package runs. */
export function expressions(element: XmlElement): ReadonlySet<string> {
  const found = element.children.filter(({name}) => name === 'PropertyExpression')
  return new Set(found.map((one) => one.attributes['DTS:Name'] ?? ''))
}

/** The last line of an element, as far as its own elements show it. */
export function lastLine({line, text, children}: XmlElement): number {
  return children.reduce((last, one) => Math.max(last, lastLine(one)), line + text.split('\n').length - 1)
}
