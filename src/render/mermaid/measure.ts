import {textWidth} from './text-width.ts'

export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const nothing: Box = {x: 0, y: 0, width: 0, height: 0}

/** The box of an SVG element in its own coordinates, from its attributes and from text widths that stand in the code. */
export function boxOf(element: Element): Box {
  const name = element.tagName.toLowerCase()
  const number = (key: string): number => Number.parseFloat(element.getAttribute(key) ?? '') || 0
  if (name === 'rect' || name === 'image' || name === 'use' || name === 'foreignobject')
    return {x: number('x'), y: number('y'), width: number('width'), height: number('height')}
  if (name === 'circle')
    return {
      x: number('cx') - number('r'),
      y: number('cy') - number('r'),
      width: 2 * number('r'),
      height: 2 * number('r'),
    }
  if (name === 'ellipse')
    return {
      x: number('cx') - number('rx'),
      y: number('cy') - number('ry'),
      width: 2 * number('rx'),
      height: 2 * number('ry'),
    }
  if (name === 'line')
    return around([
      [number('x1'), number('y1')],
      [number('x2'), number('y2')],
    ])
  if (name === 'path') return around(pathPoints(element.getAttribute('d') ?? ''))
  if (name === 'polygon' || name === 'polyline') return around(pairs(numbersIn(element.getAttribute('points') ?? '')))
  if (name === 'text' || name === 'tspan') return textBox(element)
  if (['defs', 'style', 'title', 'desc', 'marker', 'metadata'].includes(name)) return nothing
  return (
    [...element.children]
      .filter((child) => !['defs', 'style', 'title', 'desc', 'marker'].includes(child.tagName.toLowerCase()))
      .reduce<Box | undefined>((all, child) => joined(all, moved(boxOf(child), child)), undefined) ?? nothing
  )
}

export function textLength(element: Element): number {
  return textWidth(element.textContent ?? '', fontSize(element))
}

/** Arial's ascent and descent over the font size, from its metrics; browsers round both to whole pixels. */
const ascent = 0.905
const descent = 0.212

function textBox(element: Element): Box {
  const size = fontSize(element)
  const rows = [...element.children].filter(
    (child) =>
      child.tagName.toLowerCase() === 'tspan' &&
      (child.classList.contains('row') || child.hasAttribute('x') || child.hasAttribute('dy')),
  )
  const texts = rows.length > 0 ? rows.map((row) => row.textContent ?? '') : [element.textContent ?? '']
  const width = Math.max(0, ...texts.map((text) => textWidth(text, size)))
  if (width === 0) return nothing
  const x = lengthOf(element.getAttribute('x') ?? rows[0]?.getAttribute('x'), size)
  const anchor = styleOf(element, 'text-anchor')
  const start = anchor === 'middle' ? x - width / 2 : anchor === 'end' ? x - width : x
  const baselines = baselinesOf(element, rows, size)
  const top = (baselines[0] ?? 0) - Math.round(ascent * size)
  return {x: start, y: top, width, height: (baselines.at(-1) ?? 0) + Math.round(descent * size) - top}
}

/** Where each row of a text stands: its own `y`, or the row's before it, and its `dy`. */
function baselinesOf(text: Element, rows: readonly Element[], size: number): readonly number[] {
  const first = lengthOf(text.getAttribute('y'), size) + lengthOf(text.getAttribute('dy'), size)
  if (rows.length === 0) return [first]
  let at = first
  return rows.map((row) => {
    const own = row.getAttribute('y')
    at = (own === null ? at : lengthOf(own, size)) + lengthOf(row.getAttribute('dy'), size)
    return at
  })
}

/** A length in pixels: `12`, `12px`, `1.1em`. */
function lengthOf(text: string | null | undefined, size: number): number {
  const value = Number.parseFloat(text ?? '') || 0
  return text?.trim().endsWith('em') ? value * size : value
}

/** A property from the element, or the nearest above it: inline, from the drawing's own style sheet, or as attribute. */
function styleOf(element: Element, property: 'font-size' | 'text-anchor'): string | undefined {
  const rules = rulesOf(element.closest('svg'), property)
  for (let at: Element | null = element; at; at = at.parentElement) {
    const inline = declared(at.getAttribute('style') ?? '', property)
    const value = inline ?? matching(at, rules) ?? at.getAttribute(property)
    if (value) return value.trim()
  }
  return undefined
}

interface Rule {
  readonly selector: string
  readonly value: string
}

/** The rules of a drawing that set a property; jsdom applies no style sheet that stands inside an SVG. */
function rulesOf(svg: Element | null, property: string): readonly Rule[] {
  const css = svg?.querySelector(':scope > style')?.textContent ?? ''
  if (!css.includes(property)) return []
  return [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].flatMap(([, selector = '', body = '']) => {
    const value = declared(body, property)
    return value ? [{selector, value}] : []
  })
}

/** The last rule that holds for an element: what Mermaid writes later is as narrow or narrower. */
function matching(element: Element, rules: readonly Rule[]): string | undefined {
  return rules.findLast(({selector}) => element.matches(selector))?.value
}

function declared(style: string, property: string): string | undefined {
  return new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;!]+)`).exec(style)?.[1]
}

function fontSize(element: Element): number {
  const written = styleOf(element, 'font-size') ?? ''
  const size = Number.parseFloat(written)
  return Number.isFinite(size) && size > 0 && !written.includes('em') && !written.includes('%') ? size : 16
}

type Point = readonly [number, number]

function moved(box: Box, element: Element): Box {
  const [, x, y] = /translate\(\s*([-\d.e]+)(?:[\s,]+([-\d.e]+))?/.exec(element.getAttribute('transform') ?? '') ?? []
  return {...box, x: box.x + (Number(x) || 0), y: box.y + (Number(y) || 0)}
}

function joined(a: Box | undefined, b: Box): Box | undefined {
  if (b.width === 0 && b.height === 0) return a
  if (!a) return b
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)]
  return {x, y, width: Math.max(a.x + a.width, b.x + b.width) - x, height: Math.max(a.y + a.height, b.y + b.height) - y}
}

function around(points: readonly Point[]): Box {
  if (points.length === 0) return nothing
  const xs = points.map(([x]) => x)
  const ys = points.map(([, y]) => y)
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return {x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y}
}

function numbersIn(text: string): readonly number[] {
  return [...text.matchAll(/-?\d*\.?\d+(?:e[-+]?\d+)?/gi)].map(([number]) => Number(number))
}

function pairs(numbers: readonly number[]): readonly Point[] {
  return numbers.flatMap((x, index) => (index % 2 === 0 ? [[x, numbers[index + 1] ?? 0] as const] : []))
}

/** The points that a path names: ends and control points, which enclose it. */
function pathPoints(path: string): readonly Point[] {
  const points: Point[] = []
  let [x, y] = [0, 0]
  for (const [, command = 'M', rest = ''] of path.matchAll(/([MLHVCSQTAZmlhvcsqtaz])([^MLHVCSQTAZmlhvcsqtaz]*)/g)) {
    const numbers = numbersIn(rest)
    const upper = command.toUpperCase()
    const [baseX, baseY] = command === upper ? [0, 0] : [x, y]
    if (upper === 'H') for (const one of numbers) points.push([(x = baseX + one), y])
    else if (upper === 'V') for (const one of numbers) points.push([x, (y = baseY + one)])
    else
      for (const [px, py] of upper === 'A' ? pairs(numbers.filter((_, index) => index % 7 > 4)) : pairs(numbers))
        points.push([(x = baseX + px), (y = baseY + py)])
  }
  return points
}
