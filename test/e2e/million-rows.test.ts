import {createWriteStream, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {Readable} from 'node:stream'
import {pipeline} from 'node:stream/promises'
import {afterAll, describe, expect, it} from '@jest/globals'
import yazl from 'yazl'
import {xlsxParts, xlsxRow} from '../collect/spreadsheet/spreadsheets.ts'
import {runDomesday} from './run-domesday.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-million-'))
afterAll(() => rmSync(folder, {recursive: true}))

const rows = 1_000_000
/** What all of these rows would take several times over, were they kept. */
const heapMegabytes = 224

function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = ''
  for (const line of lines) {
    chunk += line
    if (chunk.length < 1 << 20) continue
    yield chunk
    chunk = ''
  }
  yield chunk
}

async function systemsOf(file: string) {
  writeFileSync(
    join(folder, 'm.yaml'),
    'schema: domesday/mapping@1\ncolumns: [{column: Name, field: name}, {column: Owner, field: owner}]\n',
  )
  const {status, stdout, stderr} = await runDomesday(
    ['import', 'spreadsheet', file, '--organisation', 'tides', '--mapping', 'm.yaml', '--json'],
    {cwd: folder, node: [`--max-old-space-size=${heapMegabytes}`]},
  )
  if (status !== 0) throw new Error(`exit ${status}: ${stderr.slice(-2000)}`)
  const {counts} = JSON.parse(stdout) as {counts: Readonly<Record<string, number>>} // what import promises
  return counts.system
}

describe('a million rows', () => {
  it('of CSV are read in little memory, each a system', async () => {
    function* lines(): Generator<string> {
      yield 'Name,Owner\n'
      for (let at = 0; at < rows; at += 1) yield `System ${at},Team ${at % 100}\n`
    }
    await pipeline(Readable.from(inChunks(lines())), createWriteStream(join(folder, 'million.csv')))

    expect(await systemsOf('million.csv')).toBe(rows)
  }, 900_000)

  it('of XLSX are read in little memory, most of them formatted and empty', async () => {
    function* sheet(): Generator<string> {
      yield `<worksheet><sheetData>${xlsxRow(1, 'Name', 'Owner')}`
      for (let at = 2; at <= rows; at += 1)
        yield at % 10 === 0 ? xlsxRow(at, `System ${at}`, 'Team') : `<row r="${at}" s="1"><c r="A${at}" s="1"/></row>`
      yield '</sheetData></worksheet>'
    }
    const zip = new yazl.ZipFile()
    for (const [name, part] of Object.entries(xlsxParts('')))
      if (name.includes('sheet1')) zip.addReadStream(Readable.from(inChunks(sheet()), {objectMode: false}), name)
      else zip.addBuffer(Buffer.from(part), name)
    zip.end()
    await pipeline(zip.outputStream, createWriteStream(join(folder, 'million.xlsx')))

    expect(await systemsOf('million.xlsx')).toBe(rows / 10)
  }, 900_000)
})
