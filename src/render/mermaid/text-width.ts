/** Advance widths of Arial's printable ASCII, in thousandths of the font size, from space to tilde (Adobe's core font metrics of Helvetica, which Arial shares). */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
]
const middling = 556
const wide = 1000

/** The width of text in pixels, the same on every machine: no font of the host is asked. */
export function textWidth(text: string, fontSizePx: number): number {
  let sum = 0
  for (const character of text.normalize('NFD')) {
    const code = character.codePointAt(0) ?? 0
    if (/\p{M}/u.test(character)) continue
    sum += code < 127 ? (widths[code - 32] ?? 0) : code > 0x2e80 ? wide : middling
  }
  return (sum * fontSizePx) / 1000
}
