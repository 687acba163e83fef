import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {mappingText, suggestMapping} from '../../../src/collect/spreadsheet/suggest-mapping.ts'
import {parseLocatedYaml} from '../../../src/model/located-yaml.ts'
import {Mapping} from '../../../src/model/mapping.ts'
import {fixtures, imported} from './spreadsheets.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-suggest-'))
afterAll(() => rmSync(folder, {recursive: true}))

async function suggested(csv: string): Promise<string> {
  const file = join(folder, 'estate.csv')
  writeFileSync(file, csv)
  return mappingText(await suggestMapping({file, shownAs: 'estate.csv'}), 'estate.csv')
}

describe('a suggested mapping', () => {
  it('finds the header row and the fields, says how sure it is, and lists what it could not place', async () => {
    const text = await suggested(
      'Estate return,,,,,\n,,,,,\nApplication name,Bussiness owner,Annual run cost (£k),Contract expiry,Funded,Colour\nTide,T,410,31/03/2027,Yes,red\nLock,L,,30/04/2027,Perhaps,blue\n',
    )

    expect(text).toBe(`# Proposed from the first 2 rows of estate.csv. Read it through before it is used.
schema: domesday/mapping@1
headerRow: 3
dates: dd/mm/yyyy
columns:
  - {column: "Application name", field: name}   # A: sure; 2 of 2 cells read
  - {column: "Bussiness owner", field: owner}   # B: sure; 2 of 2 cells read
  - {column: "Annual run cost (£k)", field: cost.annualRunGbp, unit: thousands}   # C: sure; 1 of 1 cells read
  - {column: "Contract expiry", field: contract.ends}   # D: sure; 2 of 2 cells read
  - {column: "Funded", field: plan.funded}   # E: sure; 1 of 2 cells read
  #   not understood: "Perhaps"; say what they mean with choices: {<word>: <value or unknown>}
# Not placed: give each a field, or leave it out.
#  - {column: "Colour", field: }   # F, 2 cells
`)
  })

  it('is a mapping that imports what it was made from', async () => {
    const csv = 'System;Supplier;Contract end date\nTide;Orbital;12/25/2027\nLock;Pendulum;12/26/2027\n'
    const text = await suggested(csv)
    const {records, problems} = await imported(csv, text.replace(/^schema:.*\n/m, ''))

    expect(parseLocatedYaml(text, 'm.yaml', Mapping).data.dates).toBe('mm/dd/yyyy')
    expect(records.flatMap((record) => (record.record === 'contract' ? [record.ends] : []))).toEqual([
      '2027-12-25',
      '2027-12-26',
    ])
    expect(problems).toEqual([])
  })

  it('does not take a header at its word when the cells say otherwise', async () => {
    const text = await suggested('Name,Cost\nTide,see Annex B\nLock,ask finance\n')

    expect(text).toContain('#  - {column: "Cost", field: }')
  })

  it('joins headers that are two rows deep, and names the other sheets', async () => {
    const file = join(fixtures, 'estate.ods')
    const text = mappingText(await suggestMapping({file, shownAs: 'estate.ods', sheet: 'Applications'}), 'estate.ods')

    expect(text).toContain('headerRow: [3,4]')
    expect(text).toContain('# Other sheets: Cover, Lists')
    expect(text).toContain('{column: "Contract / Ends", field: contract.ends}')
  })

  it('keeps headers that are not kind in their place', async () => {
    const text = await suggested('Name,"} # x\n\u2028schema: evil","\u001b[31mred"\nTide,a,b\n')

    expect(parseLocatedYaml(text, 'm.yaml', Mapping).data.columns).toHaveLength(1)
    expect(text.split('\n').filter((line) => line.startsWith('schema:'))).toHaveLength(1)
  })
})

describe('headers as people write them', () => {
  it('are found with their units, versions with the product that they are of', async () => {
    const text = await suggested(
      'System,Annual cost (£k),Database,DB version,OS,Go-live,Expiry\nTide,12.5,Oracle Database,11.2,Windows Server 2008 R2,2009-03-01,2027-01-31\n',
    )

    expect(text.split('\n').slice(5)).toEqual([
      '  - {column: "System", field: name}   # A: sure; 1 of 1 cells read',
      '  - {column: "Annual cost (£k)", field: cost.annualRunGbp, unit: thousands}   # B: sure; 1 of 1 cells read',
      '  - {column: "Database", field: technologies.1.product}   # C: sure; 1 of 1 cells read',
      '  - {column: "DB version", field: technologies.1.version}   # D: sure; 1 of 1 cells read',
      '  - {column: "OS", field: technologies}   # E: sure; 1 of 1 cells read',
      '  - {column: "Expiry", field: contract.ends}   # G: likely; 1 of 1 cells read',
      '# Not placed: give each a field, or leave it out.',
      '#  - {column: "Go-live", field: }   # F, 1 cell: no field of a system holds it',
      '',
    ])
  })

  it('are not taken for what their units deny, nor a version for one of nothing', async () => {
    const text = await suggested(
      'System,Cost ($k),Life left (months),Monthly run cost,Version,Last scan\nTide,12,18,3,4.1,2026-01-31\n',
    )

    expect(text.split('\n').slice(6)).toEqual([
      '# Not placed: give each a field, or leave it out.',
      '#  - {column: "Cost ($k)", field: }   # B, 1 cell: cost.annualRunGbp counts something else than its header says: convert it first',
      '#  - {column: "Life left (months)", field: }   # C, 1 cell: lifeYears counts something else than its header says: convert it first',
      '#  - {column: "Monthly run cost", field: }   # D, 1 cell',
      '#  - {column: "Version", field: }   # E, 1 cell: the version of what? Name its product too, as {constant: <product>, field: technologies.1.product}',
      '#  - {column: "Last scan", field: }   # F, 1 cell: vulnerabilities.assessed says nothing without vulnerabilities.known',
      '',
    ])
  })

  it('give a mapping that imports its file without a problem', async () => {
    const sheets = [
      'System,Annual cost (£k),DB version\nTide,12.5,11.2\n',
      "Thing,Cost £'000s,Version\nTide,12.5,3\nLock,1,\n",
      'Name,Run cost £m,Technology,Version,Operating system,OS version\nTide,1.25,Java,8,Windows Server,2012 R2\nLock,0.1,,,,\n',
      'Application,Annual running cost (£k),Software\nTide,£410k,Java 8; Oracle 11.2\n',
      'App,Expiry,Open vulnerabilities,Last scanned\nTide,31/01/2027,3,01/02/2026\n',
      'A,B\n1,2\nTide,3\n',
    ]
    for (const csv of sheets) {
      const mapping = (await suggested(csv)).replace(/^schema:.*\n/m, '')
      expect([csv, (await imported(csv, mapping)).problems]).toEqual([csv, []])
    }
  })
})
