/** The letters of code page 1047, in rows of sixteen from 0x40. */
const rows: readonly string[] = [
  ' \u00a0âäàáãåçñ¢.<(+|',
  '&éêëèíîïìß!$*);^',
  '-/ÂÄÀÁÃÅÇÑ¦,%_>?',
  'øÉÊËÈÍÎÏÌ`:#@\'="',
  'Øabcdefghi«»ðýþ±',
  '°jklmnopqrªºæ¸Æ¤',
  'µ~stuvwxyz¡¿Ð[Þ®',
  '¬£¥·©§¶¼½¾Ý¨¯]´×',
  '{ABCDEFGHI\u00adôöòóõ',
  '}JKLMNOPQR¹ûüùúÿ',
  '\\÷STUVWXYZ²ÔÖÒÓÕ',
  '0123456789³ÛÜÙÚ ',
]
const [tab, newLine, lineFeed, carriageReturn, blank] = [0x05, 0x15, 0x25, 0x0d, 0x40]
const letters: readonly string[] = Array.from({length: 256}, (_, byte) => {
  if (byte >= blank) return rows[(byte >> 4) - 4]?.[byte & 15] ?? ' '
  return byte === newLine || byte === lineFeed ? '\n' : byte === tab ? '\t' : byte === carriageReturn ? '' : ' '
})

const looked = 8192
/** The length of a record that has no mark at its end. */
const recordLength = 80

/** Whether bytes read as text of a mainframe: blanks of its own kind among letters that are no ASCII. */
export function isEbcdic(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, looked)
  let [blanks, others, capitals] = [0, 0, 0]
  for (const byte of head) {
    if (byte === blank) blanks += 1
    else if (byte < blank && byte !== newLine && byte !== lineFeed && byte !== tab && byte !== carriageReturn)
      others += 1
    else if (byte >= 0xc1) capitals += 1
  }
  return blanks > head.length / 20 && capitals > head.length / 10 && others < head.length / 50
}

/** The text of such bytes; records without marks at their ends are lines of 80. */
export function ebcdicText(bytes: Uint8Array): string {
  const parts: string[] = []
  for (const byte of bytes) parts.push(letters[byte] ?? ' ')
  const text = parts.join('')
  if (text.includes('\n') || text.length <= recordLength) return text
  const lines: string[] = []
  for (let at = 0; at < text.length; at += recordLength) lines.push(text.slice(at, at + recordLength))
  return lines.join('\n')
}
