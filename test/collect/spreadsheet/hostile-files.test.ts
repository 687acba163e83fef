import {describe, expect, it} from '@jest/globals'
import {fixture, imported, refusal, xlsxParts, xlsxRow, zipOf} from './spreadsheets.ts'

const names = 'columns: [{column: Name, field: name}, {column: Owner, field: owner}]\n'
const head = xlsxRow(1, 'Name', 'Owner')
const refused = async (content: Buffer | string, name = 'estate.xlsx') => (await refusal(content, names, name))[0] ?? ''

const ods = (body: string): Readonly<Record<string, string>> => ({
  mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
  'content.xml': `<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>${body}</office:spreadsheet></office:body></office:document-content>`,
})

describe('bombs', () => {
  it('of zeros that inflate a thousand times are refused by their own sizes', async () => {
    const bomb = await zipOf(xlsxParts('', {'xl/worksheets/sheet1.xml': Buffer.alloc(40 * 1024 * 1024, ' ')}))

    expect(bomb.length).toBeLessThan(200_000)
    expect(await refused(bomb)).toMatch(
      /its part xl\/worksheets\/sheet1\.xml inflates \d+ times, to 41943040 bytes, as bombs do/,
    )
  })

  it('that lie about their size are held to it', async () => {
    const file = await zipOf(xlsxParts('', {'xl/worksheets/sheet1.xml': Buffer.alloc(20 * 1024 * 1024, ' ')}))
    // The uncompressed size stands at byte 24 of the entry in the central directory.
    const at = file.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 24
    file.writeUInt32LE(1000, at)

    expect(await refused(file)).toContain('the file is damaged')
  })

  it('of entities are never expanded, in any part', async () => {
    const entities =
      '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
    const shared = `${entities}<worksheet><sheetData>${head}${xlsxRow(2, '&b;', '&f;')}</sheetData></worksheet>`

    expect(await refused(await zipOf(xlsxParts('', {'xl/worksheets/sheet1.xml': shared})))).toContain(
      'undefined entity',
    )
  })

  it('of nesting and of text without a tag end early', async () => {
    const deep = `<worksheet>${'<a>'.repeat(5000)}</worksheet>`
    const noise = Array.from({length: 1_500_000}, (_, at) => at.toString(36)).join('')

    expect(await refused(await zipOf(xlsxParts('', {'xl/worksheets/sheet1.xml': deep})))).toContain('nested deeper')
    expect(
      await refused(await zipOf(xlsxParts('', {'xl/worksheets/sheet1.xml': `<worksheet>${noise}</worksheet>`}))),
    ).toContain('runs on without a tag')
  })

  it('of repeated rows and columns in ODS are refused where they hold something, and free where they do not', async () => {
    const table = (rows: string): Readonly<Record<string, string>> =>
      ods(`<table:table table:name="S">${rows}</table:table>`)
    const row = (cells: string, times = 1): string =>
      `<table:table-row table:number-rows-repeated="${times}">${cells}</table:table-row>`
    const cell = (text: string, times = 1): string =>
      `<table:table-cell office:value-type="string" table:number-columns-repeated="${times}"><text:p>${text}</text:p></table:table-cell>`
    const header = row(cell('Name') + cell('Owner'))

    expect(await refused(await zipOf(table(header + row(cell('a'), 4_000_000_000))), 'e.ods')).toContain(
      'more than 1048576 rows',
    )
    expect(await refused(await zipOf(table(header + row(cell('a', 900_000_000)))), 'e.ods')).toContain(
      'more than 16384 columns',
    )
    const empty = row('<table:table-cell table:number-columns-repeated="16384"/>', 1_048_000)
    const {records} = await imported(await zipOf(table(header + empty + row(cell('Tide') + cell('x')))), names, 'e.ods')
    expect(records.flatMap((record) => (record.record === 'evidence' ? [record.locator] : []))).toEqual([
      'e.ods:S:1048002',
    ])
  })
})

