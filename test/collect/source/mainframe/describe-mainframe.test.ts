import {describe, expect, it} from '@jest/globals'
import {scanned} from '../manifests/scan.ts'

type Records = Awaited<ReturnType<typeof scanned>>['records']

/** Relations as `from TYPE to at places`, without those that only say where a thing is. */
async function tellings(files: Readonly<Record<string, string | Uint8Array>>, ...types: readonly string[]) {
  const {records, notes, problems} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  const places = new Map(
    records.flatMap((record) => (record.record === 'evidence' ? [[record.id, record.locator.replace('t/', '')]] : [])),
  )
  const told = records.flatMap((record) =>
    record.record === 'relation' && types.includes(record.type) && !isModule(records, record.from)
      ? [
          `${names.get(record.from)} ${record.certainty === 'inferred' ? 'perhaps ' : ''}${record.type} ${names.get(record.to)} at ${record.evidence
            .map((id) => places.get(id))
            .toSorted()
            .join(' ')}`,
        ]
      : [],
  )
  return {told: told.toSorted(), notes, problems, records}
}

function isModule(records: Records, id: string): boolean {
  return records.some(
    (record) =>
      record.record === 'entity' && record.id === id && JSON.stringify(record.attributes.type)?.includes('"module"'),
  )
}

const fixed = (...lines: readonly string[]): string => lines.map((line) => `       ${line}`).join('\n')

const claims = fixed(
  'IDENTIFICATION DIVISION.',
  'PROGRAM-ID. CLAIMS.',
  'ENVIRONMENT DIVISION.',
  'FILE-CONTROL.',
  '    SELECT CLAIM-FILE ASSIGN TO CLAIMIN.',
  '    SELECT OUT-FILE ASSIGN TO CLAIMOUT.',
  'DATA DIVISION.',
  'WORKING-STORAGE SECTION.',
  'COPY CLMNAMES REPLACING ==:TAG:== BY ==WS==.',
  'LINKAGE SECTION.',
  'COPY CLMCOMM.',
  'PROCEDURE DIVISION.',
  '    OPEN INPUT CLAIM-FILE OUTPUT OUT-FILE.',
  '    CALL WS-RATES-PGM USING A.',
  "    CALL 'CEE3ABD'.",
  '    IF A = B MOVE WS-AUDIT-PGM TO COMM-NEXT.',
  '    CALL COMM-NEXT.',
  '    COPY CLMCODE.',
  '    EXEC SQL SELECT A INTO :A FROM CLM.PAYER END-EXEC.',
)
const tree = {
  'cbl/CLM001.cbl': claims,
  'cbl/RATES.cbl': fixed('PROGRAM-ID. RATES.', 'PROCEDURE DIVISION.', '    GOBACK.'),
  'cbl/AUDIT.cbl': fixed('PROGRAM-ID. AUDIT.', 'PROCEDURE DIVISION.', '    GOBACK.'),
  'cpy/CLMNAMES.cpy': fixed(
    '01 :TAG:-NAMES.',
    "   05 :TAG:-RATES-PGM PIC X(8) VALUE 'RATES'.",
    "   05 :TAG:-AUDIT-PGM PIC X(8) VALUE 'AUDIT'.",
  ),
  'cpy/CLMCOMM.cpy': fixed('01 COMM-AREA.', '   05 COMM-NEXT PIC X(8).'),
  'cpy/CLMCODE.cpy': fixed("    EXEC CICS LINK PROGRAM('AUDIT') END-EXEC."),
}

describe('programs', () => {
  it('and copybooks that nothing seen calls or takes in say so, each by itself', async () => {
    const {records} = await tellings({...tree, 'cpy/CLMOLD.cpy': fixed('01 OLD-NAMES PIC X(8).')}, 'CALLS')
    const uncalled = records.flatMap((record) =>
      record.record === 'entity' && record.attributes.noCallerSeen
        ? [[record.name, record.attributes.type?.[0], record.attributes.noCallerSeen[0]]]
        : [],
    )

    expect(uncalled).toEqual([
      ['CLAIMS', expect.objectContaining({value: 'program'}), expect.objectContaining({value: true})],
      ['CLMOLD', expect.objectContaining({value: 'copybook'}), expect.objectContaining({value: true})],
    ])
  })

  it('call what names lead to, through copybooks and what is put in theirs', async () => {
    const {told, notes} = await tellings(tree, 'CALLS', 'READS')

    expect(told).toEqual([
      'CLAIMS CALLS AUDIT at cbl/CLM001.cbl:17 cbl/CLM001.cbl:18 cpy/CLMCODE.cpy:1',
      'CLAIMS CALLS CEE3ABD at cbl/CLM001.cbl:15',
      'CLAIMS CALLS RATES at cbl/CLM001.cbl:14',
      'CLAIMS READS CLM.PAYER at cbl/CLM001.cbl:19',
    ])
    expect(notes).toEqual([
      '1 call by a data item that may hold other names than those found is decided at run time: counted, not followed',
      '1 program that nothing in the tree calls: callers may be elsewhere',
    ])
  })

  it('call from a copybook of statements what an item of the program names', async () => {
    const {told} = await tellings(
      {
        'a/A.cbl': fixed(
          'PROGRAM-ID. A.',
          'WORKING-STORAGE SECTION.',
          "01 LIT-AUDIT PIC X(8) VALUE 'AUDIT'.",
          'PROCEDURE DIVISION.',
          '    COPY ENDING.',
        ),
        'a/ENDING.cpy': fixed('    CALL LIT-AUDIT.'),
      },
      'CALLS',
    )

    expect(told).toEqual(['A CALLS AUDIT at a/A.cbl:5 a/ENDING.cpy:1'])
  })

  it('list the calls that only a run decides, with the names that are known', async () => {
    const {records} = await tellings(tree)
    const program = records.find((record) => record.record === 'entity' && record.name === 'CLAIMS')

    expect(program).toMatchObject({
      kind: 'component',
      attributes: {
        type: [{value: 'program'}],
        path: [{value: 't/cbl/CLM001.cbl'}],
        callsByDataItem: [{value: ['CALL COMM-NEXT, line 17: AUDIT, or another']}],
        statements: [{value: {CALL: 3, COPY: 3, 'EXEC SQL': 1, OPEN: 2}}],
      },
    })
  })

  it('open files by paths of their own, too', async () => {
    const text = fixed(
      'PROGRAM-ID. CLM.',
      'FILE-CONTROL.',
      '    SELECT A ASSIGN TO "C:\\in.txt".',
      '    SELECT B ASSIGN DYNAMIC WS-PATH.',
      'WORKING-STORAGE SECTION.',
      "01 WS-PATH PIC X(20) VALUE '/data/out.txt'.",
      'PROCEDURE DIVISION.',
      '    OPEN INPUT A OUTPUT B.',
    )

    expect((await tellings({'CLM.cbl': text}, 'READS', 'WRITES')).told).toEqual([
      'CLM READS C:\\in.txt at CLM.cbl:8',
      'CLM WRITES /data/out.txt at CLM.cbl:8',
    ])
  })

  it('in members without an ending, and copybooks that take each other in, are read', async () => {
    const {told, records} = await tellings(
      {
        PAYMENTS: fixed('IDENTIFICATION DIVISION.', 'PROGRAM-ID. PAYMENTS.', 'PROCEDURE DIVISION.', '    COPY ROUND.'),
        ROUND: fixed('01 A.', '   05 B PIC X.', '    COPY ABOUT.'),
        'ABOUT.cpy': fixed('    COPY ROUND.', "    CALL 'RATES'."),
        RATES: fixed('ID DIVISION.', 'PROGRAM-ID. RATES.'),
        PAYJOB: '//PAYJOB JOB\n//S EXEC PGM=PAYMENTS',
        README: 'A CALL to nobody.',
      },
      'CALLS',
    )

    expect(told).toEqual(['PAYJOB.S CALLS PAYMENTS at PAYJOB:2', 'PAYMENTS CALLS RATES at ABOUT.cpy:2 PAYMENTS:4'])
    expect(records.some((record) => 'name' in record && record.name === 'README')).toBe(false)
  })

  it('of one name in several folders are called by those nearest; where none is nearer, nobody is', async () => {
    const caller = fixed('PROGRAM-ID. MAIN.', 'PROCEDURE DIVISION.', "    CALL 'RATES'.")
    const rates = fixed('PROGRAM-ID. RATES.')
    const {told, notes} = await tellings(
      {
        'a/MAIN.cbl': caller,
        'a/RATES.cbl': rates,
        'b/RATES.cbl': rates,
        'c/OTHER.cbl': caller.replace('MAIN', 'OTHER'),
      },
      'CALLS',
    )

    expect(told).toEqual(['MAIN CALLS RATES at a/MAIN.cbl:3', 'OTHER CALLS RATES at c/OTHER.cbl:3'])
    expect(notes).toEqual([
      '1 call is of a program that several files of the tree are, none nearer than the others: not followed',
      '3 programs that nothing in the tree calls: callers may be elsewhere',
    ])
  })
})

