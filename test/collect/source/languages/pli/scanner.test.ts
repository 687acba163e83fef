import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {pli} from '../../../../../src/collect/source/languages/pli/scanner.ts'
import {factsOf, found} from '../scan.ts'

describe('programs', () => {
  it('are the outermost procedures, by all their names', async () => {
    const text = ` TIDES: MOONS: PROC(PARM) OPTIONS(MAIN);
   IF A = B THEN DO;
     CALL INNER;
   END;
   INNER: PROC;
     SELECT(X);
       WHEN('END;') Y = 1;
       OTHERWISE;
     END;
   END INNER;
   LATE: ENTRY(X);
 END TIDES;
 *PROCESS;
 SECOND: PROCEDURE;
 END;`

    expect((await found('TIDES.pli', text)).facts).toEqual([
      {
        is: 'program',
        name: 'TIDES',
        language: 'PL/I',
        line: 1,
        until: 12,
        entries: ['MOONS', 'LATE'],
        using: ['PARM'],
        codeLines: 12,
        decisions: 2,
        statements: {},
      },
      {
        is: 'program',
        name: 'SECOND',
        language: 'PL/I',
        line: 14,
        until: 15,
        codeLines: 2,
        decisions: 0,
        statements: {},
      },
    ])
  })

  it('of a package are one, by what it gives away', async () => {
    const text = ` P: PACKAGE EXPORTS(RATES, FEES);
 HIDDEN: PROC; END HIDDEN;
 RATES: PROC; CALL HIDDEN; END RATES;
 FEES: PROC; CALL OTHER; END FEES;
 END P;`

    expect(await factsOf('program', 'P.pl1', text)).toMatchObject([
      {name: 'RATES', entries: ['FEES'], line: 1, until: 5, statements: {CALL: 1}},
    ])
  })

  it('are known in members without an ending and in includes that PHP shares', () => {
    expect(scannerOf('PLI/TIDES', ' TIDES: PROC OPTIONS(MAIN);')?.id).toBe('pli')
    expect(scannerOf('a.inc', '  DCL 1 TIDE_RECORD,\n  2 PORT CHAR(8);')?.id).toBe('pli')
    expect(scannerOf('a.inc', '<?php\n declare(strict_types=1);')?.id).toBe('php')
  })
})

describe('calls', () => {
  const program = (body: string): string => ` A: PROC OPTIONS(MAIN);\n${body}\n END A;`
  const callsOf = async (body: string) => {
    const facts = await factsOf('call', 'A.pli', program(body))
    return facts.map(({how, target, line}) => [how, target, line])
  }

  it('are those of what stands outside, wherever a statement may stand', async () => {
    expect(
      await callsOf(` DCL RATES ENTRY(FIXED BIN(31)) EXTERNAL('RATEMOD');
 DCL FEE ENTRY(CHAR(8)) RETURNS(FIXED BIN(31)) EXT;
 /* CALL COMMENT; */ MSG = 'CALL TEXT;';
 IF X = 'THEN CALL NONE;' THEN CALL FIRST(X); ELSE CALL
   SECOND;
 SELECT; WHEN(A = 1) CALL THIRD; OTHERWISE CALL FOURTH; END;
 ON ENDFILE(IN) CALL FIFTH;
 OUTER: LABEL: CALL RATES(1);
 Y = FEE('X') + FEE ('Y');
 CALL INSIDE;
 INSIDE: PROC; CALL A; END INSIDE;
 DO I = 1 TO 3; CALL PLIRETC(8); END;`),
    ).toEqual([
      ['CALL', {literal: 'FIRST'}, 5],
      ['CALL', {literal: 'SECOND'}, 5],
      ['CALL', {literal: 'THIRD'}, 7],
      ['CALL', {literal: 'FOURTH'}, 7],
      ['CALL', {literal: 'FIFTH'}, 8],
      ['CALL', {literal: 'RATEMOD'}, 9],
      ['function', {literal: 'FEE'}, 10],
      ['CALL', {literal: 'PLIRETC'}, 13],
    ])
  })

  it('by a variable stay open, with what it is seen to hold', async () => {
    const {facts} = await found(
      'A.pli',
      program(` DCL ANY ENTRY VARIABLE; DCL ONE ENTRY EXT;
 DCL NAME CHAR(8) INIT('BATCH1');
 IF X THEN ANY = ONE; ELSE ANY = TWO;
 CALL ANY;
 FETCH MODULE TITLE(NAME);
 NAME = SUBSTR(INPUT,1,8);
 CALL MODULE;`),
    )

    expect(facts.filter(({is}) => is === 'call' || is === 'items')).toEqual([
      {
        is: 'items',
        line: 1,
        items: {ANY: {moves: ["'ONE", 'TWO']}, NAME: {values: ['BATCH1'], isOpen: true}, TWO: {}},
      },
      {is: 'call', to: 'program', how: 'CALL', target: {item: 'ANY'}, line: 5},
      {is: 'call', to: 'program', how: 'FETCH', target: {item: 'NAME'}, line: 6},
      {is: 'call', to: 'program', how: 'CALL', target: {item: 'NAME'}, line: 8},
    ])
  })

  it('follow what is assigned in a straight line before them', async () => {
    expect(
      await callsOf(` DCL MODULE ENTRY; DCL NAME CHAR(8);
 NAME = 'BATCH2';
 FETCH MODULE TITLE(NAME);`),
    ).toEqual([['FETCH', {literal: 'BATCH2'}, 4]])
  })
})

