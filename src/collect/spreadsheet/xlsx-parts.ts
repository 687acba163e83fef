import type {Archive} from './open-archive.ts'
import {refused} from './open-archive.ts'
import {feedXml, type XmlEvents} from './feed-xml.ts'

const MiB = 1024 * 1024
const mostSmallPart = 64 * MiB
/** Shared texts are kept in memory while rows are read. */
const mostSharedBytes = 512 * MiB
const mostSharedTexts = 8_000_000
const mostSheets = 10_000

export interface XlsxSheet {
  readonly name: string
  readonly hidden: boolean
  readonly part: string
}

export interface XlsxBook {
  readonly sheets: readonly XlsxSheet[]
  readonly from1904: boolean
  readonly sharedPart: string | undefined
  readonly stylesPart: string | undefined
}

export interface Opened {
  readonly archive: Archive
  readonly shownAs: string
}

async function readPart({archive, shownAs}: Opened, part: string, events: XmlEvents, most = mostSmallPart) {
  for await (const turn of feedXml(archive.text(part, most), events, {shownAs, part})) void turn
}

/** Which sheets there are, and the parts that hold them. */
export async function readXlsxBook(opened: Opened): Promise<XlsxBook> {
  const bookPart = (await relationsOf(opened, '_rels/.rels', '')).find(({type}) => type === 'officeDocument')?.part
  if (!bookPart) throw refused(opened.shownAs, 'it names no workbook')
  const slash = bookPart.lastIndexOf('/') + 1
  const [folder, base] = [bookPart.slice(0, slash), bookPart.slice(slash)]
  const relations = await relationsOf(opened, `${folder}_rels/${base}.rels`, folder)
  const parts = new Map(relations.map(({id, part}) => [id, part]))
  const sheets: XlsxSheet[] = []
  let from1904 = false
  await readPart(opened, bookPart, {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      if (sheets.length >= mostSheets) throw refused(opened.shownAs, `it has more than ${mostSheets} sheets`)
      const part = parts.get(attributes['r:id'] ?? relationId(attributes) ?? '')
      // A chart sheet has no rows.
      if (part && !part.includes('chartsheets/'))
        sheets.push({name: attributes.name ?? '', hidden: /hidden/i.test(attributes.state ?? ''), part})
    },
  })
  const partOf = (wanted: string): string | undefined => relations.find(({type}) => type === wanted)?.part
  return {sheets, from1904, sharedPart: partOf('sharedStrings'), stylesPart: partOf('styles')}
}

/** Whatever prefix the file gives to the namespace of relationships. */
function relationId(attributes: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(':id'))?.[1]
}

async function relationsOf(opened: Opened, part: string, folder: string) {
  const relations: {readonly id: string; readonly type: string; readonly part: string}[] = []
  if (!opened.archive.names.includes(part)) return relations
  await readPart(opened, part, {
    open(name, {Id: id = '', Type: type = '', Target: target = '', TargetMode: mode}) {
      if (name !== 'Relationship' || mode === 'External') return
      const path = target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, '')
      relations.push({id, type: type.split('/').at(-1) ?? '', part: path})
    },
  })
  return relations
}

/** Texts that cells name by number. Readings in small print beside East Asian text are left out. */
export async function readSharedTexts(opened: Opened, part: string | undefined): Promise<readonly string[]> {
  const texts: string[] = []
  if (!part) return texts
  let [current, inText, inReading] = ['', false, false]
  await readPart(
    opened,
    part,
    {
      open(name) {
        if (name === 'si') current = ''
        if (name === 't') inText = true
        if (name === 'rPh') inReading = true
      },
      text(piece) {
        if (inText && !inReading) current += piece
      },
      close(name) {
        if (name === 't') inText = false
        if (name === 'rPh') inReading = false
        if (name !== 'si') return
        if (texts.length >= mostSharedTexts) throw refused(opened.shownAs, `it has more than ${mostSharedTexts} texts`)
        texts.push(unescaped(current))
      },
    },
    mostSharedBytes,
  )
  return texts
}

/** `_x000D_` stands for a character that XML cannot hold. */
export function unescaped(text: string): string {
  return text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    : text
}

/** Whether cells of each style show a number as a date. */
export async function readDateStyles(opened: Opened, part: string | undefined): Promise<readonly boolean[]> {
  const styles: boolean[] = []
  if (!part) return styles
  const formats = new Map<number, string>()
  let inCells = false
  await readPart(opened, part, {
    open(name, attributes) {
      if (name === 'numFmt') formats.set(Number(attributes.numFmtId), attributes.formatCode ?? '')
      if (name === 'cellXfs') inCells = true
      if (name === 'xf' && inCells) styles.push(isDateFormat(Number(attributes.numFmtId ?? 0), formats))
    },
    close(name) {
      if (name === 'cellXfs') inCells = false
    },
  })
  return styles
}

/** By the built-in numbers of ECMA-376 part 1, 18.8.30, or by a format of its own that shows a day or a month. */
function isDateFormat(id: number, formats: ReadonlyMap<number, string>): boolean {
  const own = formats.get(id)
  if (own === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  const shown = own.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '').split(';')[0] ?? ''
  return /[dy]/i.test(shown) || (/m/i.test(shown) && !/[hs]/i.test(shown))
}
