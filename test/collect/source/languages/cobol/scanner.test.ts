import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkCobol} from '../../../../../src/collect/source/languages/cobol/imports.ts'
import {factsOf, found} from '../scan.ts'

/** Lines of fixed format: code from column 8 on, unless a line brings its own first seven columns. */
function fixed(...lines: readonly string[]): string {
  return lines
    .map((line) => (/^[\d ]{6}[*\-D/]/.test(line) || line.startsWith('>') ? line : `       ${line}`))
    .join('\n')
}

function program(...procedure: readonly string[]): string {
  return fixed('IDENTIFICATION DIVISION.', 'PROGRAM-ID. CLAIMS.', 'PROCEDURE DIVISION.', ...procedure)
}

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'CLAIMS.cbl', text)).map(({is: _, ...rest}) => rest)
}

const calls = async (text: string) =>
  (await factsOf('call', 'CLAIMS.cbl', text)).map(({target, line}) => [target.literal ?? target.item, line])

describe('calls of COBOL', () => {
  it('have a word before their program that says how it is called, and is none itself', async () => {
    const text = program(
      "    CALL STATIC 'japi_dialog' USING A.",
      '    CALL STATIC WS-NAME.',
      "    CALL WINAPI 'MessageBoxA' USING A.",
      '    CALL STATIC USING A.',
    )
    expect(await calls(text)).toEqual([
      ['japi_dialog', 4],
      ['WS-NAME', 5],
      ['MessageBoxA', 6],
      ['STATIC', 7],
    ])
  })
})

describe('REPLACE outside of COPY', () => {
  it('puts its words in up to the next, in what COPY takes in too', async () => {
    const text = fixed(
      'IDENTIFICATION DIVISION.',
      'PROGRAM-ID. CLAIMS.',
      'REPLACE ==RATES-PGM== BY ==WS-RATES== ==TAKE LEDGER== BY ==CALL "LEDGER"==',
      '    LEADING ==OLD== BY ==NEW==.',
      'WORKING-STORAGE SECTION.',
      'COPY CLMNAMES.',
      'PROCEDURE DIVISION.',
      '    CALL RATES-PGM USING A.',
      '    TAKE LEDGER.',
      '    CALL OLD-NAME.',
      'REPLACE OFF.',
      '    CALL RATES-PGM.',
      '    COPY CLMCODE.',
    )
    expect(await calls(text)).toEqual([
      ['WS-RATES', 8],
      ['LEDGER', 9],
      ['NEW-NAME', 10],
      ['RATES-PGM', 12],
    ])
    expect((await said('copy', text)).map(({member, replacing = []}) => `${member} ${replacing.length}`)).toEqual([
      'CLMNAMES 3',
      'CLMCODE 0',
    ])
  })

  it.each([
    ['that never ends', `REPLACE ==A== BY ==${'B '.repeat(3000)}`],
    ['that puts in what it looks for', 'REPLACE ==A== BY ==A A==.'],
    ['without anything to look for', 'REPLACE ==== BY ==B==.'],
  ])('%s loses nothing before it', async (_, replace) => {
    const text = fixed(
      'IDENTIFICATION DIVISION.',
      'PROGRAM-ID. P.',
      'PROCEDURE DIVISION.',
      "    CALL 'KEPT'.",
      replace,
      '    ADD A TO A.',
    )
    expect(await calls(text)).toEqual([['KEPT', 4]])
  })
})

