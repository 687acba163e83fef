const unprintable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}](?<!\p{RI}|\u{1f3f4}[\u{e0061}-\u{e007f}]+)/gu

/** Words of printable ASCII with single spaces: nearly every text, and nothing in it to clean. */
const plain = /^[!-~]+(?: [!-~]+)*$/

/**
 * Text of what was audited, fit to be shown: without control, direction-changing and invisible characters, on one line,
 * cut after `most` characters. Names in any script stay as they are.
 */
export function displayText(text: string, most = 400): string {
  if (text.length <= most) return printable(text)
  const clean = printable(text.slice(0, most * 8))
  if (clean.length <= most) return clean
  const shown = [...new Intl.Segmenter('en', {granularity: 'grapheme'}).segment(clean)].slice(0, most)
  const cut = shown.map(({segment}) => segment).join('')
  return cut.length < clean.length ? `${cut}…` : cut
}

/** Text without control, direction-changing and invisible characters, on one line, however long. */
export function printable(text: string): string {
  if (plain.test(text)) return text
  return text.toWellFormed().normalize('NFC').replace(unprintable, '').replace(/\s+/g, ' ').trim()
}

/** Whether there is anything to see: neither white space nor characters that leave no mark. */
export function isVisible(text: string): boolean {
  return /[^\p{Default_Ignorable_Code_Point}\p{Mn}\s\u2800]/u.test(text)
}

/** A name, or the id of a thing whose name has nothing to show. */
export function displayName(name: string, id: string): string {
  const shown = displayText(name, 120)
  return isVisible(shown) ? shown : displayText(id, 160)
}
