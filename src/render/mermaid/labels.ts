import {isVisible} from '../facts/display-text.ts'

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'})
const longestLabel = 60

/** NFC; control, bidirectional and zero-width characters out, but joiners inside a grapheme cluster stay; cut to a length. */
export function cleanLabel(text: string, fallback: string, longest = longestLabel): string {
  const plain = text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Co}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .trim()
  const parts = [...graphemes.segment(plain)]
    .map(({segment}) => (/^[\u200c\u200d]+$/.test(segment) ? '' : segment))
    .filter(Boolean)
  const cut = parts.length > longest ? `${parts.slice(0, longest - 1).join('')}…` : parts.join('')
  return isVisible(cut) ? cut.trim() : fallback
}

const lookAlikes: Readonly<Record<string, string>> = {'"': '”', '`': '’', '<': '‹', '>': '›', '\\': '∖'}

/** Text inside a quoted label of a flowchart, where entities print literally: look-alikes for all that could end it. */
export function quotedLabel(text: string): string {
  return text
    .replace(/["`<>\\]/g, (character) => lookAlikes[character] ?? '')
    .replaceAll('%%', '％％')
    .replace(/&(?=[\p{L}\p{N}#])/gu, '＆')
    .replace(/#(?=[\p{L}\p{N}#])/gu, '＃')
    .replace(/direction(?= )/gi, (word) => `${word.slice(0, 4)}\u2060${word.slice(4)}`)
    .replaceAll('$$', '＄＄')
    .replace(/\b(fa[a-z]?):/gi, '$1：')
}

/** Text of gantt charts and titles: every ASCII character that is not a letter or digit, and the first letter, as an entity. */
export function entityText(text: string): string {
  let first = true

  return text.replace(/[\u0021-\u007e]/g, (character) => {
    const encode = first || !/[A-Za-z0-9]/.test(character)
    first = false
    return encode ? `#${character.charCodeAt(0)};` : character
  })
}