describe('the lines of COBOL', () => {
  it('have code in columns 8 to 72 alone, whatever stands before and behind it', async () => {
    const text = [
      '000100 IDENTIFICATION DIVISION.                                         CLM00010',
      '000200 PROGRAM-ID. CLAIMS.                                              CLM00020',
      'CR0042 PROCEDURE DIVISION.                                              CLM00030',
      "CR0042     CALL 'PAYMENTS' USING A B.                                   CALL 'X'",
      "000500*    CALL 'COMMENT'.                                              CLM00050",
      "000600/    CALL 'PAGE'.                                                 CLM00060",
      "000700D    CALL 'DEBUG'.                                                CLM00070",
      "000800     DISPLAY 'CALL ''INNER'''.                                    CLM00080",
    ].join('\n')

    expect(await calls(text)).toEqual([['PAYMENTS', 4]])
  })

  it('that stand in the paragraphs of the IDENTIFICATION DIVISION call nothing', async () => {
    const text = fixed(
      'IDENTIFICATION DIVISION.',
      'PROGRAM-ID. CLAIMS.',
      'REMARKS. IT WILL RETURN AFTER EACH',
      '    CALL FROM AN EXIT.',
      'DATE-WRITTEN. 04 DEC 2017.',
      'PROCEDURE DIVISION.',
      "    CALL 'PAY'.",
    )
    expect(await calls(text)).toEqual([['PAY', 7]])
  })

  it('debug where the program says so as code, not in a comment', async () => {
    const text = fixed(
      'IDENTIFICATION DIVISION.',
      'PROGRAM-ID. CLAIMS.',
      'WORKING-STORAGE SECTION.',
      '01  A PIC X.  *> FLAG FOR DEBUGGING MODE.',
      'PROCEDURE DIVISION.',
      "      D    CALL 'TRACE'.",
    )
    expect(await calls(text)).toEqual([])
  })

  it('that debug count where the program says so', async () => {
    const text = `       SOURCE-COMPUTER. Z WITH DEBUGGING MODE.\n${program("      D    CALL 'TRACE'.")}`

    expect(await calls(text)).toEqual([['TRACE', 5]])
  })

  it('may go on in the next, within a literal up to column 72, or behind a word', async () => {
    const text = program(
      `    CALL ${' '.repeat(52)}'PAY`,
      "      -    'MENTS' USING A.",
      '    CALL WS-PRO',
      '      -    GRAM.',
    )

    expect(await calls(text)).toEqual([
      ['PAYMENTS', 4],
      ['WS-PROGRAM', 6],
    ])
  })

  it('may have tabs for blanks', async () => {
    expect(
      await calls("\tIDENTIFICATION DIVISION.\n\tPROGRAM-ID. T.\n\tPROCEDURE DIVISION.\n\t    CALL 'TABBED'."),
    ).toEqual([['TABBED', 4]])
  })

  it.each([
    ['a directive of the standard', '       >>SOURCE FORMAT IS FREE'],
    ['a directive of Micro Focus', '      $SET SOURCEFORMAT"FREE"'],
    ['where its words stand', ''],
  ])('are free by %s', async (_, first) => {
    const text = `${first}\nidentification division.\nprogram-id. claims.\nprocedure division.\ncall "payments" *> call "no"\n.`

    expect(await found('claims.cob', text)).toMatchObject({declares: ['CLAIMS']})
    expect(await calls(text)).toEqual([['payments', 5]])
  })

  it('may be longer than 80 columns in the variable format', async () => {
    const long = `${' '.repeat(11)}MOVE A TO B ${' '.repeat(60)}CALL 'FAR'.`

    expect(await calls(`       >>SOURCE FORMAT VARIABLE\n${program()}\n${long}`)).toEqual([['FAR', 5]])
  })

  it('of the compiler and of libraries are told from code', async () => {
    const text = [
      " CBL CICS('SP'),APOST",
      '       PROCESS DYNAM',
      ...program('    EJECT', '    SKIP2', "    CALL 'A'.").split('\n'),
      '-INC CLMREC',
      '       ++INCLUDE CLMWORK',
    ].join('\n')

    expect((await said('copy', text)).map(({member, line}) => [member, line])).toEqual([
      ['CLMREC', 9],
      ['CLMWORK', 10],
    ])
    expect(await calls(text)).toEqual([['A', 8]])
  })
})

