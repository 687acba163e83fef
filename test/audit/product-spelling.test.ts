import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importAlone, importSpreadsheetAlone} from '../../src/audit/import-alone.ts'
import {silent} from '../../src/audit/progress.ts'
import {loadCatalogue} from '../../src/lifecycle/load-catalogue.ts'
import {misspeltProduct} from '../../src/lifecycle/nearest-products.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-products-'))
afterAll(() => rmSync(root, {recursive: true}))

const declared = `schema: domesday/declared@1
organisation: tides
systems:
  - id: ebb
    name: Ebb
    technologies:
      - {product: oracle-databse, version: "11.2"}
      - {product: Windos Server 2012}
      - {product: Tidewrangler, version: "3"}
  - id: flow
    name: Flow
    technologies: [{product: oracle-databse, version: "12"}, {product: windows-server}]
`
const hint = 'Mend the name if that is the one; as it stands no end of support is known of it.'
const note = "1 product is not in the catalogue, so no end of support is known of it: 'Tidewrangler'"

describe('products that people declare', () => {
  it('are told where they are misspelt, and only counted where the catalogue has nothing like them', async () => {
    writeFileSync(join(root, 'estate.yaml'), declared)
    const {problems, coverage} = await importAlone({
      root,
      file: 'estate.yaml',
      organisation: 'tides',
      out: undefined,
    })

    expect(problems).toEqual([
      {
        record: 'problem',
        code: 'product-spelling',
        message:
          "the product 'oracle-databse' is not in the catalogue; the nearest name there is 'oracle-database'; it stands in 1 more place",
        where: 'estate.yaml:7',
        hint,
      },
      {
        record: 'problem',
        code: 'product-spelling',
        message: "the product 'Windos Server 2012' is not in the catalogue; the nearest name there is 'windows-server'",
        where: 'estate.yaml:8',
        hint,
      },
    ])
    expect(coverage[0]?.notes?.map(({message}) => message)).toEqual([note])
    expect(coverage[0]?.status).toBe('complete')
  })

  it('are told of a spreadsheet by their row', async () => {
    writeFileSync(join(root, 'estate.csv'), 'System,Built with\nEbb,Oracle Databse 11.2; Tidewrangler\nFlow,Java 8\n')
    writeFileSync(
      join(root, 'm.yaml'),
      'schema: domesday/mapping@1\ncolumns: [{column: System, field: name}, {column: Built with, field: technologies}]\n',
    )
    const {problems, coverage} = await importSpreadsheetAlone({
      root,
      file: 'estate.csv',
      organisation: 'tides',
      mapping: 'm.yaml',
      sheet: undefined,
      out: undefined,
      progress: silent,
      signal: new AbortController().signal,
    })

    expect(problems.map(({where, message}) => `${where} ${message}`)).toEqual([
      "estate.csv:2 the product 'oracle-databse' is not in the catalogue; the nearest name there is 'oracle-database'",
    ])
    expect(coverage[0]?.notes?.map(({code}) => code)).toEqual(['read-as', 'not-in-catalogue'])
  })
})

describe('a misspelling', () => {
  it.each([
    ['Postgress', 'postgresql'],
    ['postgresqll', 'postgresql'],
    ['mysqll', undefined],
    ['Delphix', undefined],
    ['SAP', undefined],
    ['Orbital Suite', undefined],
    ['IMS', undefined],
    ['Windwos Server 2008 R2', 'windows-server'],
    ['Tomcta', 'tomcat'],
    ['WebSpere', 'websphere-application-server'],
    ['__proto__', undefined],
    ['', undefined],
  ])('%s means %s', async (name, product) => {
    expect(misspeltProduct(await loadCatalogue(), name)).toBe(product)
  })
})
