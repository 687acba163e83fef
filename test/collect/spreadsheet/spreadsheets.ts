import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {buffer} from 'node:stream/consumers'
import yazl from 'yazl'
import {importSpreadsheet} from '../../../src/collect/spreadsheet/import-spreadsheet.ts'
import {AuditError} from '../../../src/errors.ts'
import type {InventoryRecord} from '../../../src/model/inventory.ts'

export const fixtures = join(import.meta.dirname, 'fixtures')

/** A zip file of these parts. */
export async function zipOf(parts: Readonly<Record<string, string | Buffer>>): Promise<Buffer> {
  const zip = new yazl.ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream & AsyncIterable<Buffer>)
}

const relations = (...list: readonly [string, string, string][]): string =>
  `<Relationships>${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="http://x/${type}" Target="${target}"/>`).join('')}</Relationships>`

/** The parts of an XLSX whose only sheet, S, holds these rows of XML; any part can be replaced. */
export function xlsxParts(rows: string, others: Readonly<Record<string, string | Buffer>> = {}) {
  return {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(['r1', 'officeDocument', 'xl/workbook.xml']),
    'xl/workbook.xml':
      '<workbook xmlns:r="http://r"><workbookPr/><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': relations(
      ['r1', 'worksheet', 'worksheets/sheet1.xml'],
      ['r2', 'styles', 'styles.xml'],
    ),
    'xl/styles.xml':
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/><numFmt numFmtId="165" formatCode="0.0&quot;d&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
    ...others,
  }
}

/** A row of XLSX: texts as they are, and XML where it begins with a cell. */
export function xlsxRow(number: number, ...cells: readonly string[]): string {
  return `<row r="${number}">${cells
    .map((cell) => (cell.startsWith('<c') ? cell : `<c t="inlineStr"><is><t>${cell}</t></is></c>`))
    .join('')}</row>`
}

export interface Imported {
  readonly records: readonly InventoryRecord[]
  readonly problems: readonly string[]
  readonly notes: readonly string[]
  readonly status: string
  /** The attribute of a system, or undefined when it is unknown. */
  readonly value: (id: string, key: string) => unknown
}

/** Imports a file, or the bytes of one, by a mapping given as YAML. */
export async function imported(content: string | Buffer, mapping: string, name = 'estate.csv'): Promise<Imported> {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-sheet-'))
  try {
    writeFileSync(join(folder, name), content)
    writeFileSync(join(folder, 'm.yaml'), `schema: domesday/mapping@1\n${mapping}`)
    const {batches} = await importSpreadsheet({
      file: join(folder, name),
      shownAs: name,
      mapping: join(folder, 'm.yaml'),
      mappingShownAs: 'm.yaml',
      organisation: 'tides',
      sourceId: 'estate',
      producedBy: {name: 'domesday', version: '0.0.0'},
      observedAt: '2026-11-01T00:00:00Z',
    })
    const records: InventoryRecord[] = []
    for await (const batch of batches) records.push(...batch)
    const coverage = records.find((record) => record.record === 'coverage')
    return {
      records,
      problems: records.flatMap((record) =>
        record.record === 'problem' ? [`${record.where} ${record.code}: ${record.message}`] : [],
      ),
      notes: coverage?.notes?.map(({message}) => message) ?? [],
      status: coverage?.status ?? '',
      value(id, key) {
        const entity = records.find((record) => record.record === 'entity' && record.id === id)
        const item = entity?.record === 'entity' ? entity.attributes[key]?.[0] : undefined
        return item && 'value' in item ? item.value : undefined
      },
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}

/** The faults of an import that is refused, each with its place and mend. */
export async function refusal(content: string | Buffer, mapping: string, name?: string): Promise<readonly string[]> {
  try {
    await imported(content, mapping, name)
  } catch (error) {
    if (!(error instanceof AuditError)) throw error
    return error.faults.map(({where = '', message, hint = error.hint ?? ''}) => `${where} | ${message} | ${hint}`)
  }
  return []
}

export function fixture(name: string): Buffer {
  return readFileSync(join(fixtures, name))
}
