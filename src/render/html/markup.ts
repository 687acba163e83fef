import {sha256, slugOf} from '../../model/ids.ts'
import {oncePer} from '../../model/once-per.ts'
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

/** Words of printable ASCII with single spaces and nothing to escape: nearly every text. */
const harmless = /^[!#$%(-;=?-_a-~]+(?: [!#$%(-;=?-_a-~]+)*$/

function escapeText(text: string): string {
  if (text.length <= 2000 && harmless.test(text)) return text
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
  const shown = escapeText(text)
  return shown === text ? text : `${/^\s/.test(text) ? ' ' : ''}${shown}${/\s$/.test(text) ? ' ' : ''}`
}

/** The fixed parts of a template without the indentation that they have in our code. */
const unindented = oncePer((parts: TemplateStringsArray) => parts.map((part) => part.replace(/\n\s+/g, '\n')))

/** A template whose every value is escaped, for text and quoted attributes alike. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Markup {
  let markup = ''
  const fixed = unindented(parts)
  for (let at = 0; at < fixed.length; at += 1) markup += `${fixed[at]}${markupOf(values[at])}`
  return {markup}
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
