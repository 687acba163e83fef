import {execFileSync} from 'node:child_process'
import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterEach, beforeEach, describe, expect, it} from '@jest/globals'
import {strFromU8, unzipSync} from 'fflate'
import {auditFolder} from '../../src/audit/audit-folder.ts'
import {zipReports} from '../../src/audit/zip-reports.ts'
import type {AuditDocument} from '../../src/model/audit.ts'

describe('a report as a zip', () => {
  let root = ''
  const listed = {reports: ['reports/index.html', 'reports/audit.json']} as unknown as AuditDocument // only the list is read

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'domesday-zip-'))
    mkdirSync(join(root, 'reports'))
    for (const name of ['index.html', 'audit.json', 'private-notes.txt'])
      writeFileSync(join(root, 'reports', name), `this is ${name}`)
  })
  afterEach(() => rmSync(root, {recursive: true}))

  it('holds the files of the report and nothing else that lies in the folder', async () => {
    const path = await zipReports(auditFolder(root), listed)
    const files = unzipSync(readFileSync(join(root, path)))

    expect(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)])).toEqual([
      ['reports/audit.json', 'this is audit.json'],
      ['reports/index.html', 'this is index.html'],
    ])
  })

  it('has the same bytes in another time zone and on another day', async () => {
    const path = join(root, await zipReports(auditFolder(root), listed))
    const here = readFileSync(path)
    const module = join(import.meta.dirname, '..', '..', 'src', 'audit', 'zip-reports.ts')
    const script = `import {zipReports} from ${JSON.stringify(module)};await zipReports({root:${JSON.stringify(root)}},${JSON.stringify(listed)})`
    execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      env: {...process.env, TZ: 'Pacific/Kiritimati'},
    })

    expect(readFileSync(path).equals(here)).toBe(true)
  })
})
