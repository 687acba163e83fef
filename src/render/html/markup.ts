import {sha256, slugOf} from '../../model/ids.ts'
import {displayText} from '../facts/display-text.ts'

/** Markup that is safe to stand in a page: only `html` makes it from values, and only our own text is trusted. */
export interface Markup {
  readonly markup: string
}

type Value = Markup | string | number | undefined | false | readonly Value[]

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
}

function escapeText(text: string): string {
  return displayText(text, 2000).replace(/[&<>"'`]/g, (character) => entities[character] ?? '')
}

function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

function markupOf(value: Value): string {
  if (value === undefined || value === false) return ''
  if (isList(value)) return value.map(markupOf).join('')
  if (typeof value === 'object') return value.markup
  // A space at either end is ours: it separates the value from what stands beside it.
  const text = String(value)
  return `${/^\s/.test(text) ? ' ' : ''}${escapeText(text)}${/\s$/.test(text) ? ' ' : ''}`
}

/** A template whose every value is escaped, for text and quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  return {markup: parts.map((part, at) => part.replace(/\n\s+/g, '\n') + markupOf(values[at])).join('')}
}

/** Our own text, or markup that was checked: never text of what was audited. */
export function trusted(markup: string): Markup {
  return {markup}
}

/** The anchor of a system, the same in every edition and however the pages are split. */
export function systemAnchor(id: string): string {
  return `system-${slugOf(id.replace('/', '-')).slice(0, 60)}-${systemMark(id)}`
}

/** The end of a system's anchor, by which a link is known wherever the system now stands. */
export function systemMark(id: string): string {
  return sha256(id).slice(0, 8)
}