describe('jobs', () => {
  const jobs = {
    ...tree,
    'jcl/LOAD.jcl': `//LOAD JOB
//JOBLIB DD DSN=CLM.LOADLIB,DISP=SHR
//S1 EXEC PGM=IEBGENER
//SYSUT1 DD DSN=CLM.INBOUND,DISP=SHR
//SYSUT2 DD DSN=CLM.DAILY(+1),DISP=(NEW,CATLG)`,
    'jcl/DAILY.jcl': `//DAILY JOB
// SET HLQ=CLM
//RUN EXEC CLMPROC,OUT=RESULT
//CLM.CLAIMIN DD DSN=&HLQ..DAILY(0),DISP=SHR
//SORT EXEC PGM=SORT
//SORTIN DD DSN=*.RUN.CLM.CLAIMOUT,DISP=SHR
//       DD DSN=&UNKNOWN..EXTRA,DISP=SHR
//SORTOUT DD DSN=&&WORK,DISP=(NEW,PASS)
//SEND EXEC PGM=FTP
//INPUT DD *
files.msti.example
nobody nothing
PUT 'CLM.RESULT' /out/claims.csv
/*
//LOST EXEC NOWHERE`,
    'proc/CLMPROC.prc': `//CLMPROC PROC OUT=NONE
//CLM EXEC PGM=CLM001
//CLAIMIN DD DUMMY
//CLAIMOUT DD DSN=&HLQ..&OUT,DISP=(,CATLG)`,
  }

  it('read and write datasets by procedures, symbols, overrides and what their programs open', async () => {
    const {told, notes} = await tellings(jobs, 'READS', 'WRITES', 'DEPENDS_ON')

    expect(told.filter((line) => !line.includes('CLM.PAYER'))).toEqual([
      'CLAIMS READS CLM.DAILY at cbl/CLM001.cbl:5 jcl/DAILY.jcl:3 jcl/DAILY.jcl:4 proc/CLMPROC.prc:3',
      'CLAIMS WRITES CLM.RESULT at cbl/CLM001.cbl:6 jcl/DAILY.jcl:3 proc/CLMPROC.prc:4',
      'DAILY perhaps DEPENDS_ON LOAD at jcl/DAILY.jcl:3 jcl/DAILY.jcl:4 jcl/LOAD.jcl:5 proc/CLMPROC.prc:3',
      'DAILY.RUN.CLM READS CLM.DAILY at jcl/DAILY.jcl:3 jcl/DAILY.jcl:4 proc/CLMPROC.prc:3',
      'DAILY.RUN.CLM WRITES CLM.RESULT at jcl/DAILY.jcl:3 proc/CLMPROC.prc:4',
      'DAILY.SEND READS CLM.RESULT at jcl/DAILY.jcl:13',
      'DAILY.SEND WRITES /out/claims.csv at jcl/DAILY.jcl:13',
      'DAILY.SORT READS CLM.RESULT at jcl/DAILY.jcl:6',
      'LOAD READS CLM.LOADLIB at jcl/LOAD.jcl:2',
      'LOAD.S1 READS CLM.INBOUND at jcl/LOAD.jcl:4',
      'LOAD.S1 WRITES CLM.DAILY at jcl/LOAD.jcl:5',
    ])
    expect(notes).toEqual([
      '1 call by a data item that may hold other names than those found is decided at run time: counted, not followed',
      '1 dataset named by a symbol is decided at run time: counted, not followed',
      '1 call of a procedure or group of JCL that is not in the tree: what it does is not known',
    ])
  })

  it('run the programs of their steps, by their members too', async () => {
    const {told} = await tellings(jobs, 'CALLS')

    expect(told.filter((line) => /^(?:DAILY|LOAD)/.test(line))).toEqual([
      'DAILY.RUN.CLM CALLS CLAIMS at jcl/DAILY.jcl:3 proc/CLMPROC.prc:2',
      'DAILY.SEND CALLS FTP at jcl/DAILY.jcl:9',
      'DAILY.SEND CALLS files.msti.example at jcl/DAILY.jcl:13',
      'DAILY.SORT CALLS SORT at jcl/DAILY.jcl:5',
      'LOAD.S1 CALLS IEBGENER at jcl/LOAD.jcl:3',
    ])
  })

  const sending = (parameter: string, stream: string): string =>
    `//SENDER JOB
// SET SITE=files,PORT=21
//SEND EXEC PGM=FTP,PARM=${parameter}
//INPUT DD *
${stream}
/*`

  it.each([
    ["'files.msti.example'"],
    ["'files.msti.example 21 (EXIT TIMEOUT 20'"],
    ["'files.msti.example(EXIT'"],
    ["('files.msti.example','(EXIT')"],
    ["'&SITE..msti.example &PORT (EXIT=08'"],
    [`'-d -r TLS -f "//DD:SETS" FILES.msti.example ( EXIT'`],
    [`'ENVAR("A=/b")/-a TLS files.msti.example'`],
  ])('send to the machine of PARM=%s, whatever the stream begins with', async (parameter) => {
    const {told} = await tellings({'S.jcl': sending(parameter, "some.body\nsecret\nPUT 'CLM.OUT' a.csv")}, 'CALLS')

    expect(told).toEqual([
      'SENDER.SEND CALLS FTP at S.jcl:3',
      'SENDER.SEND CALLS files.msti.example at S.jcl:3 S.jcl:7',
    ])
  })

  it.each([["'(EXIT'"], ["'/-d'"], ["'-f //DD:SETS (EXIT'"], ['EXIT']])(
    'send to the machine that the stream begins with, where PARM=%s names none',
    async (parameter) => {
      const {told} = await tellings({'S.jcl': sending(parameter, "files.msti.example\nPUT 'CLM.OUT' a.csv")}, 'CALLS')

      expect(told).toEqual(['SENDER.SEND CALLS FTP at S.jcl:3', 'SENDER.SEND CALLS files.msti.example at S.jcl:6'])
    },
  )

  it('send to the machine that is open at the time, and to none that a symbol leaves open', async () => {
    const stream = "PUT 'CLM.A' a.csv\nCLOSE\nOPEN late.msti.example\nPUT 'CLM.B' b.csv"
    const known = await tellings({'S.jcl': sending("'files.msti.example'", stream)}, 'CALLS')
    const open = await tellings({'S.jcl': sending("'&ELSE..msti.example'", "some.body\nPUT 'CLM.A' a.csv")}, 'CALLS')

    expect([known.told, open.told]).toEqual([
      [
        'SENDER.SEND CALLS FTP at S.jcl:3',
        'SENDER.SEND CALLS files.msti.example at S.jcl:3 S.jcl:5',
        'SENDER.SEND CALLS late.msti.example at S.jcl:8',
      ],
      ['SENDER.SEND CALLS FTP at S.jcl:3'],
    ])
  })

  it('send to the machine that a call of a procedure puts into PARM of its step', async () => {
    const sends = `//SENDS PROC\n//FTP EXEC PGM=FTP,PARM='early.msti.example (EXIT'\n//INPUT DD DSN=CLM.CARDS,DISP=SHR`
    const job = `//J JOB\n//A EXEC SENDS,PARM.FTP='late.msti.example (EXIT'\n//B EXEC SENDS,PARM='last.msti.example (EXIT'\n//C EXEC SENDS\n//D EXEC SENDS,PARM='unsaid.msti.example'`
    const {told} = await tellings({'J.jcl': job, 'SENDS.proc': sends}, 'CALLS')

    expect(told.filter((line) => line.includes('msti.example'))).toEqual([
      'J.A.FTP CALLS late.msti.example at J.jcl:2 SENDS.proc:2',
      'J.B.FTP CALLS last.msti.example at J.jcl:3 SENDS.proc:2',
      'J.C.FTP CALLS early.msti.example at J.jcl:4 SENDS.proc:2',
    ])
  })

  it('go on behind procedures that call each other, which are followed once', async () => {
    const {records, notes} = await tellings({
      'J.jcl': '//J JOB\n//A EXEC M1\n//LAST EXEC PGM=IEFBR14',
      'M1.proc': '//M1 PROC\n//S EXEC PGM=SORT\n//X EXEC M2\n//Y EXEC M2',
      'M2.proc': '//M2 PROC\n//X EXEC M1\n//Y EXEC M1\n// INCLUDE MEMBER=M2',
    })

    const [steps] = records.flatMap((one) =>
      one.record === 'entity' && one.name === 'J'
        ? one.attributes.steps?.map((said) => ('value' in said ? said.value : said.state))
        : [],
    )
    expect([steps, notes]).toEqual([
      ['A.S: SORT', 'LAST: IEFBR14'],
      ['3 calls of procedures that call themselves: not followed'],
    ])
  })

  it('that have more than is followed are named', async () => {
    const chain = (name: string, count: number, own: (next: string) => string) =>
      Object.fromEntries(
        Array.from({length: count}, (_, at) => [
          `${name}${at}.proc`,
          `//${name}${at} PROC\n${at === count - 1 ? '//S EXEC PGM=IEFBR14' : own(`${name}${at + 1}`)}`,
        ]),
      )
    const {notes} = await tellings({
      ...chain('DEEP', 17, (next) => `//A EXEC ${next}`),
      ...chain('WIDE', 12, (next) => `//A EXEC ${next}\n//B EXEC ${next}`),
      ...chain('VOID', 12, (next) => (next === 'VOID11' ? '// SET A=B' : `//A EXEC ${next}\n`.repeat(9))),
      'D.jcl': '//DEEPJOB JOB\n//A EXEC DEEP0',
      'V.jcl': '//VOIDJOB JOB\n//A EXEC VOID0',
      'W.jcl': '//WIDEJOB JOB\n//A EXEC WIDE0',
    })

    expect(notes).toEqual([
      '1 job has calls of procedures deeper than 15: not followed further: DEEPJOB',
      '2 jobs have more than 2000 steps, or too many calls of procedures: not followed further: VOIDJOB, WIDEJOB',
    ])
  })

  it('count once what a line of a procedure leaves open, however many take it in', async () => {
    const {notes} = await tellings({
      'J.jcl': '//J JOB\n//A EXEC P\n//B EXEC P\n//C EXEC P',
      'K.jcl': '//K JOB\n//A EXEC P',
      'P.proc':
        '//P PROC\n//S EXEC PGM=SORT\n//SORTIN DD DSN=&NONE..A,DISP=SHR\n//SORTOUT DD DSN=&NONE..B,DISP=OLD\n//T EXEC PGM=&RUN\n//U EXEC NOWHERE',
    })

    expect(notes).toEqual([
      '1 call by a data item whose value is decided at run time: counted, not followed',
      '2 datasets named by symbols are decided at run time: counted, not followed',
      '1 call of a procedure or group of JCL that is not in the tree: what it does is not known',
    ])
  })

  it('come after those that the scheduler lets go before', async () => {
    const job = (name: string): string => `//${name} JOB\n//S EXEC PGM=IEFBR14`
    const schedule =
      '<DEFTABLE><JOB MEMNAME="A"><OUTCOND NAME="OK" SIGN="+"/></JOB>\n<JOB MEMNAME="B"><INCOND NAME="OK"/></JOB></DEFTABLE>'
    const {told} = await tellings({'A.jcl': job('A'), 'B.jcl': job('B'), 'clm.controlm': schedule}, 'DEPENDS_ON')

    expect(told).toEqual(['B DEPENDS_ON A at clm.controlm:2'])
  })

  it('come in the order of the scheduler where what they read says another, and for both reasons where it says the same', async () => {
    const job = (name: string, dd: string): string => `//${name} JOB\n//S EXEC PGM=SORT\n${dd}`
    const schedule = `<DEFTABLE><JOB MEMNAME="A"><OUTCOND NAME="A-OK" SIGN="+"/><INCOND NAME="C-OK" ODATE="PREV"/></JOB>
<JOB MEMNAME="B"><INCOND NAME="A-OK"/><OUTCOND NAME="B-OK"/></JOB>
<JOB MEMNAME="C"><INCOND NAME="B-OK"/><OUTCOND NAME="C-OK"/></JOB>
<JOB MEMNAME="NOWHERE"><INCOND NAME="C-OK"/></JOB></DEFTABLE>`
    const {told, notes} = await tellings(
      {
        'A.jcl': job('A', '//SORTIN DD DSN=X.C,DISP=SHR\n//SORTOUT DD DSN=X.A,DISP=(NEW,CATLG)'),
        'B.jcl': job('B', '//SORTIN DD DSN=X.A,DISP=SHR\n//SORTOUT DD DSN=X.B,DISP=(NEW,CATLG)'),
        'C.jcl': job('C', '//SORTIN DD DSN=X.B,DISP=SHR\n//SORTOUT DD DSN=X.C,DISP=(NEW,CATLG)'),
        'clm.controlm': schedule,
      },
      'DEPENDS_ON',
    )

    expect(told).toEqual([
      'B DEPENDS_ON A at A.jcl:4 B.jcl:3 clm.controlm:2',
      'C DEPENDS_ON B at B.jcl:4 C.jcl:3 clm.controlm:3',
    ])
    expect(notes).toEqual([
      '1 condition of the day before lets a job of Control-M go: it puts the jobs of one day in no order',
      '1 job of a scheduler that is not in the tree: what it does is not known',
    ])
  })

  it('run what a step before has linked, by its member alone', async () => {
    const {told} = await tellings(
      {
        'A.jcl': `//A JOB
//LKED EXEC PGM=IEWL
//SYSLMOD DD DSN=&&GOSET(CLAIMS),DISP=(NEW,PASS)
//GO EXEC PGM=*.LKED.SYSLMOD
//BIND EXEC PGM=IEWL
//SYSLMOD DD DSN=&&OTHER,DISP=(NEW,PASS)
//RUN EXEC PGM=*.BIND.SYSLMOD`,
      },
      'CALLS',
    )

    expect(told).toEqual([
      'A.BIND CALLS IEWL at A.jcl:5',
      'A.GO CALLS CLAIMS at A.jcl:4',
      'A.LKED CALLS IEWL at A.jcl:2',
    ])
  })

  it('read or write, which is not known, what programs of others take for their output', async () => {
    const {told} = await tellings(
      {
        'A.jcl': `//A JOB
//S1 EXEC PGM=PDSLOAD
//SYSUT1 DD DSN=CLM.IN,DISP=SHR
//SYSUT2 DD DSN=CLM.OUT,DISP=SHR
//S2 EXEC ASMFCL
//LKED.SYSLMOD DD DSN=CLM.LOADLIB,DISP=SHR`,
      },
      'READS',
      'WRITES',
      'CALLS',
    )

    expect(told).toEqual([
      'A.S1 CALLS PDSLOAD at A.jcl:2',
      'A.S1 perhaps CALLS CLM.OUT at A.jcl:4',
      'A.S1 perhaps READS CLM.IN at A.jcl:3',
      'A.S2 CALLS ASMFCL at A.jcl:5',
      'A.S2 perhaps CALLS CLM.LOADLIB at A.jcl:6',
    ])
  })

  it('of Db2 and IMS run what they are told to', async () => {
    const {told} = await tellings(
      {
        'A.jcl': `//A JOB
//S1 EXEC PGM=IKJEFT01
//SYSTSIN DD DSN=CLM.CNTL(RUNCLM),DISP=SHR
//S2 EXEC PGM=DFSRRC00,PARM='BMP,CLMIMS,CLMPSB'`,
        'ctl/RUNCLM.ctl': ' DSN SYSTEM(DB2P)\n RUN PROGRAM(CLAIMS) PLAN(CLM)\n END',
      },
      'CALLS',
    )

    expect(told).toEqual([
      'A.S1 CALLS CLAIMS at ctl/RUNCLM.ctl:2',
      'A.S1 CALLS IKJEFT01 at A.jcl:2',
      'A.S2 CALLS CLMIMS at A.jcl:4',
      'A.S2 CALLS CLMPSB at A.jcl:4',
      'A.S2 CALLS DFSRRC00 at A.jcl:4',
    ])
  })
})