describe('what subsystems are asked', () => {
  it('ends with a semicolon that stands in no text', async () => {
    const text = ` A: PROC OPTIONS(MAIN);
 EXEC SQL SELECT NAME INTO :REC.NAME FROM TIDES.PORTS
   WHERE REMARK <> 'A;B';
 EXEC SQL DECLARE C1 CURSOR FOR SELECT X FROM TIDES.HEIGHTS;
 EXEC SQL OPEN C1;
 EXEC SQL INCLUDE DCLPORT;
 EXEC CICS LINK PROGRAM('FEES') COMMAREA(AREA.PART);
 EXEC CICS SEND MAP(WORK.MAPNAME) MAPSET('TIDESET');
 DCL 1 WORK, 2 MAPNAME CHAR(8) INIT('TIDEMAP');
 END A;`
    const {facts} = await found('A.pli', text)

    expect(facts.filter(({is}) => is !== 'program')).toEqual([
      {is: 'items', line: 1, items: {MAPNAME: {parent: 'WORK', values: ['TIDEMAP']}, WORK: {}}},
      {is: 'sql', of: 'tables', reads: ['TIDES.PORTS'], writes: [], calls: [], line: 2},
      {is: 'sql', of: 'tables', reads: ['TIDES.HEIGHTS'], writes: [], calls: [], line: 4},
      {is: 'sql', of: 'tables', reads: ['TIDES.HEIGHTS'], writes: [], calls: [], line: 5},
      {is: 'copy', member: 'DCLPORT', line: 6},
      {is: 'call', to: 'program', how: 'EXEC CICS LINK', target: {literal: 'FEES'}, line: 7},
      {
        is: 'screen',
        operation: 'SEND',
        map: {item: 'MAPNAME', of: 'WORK'},
        mapset: {literal: 'TIDESET'},
        line: 8,
      },
    ])
  })

  it('is told of IMS by PLITDLI, whose first argument counts the others', async () => {
    const text = ` A: PROC(IO_PTR, DB_PTR) OPTIONS(MAIN);
 DCL GU CHAR(4) INIT('GU');
 CALL PLITDLI(THREE, GU, DB_PTR, AREA);
 END A;`

    expect(await factsOf('dli', 'A.pli', text)).toEqual([{is: 'dli', operation: {item: 'GU'}, pcb: 'DB_PTR', line: 3}])
    expect(await factsOf('program', 'A.pli', text)).toMatchObject([{using: ['IO_PTR', 'DB_PTR']}])
  })
})

it('files have the DD of their title or name, and the ways in which they are opened or used', async () => {
  const text = ` A: PROC OPTIONS(MAIN);
 DCL TIDEIN FILE RECORD INPUT, (LIST, LONGNAMEDFILE) FILE PRINT, BOTH FILE UPDATE ENV(VSAM), ANY FILE VARIABLE,
     PLAIN FILE RECORD;
 OPEN FILE(TIDEIN), FILE(BOTH) TITLE('MASTER');
 PUT FILE(LIST) LIST('FILE(TIDEIN)');
 OPEN FILE(PLAIN) OUTPUT;
 DCL READ1 FILE RECORD, WRITTEN FILE RECORD;
 OPEN FILE(READ1), FILE(WRITTEN);
 WRITE FILE(WRITTEN) FROM(X);
 END A;`

  expect(await factsOf('program-file', 'A.pli', text)).toEqual([
    {is: 'program-file', file: 'TIDEIN', dd: 'TIDEIN', opens: [{mode: 'input', line: 4}], line: 2},
    {is: 'program-file', file: 'LIST', dd: 'LIST', opens: [{mode: 'output', line: 5}], line: 2},
    {is: 'program-file', file: 'LONGNAMEDFILE', dd: 'LONGNAME', opens: [], line: 2},
    {
      is: 'program-file',
      file: 'BOTH',
      dd: 'MASTER',
      organization: 'vsam',
      opens: [{mode: 'i-o', line: 4}],
      line: 2,
    },
    {is: 'program-file', file: 'PLAIN', dd: 'PLAIN', opens: [{mode: 'output', line: 6}], line: 3},
    {is: 'program-file', file: 'READ1', dd: 'READ1', opens: [{mode: 'input', line: 8}], line: 7},
    {is: 'program-file', file: 'WRITTEN', dd: 'WRITTEN', opens: [{mode: 'output', line: 9}], line: 7},
  ])
})

