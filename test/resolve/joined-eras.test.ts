import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, it} from '@jest/globals'
import {collectSource} from '../../src/collect/source/collect-source.ts'
import type {InventoryRecord} from '../../src/model/inventory.ts'
import {Settings} from '../../src/model/settings.ts'
import {resolveEstate} from '../../src/resolve/resolve-estate.ts'
import {database} from '../collect/source/access/databases.ts'
import {entity, relation, system} from '../estates.ts'

const producedBy = {name: 'domesday', version: '0.0.0'}
const observedAt = '2026-11-01T00:00:00Z'
const settings = Settings.parse({schema: 'domesday/settings@1', organisations: [{id: 'msti', name: 'Ministry'}]})
const sha256 = '0'.repeat(64)

type Files = Readonly<Record<string, string | Uint8Array>>

/** A database that people declare, on its machine, with the system that keeps it. */
const declared: readonly InventoryRecord[] = [
  {record: 'coverage', id: 's1', scope: {}, status: 'complete'},
  system('msti/keeper'),
  entity('datastore', 'datastore:msti/permits', {host: 'ora01.dept.example'}),
  relation('msti/keeper', 'WRITES', 'datastore:msti/permits'),
]

/** How the systems depend on each other, with the places, and who uses which table; each tree is a system. */
async function joinsOf(trees: Readonly<Record<string, Files>>) {
  const folder = mkdtempSync(join(tmpdir(), 'domesday-eras-'))
  try {
    const inventories = []
    for (const [name, files] of Object.entries(trees)) {
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, name, path)), {recursive: true})
        writeFileSync(join(folder, name, path), text)
      }
      const options = {auditFolder: folder, paths: [name], organisation: 'msti', sourceId: name, exclude: []}
      const inventory = await collectSource({...options, system: name, producedBy, observedAt})
      inventories.push({id: name, path: `${name}.jsonl`, sha256, inventory})
    }
    const header = {
      ...{schema: 'domesday/inventory@1' as const, organisation: 'msti', producedBy, scope: {}, observedAt},
      collector: {name: 'declared', version: '1'},
    }
    const own = {id: 'declared', path: 'estate.yaml', sha256, inventory: {header, records: declared}}
    const {entities, relations, evidence, conflicts} = resolveEstate({
      inventories: [...inventories, own],
      settings,
      producedBy,
    })
    const names = new Map(entities.map(({id, name}) => [id, name]))
    const places = new Map(evidence.map(({id, locator}) => [id, locator]))
    return {
      conflicts: conflicts.map(({message}) => message),
      needs: relations
        .filter(({type, from}) => type === 'DEPENDS_ON' && from.startsWith('msti/'))
        .map(
          ({from, to, attributes, evidence: of}) =>
            `${from} -> ${to}: ${String(attributes.how)} [${of
              .map((id) => places.get(id))
              .toSorted()
              .join(' ')}]`,
        )
        .toSorted(),
      uses: relations
        .filter(({type, from}) => /^(?:READS|WRITES)$/.test(type) && from.startsWith('msti/') && from !== 'msti/keeper')
        .map(({from, type, to}) => `${from} ${type} ${String(names.get(to)).toLowerCase()}`)
        .toSorted(),
      connects: relations
        .filter(({type, to}) => type === 'READS' && to === 'datastore:msti/permits')
        .map(({from}) => from.replace(/^component:msti\//, '').replace(/#.*$/, '')),
    }
  } finally {
    rmSync(folder, {recursive: true})
  }
}

const cobol = (name: string, sql: string): string => `       IDENTIFICATION DIVISION.
       PROGRAM-ID. ${name}.
       PROCEDURE DIVISION.
           EXEC SQL ${sql} END-EXEC
           GOBACK.
`
const bind = (location: string): string => `//BINDJOB  JOB (1),'BIND'
//BIND     EXEC PGM=IKJEFT01
//SYSTSIN  DD *
  DSN SYSTEM(DB2P)
  BIND PACKAGE(${location}COLL) MEMBER(SHIPUPD)
  END
/*
`
const java = (url: string): Files => ({
  'pom.xml': '<project><groupId>uk</groupId><artifactId>ships</artifactId><version>1</version></project>',
  'src/main/resources/application.properties': `spring.datasource.url=${url}\n`,
  'src/main/java/uk/Ships.java': `package uk;
import org.springframework.jdbc.core.JdbcTemplate;
class Ships {
  private JdbcTemplate jdbc;
  Object all() { return jdbc.queryForList("SELECT NAME FROM dues.ship"); }
}
`,
})