describe('what CICS and IMS are told of', () => {
  it('serves paths by programs, and calls machines, by what a URIMAP says', async () => {
    const {told} = await tellings(
      {
        'cbl/CLM.cbl': fixed(
          'PROGRAM-ID. CLM.',
          'PROCEDURE DIVISION.',
          "    EXEC CICS WEB OPEN URIMAP('RATEMAP') SESSTOKEN(T) END-EXEC.",
          '    EXEC CICS WEB OPEN URIMAP(WS-MAP) SESSTOKEN(T) END-EXEC.',
        ),
        'csd/clm.csd': ` DEFINE URIMAP(CLMMAP) GROUP(CLM) USAGE(SERVER) HOST(*) PATH(/claims/*)
        PROGRAM(CLM)
 DEFINE URIMAP(SOAPMAP) GROUP(CLM) USAGE(PIPELINE) HOST(*)
        PATH(/soap/claims) PIPELINE(P) WEBSERVICE(CLAIMS)
 DEFINE URIMAP(RATEMAP) GROUP(CLM) USAGE(CLIENT) PATH(/today)
        HOST(rates.dept.gov.uk:8080)
 DEFINE URIMAP(NOPATH) GROUP(CLM) USAGE(SERVER) HOST(*) PROGRAM(CLM)
 DEFINE URIMAP(OFF) GROUP(CLM) STATUS(DISABLED) USAGE(SERVER)
        HOST(*) PATH(/claims/old) PROGRAM(CLM)`,
      },
      'CALLS',
      'DEPENDS_ON',
      'PART_OF',
    )

    expect(told.filter((one) => /claims|rates/.test(one))).toEqual([
      'ANY /claims/* DEPENDS_ON CLM at csd/clm.csd:1',
      'ANY /claims/* PART_OF t at csd/clm.csd:1',
      'ANY /soap/claims PART_OF t at csd/clm.csd:3',
      'CLM CALLS rates.dept.gov.uk at cbl/CLM.cbl:3 csd/clm.csd:5',
    ])
  })

  it('serves paths by the programs that jobs bind to web services', async () => {
    const {told} = await tellings(
      {
        'cbl/CLMWS.cbl': fixed('PROGRAM-ID. CLMWS.', 'PROCEDURE DIVISION.', '    GOBACK.'),
        'csd/clm.csd': ` DEFINE URIMAP(SOAPMAP) GROUP(CLM) USAGE(PIPELINE) HOST(*)
        PATH(/soap/claims) PIPELINE(P) WEBSERVICE(CLAIMS)
 DEFINE WEBSERVICE(CLAIMS) GROUP(CLM) PIPELINE(P)
        WSBIND(/u/clm/wsbind/clmBind.wsbind)
 DEFINE URIMAP(NONE) GROUP(CLM) USAGE(PIPELINE) HOST(*) PATH(/soap/none) PIPELINE(P)`,
        'jcl/CLMWSA.jcl': `//CLMWSA JOB
//LS2WS EXEC DFHLS2WS
//INPUT.SYSUT1 DD *
PDSLIB=//CLM.COPY
PGMNAME=CLMWS
URI=clm/byNumber
PGMINT=COMMAREA
WSBIND=&DIR/clmBind.wsbind
/*
//WS2LS EXEC DFHWS2LS
//INPUT.SYSUT1 DD *
URI=http://rates.dept.gov.uk/today
WSBIND=/u/clm/wsbind/rates.wsbind
/*
//LS2JS EXEC DFHLS2JS
//INPUT.SYSUT1 DD *
PGMNAME=CLMJS
URI=/clm/a/path/that/has/no/room/in/its*
/line
WSBIND=/u/clm/wsbind/json.wsbind`,
      },
      'DEPENDS_ON',
      'PART_OF',
    )

    expect(told.filter((one) => one.startsWith('ANY'))).toEqual([
      'ANY /clm/a/path/that/has/no/room/in/its/line DEPENDS_ON CLMJS at jcl/CLMWSA.jcl:17',
      'ANY /clm/a/path/that/has/no/room/in/its/line PART_OF t at jcl/CLMWSA.jcl:17',
      'ANY /clm/byNumber DEPENDS_ON CLMWS at jcl/CLMWSA.jcl:5',
      'ANY /clm/byNumber PART_OF t at jcl/CLMWSA.jcl:5',
      'ANY /soap/claims DEPENDS_ON CLMWS at csd/clm.csd:1 csd/clm.csd:3 jcl/CLMWSA.jcl:5',
      'ANY /soap/claims PART_OF t at csd/clm.csd:1',
      'ANY /soap/none PART_OF t at csd/clm.csd:5',
    ])
  })

  it('serves the paths of an API of z/OS Connect by the programs of its services', async () => {
    const {told} = await tellings(
      {
        'cbl/CLMENQ.cbl': fixed('PROGRAM-ID. CLMENQ.', 'PROCEDURE DIVISION.', '    GOBACK.'),
        'zosconnect/apis/claims/package.xml': `<?xml version="1.0"?>
<zosConnectApi xmlns="http://www.ibm.com/zosConnect/2.0/zosConnectApi" id="claims">
 <apiSpec title="claims" basePath="/claims" version="1.0.0">
  <path relativePath="/{number}">
   <method type="GET" zosConnectServiceRef="ClaimEnquiry" operationId="getClaim"></method>
   <method type="DELETE" zosConnectServiceRef="ClaimCancel" operationId="deleteClaim"></method>
  </path>
 </apiSpec>
</zosConnectApi>`,
        'zosconnect/services/ClaimEnquiry/service.properties':
          '#Wed\nprovider=cics\nservicetype=cicsCommarea\nexecutableName=CLMENQ\nname=ClaimEnquiry\n',
        'zosconnect/services/ClaimCancel/service.properties':
          'provider=ims\nservicetype=imsTransaction\nexecutableName=CLMDEL\nname=ClaimCancel\n',
        'zosconnect/broken/package.xml': '<zosConnectApi><apiSpec></zosConnectApi>',
      },
      'DEPENDS_ON',
      'PART_OF',
    )

    expect(told.filter((one) => /claims/.test(one))).toEqual([
      'DELETE /claims/{number} PART_OF t at zosconnect/apis/claims/package.xml:6',
      'GET /claims/{number} DEPENDS_ON CLMENQ at zosconnect/apis/claims/package.xml:5 zosconnect/services/ClaimEnquiry/service.properties:4',
      'GET /claims/{number} PART_OF t at zosconnect/apis/claims/package.xml:5',
    ])
  })

  it('sends to the machine to which the session was opened', async () => {
    const {records} = await tellings({
      'CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'DATA DIVISION.',
        'WORKING-STORAGE SECTION.',
        "01 WS-PATH PIC X(20) VALUE '/rates/today'.",
        'LINKAGE SECTION.',
        '01 LK-PATH PIC X(20).',
        'PROCEDURE DIVISION.',
        "    EXEC CICS WEB OPEN HOST('rates.dept.gov.uk') SESSTOKEN(T) END-EXEC.",
        '    EXEC CICS WEB CONVERSE SESSTOKEN(T) PATH(WS-PATH)',
        '        METHOD(DFHVALUE(GET)) END-EXEC.',
        '    EXEC CICS WEB SEND SESSTOKEN(T) PATH(LK-PATH)',
        '        METHOD(POST) END-EXEC.',
        "    EXEC CICS WEB SEND SESSTOKEN(OTHER) PATH('/nowhere')",
        '        METHOD(POST) END-EXEC.',
      ),
    })
    const calls = records.flatMap((one) => (one.record === 'relation' && one.type === 'CALLS' ? [one] : []))

    expect(calls.map(({to, attributes}) => [to, attributes.operations])).toEqual([
      ['host:msti/rates-dept-gov-uk', ['GET /rates/today', 'POST /{}']],
    ])
  })

  it('sends to the path that the request says, and to that of the URIMAP where it says none', async () => {
    const {records} = await tellings({
      'CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'PROCEDURE DIVISION.',
        "    EXEC CICS WEB OPEN URIMAP('RATES')",
        '        SESSTOKEN(T) END-EXEC.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/today') GET END-EXEC.",
        "    EXEC CICS WEB OPEN URIMAP('TIDES')",
        '        SESSTOKEN(U) END-EXEC.',
        '    EXEC CICS WEB CONVERSE',
        '        SESSTOKEN(U) METHOD(DFHVALUE(PUT)) END-EXEC.',
      ),
      'a.csd': ` DEFINE URIMAP(RATES) GROUP(CLM) USAGE(CLIENT) PATH(/rates)
        HOST(rates.dept.gov.uk)
 DEFINE URIMAP(TIDES) GROUP(CLM) USAGE(CLIENT) PATH(/tides)
        HOST(tides.dept.gov.uk)`,
    })
    const calls = records.flatMap((one) => (one.record === 'relation' && one.type === 'CALLS' ? [one] : []))

    expect(calls.map(({to, attributes}) => [to, attributes.operations]).toSorted()).toEqual([
      ['host:msti/rates-dept-gov-uk', ['GET /today']],
      ['host:msti/tides-dept-gov-uk', ['PUT /tides']],
    ])
  })

  it('sends in the session that was last opened before, where the order of the text is that of the run', async () => {
    const {records, notes} = await tellings({
      'CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'PROCEDURE DIVISION.',
        "    EXEC CICS WEB OPEN HOST('rates.dept.gov.uk')",
        '        SESSTOKEN(T) END-EXEC.',
        '    IF RC NOT = 0 GO TO FAILED.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/rates') GET END-EXEC.",
        '    EXEC CICS WEB CLOSE',
        '        SESSTOKEN(T) END-EXEC.',
        "    EXEC CICS WEB OPEN HOST('tides.dept.gov.uk')",
        '        SESSTOKEN(T) END-EXEC.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/tides') POST END-EXEC.",
        '    GOBACK.',
        'FAILED.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/failed') POST END-EXEC.",
      ),
    })
    const calls = records.flatMap((one) => (one.record === 'relation' && one.type === 'CALLS' ? [one] : []))

    expect(calls.map(({to, attributes}) => [to, attributes.operations]).toSorted()).toEqual([
      ['host:msti/rates-dept-gov-uk', ['GET /rates']],
      ['host:msti/tides-dept-gov-uk', ['POST /tides']],
    ])
    expect(notes.filter((one) => !one.includes('callers'))).toEqual([
      '1 called address is decided at run time, or by a setting that is not in the tree: counted, not followed',
    ])
  })

  it('tells of what an IF, or a paragraph that is performed, may have opened otherwise', async () => {
    const {records, notes} = await tellings({
      'CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'PROCEDURE DIVISION.',
        "    IF A EXEC CICS WEB OPEN HOST('rates.dept.gov.uk')",
        '        SESSTOKEN(T) END-EXEC',
        "    ELSE EXEC CICS WEB OPEN HOST('tides.dept.gov.uk')",
        '        SESSTOKEN(T) END-EXEC.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/rates') GET END-EXEC.",
        "    EXEC CICS WEB OPEN HOST('docks.dept.gov.uk')",
        '        SESSTOKEN(U) END-EXEC.',
        '    PERFORM REOPEN.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(U) PATH('/docks') GET END-EXEC.",
        '    GOBACK.',
        'REOPEN.',
        "    EXEC CICS WEB OPEN HOST('moles.dept.gov.uk')",
        '        SESSTOKEN(U) END-EXEC.',
      ),
    })
    const calls = records.flatMap((one) => (one.record === 'relation' && one.type === 'CALLS' ? [one] : []))

    expect(calls.map(({attributes}) => attributes.operations)).toEqual([undefined, undefined, undefined, undefined])
    expect(notes.filter((one) => !one.includes('callers'))).toEqual([
      '2 called addresses are decided at run time, or by a setting that is not in the tree: counted, not followed',
    ])
  })

  it('tells of a URIMAP that is not in the tree', async () => {
    const {notes} = await tellings({
      'CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'PROCEDURE DIVISION.',
        "    EXEC CICS WEB OPEN URIMAP('RATES')",
        '        SESSTOKEN(T) END-EXEC.',
        '    EXEC CICS WEB CONVERSE',
        "        SESSTOKEN(T) PATH('/today') GET END-EXEC.",
      ),
    })

    expect(notes.filter((one) => !one.includes('callers'))).toEqual([
      '2 calls over HTTP are through URIMAPs that are not in the tree, or whose definitions name no one machine: not followed',
    ])
  })

  it('leads from transactions to programs, from files to datasets, from PSBs to databases', async () => {
    const {told} = await tellings(
      {
        'cbl/CLM.cbl': fixed(
          'PROGRAM-ID. CLM.',
          'PROCEDURE DIVISION.',
          "    EXEC CICS READ FILE('CLAIMS') INTO(R) END-EXEC.",
          "    EXEC CICS SEND MAP('CLM01A') MAPSET('CLM01') END-EXEC.",
          '    EXEC DLI SCHD PSB(CLMPSB) END-EXEC.',
          '    EXEC DLI REPL SEGMENT(CLAIM) FROM(R) END-EXEC.',
          "    EXEC CICS RETURN TRANSID('CL01') END-EXEC.",
        ),
        'csd/CLM.csd':
          'DEFINE TRANSACTION(CL01) GROUP(CLM) PROGRAM(CLM)\nDEFINE FILE(CLAIMS) GROUP(CLM) DSNAME(CLM.CLAIMS.KSDS)',
        'bms/CLM01.bms': 'CLM01    DFHMSD TYPE=MAP\nCLM01A   DFHMDI SIZE=(24,80)',
        'ims/CLMPSB.psb':
          'P        PCB   TYPE=DB,DBDNAME=CLMDB,PROCOPT=A\n         SENSEG NAME=CLAIM,PARENT=0\n         PSBGEN PSBNAME=CLMPSB',
      },
      'CALLS',
      'READS',
      'WRITES',
      'DEPENDS_ON',
    )

    expect(told).toEqual([
      'CL01 DEPENDS_ON CLM at csd/CLM.csd:1',
      'CLM CALLS CL01 at cbl/CLM.cbl:7',
      'CLM CALLS CLM01.CLM01A at cbl/CLM.cbl:4',
      'CLM CALLS CLMPSB at cbl/CLM.cbl:5',
      'CLM READS CLM.CLAIMS.KSDS at cbl/CLM.cbl:3',
      'CLM WRITES CLMDB at cbl/CLM.cbl:6',
      'CLMPSB READS CLMDB at ims/CLMPSB.psb:1',
      'CLMPSB WRITES CLMDB at ims/CLMPSB.psb:1',
    ])
  })
})

