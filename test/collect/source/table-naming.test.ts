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

  it('are made in the database that is used there, and never one with those of another', async () => {
    expect(
      await tables({
        'claims/a.sql': 'USE [Claims]\nGO\nCREATE TABLE dbo.Person (id int)\nGO\n',
        'claims/b.sql': `${select('b')} Claims.dbo.Person\nGO`,
        'pay/a.sql': '-- USE Claims\nUSE Payroll;\nGO\nCREATE TABLE [dbo].[Person] (id int)\nGO\n',
        'pay/b.sql': `USE Payroll\nGO\n${select('c')} Person\nGO`,
      }),
    ).toEqual([
      'dbo.b_p READS Claims.dbo.Person: SQL',
      'dbo.c_p READS Payroll.dbo.Person: SQL; dbo, since the name says no schema',
      't WRITES Claims.dbo.Person: made by SQL',
      't WRITES Payroll.dbo.Person: made by SQL',
    ])
  })

  it('are made apart in two databases of one script, and dropped there alone', async () => {
    const made =
      'USE One\nGO\nCREATE TABLE dbo.A (id int)\nCREATE TABLE dbo.Z (id int)\nUSE Two\nGO\nCREATE TABLE dbo.A (id int)\nCREATE TABLE dbo.B (id int)\nUSE master\nGO\nCREATE TABLE dbo.C (id int)\nGO\n'

    expect(await tables({'V1__a.sql': made, 'V2__b.sql': 'USE One\nGO\nDROP TABLE dbo.A\nDROP TABLE dbo.B\n'})).toEqual(
      [
        't WRITES One.dbo.Z: made by a Flyway migration',
        't WRITES Two.dbo.A: made by a Flyway migration',
        't WRITES Two.dbo.B: made by a Flyway migration',
        't WRITES dbo.C: made by a Flyway migration',
      ],
    )
    expect(await tables({'V1__a.sql': made, 'V2__b.sql': 'DROP TABLE dbo.A\nDROP TABLE dbo.B\nGO\n'})).toEqual([
      't WRITES One.dbo.A: made by a Flyway migration',
      't WRITES One.dbo.Z: made by a Flyway migration',
      't WRITES Two.dbo.A: made by a Flyway migration',
      't WRITES dbo.C: made by a Flyway migration',
    ])
  })

  it('have no schema of SQL Server where MySQL is used', async () => {
    expect(await tables({'a.sql': 'USE shop;\nCREATE TABLE person (id int) ENGINE=InnoDB;\n'})).toEqual([
      't WRITES person: made by SQL',
    ])
  })

  it('are of dbo where two dots leave the schema out, with one database and with several', async () => {
    const files = {
      'a.sql': `${select('a')} Claims..Person\nGO`,
      'b.sql': `${select('b')} Claims.dbo.Person\nGO`,
      'c.sql': `USE Claims\nGO\n${select('c')} Person\nGO`,
    }
    const read = [
      'dbo.a_p READS Claims.dbo.Person: SQL; dbo, since the name says no schema',
      'dbo.b_p READS Claims.dbo.Person: SQL',
      'dbo.c_p READS Claims.dbo.Person: SQL; dbo, since the name says no schema',
    ]

    expect(await tables(files)).toEqual(read)
    expect(await tables({...files, 'd.sql': `USE Payroll\nGO\n${select('d')} ledger..Person\nGO`})).toEqual([
      ...read,
      'dbo.d_p READS ledger.dbo.Person: SQL; dbo, since the name says no schema',
    ])
    expect(await tables({'a.sql': files['a.sql']})).toEqual(read.slice(0, 1))
  })

  it('are of dbo behind two dots where another product is asked as well', async () => {
    expect(
      await tables({
        'a.sql': `${select('a')} Claims..Person\nGO`,
        'b.sql': `${select('b')} Claims.dbo.Person\nGO`,
        'c.php': '<?php $c = oci_connect("u", $p); $q = "SELECT a FROM claims_x";',
      }),
    ).toEqual([
      'c.php READS claims_x: SQL',
      'dbo.a_p READS Claims.dbo.Person: SQL; dbo, since the name says no schema',
      'dbo.b_p READS Claims.dbo.Person: SQL',
    ])
  })
})