describe('programs of COBOL', () => {
  it('may hold others, and have further names to be called by', async () => {
    const text = fixed(
      'ID DIVISION.',
      "PROGRAM-ID. 'OUTER'.",
      'PROCEDURE DIVISION.',
      "    ENTRY 'SIDEDOOR' USING A.",
      '    IF A = B CONTINUE.',
      '    GOBACK.',
      'IDENTIFICATION DIVISION.',
      'PROGRAM-ID. INNER IS COMMON.',
      'PROCEDURE DIVISION.',
      "    CALL 'OTHER'.",
      'END PROGRAM INNER.',
      'END PROGRAM OUTER.',
    )

    expect(await said('program', text)).toEqual([
      {
        name: 'OUTER',
        language: 'COBOL',
        line: 2,
        until: 12,
        entries: ['SIDEDOOR'],
        codeLines: 11,
        decisions: 1,
        statements: {},
      },
      {
        name: 'INNER',
        within: 'OUTER',
        language: 'COBOL',
        line: 8,
        until: 11,
        codeLines: 4,
        decisions: 0,
        statements: {CALL: 1},
      },
    ])
  })

  it('call what a literal, an item or an entry names', async () => {
    const text = program(
      "    CALL 'LIT'.",
      '    CALL WS-NAME OF WS-GROUP (1) USING BY REFERENCE A ON EXCEPTION DISPLAY B.',
      "    SET WS-POINTER TO ENTRY 'POINTED'.",
      "    DISPLAY 'CALL NOT' \"CALL 'NOT'\".",
    )

    expect(await said('call', text)).toEqual([
      {to: 'program', how: 'CALL', target: {literal: 'LIT'}, line: 4},
      {to: 'program', how: 'CALL', target: {item: 'WS-NAME', of: 'WS-GROUP'}, line: 5},
      {to: 'program', how: 'SET TO ENTRY', target: {literal: 'POINTED'}, line: 6},
    ])
  })

  it('take in members, and put other words in theirs', async () => {
    const text = program(
      '    COPY CLMREC.',
      '    COPY CLMREC OF CLMLIB SUPPRESS REPLACING ==:TAG:== BY ==NEW==',
      '        LEADING ==A== BY ==B== OLD-NAME BY NEW-NAME.',
      '    COPY "lib/clmwork.cpy".',
      '    EXEC SQL INCLUDE SQLCA END-EXEC.',
    )

    expect(await said('copy', text)).toEqual([
      {member: 'CLMREC', line: 4},
      {
        member: 'CLMREC',
        line: 5,
        replacing: [
          {from: ':TAG:', to: 'NEW'},
          {from: 'A', to: 'B', part: 'leading'},
          {from: 'OLD-NAME', to: 'NEW-NAME'},
        ],
      },
      {member: 'CLMWORK', line: 7},
      {member: 'SQLCA', line: 8},
    ])
  })

  it('know what an item holds where one MOVE alone can have set it', async () => {
    const text = program(
      "    MOVE 'FIRST' TO WS-PGM.",
      '    CALL WS-PGM.',
      "    IF A = B MOVE 'SECOND' TO WS-PGM.",
      '    CALL WS-PGM.',
      '    MOVE OTHER TO WS-PGM',
      '    CALL WS-PGM',
    )

    expect(await calls(text)).toEqual([
      ['FIRST', 5],
      ['WS-PGM', 7],
      ['OTHER', 9],
    ])
  })

  it('read and write files that JCL gives them, and others by path', async () => {
    const text = fixed(
      'PROGRAM-ID. FILES.',
      'FILE-CONTROL.',
      '    SELECT OPTIONAL CLAIM-FILE ASSIGN TO UT-S-CLAIMIN',
      '        ORGANIZATION IS INDEXED ACCESS MODE IS SEQUENTIAL.',
      '    SELECT REPORT-FILE ASSIGN TO "C:\\report.txt"',
      '        LINE SEQUENTIAL.',
      '    SELECT WORK-FILE ASSIGN TO SORTWK.',
      'PROCEDURE DIVISION.',
      '    OPEN INPUT CLAIM-FILE OUTPUT REPORT-FILE.',
      '    OPEN I-O CLAIM-FILE.',
      '    SORT WORK-FILE ON ASCENDING KEY K USING CLAIM-FILE',
      '        GIVING REPORT-FILE.',
    )

    expect(await said('program-file', text)).toEqual([
      {
        file: 'CLAIM-FILE',
        dd: 'CLAIMIN',
        organization: 'indexed',
        opens: [
          {mode: 'input', line: 9},
          {mode: 'i-o', line: 10},
          {mode: 'input', line: 11},
        ],
        line: 3,
      },
      {
        file: 'REPORT-FILE',
        path: {literal: 'C:\\report.txt'},
        organization: 'sequential',
        opens: [
          {mode: 'output', line: 9},
          {mode: 'output', line: 12},
        ],
        line: 5,
      },
      {file: 'WORK-FILE', dd: 'SORTWK', opens: [], line: 7},
    ])
  })
})