describe('a COPY', () => {
  const program = (name: string, ...lines: readonly string[]) =>
    fixed(`PROGRAM-ID. ${name}.`, 'WORKING-STORAGE SECTION.', ...lines)
  const books = {
    'NAMES.cpy': fixed(
      '01 MENU-NAMES.',
      '   05 FILLER PIC 9(2) VALUE 2.',
      "   05 FILLER PIC X(8) VALUE 'PGMA'.",
      "   05 FILLER PIC X(8) VALUE 'PGMB'.",
    ),
    'TABLE.cpy': fixed(
      '01 MENU-TABLE REDEFINES MENU-NAMES.',
      '   05 FILLER PIC 9(2).',
      '   05 MENU-ROW OCCURS 2.',
      '      10 MENU-PGM PIC X(8).',
    ),
    'ONE.cpy': fixed("01 ONE-TEXT PIC X(16) VALUE 'PGMA    PGMB    '."),
    'PGMA.cbl': fixed('PROGRAM-ID. PGMA.', 'PROCEDURE DIVISION.', '    GOBACK.'),
    'PGMB.cbl': fixed('PROGRAM-ID. PGMB.', 'PROCEDURE DIVISION.', '    GOBACK.'),
  }

  it('of a table that lies over the values of another gives the names that its elements hold', async () => {
    const {told, notes} = await tellings(
      {
        ...books,
        'T1.cbl': program('T1', 'COPY NAMES.', 'COPY TABLE.', 'PROCEDURE DIVISION.', '    CALL MENU-PGM(WS-I).'),
        'T2.cbl': program(
          'T2',
          'COPY NAMES REPLACING ==MENU-NAMES== BY ==OWN-NAMES==.',
          '01 OWN-TABLE REDEFINES OWN-NAMES.',
          '   05 FILLER PIC X(10).',
          '   05 OWN-PGM PIC X(8).',
          'PROCEDURE DIVISION.',
          '    CALL OWN-PGM.',
        ),
        'T3.cbl': program(
          'T3',
          'COPY ONE.',
          '01 ONE-TABLE REDEFINES ONE-TEXT.',
          '   05 ONE-PGM PIC X(8) OCCURS 2.',
          '01 WS-PGM PIC X(8).',
          'PROCEDURE DIVISION.',
          '    MOVE ONE-PGM(WS-I) TO WS-PGM',
          '    CALL WS-PGM.',
        ),
      },
      'CALLS',
    )

    expect(told).toEqual([
      'T1 CALLS PGMA at T1.cbl:6',
      'T1 CALLS PGMB at T1.cbl:6',
      'T2 CALLS PGMB at T2.cbl:8',
      'T3 CALLS PGMA at T3.cbl:9',
      'T3 CALLS PGMB at T3.cbl:9',
    ])
    expect(notes.filter((note) => note.includes('data item'))).toEqual([])
  })

  it('of such a table says that others may stand there where the program fills what it lies over', async () => {
    const {told} = await tellings(
      {
        ...books,
        'T4.cbl': program(
          'T4',
          'COPY ONE.',
          '01 ONE-TABLE REDEFINES ONE-TEXT.',
          '   05 ONE-PGM PIC X(8) OCCURS 2.',
          'PROCEDURE DIVISION.',
          '    ACCEPT ONE-TEXT.',
          '    MOVE WS-READ TO ONE-TEXT.',
          '    CALL ONE-PGM(1).',
        ),
      },
      'CALLS',
    )

    expect(told).toEqual(['T4 perhaps CALLS PGMA at T4.cbl:9', 'T4 perhaps CALLS PGMB at T4.cbl:9'])
  })

  it('of what a map of the tree is made into misses nothing, and of another member does', async () => {
    const {notes} = await tellings({
      'cbl/CLM.cbl': fixed(
        'PROGRAM-ID. CLM.',
        'WORKING-STORAGE SECTION.',
        '    COPY CLM01.',
        '    COPY DFHAID.',
        '    COPY ELSEWHER.',
        'PROCEDURE DIVISION.',
        '    GOBACK.',
      ),
      'bms/CLM01.bms': 'CLM01    DFHMSD TYPE=MAP\nCLM01A   DFHMDI SIZE=(24,80)',
    })

    expect(notes).toContain('1 COPY of a member that is not in the tree: what it does is not known')
  })
})

