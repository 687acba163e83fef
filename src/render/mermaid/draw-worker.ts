import {JSDOM} from 'jsdom'
import {answering} from '../in-child.ts'
import {boxOf, textLength} from './measure.ts'

/** Draws Mermaid in a process of its own: Mermaid wants a browser's globals, and none of ours may see them. */
interface Order {
  readonly sources: Readonly<Record<string, string>>
}

answering(({sources}: Order) => draw(sources))

async function draw(sources: Order['sources']): Promise<Record<string, string>> {
  browserGlobals()
  const {default: mermaid} = await import('mermaid')
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: 'strict',
    deterministicIds: true,
    deterministicIDSeed: 'domesday',
    htmlLabels: false,
    fontFamily: 'arial',
    maxTextSize: 50_000,
    suppressErrorRendering: true,
    secure: ['secure', 'securityLevel', 'startOnLoad', 'maxTextSize', 'suppressErrorRendering', 'maxEdges'],
  })
  const svgs: Record<string, string> = {}
  for (const [name, source] of Object.entries(sources)) {
    const {svg} = await mermaid.render(`domesday-${name}`, source)
    // Points for editors of the drawing: a quarter of its size, and nothing that can be seen.
    svgs[name] = svg.replace(/ data-points="[^"]*"/g, '')
  }
  return svgs
}

function browserGlobals(): void {
  const {window} = new JSDOM('<!doctype html><body></body>', {pretendToBeVisual: true})
  const prototype = window.SVGElement.prototype as unknown as Record<string, unknown> // jsdom lays nothing out: these are ours
  prototype.getBBox = function (this: Element) {
    return boxOf(this)
  }
  prototype.getComputedTextLength = function (this: Element) {
    return textLength(this)
  }
  prototype.getBoundingClientRect = function (this: Element) {
    const {x, y, width, height} = boxOf(this)
    return {x, y, width, height, left: x, top: y, right: x + width, bottom: y + height}
  }
  Object.defineProperty(window.HTMLElement.prototype, 'offsetWidth', {get: () => 960})
  const names = [
    'window',
    'document',
    'navigator',
    'Element',
    'HTMLElement',
    'SVGElement',
    'Node',
    'NodeFilter',
    'DocumentFragment',
    'HTMLTemplateElement',
    'NamedNodeMap',
    'HTMLFormElement',
    'DOMParser',
    'XMLSerializer',
    'CSSStyleSheet',
    'MutationObserver',
    'getComputedStyle',
    'requestAnimationFrame',
    'cancelAnimationFrame',
    'Text',
    'Comment',
    'Event',
    'CustomEvent',
  ] as const
  for (const name of names) {
    const value: unknown = name === 'window' ? window : Reflect.get(window, name)
    Object.defineProperty(globalThis, name, {value, configurable: true, writable: true})
  }
}