describe('EXEC', () => {
  it('CICS gives control, reads and writes files and queues, and shows screens', async () => {
    const text = program(
      "    EXEC CICS LINK PROGRAM('RATES') COMMAREA(A) END-EXEC",
      '    EXEC CICS XCTL PROGRAM (WS-NEXT) END-EXEC',
      "    EXEC CICS RETURN TRANSID('CL01') COMMAREA(A) END-EXEC",
      "    EXEC CICS READ DATASET('CLAIMS') INTO(R) RIDFLD(K) END-EXEC",
      '    EXEC CICS REWRITE FILE(WS-FILE) FROM(R) END-EXEC',
      "    EXEC CICS WRITEQ TD QUEUE('CSSL') FROM(M) END-EXEC",
      "    EXEC CICS SEND MAP('CLM01A') MAPSET('CLM01') ERASE END-EXEC",
      "    EXEC CICS PUT CONTAINER('CLAIM') CHANNEL('C') FROM(R) END-EXEC",
      '    EXEC CICS ASKTIME ABSTIME(T) END-EXEC.',
    )

    const {facts} = await found('CLAIMS.cbl', text)
    expect(facts.filter(({is}) => is !== 'items')).toEqual([
      {
        is: 'program',
        name: 'CLAIMS',
        language: 'COBOL',
        line: 2,
        until: 12,
        codeLines: 12,
        decisions: 0,
        statements: {'EXEC CICS': 9},
      },
      {is: 'call', to: 'program', how: 'EXEC CICS LINK', target: {literal: 'RATES'}, line: 4},
      {is: 'call', to: 'program', how: 'EXEC CICS XCTL', target: {item: 'WS-NEXT'}, line: 5},
      {is: 'call', to: 'transaction', how: 'EXEC CICS RETURN', target: {literal: 'CL01'}, line: 6},
      {is: 'cics-file', does: 'reads', operation: 'READ', file: {literal: 'CLAIMS'}, line: 7},
      {is: 'cics-file', does: 'writes', operation: 'REWRITE', file: {item: 'WS-FILE'}, line: 8},
      {is: 'cics-queue', store: 'TD', does: 'writes', queue: {literal: 'CSSL'}, line: 9},
      {is: 'screen', operation: 'SEND', map: {literal: 'CLM01A'}, mapset: {literal: 'CLM01'}, line: 10},
      {is: 'container', does: 'writes', container: {literal: 'CLAIM'}, channel: {literal: 'C'}, line: 11},
    ])
  })

  it('SQL reads and writes tables, by cursors too', async () => {
    const text = program(
      '    EXEC SQL DECLARE C1 CURSOR WITH HOLD FOR',
      '        SELECT A FROM CLM.CLAIM C, CLM.PAYER P -- FROM NOTHING',
      '    END-EXEC.',
      '    EXEC SQL OPEN C1 END-EXEC.',
      '    EXEC SQL FETCH C1 INTO :A, :B END-EXEC.',
      '    exec sql update CLM.CLAIM set A = :A end-exec.',
      '    EXEC SQL CALL CLM.SETTLE(:A) END-EXEC.',
      '    EXEC SQL PREPARE S1 FROM :WS-SQL END-EXEC.',
      "    EXEC SQL EXECUTE IMMEDIATE 'DELETE FROM CLM.OLD' END-EXEC.",
    )

    expect(
      (await said('sql', text)).map(({reads, writes, calls: called, line}) => ({reads, writes, called, line})),
    ).toEqual([
      {reads: ['CLM.CLAIM', 'CLM.PAYER'], writes: [], called: [], line: 4},
      {reads: ['CLM.CLAIM', 'CLM.PAYER'], writes: [], called: [], line: 7},
      {reads: ['CLM.CLAIM', 'CLM.PAYER'], writes: [], called: [], line: 8},
      {reads: [], writes: ['CLM.CLAIM'], called: [], line: 9},
      {reads: [], writes: [], called: ['CLM.SETTLE'], line: 10},
    ])
    expect(await said('dynamic-sql', text)).toEqual([
      {text: {item: 'WS-SQL'}, line: 11},
      {text: {literal: 'DELETE FROM CLM.OLD'}, line: 12},
    ])
  })

  it('DLI and calls of IMS say what they do to a segment', async () => {
    const text = program(
      '    EXEC DLI SCHD PSB((WS-PSB)) END-EXEC',
      '    EXEC DLI GU USING PCB(1) SEGMENT (CLAIM) INTO (R) END-EXEC',
      "    CALL 'CBLTDLI' USING FUNC-ISRT CLAIM-PCB R SSA.",
    )

    expect(await said('dli', text)).toEqual([
      {operation: {literal: 'SCHD'}, psb: {item: 'WS-PSB'}, line: 4},
      {operation: {literal: 'GU'}, segments: ['CLAIM'], line: 5},
      {operation: {item: 'FUNC-ISRT'}, pcb: 'CLAIM-PCB', behind: {item: 'SSA'}, line: 6},
    ])
    expect(await said('call', text)).toEqual([])
  })

  it('of MQ opens a queue, to send or to receive', async () => {
    const text = program(
      'OPEN-IN.',
      "    MOVE 'CLAIMS.IN' TO MQOD-OBJECTNAME OF OD-IN.",
      '    COMPUTE OPTS = MQOO-INPUT-SHARED + MQOO-FAIL-IF-QUIESCING.',
      "    CALL 'MQOPEN' USING HCONN OD-IN OPTS H-IN CC RC.",
      'OPEN-OUT.',
      '    MOVE WS-REPLY TO MQOD-OBJECTNAME OF OD-OUT.',
      "    CALL 'MQOPEN' USING HCONN OD-OUT OPTS H-OUT CC RC.",
      'SEND.',
      "    CALL 'MQPUT' USING HCONN H-OUT MD PMO LEN BUF CC RC.",
    )

    expect(await said('mq', text)).toEqual([
      {operation: 'MQOPEN', queue: {literal: 'CLAIMS.IN'}, does: 'receives', line: 7},
      {operation: 'MQOPEN', queue: {item: 'WS-REPLY'}, does: 'sends', line: 10},
    ])
  })

  it('that never ends is told, and what stands behind it is read', async () => {
    const text = program(
      "    EXEC CICS LINK PROGRAM('A')",
      '    .',
      "    CALL 'BEHIND'.",
      '    EXEC SQL SELECT A FROM T',
      '    .',
      "    CALL 'LAST'.",
    )

    expect(await calls(text)).toEqual([
      ['A', 4],
      ['BEHIND', 6],
      ['LAST', 9],
    ])
    expect(await found('CLAIMS.cbl', text)).toMatchObject({
      fault: {line: 7, message: 'syntax error: this EXEC never ends'},
    })
  })
})

