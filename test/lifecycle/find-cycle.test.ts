import {beforeAll, describe, expect, it} from '@jest/globals'
import {findCycle, findProduct} from '../../src/lifecycle/find-cycle.ts'
import {loadCatalogue, unverifiedProducts} from '../../src/lifecycle/load-catalogue.ts'
import type {Catalogue} from '../../src/model/lifecycle.ts'

let catalogue: Catalogue
beforeAll(async () => {
  catalogue = await loadCatalogue()
})

const names = (product: string, version: string) =>
  findCycle(catalogue, product, version)?.matches.map(({cycle}) => cycle.name)

describe('the catalogue', () => {
  it('has at least 200 products, 150 of them with facts that were read from their source, every id and alias once', () => {
    const all = catalogue.products.flatMap(({id, aliases}) => [id, ...aliases])

    expect(catalogue.products.length).toBeGreaterThanOrEqual(200)
    expect(catalogue.products.length - unverifiedProducts(catalogue).length).toBeGreaterThanOrEqual(150)
    expect(new Set(all).size).toBe(all.length)
  })

  it('holds dates that vendors published', () => {
    const end = (product: string, version: string) =>
      findCycle(catalogue, product, version)?.matches[0]?.cycle.endOfLife

    expect([
      end('windows-server', '2016'),
      end('nodejs', '20'),
      end('python', '3.10'),
      end('rhel', '7'),
      end('oracle-jdk', '8'),
    ]).toEqual(['2027-01-12', '2026-04-30', '2026-10-31', '2024-06-30', '2022-03-31'])
  })

  it('ends the support of a Lambda runtime when it is deprecated, not when updates are blocked', () => {
    const ends = (runtime: string) => {
      const {endOfLife, frozenFrom} = findCycle(catalogue, 'aws-lambda', runtime)?.matches[0]?.cycle ?? {}
      return [runtime, endOfLife, frozenFrom]
    }

    expect(['python3.7', 'nodejs14.x', 'dotnet6', 'nodejs24.x', 'dotnet9'].map(ends)).toEqual([
      ['python3.7', '2023-12-04', '2027-03-03'],
      ['nodejs14.x', '2023-12-04', '2027-03-03'],
      ['dotnet6', '2024-12-20', '2027-03-03'],
      ['nodejs24.x', '2028-04-30', '2028-07-01'],
      ['dotnet9', '2026-11-10', undefined],
    ])
  })
})