/** Text as a mainframe keeps it. */
function ebcdic(text: string): Uint8Array {
  const others: Readonly<Record<string, number>> = {' ': 0x40, '.': 0x4b, "'": 0x7d, '-': 0x60, '\n': 0x15}
  const rows: readonly (readonly [string, number])[] = [
    ['ABCDEFGHI', 0xc1],
    ['JKLMNOPQR', 0xd1],
    ['STUVWXYZ', 0xe2],
    ['0123456789', 0xf0],
  ]
  return Uint8Array.from(text, (character) => {
    const row = rows.find(([letters]) => letters.includes(character))
    return row ? row[1] + row[0].indexOf(character) : (others[character] ?? 0x40)
  })
}

describe('trees of mainframes', () => {
  it('are read in EBCDIC, in lines and in records of 80', async () => {
    const text = fixed('PROGRAM-ID. AUDIT.', 'PROCEDURE DIVISION.', "    CALL 'RATES'.")
    const records = text
      .replace('AUDIT', 'OTHER')
      .split('\n')
      .map((line) => line.padEnd(80))
      .join('')
    const rates = fixed('PROGRAM-ID. RATES.', 'PROCEDURE DIVISION.', '    GOBACK.')

    expect(
      (await tellings({'A.cbl': ebcdic(text), 'B.cbl': ebcdic(records), 'RATES.cbl': rates}, 'CALLS')).told,
    ).toEqual(['AUDIT CALLS RATES at A.cbl:3', 'OTHER CALLS RATES at B.cbl:3'])
  })

  it('do not lose the rest to text in EBCDIC, load modules, empty and cut members', async () => {
    const {told, problems} = await tellings(
      {
        ...tree,
        'load/CLM001': Uint8Array.from({length: 4000}, (_, index) => index % 256),
        'cbl/MIXED.cbl': Uint8Array.from([...ebcdic(claims), ...Buffer.from(claims)]),
        'cbl/EMPTY.cbl': '',
        'cbl/CUT.cbl': claims.slice(0, 700),
        'jcl/CUT.jcl': "//CUT JOB\n//S EXEC PGM=X,PARM='never",
      },
      'CALLS',
    )

    expect(told).toContain('CLAIMS CALLS RATES at cbl/CLM001.cbl:14')
    expect(told).toContain('CUT.S CALLS X at jcl/CUT.jcl:2')
    expect(problems).toEqual([])
  })

  it('leave programs of tests and examples out', async () => {
    expect((await tellings({'samples/A.cbl': claims, 'tests/B.jcl': '//B JOB\n//S EXEC PGM=A'}, 'CALLS')).told).toEqual(
      [],
    )
  })
})