describe('data items', () => {
  it('of a program are told as far as a name leads to them, of a copybook all that may hold one', async () => {
    const data = [
      '01 WS-NAMES.',
      "   05 WS-PGM PIC X(8) VALUE 'RATES   '.",
      '   05 WS-OTHER PIC X(8).',
      '   05 WS-COUNT PIC 9(4) COMP.',
      "      88 IS-FIRST VALUE 'F'.",
    ]
    const text = fixed(
      'PROGRAM-ID. P.',
      'DATA DIVISION.',
      'WORKING-STORAGE SECTION.',
      ...data,
      'PROCEDURE DIVISION.',
      '    CALL WS-PGM.',
    )

    expect(await said('items', text)).toEqual([
      {line: 1, items: {'WS-PGM': {parent: 'WS-NAMES', values: ['RATES']}, 'WS-NAMES': {}}},
    ])
    expect(await said('items', fixed(...data))).toEqual([
      {
        line: 1,
        items: {
          'WS-NAMES': {},
          'WS-PGM': {parent: 'WS-NAMES', values: ['RATES']},
          'WS-OTHER': {parent: 'WS-NAMES'},
        },
      },
    ])
  })

  it('of a table that lies over values hold what these are', async () => {
    const text = fixed(
      '01 MENU.',
      '   05 OPTIONS.',
      "      10 FILLER PIC X(8) VALUE 'CLAIMS'.",
      '      10 FILLER PIC 9(2) VALUE 1.',
      "      10 FILLER PIC X(8) VALUE 'PAYMENTS'.",
      '      10 FILLER PIC 9(2) VALUE 2.',
      '   05 FILLER REDEFINES OPTIONS.',
      '      10 ENTRIES OCCURS 2 TIMES.',
      '         15 ENTRY-PGM PIC X(8).',
      '         15 ENTRY-NO PIC 9(2).',
    )

    expect((await said('items', text))[0]?.items['ENTRY-PGM']).toEqual({
      parent: 'ENTRIES',
      values: ['CLAIMS', 'PAYMENTS'],
    })
  })

  it('of a record that lies over another one, or over one that does, hold the values of that', async () => {
    const text = fixed(
      '01 OTHER.',
      "   05 FILLER PIC X(8) VALUE 'NEVER'.",
      '01 NAMES.',
      "   05 FILLER PIC X(8) VALUE 'CLAIMS'.",
      "   05 FILLER PIC X(8) VALUE 'PAYMENTS'.",
      '01 AS-TABLE REDEFINES NAMES.',
      '   05 ENTRIES OCCURS 2 TIMES.',
      '      10 ENTRY-PGM PIC X(8).',
      '01 SECOND REDEFINES AS-TABLE.',
      '   05 FILLER PIC X(8).',
      '   05 SECOND-PGM PIC X(8).',
    )

    const items = (await said('items', text))[0]?.items
    expect([items?.['ENTRY-PGM'], items?.['SECOND-PGM']]).toEqual([
      {parent: 'ENTRIES', values: ['CLAIMS', 'PAYMENTS']},
      {parent: 'SECOND', values: ['PAYMENTS']},
    ])
  })
})

