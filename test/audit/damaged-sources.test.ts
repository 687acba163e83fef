import {cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {gzipSync} from 'node:zlib'
import {afterAll, describe, expect, it} from '@jest/globals'
import {auditFolder} from '../../src/audit/audit-folder.ts'
import {collectAwsSource} from '../../src/audit/collect-aws.ts'
import {importExportAlone} from '../../src/audit/import-alone.ts'
import {silent} from '../../src/audit/progress.ts'
import {AuditError} from '../../src/errors.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-damaged-'))
afterAll(() => rmSync(root, {recursive: true}))

const organisation = 'ministry-of-space-transport-infrastructure'
const recorded = join(import.meta.dirname, '../../evidence', organisation, 'aws')
const out = join(root, 'out.jsonl')

async function failureOf(work: Promise<unknown>) {
  try {
    await work
  } catch (error) {
    if (error instanceof AuditError) return {exitStatus: error.exitStatus, text: `${error.message} ${error.hint}`}
    throw error
  }
  return undefined
}

let turns = 0
/** Replays the sample's evidence with one page of it damaged. */
async function replayed(damage: (page: string) => void) {
  const evidence = join(root, `evidence-${++turns}`)
  cpSync(recorded, evidence, {recursive: true})
  const [folder = ''] = readdirSync(join(evidence, 'pages')).toSorted()
  const [name = ''] = readdirSync(join(evidence, 'pages', folder)).toSorted()
  damage(join(evidence, 'pages', folder, name))
  const context = {
    folder: auditFolder(root),
    producedBy: {name: 'domesday', version: '0.0.0'},
    signal: new AbortController().signal,
    progress: silent,
  }
  const failure = await failureOf(
    collectAwsSource(context, {id: 'aws', collect: 'aws', organisation, replay: evidence}, {out}),
  )
  return {...failure, page: name}
}

describe('what is read while an inventory is written', () => {
  it.each([
    ['cut short', (page: string) => truncateSync(page, 40), 'cannot be read (Z_BUF_ERROR)'],
    ['gone', (page: string) => rmSync(page), 'cannot be read (ENOENT)'],
    ['altered', (page: string) => writeFileSync(page, gzipSync('{"Reservations":[]}')), 'its hash differs'],
  ])('is named where it is a page that is %s, and no inventory is left', async (_, damage, why) => {
    const {exitStatus, text, page} = await replayed(damage)

    expect(text).toContain(page)
    expect(text).toContain(why)
    expect(text).toContain('Copy the evidence again')
    expect([exitStatus, existsSync(out)]).toEqual([4, false])
  })

  it('is named where it is an export that is cut short, and the inventory of before stays', async () => {
    writeFileSync(join(root, 'azure.json'), '[{"id": "/subscriptions/')
    writeFileSync(out, 'before')
    const failure = await failureOf(
      importExportAlone({
        root,
        file: 'azure.json',
        organisation: 'tides',
        out: 'out.jsonl',
        provider: 'azure',
        exported: undefined,
        progress: silent,
        signal: new AbortController().signal,
      }),
    )

    expect(failure?.text).toContain('azure.json cannot be read: it is cut short after item 0')
    expect([failure?.exitStatus, readFileSync(out, 'utf8')]).toEqual([3, 'before'])
  })
})