describe('programs of IBM i', () => {
  const dds = (type: string, name: string, keywords = ''): string =>
    `     A${' '.repeat(10)}${type} ${name.padEnd(10)}${' '.repeat(16)}${keywords}`
  const files = {
    'qddssrc/TIDES.pf': [dds('R', 'TIDEREC'), dds(' ', 'PORT')].join('\n'),
    'qddssrc/TIDESL1.lf': dds('R', 'TIDEREC', 'PFILE(TIDES)'),
    'qddssrc/TIDEDSP.dspf': [dds('R', 'SCREEN1'), dds(' ', 'PORT')].join('\n'),
    'qrpglesrc/PROTOS.rpgleinc':
      "**free\ndcl-pr showTides extpgm('TIDESHOW'); end-pr;\ndcl-pr heightOf int(10); end-pr;",
    'qrpglesrc/TIDESHOW.pgm.rpgle': [
      '     H',
      '     FTIDESL1   IF   E           K DISK',
      '     FTIDEDSP   CF   E             WORKSTN',
      '     FWORK      O    E             DISK',
      '      /copy qrpglesrc,protos',
      '     C                   READ      TIDEREC',
      '     C                   EXFMT     SCREEN1',
      '     C                   WRITE     WORKREC',
      '     C                   EVAL      X = heightOf() + other(1)',
      '     C                   CALL      NEXT',
    ].join('\n'),
    'qrpglesrc/HEIGHTS.rpgle':
      '**free\nctl-opt nomain;\n/copy qrpglesrc,protos\ndcl-proc heightOf export;\nshowTides();\nend-proc;',
    'qclsrc/NIGHT.clle': [
      'PGM',
      'OVRDBF FILE(WORK) TOFILE(SEALIB/WORK24)',
      'CALL PGM(TIDESHOW)',
      'RTVDTAARA DTAARA(SEALIB/LASTTIDE) RTNVAR(&A)',
      'CPYF FROMFILE(QTEMP/A) TOFILE(QSYSPRT)',
      'SBMJOB CMD(CALL PGM(COBTIDE))',
      "CALLPRC PRC('heightOf')",
      "CALLPRC PRC('opendir')",
      'CALL PGM(QCLRDTAQ) PARM(&Q &LIB)',
      'ENDPGM',
    ].join('\n'),
    'qcblsrc/COBTIDE.cbl': fixed(
      'PROGRAM-ID. COBTIDE.',
      'FILE-CONTROL.',
      '    SELECT T ASSIGN TO DATABASE-TIDES.',
      'PROCEDURE DIVISION.',
      '    OPEN I-O T.',
      "    CALL 'TIDESHOW'.",
    ),
  }

  it('call each other whatever their language, and use the tables behind their files', async () => {
    const {told, notes} = await tellings(files, 'CALLS', 'READS', 'WRITES')
    const show = 'qrpglesrc/TIDESHOW.pgm.rpgle'

    expect(told).toEqual([
      'COBTIDE CALLS TIDESHOW at qcblsrc/COBTIDE.cbl:6',
      'COBTIDE READS TIDES at qcblsrc/COBTIDE.cbl:5',
      'COBTIDE WRITES TIDES at qcblsrc/COBTIDE.cbl:5',
      'HEIGHTS CALLS TIDESHOW at qrpglesrc/HEIGHTS.rpgle:5',
      'NIGHT CALLS COBTIDE at qclsrc/NIGHT.clle:6',
      'NIGHT CALLS HEIGHTS at qclsrc/NIGHT.clle:7',
      'NIGHT CALLS TIDESHOW at qclsrc/NIGHT.clle:3',
      'NIGHT READS LASTTIDE at qclsrc/NIGHT.clle:4',
      'NIGHT WRITES QSYSPRT at qclsrc/NIGHT.clle:5',
      `TIDESHOW CALLS HEIGHTS at ${show}:9`,
      `TIDESHOW CALLS TIDEDSP at ${show}:3 ${show}:7`,
      `TIDESHOW READS TIDES at ${show}:2 ${show}:6`,
      `TIDESHOW WRITES WORK at ${show}:4`,
      `TIDESHOW perhaps WRITES WORK24 at ${show}:4`,
    ])
    expect(notes).toEqual([
      '1 call of a bound procedure that is not in the tree: what it does is not known',
      '1 call by a data item whose value is decided at run time: counted, not followed',
      '1 program that nothing in the tree calls: callers may be elsewhere',
    ])
  })

  it('are not what others copy, though it has procedures', async () => {
    const {told} = await tellings(
      {
        'MAIN.rpgle': '**free\nctl-opt main(run);\n/copy tools\nrun();\nreturn;',
        'TOOLS.rpgle': "**free\ndcl-pr rates extpgm('RATES'); end-pr;\ndcl-proc run;\nrates();\nend-proc;",
      },
      'CALLS',
    )

    expect(told).toEqual(['MAIN CALLS RATES at MAIN.rpgle:3 TOOLS.rpgle:4'])
  })
})

