/**
 * The code of a form or a library of classes, which Visual FoxPro keeps in a table (`.scx`, `.vcx`) and its memos (`.sct`,
 * `.vct`): the methods of each object that is not deleted, with the library of its class and what its cursors are of as
 * commands. Memos that no record leads to are of earlier versions and left out. Undefined for what is no such table.
 * Source: the structure of table and memo files in the help of Visual FoxPro.
 */
export function memoText(memo: Buffer, table: Buffer): string | undefined {
  const fields = fieldsOf(table)
  if (!fields || memo.length < 512) return undefined
  const block = Math.max(1, memo.readUInt16BE(6))
  const [records, head, length] = [table.readUInt32LE(4), table.readUInt16LE(8), table.readUInt16LE(10)]
  const lines: string[] = []
  let left = mostText
  for (let record = 0; record < Math.min(records, mostRecords) && left > 0; record += 1) {
    const start = head + record * length
    if (length < 2 || start + length > table.length) break
    if (table[start] !== notDeleted) continue
    const value = (name: string): string => {
      const field = fields.get(name)
      return field ? memoAt(memo, pointerAt(table, start, field) * block) : ''
    }
    const written = [...commandsOf(value), value('METHODS')].filter(Boolean).join('\n')
    if (written !== '') lines.push(written.slice(0, left))
    left -= written.length
  }
  return `${lines.join('\n').replaceAll('\r\n', '\n').replaceAll('\r', '\n')}\n`
}

const notDeleted = 0x20
const mostRecords = 20_000
const mostText = 8 * 1024 * 1024
const longestMemo = 1024 * 1024

interface Field {
  readonly at: number
  readonly length: number
}

/** The fields that are memos, by name; undefined where one is missing that forms and classes have. */
function fieldsOf(table: Buffer): ReadonlyMap<string, Field> | undefined {
  if (table.length < 65) return undefined
  const fields = new Map<string, Field>()
  let at = 1
  for (let place = 32; place + 32 <= table.length && table[place] !== 0x0d && place < 32 * 200; place += 32) {
    const name = table.toString('latin1', place, place + 11).replace(/\0.*$/s, '')
    const length = table[place + 16] ?? 0
    if (String.fromCharCode(table[place + 11] ?? 0) === 'M') fields.set(name, {at, length})
    at += length
  }
  return fields.has('METHODS') && fields.has('OBJNAME') ? fields : undefined
}

/** Four bytes as a number, or ten digits as FoxPro 2 has them. */
function pointerAt(table: Buffer, start: number, {at, length}: Field): number {
  const place = start + at
  if (place + length > table.length) return 0
  return length === 4 ? table.readUInt32LE(place) : Number(table.toString('latin1', place, place + length)) || 0
}

function memoAt(memo: Buffer, at: number): string {
  if (at < 512 || at + 8 > memo.length || memo.readUInt32BE(at) !== 1) return ''
  const length = memo.readUInt32BE(at + 4)
  if (length > longestMemo || at + 8 + length > memo.length) return ''
  const text = new TextDecoder('windows-1252').decode(memo.subarray(at + 8, at + 8 + length))
  return text.includes('\0') ? '' : text
}

/** What stands in properties and leads somewhere, as the commands that would do the same. */
function commandsOf(value: (name: string) => string): readonly string[] {
  const properties = value('PROPERTIES')
  const property = (name: string): string =>
    new RegExp(`^${name}[^\\S\\n]*=[^\\S\\n]*(.{1,2000}?)\\s*$`, 'im')
      .exec(properties)?.[1]
      ?.replace(/^["'](.*)["']$/, '$1') ?? ''
  const isCursor = /^cursor(?:adapter)?$/i.test(value('BASECLASS').trim())
  const library = value('CLASSLOC').trim()
  const [source, database, select] = isCursor ? ['CursorSource', 'Database', 'SelectCmd'].map(property) : []
  return [
    ...(/^[\w.\\/: -]+$/.test(library) ? [`SET CLASSLIB TO "${library}"`] : []),
    ...(database && /^[\w.\\/: -]+$/.test(database) ? [`OPEN DATABASE "${database}"`] : []),
    ...(source && /^[\w.!\\/: -]+$/.test(source) ? [`USE "${source}"`] : []),
    ...(select && /^select\b/i.test(select) ? [select.replace(/[\r\n]+/g, ' ')] : []),
  ]
}