describe('files that are no spreadsheet', () => {
  it('say what they are and what to do', async () => {
    expect(await refused(Buffer.from('d0cf11e0a1b11ae1', 'hex'))).toContain(
      'an .xls of before 2007, or a workbook protected',
    )
    expect(await refused('%PDF-1.7')).toContain('it is a PDF')
    expect(await refused(await zipOf({'a.txt': 'x'}))).toContain('neither an .xlsx nor an .ods')
    expect(await refused(await zipOf({'[Content_Types].xml': '', 'xl/workbook.bin': ''}))).toContain('it is an .xlsb')
    expect(await refused(fixture('estate.xlsx').subarray(0, 4000))).toContain('the file is damaged')
    const manifest = '<m:manifest xmlns:m="m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    expect(await refused(await zipOf({...ods(''), 'META-INF/manifest.xml': manifest}), 'e.ods')).toContain(
      'protected by a password',
    )
  })

  it('with a byte changed on the way are refused by their checksum, and no figure of them is believed', async () => {
    const file = await zipOf(xlsxParts(head + xlsxRow(2, 'Tide', 'A')))
    // Stored with its checksum at byte 16 of the entry in the central directory.
    const at = file.lastIndexOf('xl/worksheets/sheet1.xml') - 46 + 16
    file.writeUInt32LE(file.readUInt32LE(at) ^ 1, at)

    expect(await refused(file)).toContain('the checksum of xl/worksheets/sheet1.xml is wrong')
  })

  it('with parts that are not there, or rows and columns beyond a sheet, are refused', async () => {
    expect(await refused(await zipOf({'[Content_Types].xml': '<Types/>'}))).toContain('it names no workbook')
    expect(await refused(await zipOf(xlsxParts('<row r="1048577"/>')))).toContain('it has a row 1048577')
    expect(await refused(await zipOf(xlsxParts('<row r="1"><c r="ZZZZ1"/></row>')))).toContain(
      'more than 16384 columns',
    )
  })
})

describe('names that are not kind', () => {
  it('stay names: prototypes, control characters, markup, formulas, ten thousand characters', async () => {
    const cells = [
      '__proto__',
      'constructor',
      '&lt;script&gt;',
      '=cmd|calc',
      '../../etc',
      'a_x0000_b',
      'x'.repeat(10_000),
    ]
    const rows = cells.map((cell, at) => xlsxRow(at + 2, cell, '__proto__')).join('')
    const {records, problems} = await imported(await zipOf(xlsxParts(head + rows)), names, 'estate.xlsx')
    const systems = records.flatMap((record) =>
      record.record === 'entity' && record.kind === 'system' ? [record] : [],
    )

    expect(problems).toEqual([])
    expect(systems.map(({id}) => id)).toEqual([
      'tides/proto',
      'tides/constructor',
      'tides/script',
      'tides/cmd-calc',
      'tides/etc',
      'tides/ab',
      `tides/${'x'.repeat(80)}`,
    ])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('of headers and of sheets are names too', async () => {
    const mapping = 'columns: [{column: __proto__, field: name}, {column: constructor, field: owner}]\n'
    const {value} = await imported('__proto__,constructor\nTide,x\n', mapping)

    expect(value('tides/tide', 'owner')).toBe('x')
  })
})

describe('files that are not what their name says', () => {
  it('are told for what they are, and never read as a CSV', async () => {
    const named = 'it is named .xlsx, but is no zip file, as every .xlsx is'
    const csv = 'Where it is a CSV, name it .csv, and import that.'
    const anew = 'Open it in a spreadsheet program, save it anew as .xlsx, .ods or .csv, and import that.'

    expect(await refused('Name,Owner\nTide,T\n')).toBe(`estate.xlsx | ${named}: it is text | ${csv}`)
    expect(await refused('')).toBe(`estate.xlsx | ${named}: it is empty | ${anew}`)
    expect(await refused(Buffer.from([1, 2, 3, 0, 5]))).toBe(
      `estate.xlsx | ${named}: it is something else, or damaged | ${anew}`,
    )
    expect(await refused('<html><table><tr><td>Name</td></tr></table></html>', 'estate.csv')).toContain(
      'it is a web page (HTML)',
    )
    expect(await refused('\ufeff<?xml version="1.0"?><Workbook/>', 'estate.xls')).toContain('it is an XML file')
  })
})