describe('programs of Natural', () => {
  it('use files of Adabas by the DDMs of their views, and are run by jobs', async () => {
    const {told, notes} = await tellings(
      {
        'TIDEP01.NSP': [
          'DEFINE DATA LOCAL USING TIDELDA',
          'LOCAL',
          '1 #A (A8)',
          'END-DEFINE',
          'READ TIDE-VIEW BY PORT',
          '  PERFORM HARBOUR-DUES',
          '  PERFORM INNER',
          '  UPDATE',
          'END-READ',
          "CALLNAT 'TIDEN01'",
          'CALLNAT #A',
          'FIND OTHER-VIEW WITH A = 1',
          'INCLUDE TIDECC',
          'WRITE WORK FILE 1 #A',
          "INPUT USING MAP 'TIDEM01'",
          'END',
        ].join('\n'),
        'TIDELDA.NSL': 'DEFINE DATA LOCAL\n1 TIDE-VIEW VIEW OF SEA-TIDES\n2 PORT (A20)\nEND-DEFINE',
        'TIDECC.NSC': "DEFINE SUBROUTINE INNER\nCALL 'COBTIDE'\nEND-SUBROUTINE",
        'TIDES01.NSS': 'DEFINE SUBROUTINE HARBOUR-DUES\nEND-SUBROUTINE\nEND',
        'TIDEN01.NSN': 'DEFINE DATA LOCAL\nEND-DEFINE\nEND',
        'TIDEM01.NSM': 'DEFINE DATA PARAMETER\n1 A (A1)\nEND-DEFINE\nEND',
        'TIDES.NSD': 'DB: 012 FILE: 016  - SEA-TIDES     DEFAULT SEQUENCE:\nTYPE: ADABAS\n',
        'COBTIDE.cbl': fixed('PROGRAM-ID. COBTIDE.', 'PROCEDURE DIVISION.', "    CALL 'TIDEN01'."),
        'NIGHT.jcl': [
          '//NIGHT JOB',
          '//S1 EXEC PGM=NATBATCH',
          '//CMWKF01 DD DSN=SEA.TIDES,DISP=OLD',
          '//CMSYNIN DD *',
          'LOGON SEALIB',
          'TIDEP01',
          'FIN',
          '/*',
        ].join('\n'),
      },
      'CALLS',
      'READS',
      'WRITES',
    )

    expect(told).toEqual([
      'COBTIDE CALLS TIDEN01 at COBTIDE.cbl:3',
      'NIGHT.S1 CALLS NATBATCH at NIGHT.jcl:2',
      'NIGHT.S1 CALLS TIDEP01 at NIGHT.jcl:6',
      'NIGHT.S1 WRITES SEA.TIDES at NIGHT.jcl:3',
      'TIDEP01 CALLS COBTIDE at TIDECC.NSC:2 TIDEP01.NSP:13',
      'TIDEP01 CALLS TIDEM01 at TIDEP01.NSP:15',
      'TIDEP01 CALLS TIDEN01 at TIDEP01.NSP:10',
      'TIDEP01 CALLS TIDES01 at TIDEP01.NSP:6',
      'TIDEP01 READS SEA-TIDES at TIDEP01.NSP:5',
      'TIDEP01 WRITES SEA-TIDES at TIDEP01.NSP:8',
      'TIDEP01 WRITES SEA.TIDES at NIGHT.jcl:3 TIDEP01.NSP:14',
    ])
    expect(notes).toEqual([
      '1 call by a data item whose value is decided at run time: counted, not followed',
      '1 use of a view whose DDM is not in the tree is decided at run time: counted, not followed',
    ])
  })
})

