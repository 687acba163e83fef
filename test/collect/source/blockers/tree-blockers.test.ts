import {describe, expect, it} from '@jest/globals'
import {otherEnvironmentOf} from '../../../../src/collect/source/blockers/other-environments.ts'
import {scanned} from '../manifests/scan.ts'

const fixed = (...lines: readonly string[]): string => lines.map((line) => `       ${line}`).join('\n')

/** `words: file:line ...` of all that a tree of these files tells. */
async function blockersOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const {records} = await scanned(files)
  const places = new Map(
    records.flatMap((record) =>
      record.record === 'evidence' ? [[record.id, record.locator.replace(/^t\//, '')] as const] : [],
    ),
  )
  return records.flatMap((record) =>
    record.record === 'entity'
      ? (record.attributes.blockers ?? []).map(
          (item) =>
            `${'value' in item ? String(item.value) : ''}: ${item.evidence.map((id) => places.get(id)).join(' ')}`,
        )
      : [],
  )
}

const writer = fixed(
  'PROGRAM-ID. CLMOUT.',
  'FILE-CONTROL.',
  '    SELECT OUT-FILE ASSIGN TO CLAIMOUT.',
  '    SELECT LOG-FILE ASSIGN TO CLAIMLOG.',
  'DATA DIVISION.',
  'FILE SECTION.',
  'FD OUT-FILE.',
  '01 OUT-RECORD PIC X(80).',
  'FD LOG-FILE.',
  '01 LOG-RECORD.',
  '   05 LOG-COUNT PIC 9(4) COMP.',
  'WORKING-STORAGE SECTION.',
  'COPY CLMREC.',
  'PROCEDURE DIVISION.',
  '    OPEN OUTPUT OUT-FILE LOG-FILE.',
  '    WRITE OUT-RECORD FROM CLAIM-RECORD.',
)
const record = fixed(
  '01 CLAIM-RECORD.',
  '   05 CLAIM-NUMBER PIC 9(8).',
  '   05 CLAIM-AMOUNTS COMP-3.',
  '      10 CLAIM-PAID PIC S9(7)V99.',
  '      10 CLAIM-NOTE PIC X(10).',
  '   05 CLAIM-DAYS PIC S9(4) COMP.',
)
const job = (...lines: readonly string[]): string =>
  ["//CLAIMS   JOB (ACCT),'CLAIMS'", '//MAKE     EXEC PGM=CLMOUT', ...lines].join('\n')
const made = ['//CLAIMOUT DD DSN=CLM.OUT,DISP=(NEW,CATLG)', '//CLAIMLOG DD DSN=CLM.LOG,DISP=(NEW,CATLG)']
const sent = (dataset: string): readonly string[] => [
  '//SEND     EXEC PGM=FTP',
  '//INPUT    DD *',
  'ftp.dept.example',
  `put '${dataset}' out.dat`,
  'quit',
]

describe('what stands in the way of a move by several files', () => {
  it('is the sending of a file whose record has packed and binary fields, with these', async () => {
    const files = {
      'cbl/CLMOUT.cbl': writer,
      'cpy/CLMREC.cpy': record,
      'jcl/CLAIMS.jcl': job(...made, ...sent('CLM.OUT')),
    }

    expect(await blockersOf(files)).toEqual([
      'EBCDIC and packed numbers in exchanged files: cpy/CLMREC.cpy:4 cpy/CLMREC.cpy:6 jcl/CLAIMS.jcl:8',
      'FTP: jcl/CLAIMS.jcl:5',
    ])
  })

  it('is the same where a utility copies the file first, and a DD names it', async () => {
    const copied = [
      '//COPY     EXEC PGM=IEBGENER',
      '//SYSUT1   DD DSN=CLM.OUT,DISP=SHR',
      '//SYSUT2   DD DSN=CLM.SEND,DISP=(NEW,CATLG)',
      '//SEND     EXEC PGM=FTP',
      '//OUTDD    DD DSN=CLM.SEND,DISP=SHR',
      '//INPUT    DD *',
      'put //DD:OUTDD out.dat',
    ]
    const files = {'cbl/CLMOUT.cbl': writer, 'cpy/CLMREC.cpy': record, 'jcl/CLAIMS.jcl': job(...made, ...copied)}

    expect(await blockersOf(files)).toEqual([
      'EBCDIC and packed numbers in exchanged files: cpy/CLMREC.cpy:4 cpy/CLMREC.cpy:6 jcl/CLAIMS.jcl:9 jcl/CLAIMS.jcl:11',
      'FTP: jcl/CLAIMS.jcl:8',
    ])
  })

  it('is no file of text, nor one whose record nothing shows', async () => {
    const text = record.replaceAll(/COMP(?:-3)?/g, 'DISPLAY')

    expect(
      await blockersOf({'a/CLMOUT.cbl': writer, 'a/CLMREC.cpy': text, 'a/A.jcl': job(...made, ...sent('CLM.OUT'))}),
    ).toEqual(['FTP: a/A.jcl:5'])
    expect(
      await blockersOf({'a/CLMOUT.cbl': writer, 'a/CLMREC.cpy': record, 'a/A.jcl': job(...made, ...sent('CLM.OTHER'))}),
    ).toEqual(['FTP: a/A.jcl:5'])
  })

  it('is a call whose program only a run decides, and none that is known', async () => {
    const files = {
      'a/A.cbl': fixed(
        'PROGRAM-ID. A.',
        'WORKING-STORAGE SECTION.',
        "01 WS-FIXED PIC X(8) VALUE 'AUDIT'.",
        'LINKAGE SECTION.',
        '01 LK-NEXT PIC X(8).',
        'PROCEDURE DIVISION USING LK-NEXT.',
        '    CALL WS-FIXED.',
        "    CALL 'RATES'.",
        '    CALL LK-NEXT.',
      ),
    }

    expect(await blockersOf(files)).toEqual(['calls whose program is decided at run time: a/A.cbl:9'])
  })

  it('is assembler, with those who call and run it, but no namesake in another language', async () => {
    const program = (name: string, ...lines: readonly string[]): string =>
      fixed(`PROGRAM-ID. ${name}.`, 'PROCEDURE DIVISION.', ...lines)
    const files = {
      'asm/CLMDATE.asm': ['* Dates of claims', 'CLMDATE  CSECT', '         BR    14', '         END'].join('\n'),
      'asm/RATES.asm': 'RATES    CSECT\n         END\n',
      'cbl/A.cbl': `${program('A', "    CALL 'CLMDATE' USING B.", "    CALL 'RATES'.")}\n      *    CALL 'CLMDATE'.\n`,
      'cbl/RATES.cbl': program('RATES', '    GOBACK.'),
      'jcl/J.jcl': "//J JOB (A),'A'\n//S1 EXEC PGM=CLMDATE\n//S2 EXEC PGM=A\n",
      'test/T.cbl': program('T', "    CALL 'CLMDATE'."),
    }

    expect(await blockersOf(files)).toEqual(['assembler: asm/CLMDATE.asm:2 asm/RATES.asm:1 cbl/A.cbl:3 jcl/J.jcl:2'])
  })

  it('is a screen, where it is sent, received and described', async () => {
    const files = {
      'a/A.cbl': fixed(
        'PROGRAM-ID. A.',
        'PROCEDURE DIVISION.',
        "    EXEC CICS SEND MAP('CLMM') MAPSET('CLMS') END-EXEC.",
        "    EXEC CICS RECEIVE MAP('CLMM') MAPSET('CLMS') END-EXEC.",
        "    EXEC CICS LINK PROGRAM('B') END-EXEC.",
      ),
      'a/CLMS.bms': 'CLMS     DFHMSD TYPE=MAP\nCLMM     DFHMDI SIZE=(24,80)\n',
    }

    expect(await blockersOf(files)).toEqual(['screens of terminals as interface: a/A.cbl:3 a/A.cbl:4 a/CLMS.bms:2'])
  })

  it('is a component of COM, unless its project stands in the tree', async () => {
    const files = {
      'rates/Rates.vbp': 'Type=OleDll\nExeName32="Rates.dll"\nName="Rates"\n',
      'claims/Claims.vbp': [
        'Type=Exe',
        'Reference=*\\G{0D623539-DBA2-11D1-B5DF-0060976089D0}#1.0#0#..\\rates\\Rates.dll#Rates of claims',
        'Reference=*\\G{2A75196C-D9EB-4129-B803-931327F72D5C}#2.8#0#..\\ado\\msado15.dll#ADO',
        'Reference=*\\A..\\rates\\Rates.vbp',
        'Object={831FDD16-0C5C-11D2-A9FC-0000F8754DA1}#2.0#0; MSCOMCTL.OCX',
        'Module=Main; Main.bas',
        'Name="Claims"',
      ].join('\n'),
      'claims/Main.bas': 'Set r = CreateObject("Rates.Table")\nSet x = CreateObject("Excel.Application")\n',
    }

    expect((await blockersOf(files)).toSorted()).toEqual([
      '32-bit libraries: rates/Rates.vbp:1',
      'COM components: claims/Claims.vbp:3 claims/Claims.vbp:5 claims/Main.bas:2',
    ])
  })

  it('stands in members without an ending as in files of their language', async () => {
    const files = {
      'lib/SENDJOB': job('//STEP1    EXEC PGM=FTP'),
      'lib/CLMPGM': `       IDENTIFICATION DIVISION.\n${fixed(
        'PROGRAM-ID. CLMPGM.',
        'WORKING-STORAGE SECTION.',
        "01 DB-PASSWORD PIC X(8) VALUE 'HUNTER2'.",
      )}`,
    }

    expect(await blockersOf(files)).toEqual(['FTP: lib/SENDJOB:3', 'hard-coded user names and passwords: lib/CLMPGM:4'])
  })
})

describe('settings for one environment', () => {
  it.each([
    ['Pay/appsettings.Development.json', 'development'],
    ['web.Debug.config', 'development'],
    ['src/application-test.yml', 'test'],
    ['docker-compose.override.yml', 'development'],
    ['envs/staging/app.properties', 'staging'],
    ['appsettings.json', undefined],
    ['appsettings.Production.json', undefined],
    ['Web.Release.config', undefined],
    ['appsettings.Sandpit.json', undefined],
    ['app.module.config', undefined],
    ['dev/Pay.cs', undefined],
  ])('stand in the way only where that may be production: %s', (path, environment) => {
    expect(otherEnvironmentOf(path, 'windows-authentication')).toBe(environment)
    expect(otherEnvironmentOf(path, 'hard-coded-credentials')).toBeUndefined()
  })

  it('are counted, and their passwords told', async () => {
    const files = {
      'appsettings.Development.json': '{"C": {\n"A": "Server=d;Integrated Security=true",\n"DbPassword": "Harbour99"}}',
      'appsettings.json': '{"C": {"A": "Server=d;User Id=u"}}',
    }

    expect(await blockersOf(files)).toEqual(['hard-coded user names and passwords: appsettings.Development.json:3'])
    expect((await scanned(files)).notes).toContain(
      '1 place that would stand in the way of a move: only in settings for other environments than production (development), so not counted',
    )
  })
})
