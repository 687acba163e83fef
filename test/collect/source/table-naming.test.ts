import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** Who reads and writes which table, and how that is known. */
async function tables(files: Readonly<Record<string, string>>) {
  const {records} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  return records
    .flatMap((record) =>
      record.record === 'relation' && /READS|WRITES/.test(record.type)
        ? [`${names.get(record.from)} ${record.type} ${names.get(record.to)}: ${String(record.attributes.how)}`]
        : [],
    )
    .toSorted()
}

const select = (name: string): string => `CREATE PROCEDURE dbo.${name}_p AS\nSELECT a FROM`

describe('tables of SQL Server that are named in several ways', () => {
  it('are one with dbo and without it, which is then assumed', async () => {
    expect(
      await tables({
        'a.sql': `${select('a')} Claims\nGO`,
        'b.sql': `${select('b')} dbo.Claims\nGO`,
        'c.sql': `${select('c')} hr.Claims\nGO`,
      }),
    ).toEqual([
      'dbo.a_p READS dbo.Claims: SQL; dbo, since the name says no schema',
      'dbo.b_p READS dbo.Claims: SQL',
      'dbo.c_p READS hr.Claims: SQL',
    ])
  })

  it('are one with the database that the scripts say, and another one in another database', async () => {
    expect(
      await tables({
        'a.sql': `USE Tides\nGO\n${select('a')} Claims\nGO`,
        'b.sql': `${select('b')} Tides.dbo.Claims\nGO`,
        'c.sql': `${select('c')} Ledger.dbo.Claims\nGO`,
      }),
    ).toEqual([
      'dbo.a_p READS Tides.dbo.Claims: SQL; dbo, since the name says no schema',
      'dbo.b_p READS Tides.dbo.Claims: SQL',
      'dbo.c_p READS Ledger.dbo.Claims: SQL',
    ])
  })

  it('are never one where their database is not known to be', async () => {
    expect(
      await tables({
        'a.sql': `USE Tides\nGO\n${select('a')} Claims\nGO`,
        'b.sql': `USE [Ledger]\nGO\n${select('b')} dbo.Claims\nGO`,
        'c.sql': `${select('c')} dbo.Claims\nGO`,
        'd.sql': `${select('d')} Third.dbo.Claims\nGO`,
      }),
    ).toEqual([
      'dbo.a_p READS Tides.dbo.Claims: SQL; dbo, since the name says no schema',
      'dbo.b_p READS Ledger.dbo.Claims: SQL',
      'dbo.c_p READS dbo.Claims: SQL',
      'dbo.d_p READS Third.dbo.Claims: SQL',
    ])
  })

  it('are what the schema makes and the code asks for', async () => {
    const made = await tables({
      'Tides.csproj': '<Project><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>',
      'a.cs':
        'using System.Data.SqlClient; class A { void B() { var c = new SqlConnection("Server=sql01.dept.example;Database=Tides"); var q = new SqlCommand("SELECT a FROM Claims", c); } }',
      'db/migrations/V1__a.sql': 'CREATE TABLE dbo.Claims (id int)\nGO\n',
    })

    expect(made.filter((one) => one.includes('Claims'))).toEqual([
      expect.stringMatching(/^Tides WRITES dbo\.Claims/),
      'a.cs READS dbo.Claims: SQL; dbo, since the name says no schema',
    ])
  })

  it('keep their names where another product is asked as well', async () => {
    expect(
      await tables({
        'a.sql': `${select('a')} Claims\nGO`,
        'b.sql': `${select('b')} dbo.Claims\nGO`,
        'c.php': '<?php $c = oci_connect("u", $p); $q = "SELECT a FROM claims_x";',
      }),
    ).toEqual(['c.php READS claims_x: SQL', 'dbo.a_p READS Claims: SQL', 'dbo.b_p READS dbo.Claims: SQL'])
  })
})