describe('a table of Db2 that COBOL and Java name', () => {
  const batch = (location: string): Files => ({
    'cobol/SHIPUPD.cbl': cobol('SHIPUPD', "UPDATE DUES.SHIP SET NAME = ' '"),
    'jcl/BINDJOB.jcl': bind(location),
  })

  it('is one where the programs are bound to the database that Java reaches by that name', async () => {
    const {needs, uses, conflicts} = await joinsOf({
      dues: batch('DEPTDB2.'),
      ships: java('jdbc:db2://mvs1.dept.example:446/DEPTDB2'),
    })

    expect(conflicts).toEqual([])
    expect(needs).toEqual([
      'msti/ships -> msti/dues: reads DUES.SHIP, which it writes [dues/cobol/SHIPUPD.cbl:4 ships/src/main/java/uk/Ships.java:5]',
    ])
    expect(uses).toEqual(['msti/dues WRITES dues.ship', 'msti/ships READS dues.ship'])
  })

  it.each([
    ['another database', 'OTHERDB2.'],
    ['one that the source does not name', ''],
  ])('is two where they are bound to %s', async (_, location) => {
    const {needs, uses} = await joinsOf({
      dues: batch(location),
      ships: java('jdbc:db2://mvs1.dept.example:446/DEPTDB2'),
    })

    expect({needs, uses}).toEqual({needs: [], uses: []})
  })

  it('is two where two machines have a database of that name', async () => {
    const {needs} = await joinsOf({
      dues: batch('DEPTDB2.'),
      ships: java('jdbc:db2://mvs1.dept.example:446/DEPTDB2'),
      yachts: java('jdbc:db2://mvs2.dept.example:446/DEPTDB2'),
    })

    expect(needs).toEqual([])
  })
})

const unit = `CREATE OR REPLACE PACKAGE BODY tides AS
  PROCEDURE take IS
    f UTL_FILE.FILE_TYPE;
  BEGIN
    f := UTL_FILE.FOPEN('EXCHANGE_IN', 'ships.dat', 'r');
    INSERT INTO high_water (id) VALUES (1);
    SELECT MAX(v) INTO n FROM reading@clock_link;
  END;
END;
/
`
const connect = '#!/bin/sh\nsqlplus owner@//ora01.dept.example:1521/CONST <<SQL\n@tides.pkb\nSQL\n'
const link = `CREATE DATABASE LINK clock_link CONNECT TO reader IDENTIFIED BY "&word" USING '//ora02.dept.example:1521/MASTER';
CREATE OR REPLACE DIRECTORY exchange_in AS '/u02/exchange';
`
const engine: Files = {'tides.pkb': unit, 'install.sh': connect, 'install/links.sql': link}

const vb6 = (source: string): Files => ({
  'Planner.vbp': 'Type=Exe\nModule=modTides; modTides.bas\nName="Planner"\n',
  'planner.ini': `[Tides]\nConnection=Provider=OraOLEDB.Oracle;Data Source=${source}\n`,
  'modTides.bas': `Attribute VB_Name = "modTides"
Private Declare Function GetPrivateProfileString Lib "kernel32" Alias "GetPrivateProfileStringA" (ByVal a As String, ByVal b As Any, ByVal c As String, ByVal d As String, ByVal e As Long, ByVal f As String) As Long
Public Sub Show()
    Dim cn As ADODB.Connection
    Dim s As String
    s = Space$(255)
    GetPrivateProfileString "Tides", "Connection", "", s, 255, App.Path & "\\planner.ini"
    Set cn = New ADODB.Connection
    cn.Open Trim$(s)
    cn.Execute "SELECT id FROM high_water"
End Sub
`,
})