describe('matching a version', () => {
  it.each([
    ['windows-server', '2003 R2 SP2', ['2003-sp2']],
    ['windows-server', '2008 R2', ['2008-r2-sp1']],
    ['mssqlserver', '13.00.5820', ['13.0-sp2']],
    ['mssqlserver', '13.0.5820.21', ['13.0-sp2']],
    ['mssqlserver', '13.0.1601.5', ['13.0']],
    ['mssqlserver', '13.0.6300.2', ['13.0-sp3']],
    ['mssqlserver', '13.0.9000.1', ['13.0-sp3-acp']],
    ['mssqlserver', '12.0.6433.1', ['12.0-sp3']],
    ['mssqlserver', '10.50.6000.34', ['10.50-sp3']],
    ['mssqlserver', '10.0.6556.0', ['10.0-sp4']],
    ['mssqlserver', '15.0.4316.3', ['15.0']],
    ['oracle-database', '11.2', ['11.2']],
    ['oracle', '19c', ['19']],
    ['oracle', '11g', ['11.2', '11.1']],
    ['windows-server', '2008', ['2008-sp2']],
    ['windows-server', '2008 R2', ['2008-r2-sp1']],
    ['windows-server', '2012 R2', ['2012-r2']],
    ['windows', '7', ['7-sp1']],
    ['oracle-jdk', '1.8.0_202', ['8']],
    ['nodejs', 'v20.11.1', ['20']],
    ['ubuntu', '22.04.3 LTS', ['22.04']],
    ['python', '3.10', ['3.10']],
    ['python', '3.1', ['3.1']],
    ['mysql', '8.0.36', ['8.0']],
    ['mssqlserver', '2019', ['15.0']],
  ])('%s %s is %j', (product, version, cycles) => {
    expect(names(product, version)).toEqual(cycles)
  })

  it('takes a name that several vendors build for all of their builds', () => {
    const products = (name: string) => findCycle(catalogue, name, '8')?.matches.map(({product}) => product.id)

    const openJdks = [
      'amazon-corretto',
      'azul-zulu',
      'bellsoft-liberica',
      'eclipse-temurin',
      'ibm-semeru',
      'red-hat-build-of-openjdk',
    ]
    expect(products('Java')?.toSorted()).toEqual([...openJdks, 'oracle-jdk'].toSorted())
    expect(products('openjdk')).toEqual(openJdks)
    expect(products('temurin')).toEqual(['eclipse-temurin'])
  })

  it.each([
    ['SQL Server', 'mssqlserver'],
    ['.NET Framework', 'dotnetfx'],
    ['Node.js', 'nodejs'],
    ['Red Hat Enterprise Linux', 'rhel'],
  ])('knows %s as people write it', (name, id) => {
    expect(findProduct(catalogue, name)?.id).toBe(id)
  })

  it.each([
    ['Windows XP', undefined, 'windows', '5-sp3'],
    ['windows 7', undefined, 'windows', '7-sp1'],
    ['Windows 7 Professional', '', 'windows', '7-sp1'],
    ['Win2008', undefined, 'windows-server', '2008-sp2'],
    ['Win2012R2', undefined, 'windows-server', '2012-r2'],
    ['W2K8 R2', undefined, 'windows-server', '2008-r2-sp1'],
    ['Windows 2008', 'R2', 'windows-server', '2008-r2-sp1'],
    ['Windows Server 2008 R2 Standard', undefined, 'windows-server', '2008-r2-sp1'],
    ['MSSQL', '2014 SP3', 'mssqlserver', '12.0-sp3'],
    ['SQL Server Express 2008', undefined, 'mssqlserver', '10.0-sp4'],
    ['Postgres 9.6', undefined, 'postgresql', '9.6'],
    ['Oracle 11g', '11.2.0.4', 'oracle-database', '11.2'],
    ['.NET Framework 4.5', undefined, 'dotnetfx', '4.5'],
    ['.NET', '4.5', 'dotnetfx', '4.5'],
    ['IE11', undefined, 'internet-explorer', '11'],
    ['RHEL 7', undefined, 'rhel', '7'],
    ['VB6', undefined, 'visual-basic-6', '6.0'],
    ['VB', '6', 'visual-basic-6', '6.0'],
    ['Access 2010', undefined, 'access', '2010'],
    ['MS Access', '2003', 'access', '2003'],
    ['SharePoint 2013', undefined, 'sharepoint', '2013'],
    ['WebLogic', '11g', 'weblogic', '10.3.6'],
    ['Ubuntu 18.04 LTS', undefined, 'ubuntu', '18.04'],
  ])('takes %s, version %s, for %s %s, as a sheet has it', (name, version, id, cycle) => {
    expect(
      findCycle(catalogue, name, version)?.matches.map((match) => [match.product.id, match.cycle.name])[0],
    ).toEqual([id, cycle])
    if (version === undefined) expect(findProduct(catalogue, name)?.id).toBe(id)
  })

  it('leaves every release open that a name in one with its version leaves open', () => {
    const found = (name: string, version?: string) =>
      findCycle(catalogue, name, version)?.matches.map(({product, cycle}) => `${product.id} ${cycle.name}`)

    expect(found('Oracle 11g')).toEqual(['oracle-database 11.2', 'oracle-database 11.1'])
    expect(found('Java 8')).toEqual(found('Java', '8'))
    expect(found('Windows 10')?.length).toBeGreaterThan(5)
    expect(found('Windows 10', '22H2')?.every((one) => one.startsWith('windows 10-22h2'))).toBe(true)
  })

  it.each(['DB2', 'Neo4j', 'COBOL', 'Windows 10 2016', 'SQL 2008', 'H2', `${'a '.repeat(5000)}7`])(
    'makes no version of a name that has none, and no other product of it: %#',
    (name) => {
      expect(findCycle(catalogue, name, undefined)?.matches ?? []).toEqual([])
    },
  )

  it.each([
    ['Lotus Domino', 'lotus-notes'],
    ['Microsoft Exchange Server', 'msexchange'],
    ['SQL Express', 'mssqlserver'],
    ['MS Excel', 'office'],
    ['Oracle EBS', 'oracle-e-business-suite'],
    ['SUSE Enterprise Linux', 'sles'],
    ['Win Server', 'windows-server'],
  ])('knows %s as %s', (name, id) => {
    expect(findProduct(catalogue, name)?.id).toBe(id)
  })

  it('tells the version in a name that the catalogue does not have', () => {
    expect(findCycle(catalogue, 'Windows 2000', undefined)).toMatchObject({
      version: '2000',
      why: 'the catalogue has no cycle 2000 of Microsoft Windows',
    })
  })

  it('never guesses: an unknown version has no cycle and a reason, an unknown product is undefined', () => {
    expect(findCycle(catalogue, 'nodejs', '99')).toMatchObject({
      matches: [],
      why: 'the catalogue has no cycle 99 of Node.js',
    })
    expect(findCycle(catalogue, 'nodejs', undefined)).toMatchObject({matches: []})
    expect(findCycle(catalogue, 'no-such-product', '1')).toBeUndefined()
  })

  it.each(['(a+)+$', '9'.repeat(100_000), '\u0000', '__proto__', '../../etc/passwd'])(
    'takes a hostile version for unknown',
    (version) => {
      expect(findCycle(catalogue, 'python', version)?.matches).toEqual([])
    },
  )
})
