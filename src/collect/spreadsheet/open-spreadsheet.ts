import {open} from 'node:fs/promises'
import type {CoverageNote} from '../../model/inventory.ts'
import {unreadFile} from '../unread-file.ts'
import {type CsvForm, csvForm, csvRows} from './csv-file.ts'
import {feedXml} from './feed-xml.ts'
import {odsRows, readOdsSheets} from './ods-rows.ts'
import {type Archive, isProtected, openArchive, refused} from './open-archive.ts'
import type {Workbook} from './workbook.ts'
import {readDateStyles, readSharedTexts, readXlsxBook} from './xlsx-parts.ts'
import {type SheetContext, xlsxRows} from './xlsx-rows.ts'

interface SpreadsheetFile {
  /** Absolute. */
  readonly file: string
  readonly shownAs: string
}

/**
 * Opens a CSV, XLSX or ODS by what it is, whatever its name ends in. Macros are counted and neither read nor run.
 * Errors: an InventoryError where it is none of them, damaged, protected or too big.
 */
export async function openSpreadsheet({file, shownAs}: SpreadsheetFile, csv: Partial<CsvForm>): Promise<Workbook> {
  const start = await firstBytes(file, shownAs)
  if (start.subarray(0, 4).toString('hex') === 'd0cf11e0')
    throw refused(
      shownAs,
      'it is an .xls of before 2007, or a workbook protected by a password',
      'Save it as .xlsx without a password, and import that.',
    )
  if (start.subarray(0, 5).toString('latin1') === '%PDF-') throw refused(shownAs, 'it is a PDF, not a spreadsheet')
  if (start.subarray(0, 2).toString('latin1') !== 'PK') {
    refuseOthers(start, shownAs)
    return openCsv(file, shownAs, csv)
  }
  const archive = await openArchive(file, shownAs)
  try {
    if (archive.names.includes('content.xml')) return await openOds(archive, shownAs)
    if (archive.names.includes('xl/workbook.bin'))
      throw refused(shownAs, 'it is an .xlsb', 'Save it as .xlsx, and import that.')
    if (archive.names.includes('[Content_Types].xml')) return await openXlsx(archive, shownAs)
    throw refused(shownAs, 'it is a zip file, but neither an .xlsx nor an .ods')
  } catch (error) {
    archive.close()
    throw error
  }
}

const looksAt = 512

/** Says what a file is that is no zip file, and no CSV either or not named as one. */
function refuseOthers(start: Buffer, shownAs: string): void {
  const text = start.toString('latin1')
  if (/^(?:\xef\xbb\xbf)?\s*<(!doctype html|html|head|body|table)\b/i.test(text))
    throw refused(shownAs, 'it is a web page (HTML), not a spreadsheet')
  if (/^(?:\xef\xbb\xbf)?\s*<\?xml/i.test(text)) throw refused(shownAs, 'it is an XML file, not a spreadsheet')
  const ending = /\.(xlsx|xlsm|ods)$/i.exec(shownAs)?.[0].toLowerCase()
  if (ending === undefined) return
  const named = `it is named ${ending}, but is no zip file, as every ${ending} is`
  if (text === '') throw refused(shownAs, `${named}: it is empty`)
  if (/[\u0000-\u0008\u000e-\u001f]/.test(text)) throw refused(shownAs, `${named}: it is something else, or damaged`)
  throw refused(shownAs, `${named}: it is text`, 'Where it is a CSV, name it .csv, and import that.')
}

async function firstBytes(file: string, shownAs: string): Promise<Buffer> {
  try {
    const handle = await open(file)
    try {
      const {buffer, bytesRead} = await handle.read(Buffer.alloc(looksAt), 0, looksAt, 0)
      return buffer.subarray(0, bytesRead)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw unreadFile(shownAs, error)
  }
}

const encodingNames = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  'windows-1252': 'Windows-1252',
} as const
const delimiterNames = {',': 'commas', ';': 'semicolons', '\t': 'tabs', '|': 'bars'} as const

async function openCsv(file: string, shownAs: string, given: Partial<CsvForm>): Promise<Workbook> {
  const form = await csvForm(file, given)
  return {
    format: 'csv',
    // A CSV has one sheet and no name for it but its own.
    sheets: [{name: shownAs, hidden: false}],
    notes: [
      {
        code: 'read-as',
        what: 'CSV',
        count: 1,
        message: `Read as ${encodingNames[form.encoding]}, cells parted by ${delimiterNames[form.delimiter]}`,
      },
    ],
    from1904: false,
    rows: () => csvRows(file, form),
    close: () => undefined,
  }
}

async function openXlsx(archive: Archive, shownAs: string): Promise<Workbook> {
  const opened = {archive, shownAs}
  const {sheets, from1904, sharedPart, stylesPart} = await readXlsxBook(opened)
  // Rows are read more than once, what their cells name only once.
  let context: SheetContext | undefined
  return {
    format: 'xlsx',
    sheets: sheets.map(({name, hidden}) => ({name, hidden})),
    notes: macroNotes(archive.names.filter((name) => /vbaProject|macrosheets\//i.test(name)).length),
    from1904,
    close: archive.close,
    async *rows(sheet, seen) {
      const part = sheets.find(({name}) => name === sheet)?.part ?? ''
      context ??= {
        sharedTexts: await readSharedTexts(opened, sharedPart),
        dateStyles: await readDateStyles(opened, stylesPart),
        from1904,
      }
      yield* xlsxRows(opened, part, context, seen)
    },
  }
}

async function openOds(archive: Archive, shownAs: string): Promise<Workbook> {
  const opened = {archive, shownAs}
  await refuseEncrypted(archive, shownAs)
  const sheets = await readOdsSheets(opened)
  if (sheets.length === 0) throw refused(shownAs, 'it holds no sheet')
  return {
    format: 'ods',
    sheets,
    notes: macroNotes(archive.names.filter((name) => /^(Basic|Scripts)\/.*\.(xml|py|js|bsh)$/i.test(name)).length),
    from1904: false,
    close: archive.close,
    rows: (sheet, seen) => odsRows(opened, sheet, seen),
  }
}

async function refuseEncrypted(archive: Archive, shownAs: string): Promise<void> {
  const part = 'META-INF/manifest.xml'
  if (!archive.names.includes(part)) return
  let encrypted = false
  const events = {
    open(name: string): void {
      encrypted ||= name === 'encryption-data'
    },
  }
  for await (const turn of feedXml(archive.text(part), events, {shownAs, part})) void turn
  if (encrypted) throw isProtected(shownAs)
}

function macroNotes(count: number): readonly CoverageNote[] {
  return count === 0
    ? []
    : [{code: 'macros', what: 'macros', count, message: 'the file holds macros: neither read nor run'}]
}
