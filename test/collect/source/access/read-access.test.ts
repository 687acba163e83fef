import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {readAccess} from '../../../../src/collect/source/access/read-access.ts'
import type {Problem} from '../../../../src/model/inventory.ts'
import {isTooLarge} from '../../../../src/collect/source/walk-tree.ts'
import {database} from './databases.ts'

function linesOf(bytes: Uint8Array): readonly unknown[] {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-access-'))
  try {
    writeFileSync(join(folder, 'a.mdb'), bytes)
    return readAccess(join(folder, 'a.mdb'))
      .text.trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
  } finally {
    rmSync(folder, {recursive: true})
  }
}

describe('a database of Access', () => {
  it('tells its tables with their columns, and how many rows are in them', () => {
    expect(linesOf(database('tides-data.mdb'))).toEqual([
      {is: 'access', made: 'Access 2000 to 2003', tables: 2},
      {is: 'table', name: 'tblClaims', rows: 2, columns: ['ClaimID', 'Harbour', 'Largest Ship', 'Paid', 'Remarks']},
      {is: 'table', name: 'tblHarbours', rows: 0, columns: ['Name']},
    ])
  })

  it('tells its links without user and password, what its queries read and write, and the names of its screens', () => {
    const server = 'ODBC;DRIVER=SQL Server;SERVER=sql01.tides.example.gov.uk;DATABASE=Tides'
    const query = (name: string, reads: readonly string[], writes: readonly string[], more = {}): unknown => ({
      ...{is: 'query', name, reads, writes},
      ...more,
    })
    const ofClaims = {of: {is: 'form', name: 'frmClaims'}}

    expect(linesOf(database('Tides.accdb'))).toEqual([
      {is: 'access', made: 'Access 2010', tables: 2},
      {is: 'table', name: 'Late Claims', rows: 0, columns: ['ClaimID']},
      {is: 'table', name: 'Settings', rows: 0, columns: ['Key', 'Value']},
      {is: 'link', name: 'Ledger', foreign: 'dbo.Ledger', connect: 'ODBC;DSN=HarbourLedger;DATABASE=Ledger'},
      {is: 'link', name: 'Payments', foreign: 'dbo.Payments', connect: server, hasPassword: true},
      {is: 'link', name: 'Claims', foreign: 'tblClaims', database: 'C:\\Tide Office\\tides-data.mdb'},
      {
        ...{is: 'link', name: 'Rates', foreign: 'Sheet1$'},
        ...{connect: 'Excel 8.0;HDR=YES;IMEX=2;', database: '\\\\files01\\rates\\rates.xls'},
      },
      query('qryAll', [], [], {sql: ['SELECT Key FROM Settings\r\nUNION ', 'SELECT ClaimID FROM [Late Claims];']}),
      query('qryClose', [], [], {
        passed: 'UPDATE dbo.Closures SET closed = 1 FROM dbo.Closures JOIN dbo.Berths ON 1 = 1',
        connect: `${server};Trusted_Connection=Yes`,
      }),
      query('qryGone', ['Forgotten'], []),
      query('qryMakeLate', ['Late Claims'], ['Late Now'], {isMaker: true}),
      query('qryOpen', ['Claims', 'Settings'], [], {
        sql: ['(SELECT ClaimID FROM [Late Claims] WHERE Paid = DLookup("Value","Settings"))'],
      }),
      query('qryPay', ['Payments', 'qryOpen'], ['Payments']),
      query('qryPurge', ['Late Claims'], ['Late Claims']),
      query('~sq_cfrmClaims~sq_ccboHarbour', ['Settings'], [], ofClaims),
      query('~sq_ffrmClaims', ['Claims'], [], ofClaims),
      {is: 'form', name: 'frmClaims'},
      {is: 'report', name: 'rptLate'},
      {is: 'macro', name: 'AutoExec'},
      {is: 'module', name: 'modTides'},
    ])
  })

  it('that cannot be read says why', () => {
    const sound = database('tides-data.mdb')
    const encrypted = Buffer.from(sound)
    encrypted[0x3e] = (encrypted[0x3e] ?? 0) ^ 0x5a
    const later = Buffer.from(sound)
    later[0x14] = 0x7f
    const unread = (message: string): unknown => [{is: 'access', unread: message}]

    expect(linesOf(encrypted)).toEqual(unread('it is encrypted'))
    expect(linesOf(later)).toEqual(unread('it is of a version of Access that is not known'))
    expect(linesOf(sound.subarray(0, 6000))).toEqual(unread('it is cut short or damaged'))
    // What is left of a file does not tell of a key, whatever stands in its head.
    expect(linesOf(encrypted.subarray(0, 6000))).toEqual(unread('it is cut short or damaged'))
    expect(linesOf(sound.subarray(0, 1000))).toEqual(unread('it is cut short or damaged'))
    expect(linesOf(Buffer.concat([sound.subarray(0, 0x18), Buffer.alloc(16_384 - 0x18)]))).toEqual(
      unread('it is cut short or damaged'),
    )
    expect(linesOf(Buffer.from('no database'))).toEqual(unread('it is no database of Access'))
    expect(linesOf(Buffer.alloc(0))).toEqual(unread('it is no database of Access'))
  })

  it('that ends within a page tells so, whatever else of it is read', () => {
    const bytes = database('tides-data.mdb')

    expect(linesOf(bytes.subarray(0, bytes.length - 100))[0]).toMatchObject({
      damage: expect.arrayContaining(['its last page: it is cut short']),
    })
  })

  it('whose one table is damaged tells the others', () => {
    const bytes = database('tides-data.mdb')
    const name = Buffer.from('Largest Ship', 'utf16le')
    // The mark of the page that defines the table.
    bytes[bytes.indexOf(name) & ~4095] = 0xee

    expect(linesOf(bytes)).toEqual([
      {is: 'access', made: 'Access 2000 to 2003', tables: 2, damage: ['table tblClaims: a table is damaged']},
      {is: 'table', name: 'tblClaims'},
      {is: 'table', name: 'tblHarbours', rows: 0, columns: ['Name']},
    ])
  })

  it('with bytes that are anything else is read as far as it can be', () => {
    const sound = database('tides-data.mdb')
    let seed = 20_261_126
    const chance = (below: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff
      return seed % below
    }
    for (let run = 0; run < 40; run += 1) {
      const bytes = Buffer.from(sound)
      // In the pages of the catalogue and of the tables, not in the head.
      for (let count = 0; count < 300; count += 1) bytes[4096 + chance(bytes.length - 4096)] = chance(256)
      expect(linesOf(bytes)[0]).toMatchObject({is: 'access'})
    }
  })

  it('that is longer than Access allows is not read, and told', () => {
    const problems: Problem[] = []
    const list = {leftOut: new Map(), setAside: new Map(), tooLarge: [], problems}

    expect(isTooLarge('a.accdb', 2 ** 31, list)).toBe(false)
    expect(isTooLarge('a.accdb', 2 ** 31 + 1, list)).toBe(true)
    expect(problems).toEqual([
      {
        ...{record: 'problem', code: 'too-large', where: 'a.accdb'},
        message: 'it has more than 2048 MB, so what it brings in is not known',
        hint: 'Access keeps no more in one file: look what it is.',
      },
    ])
  })
})