describe('a table of Oracle that PL/SQL and Visual Basic 6 name', () => {
  it('is one where both reach the same database, whatever the links of that lead to', async () => {
    const {needs, uses} = await joinsOf({engine, planner: vb6('ora01.dept.example:1521/CONST')})

    expect(needs).toContain(
      'msti/planner -> msti/engine: reads high_water, which it writes [engine/tides.pkb:6 planner/modTides.bas:10]',
    )
    expect(uses).toEqual(expect.arrayContaining(['msti/engine WRITES high_water', 'msti/planner READS high_water']))
  })

  it('is two where the second is reached by a link alone', async () => {
    const {needs} = await joinsOf({engine, planner: vb6('ora02.dept.example:1521/MASTER')})

    expect(needs.filter((line) => line.startsWith('msti/planner -> msti/engine'))).toEqual([])
  })

  it('is two where the second is kept in a file beside the program, or may be', async () => {
    const planner = vb6('ora01.dept.example:1521/CONST')
    const jet = (table: string): string => `Attribute VB_Name = "modJet"
Public Sub Keep()
    Dim db As DAO.Database
    Set db = DBEngine.OpenDatabase("D:\\planner.mdb")
    db.Execute "INSERT INTO ${table} (id) VALUES (1)"
End Sub
`
    const vbp = 'Type=Exe\nModule=modTides; modTides.bas\nModule=modJet; modJet.bas\nName="Planner"\n'
    const writes = 'CREATE PROCEDURE p IS BEGIN\nUPDATE pilot SET n = 1;\nEND;\n/\n'
    const own: Files = {...engine, 'p.prc': writes}
    const among = async (table: string): Promise<readonly string[]> => {
      const {uses} = await joinsOf({
        engine: own,
        planner: {...planner, 'Planner.vbp': vbp, 'modJet.bas': jet(table)},
      })
      return uses
    }

    expect(await among('pilot')).toEqual(
      expect.arrayContaining(['msti/engine WRITES high_water', 'msti/planner READS high_water']),
    )
    expect((await among('pilot')).filter((line) => line.includes('pilot'))).toEqual([])
  })

  it('is, behind a link, that of the database that the link leads to', async () => {
    const clock: Files = {
      'reading.prc': 'CREATE OR REPLACE PROCEDURE keep IS BEGIN\nINSERT INTO reading (v) VALUES (1);\nEND;\n/\n',
      'install.sh': '#!/bin/sh\nsqlplus o@//ora02.dept.example:1521/MASTER <<SQL\n@reading.prc\nSQL\n',
    }
    const {needs} = await joinsOf({engine, clock})

    expect(needs).toEqual([
      'msti/engine -> msti/clock: reads reading, which it writes [clock/reading.prc:2 engine/tides.pkb:7]',
    ])
  })
})

const transfer = (machine: string): Files => ({
  'jcl/SENDJOB.jcl': `//SENDJOB  JOB (1),'SEND'
//SEND     EXEC PGM=FTP
//INPUT    DD *
${machine}
put 'DUES.SHIPS' /u02/exchange/ships.dat
quit
/*
`,
})

describe('a file that a job sends', () => {
  it('is what PL/SQL takes from a directory of its database, where it is sent to the machine of that', async () => {
    const {needs, connects, conflicts} = await joinsOf({engine, dues: transfer('ora01.dept.example')})

    expect(needs).toContain(
      'msti/engine -> msti/dues: reads /u02/exchange/ships.dat, which it writes [dues/jcl/SENDJOB.jcl:5 engine/install/links.sql:2 engine/tides.pkb:5]',
    )
    expect(connects).toEqual(['engine'])
    expect(conflicts).toEqual([])
  })

  it.each([
    ['another machine', 'ora02.dept.example', engine],
    ['a machine whose folders nothing names', 'ora01.dept.example', {...engine, 'install/links.sql': ''}],
    ['a machine that is not seen to have the database', 'ora01.dept.example', {...engine, 'install.sh': ''}],
  ])('is another on %s', async (_, machine, own) => {
    const {needs} = await joinsOf({engine: own, dues: transfer(machine)})

    expect(needs.filter((line) => line.startsWith('msti/engine -> msti/dues'))).toEqual([])
  })

  it('is what Python takes from the machine that it has connected to', async () => {
    const python = `import paramiko
ssh = paramiko.SSHClient()
ssh.connect("files.dept.example")
sftp = ssh.open_sftp()
sftp.get("/u02/exchange/ships.dat", "ships.dat")
`
    const {needs} = await joinsOf({warnings: {'ships.py': python}, dues: transfer('files.dept.example')})

    expect(needs).toEqual([
      'msti/warnings -> msti/dues: reads /u02/exchange/ships.dat, which it writes [dues/jcl/SENDJOB.jcl:5 warnings/ships.py:5]',
    ])
  })
})

describe('tables that a database of Access links to', () => {
  const paying = `Sub Pay()
  Set cn = New ADODB.Connection
  cn.Open "Provider=SQLOLEDB;Data Source=sql01.tides.example.gov.uk;Initial Catalog=Tides"
  cn.Execute "DELETE FROM dbo.Ledger"
  cn.Execute "UPDATE dbo.Payments SET paid = 1"
End Sub
`

  it('are those of others that reach the same database, and no table of another name of a source', async () => {
    const {needs, uses} = await joinsOf({
      clerks: {'Tides.accdb': database('Tides.accdb')},
      payer: {'pay.bas': paying, 'pay.vbp': 'Type=Exe\nModule=pay; pay.bas\n'},
    })

    expect(uses).toEqual([
      'msti/clerks READS dbo.payments',
      'msti/clerks WRITES dbo.payments',
      'msti/payer WRITES dbo.payments',
    ])
    expect(needs.map((one) => one.replace(/ \[.*$/, ''))).toEqual([
      'msti/clerks -> msti/payer: reads dbo.Payments, which it writes',
    ])
  })
})