it('members are taken in by the compiler, its preprocessor and libraries of sources', async () => {
  const text = ` A: PROC OPTIONS(MAIN);
 %INCLUDE PORTS, SYSLIB(HEIGHTS);
 %IF X %THEN %INCLUDE 'lib/moons.inc';
++INCLUDE RATES
-INC FEES
 /* %INCLUDE NONE; */
 END A;`

  expect((await factsOf('copy', 'A.pli', text)).map(({member, line}) => [member, line])).toEqual([
    ['PORTS', 2],
    ['HEIGHTS', 2],
    ['MOONS', 3],
    ['RATES', 4],
    ['FEES', 5],
  ])
})

it('a %INCLUDE leads to its member', async () => {
  const read = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})
  const files = [
    await read('pli/A.pli', ' A: PROC; %INCLUDE PORTS; END A;'),
    await read('pli/PORTS.pli', ' PORTS: PROC; END;'),
    await read('inc/PORTS.plinc', ' DCL X CHAR(8);'),
  ]

  expect(pli.link(files, [])).toEqual([{from: 'pli/A.pli', to: 'inc/PORTS.plinc', line: 1}])
})

it('columns 2 to 72 hold the code, unless most lines show another habit', async () => {
  const line = ' CALL ONE;'.padEnd(72)
  const fixed = ` A: PROC;\n1${line.slice(1)}CALL TWO\n END A;\n`
  const free = 'A: PROC;\nCALL ONE;\nEND A;\n'

  expect((await factsOf('call', 'A.pli', fixed)).map(({target}) => target)).toEqual([{literal: 'ONE'}])
  expect((await factsOf('call', 'A.pli', free)).map(({target}) => target)).toEqual([{literal: 'ONE'}])
  const wide = ` A: PROC;\n IF ${'A'.repeat(60)} THEN CALL ONE;\n END A;\n`
  expect((await factsOf('call', 'A.pli', wide)).map(({target}) => target)).toEqual([{literal: 'ONE'}])
})

describe('hostile sources', () => {
  it.each([
    ['a comment that never ends', ' A: PROC;\n /* CUT\n CALL LAST;\n', 'comment'],
    ['a text that never ends', ` A: PROC;\n X = 'CUT;\n CALL LAST;\n`, 'text'],
  ])('with %s keep the rest, and are told of', async (_, text, what) => {
    const {fault, facts} = await found('A.pli', text)

    expect(fault).toEqual({line: 2, message: `syntax error: this ${what} never ends`})
    expect(facts).toContainEqual({is: 'call', to: 'program', how: 'CALL', target: {literal: 'LAST'}, line: 3})
  })

  it.each([
    ['a line of 10 MB', ` A: PROC;\n X = ${'Y + '.repeat(2_500_000)} 1;\n CALL LAST;\n END A;`],
    ['a statement of 10 MB', ` A: PROC;\n DCL (${'Y,\n'.repeat(2_500_000)} Z) CHAR(8);\n CALL LAST;\n END A;`],
    ['NULs', ` A: PROC;\n\0\0 X = '\0';\0\n CALL LAST;\n END A;`],
    ['brackets nested 100,000 deep', ` A: PROC;\n DCL ${'('.repeat(100_000)}X;\n CALL LAST;\n`],
    ['groups nested 100,000 deep', ` A: PROC;\n${' DO;'.repeat(100_000)}\n CALL LAST;\n`],
    ['IFs nested 100,000 deep', ` A: PROC;\n${' IF X THEN'.repeat(100_000)} Y = 1;\n CALL LAST;\n`],
    ['10,000 texts that never end', ` A: PROC;\n${`X = "A;\n`.repeat(9_999)} CALL LAST;\n`],
  ])('with %s keep the rest', async (_, text) => {
    const calls = await factsOf('call', 'A.pli', text)

    expect(calls.at(-1)?.target).toEqual({literal: 'LAST'})
  })
})