describe('what is no source', () => {
  it('is told: a listing of the compiler', async () => {
    expect(await found('CLAIMS.cbl', "1PP 5655-EC6 IBM Enterprise COBOL for z/OS 6.3.0\n0  000001  CALL 'X'")).toEqual({
      imports: [],
      declares: [],
      facts: [],
      fault: {message: 'a listing of the compiler, no source: not read'},
    })
  })

  it.each([
    ['a program cut short within a literal', program("    CALL 'A'.", "    MOVE 'never en")],
    ['REPLACING that breaks tokens', program("    COPY X REPLACING ==A' == BY == ' ==.", "    CALL 'A'.")],
    ['a comment of ten megabytes', `${program("    CALL 'A'.")}\n      *${'x'.repeat(10_000_000)}`],
    ['ten thousand continuations', `${program("    CALL 'A'.")}\n${"      -    'x\n".repeat(10_000)}`],
  ])('loses nothing of the rest: %s', async (_, text) => {
    expect(await calls(text)).toEqual([['A', expect.any(Number)]])
  })
})

describe('imports of COBOL', () => {
  it('lead to the file of the member, of several to the nearest', async () => {
    const texts = {
      'base/cbl/CLAIMS.cbl': program('    COPY CLMREC.', '    COPY BOTH.', '    COPY MISSING.'),
      'base/cpy/CLMREC.cpy': fixed('01 R PIC X.'),
      'base/cpy/BOTH.cpy': fixed('01 B PIC X.'),
      'other/cpy/BOTH.cpy': fixed('01 B PIC X(2).'),
      'base/cbl/CLMREC.cbl': program(),
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(linkCobol(files)).toEqual([
      {from: 'base/cbl/CLAIMS.cbl', to: 'base/cpy/CLMREC.cpy', line: 4},
      {from: 'base/cbl/CLAIMS.cbl', to: 'base/cpy/BOTH.cpy', line: 5},
    ])
  })
})