describe('records of IDMS', () => {
  it('are read and written by programs of a subschema', async () => {
    const text = fixed(
      'PROGRAM-ID. DUES.',
      'ENVIRONMENT DIVISION.',
      'IDMS-CONTROL SECTION.',
      'PROTOCOL. MODE IS BATCH DEBUG.',
      'DATA DIVISION.',
      'SCHEMA SECTION.',
      'DB SEASUB WITHIN SEASCHM VERSION 1.',
      'WORKING-STORAGE SECTION.',
      '01 COPY IDMS SUBSCHEMA-CTRL.',
      '01 COPY IDMS RECORD TIDE.',
      'PROCEDURE DIVISION.',
      '    BIND RUN-UNIT.',
      '    BIND TIDE.',
      '    READY SEA-AREA USAGE-MODE UPDATE.',
      '    MOVE 1 TO PORT-ID obtain calc port',
      '    OBTAIN DUPLICATE PORT.',
      '    OBTAIN FIRST TIDE WITHIN PORT-TIDE.',
      '    IF DB-STATUS-OK MODIFY TIDE',
      '    ELSE STORE TIDE.',
      '    ERASE TIDE ALL MEMBERS.',
      '    FIND CURRENT.',
      "    TRANSFER CONTROL TO 'RATES'.",
    )

    const {told} = await tellings({'DUES.cbl': text}, 'CALLS', 'READS', 'WRITES')
    expect(told).toEqual([
      'DUES CALLS RATES at DUES.cbl:22',
      'DUES READS PORT at DUES.cbl:15 DUES.cbl:16',
      'DUES READS TIDE at DUES.cbl:17',
      'DUES WRITES TIDE at DUES.cbl:18 DUES.cbl:19 DUES.cbl:20',
    ])
  })

  it('are none where a program has nothing to do with IDMS', async () => {
    const text = fixed('PROGRAM-ID. DUES.', 'PROCEDURE DIVISION.', '    MODIFY FORM TITLE', '    STORE X.')

    expect((await tellings({'DUES.cbl': text}, 'READS', 'WRITES')).told).toEqual([])
  })
})
describe('programs of several languages', () => {
  const mixed = {
    'cbl/CLAIMS.cbl': fixed(
      'PROGRAM-ID. CLAIMS.',
      'PROCEDURE DIVISION.',
      "    CALL 'RATES' USING A.",
      "    CALL 'PAYER'.",
      "    CALL 'CBLTDLI' USING FUNC-ISRT IO-PCB IO-AREA MOD-NAME.",
    ),
    'cbl/FEES.cbl': fixed('PROGRAM-ID. FEES.', 'PROCEDURE DIVISION.', '    GOBACK.'),
    'asm/RATES.asm': [
      'RATES    CSECT',
      '         AUDIT X',
      '         COPY  TABLES',
      '         OPEN  (IN,(INPUT))',
      'IN       DCB   DDNAME=RATEIN,MACRF=GM',
      '         END',
    ].join('\n'),
    'mac/AUDIT.mac':
      "         MACRO\n&L       AUDIT &X\n         CALL  FEES\n         AIF   ('&X' EQ 'X').END\n         CALL  CLAIMS\n.END     MEND",
    'mac/TABLES.asm': 'T        DC    V(PAYER)',
    'pli/PAYER.pli':
      ' PAYER: PROC;\n DCL LIST FILE OUTPUT;\n OPEN FILE(LIST);\n CALL FEES;\n %INCLUDE NAMES;\n FETCH OTHER TITLE(MODULE);\n END PAYER;',
    'pli/NAMES.plinc': " DCL MODULE CHAR(8) STATIC INIT('RATES');",
    'rexx/NIGHT.rexx': `/* REXX */\n"SUBMIT 'CLM.JCL(NIGHTJOB)'"\n"FEES X"\n"FREE X"\nx = PAYER(1) + FOREIGN(2)\n"ALLOC F(A) DA('CLM.RATES') SHR"\n"EXECIO * DISKR A"\n"ISPEXEC DISPLAY PANEL(CLMP1)"`,
    'jcl/NIGHTJOB.jcl': [
      '//NIGHT    JOB 1',
      '//STEP1    EXEC PGM=CLAIMS',
      '//RATEIN   DD DSN=CLM.RATES,DISP=OLD',
      '//LIST     DD DSN=CLM.LIST,DISP=OLD',
      '//STEP2    EXEC PGM=IKJEFT01',
      '//SYSTSIN  DD *',
      '%NIGHT',
      '/*',
      "//STEP3    EXEC PGM=IRXJCL,PARM='NIGHT 1'",
    ].join('\n'),
  }

  it('call each other, each a component by one name', async () => {
    const {told} = await tellings(mixed, 'CALLS')

    expect(told).toEqual([
      'CLAIMS CALLS PAYER at cbl/CLAIMS.cbl:4',
      'CLAIMS CALLS RATES at cbl/CLAIMS.cbl:3',
      'NIGHT CALLS CLMP1 at rexx/NIGHT.rexx:8',
      'NIGHT CALLS FEES at rexx/NIGHT.rexx:3',
      'NIGHT CALLS NIGHT at rexx/NIGHT.rexx:2',
      'NIGHT CALLS PAYER at rexx/NIGHT.rexx:5',
      'NIGHT.STEP1 CALLS CLAIMS at jcl/NIGHTJOB.jcl:2',
      'NIGHT.STEP2 CALLS IKJEFT01 at jcl/NIGHTJOB.jcl:5',
      'NIGHT.STEP2 CALLS NIGHT at jcl/NIGHTJOB.jcl:7',
      'NIGHT.STEP3 CALLS IRXJCL at jcl/NIGHTJOB.jcl:9',
      'NIGHT.STEP3 CALLS NIGHT at jcl/NIGHTJOB.jcl:9',
      'PAYER CALLS FEES at pli/PAYER.pli:4',
      'PAYER CALLS RATES at pli/PAYER.pli:6',
      'RATES CALLS FEES at asm/RATES.asm:2 mac/AUDIT.mac:3',
      'RATES CALLS PAYER at asm/RATES.asm:3 mac/TABLES.asm:1',
    ])
  })

  it('have the files of the steps that they run in by their DDs', async () => {
    const {told} = await tellings(mixed, 'READS', 'WRITES')

    expect(told).toEqual([
      'NIGHT READS CLM.RATES at rexx/NIGHT.rexx:6',
      'NIGHT.STEP1 READS CLM.RATES at jcl/NIGHTJOB.jcl:3',
      'NIGHT.STEP1 WRITES CLM.LIST at jcl/NIGHTJOB.jcl:4',
      'PAYER WRITES CLM.LIST at jcl/NIGHTJOB.jcl:4 pli/PAYER.pli:2',
      'RATES READS CLM.RATES at asm/RATES.asm:5 jcl/NIGHTJOB.jcl:3',
    ])
  })

  it('take in members that are components of their language', async () => {
    const {records} = await tellings(mixed)
    const found = records.flatMap((record) =>
      record.record === 'entity' && JSON.stringify(record.attributes.type)?.includes('"copybook"')
        ? [[record.name, record.attributes.language?.map((item) => ('value' in item ? item.value : ''))]]
        : [],
    )

    expect(found).toEqual([
      ['AUDIT', ['Assembler']],
      ['TABLES', ['Assembler']],
      ['NAMES', ['PL/I']],
    ])
  })

  it('send messages of IMS whose formats are screens', async () => {
    const {told} = await tellings(
      {
        'pli/CLAIMS.pli': ` CLAIMS: PROC(IO_PTR) OPTIONS(MAIN);
 DCL ISRT CHAR(4) INIT('ISRT'), MODNAME CHAR(8) INIT('CLMMOD');
 CALL PLITDLI(FOUR, ISRT, IO_PTR, AREA, MODNAME);
 END CLAIMS;`,
        'mfs/CLM.mfs':
          'CLMFMT   FMT\n         FMTEND\nCLMMOD   MSG   TYPE=OUTPUT,SOR=CLMFMT,NXT=CLMMID\n         MSGEND\nCLMMID   MSG   TYPE=INPUT,SOR=CLMFMT\n         MSGEND',
      },
      'CALLS',
      'DEPENDS_ON',
    )

    expect(told).toEqual([
      'CLAIMS CALLS CLMMOD at pli/CLAIMS.pli:3',
      'CLMMID DEPENDS_ON CLMFMT at mfs/CLM.mfs:5',
      'CLMMOD DEPENDS_ON CLMFMT at mfs/CLM.mfs:3',
      'CLMMOD DEPENDS_ON CLMMID at mfs/CLM.mfs:3',
    ])
  })
})
