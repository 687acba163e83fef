import {widthOf} from './width.ts'

const graphemes = new Intl.Segmenter('en', {granularity: 'grapheme'})

/** Text that cannot command a terminal: escape sequences, control and bidirectional characters go, white space is folded. */
export function cleanText(text: string): string {
  return text
    .normalize('NFC')

    .replace(/\u001b\][^\u0007\u001b]*(\u0007|\u001b\\)|\u001b\[[0-?]*[ -/]*[@-~]/g, '')
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/gu, '')
    .trim()
}

/** Cleaned text in exactly so many columns: cut with an ellipsis, or padded. */
export function fit(text: string, width: number): string {
  const clean = cleanText(text)
  const columns = widthOf(clean)
  if (columns <= width) return clean + ' '.repeat(width - columns)
  let cut = ''
  for (const {segment} of graphemes.segment(clean)) {
    if (widthOf(cut + segment) > width - 1) break
    cut += segment
  }
  return `${cut}…${' '.repeat(Math.max(0, width - 1 - widthOf(cut)))}`
}

/** Cleaned text broken between words into lines of at most so many columns. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of cleanText(text).split(' ')) {
    if (line && widthOf(`${line} ${word}`) > width) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return line ? [...lines, line] : lines
}
