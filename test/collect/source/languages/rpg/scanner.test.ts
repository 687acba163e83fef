import {describe, expect, it} from '@jest/globals'
import {factsOf, found} from '../scan.ts'

const fixed = (...lines: readonly string[]): string => lines.join('\n')
const call = (how: string, target: object, line: number) => ({is: 'call', to: 'program', how, target, line})

describe('programs in columns', () => {
  const text = fixed(
    '     H DFTACTGRP(*NO)',
    '      * CALL in a comment: CALL PAYROLL',
    '     FTIDES     UF A E           K DISK    RENAME(TIDEREC:TIDEFMT)',
    '     FTIDEDSP   CF   E             WORKSTN',
    '     FQSYSPRT   O    F  132        PRINTER',
    "     D NEXTPGM         S             10A   INZ('HARBOUR')",
    "     D SNDALERT        PR                  EXTPGM('ALERTS')",
    '     D   MESSAGE                     50A',
    '     D LONGNAMEOF...',
    "     D PROCEDURE       PR                  EXTPROC('worksOut')",
    '      /COPY QRPGLESRC,TIDECONST',
    '     C     KEY           CHAIN     TIDES',
    "     C                   CALL      'RATES'",
    '     C                   PARM                    AMOUNT',
    '     C                   CALL      NEXTPGM',
    "     C                   CALLP     SNDALERT('it is (not) high')",
    '     C                   EVAL      TOTAL = LONGNAMEOFPROCEDURE(KEY) +',
    '     C                             %LEN(KEY)',
    '     C                   UPDATE    TIDEFMT',
    '     C                   EXFMT     SCREEN1',
    '     C/EXEC SQL',
    '     C+ SELECT HEIGHT INTO :H FROM SEALIB/HEIGHTS -- of the day',
    '     C/END-EXEC',
    '     C                   SETON                                        LR',
    '** the days',
    "     C                   CALL      'NOCODE'",
  )

  it('call what CALL, CALLP and expressions name, by prototypes and by items that others follow', async () => {
    expect(await factsOf('call', 'TIDE01.rpgle', text)).toEqual([
      call('CALL', {literal: 'RATES'}, 13),
      call('CALL', {item: 'NEXTPGM'}, 15),
      call('CALLP', {literal: 'ALERTS'}, 16),
      call('CALLP', {literal: '=worksOut'}, 17),
    ])
    expect(await factsOf('items', 'TIDE01.rpgle', text)).toEqual([
      {is: 'items', line: 1, items: {NEXTPGM: {values: ['HARBOUR']}}},
    ])
  })

  it('use the files of F by type, with the operations that may be of each', async () => {
    expect(await factsOf('native-file', 'TIDE01.rpgle', text)).toEqual([
      {
        ...{is: 'native-file', name: 'TIDES', file: {literal: 'TIDES'}, device: 'disk', how: 'F TIDES', line: 3},
        does: ['reads', 'writes'],
        operations: [
          {operation: 'CHAIN', on: ['TIDES'], line: 12},
          {operation: 'UPDATE', on: ['TIDEFMT'], line: 19},
        ],
        renamed: {TIDEFMT: 'TIDEREC'},
      },
      {
        ...{
          is: 'native-file',
          name: 'TIDEDSP',
          file: {literal: 'TIDEDSP'},
          device: 'screen',
          how: 'F TIDEDSP',
          line: 4,
        },
        does: ['reads', 'writes'],
        operations: [
          {operation: 'UPDATE', on: ['TIDEFMT'], line: 19},
          {operation: 'EXFMT', on: ['SCREEN1'], line: 20},
        ],
      },
      {
        ...{
          is: 'native-file',
          name: 'QSYSPRT',
          file: {literal: 'QSYSPRT'},
          device: 'printer',
          how: 'F QSYSPRT',
          line: 5,
        },
        does: ['writes'],
        operations: [],
      },
    ])
  })

  it('read tables by SQL, whose libraries stand before a slash', async () => {
    expect(await factsOf('sql', 'TIDE01.rpgle', text)).toEqual([
      {is: 'sql', of: 'tables', reads: ['SEALIB.HEIGHTS'], writes: [], calls: [], line: 21},
    ])
  })

  it('are programs of their member, and take in members of source files', async () => {
    const {imports, facts} = await found('qrpglesrc/TIDE01.rpgle', text)

    expect(imports).toEqual([{specifier: 'QRPGLESRC,TIDECONST', line: 11}])
    expect(facts).toContainEqual({is: 'copy', member: 'TIDECONST', line: 11})
    expect(facts).toContainEqual({
      ...{is: 'program', name: 'TIDE01', language: 'RPG', line: 1, until: 25, codeLines: 19, decisions: 0},
      statements: {'/COPY': 1, CALL: 2, CALLP: 2, 'EXEC SQL': 1, F: 3},
    })
  })

  it('may have letters of their country in their names', async () => {
    const {facts, imports} = await found(
      'A.rpgle',
      "      /COPY QILEGEN,£TIDE\n     D §NEXT           S             10A   INZ('B£RATE')\n     C                   CALL      §NEXT\n     C                   SETON                                        LR",
    )

    expect(imports).toEqual([{specifier: 'QILEGEN,£TIDE', line: 1}])
    expect(facts.slice(1)).toEqual([
      {is: 'copy', member: '£TIDE', line: 1},
      {is: 'items', line: 1, items: {'§NEXT': {values: ['B£RATE']}}},
      call('CALL', {item: '§NEXT'}, 3),
    ])
  })

  it('of RPG III have columns of their own', async () => {
    const old = fixed(
      '     FTIDES   IF  E           K        DISK                      A',
      "     I              'HARBOUR'             C         PORT",
      '     C           KEY       CHAINTIDES                90',
      "     C                     CALL 'RATES'",
      '     C                     CALL PORT',
      '     C                     SETON                     LR',
    )

    expect(await factsOf('call', 'OLD.rpg', old)).toEqual([
      call('CALL', {literal: 'RATES'}, 4),
      call('CALL', {item: 'PORT'}, 5),
    ])
    expect(await factsOf('items', 'OLD.rpg', old)).toEqual([
      {is: 'items', line: 1, items: {PORT: {values: ['HARBOUR']}}},
    ])
    expect((await factsOf('native-file', 'OLD.rpg', old))[0]).toMatchObject({
      does: ['reads', 'writes'],
      operations: [{operation: 'CHAIN', on: ['TIDES']}],
    })
  })
})

describe('free programs', () => {
  it('declare files, prototypes and procedures, and call in statements and expressions', async () => {
    const text = [
      '**FREE',
      'ctl-opt dftactgrp(*no);',
      "/include 'sea/tides.rpgleinc'",
      'dcl-f tides usage(*update: *output) keyed extfile(tideFile) usropn;',
      "dcl-s tideFile char(21) inz('SEALIB/TIDES24');",
      'dcl-s heights dim(24);',
      "dcl-pr rates extpgm('SEALIB/RATES'); amount packed(9:2); end-pr;",
      'dcl-pr nextOne extpgm(pgmName); end-pr;',
      'dcl-ds sea qualified; name char(10); end-ds;',
      'if heights(1) > 0 and isHigh(heights(2)); // rates(0);',
      "  rates(1 : 'a // no comment; nor an end');",
      'endif;',
      "pgmName = 'MOORING';",
      'nextOne();',
      'read(e) tides;',
      "exec sql insert into SEALIB.HEIGHTS (H) values('it''s;high');",
      '*inlr = *on;',
      'dcl-proc isHigh;',
      '  return high > 3;',
      'end-proc;',
      'dcl-proc shared export;',
      'end-proc;',
    ].join('\n')

    expect(await factsOf('call', 'tide.pgm.sqlrpgle', text)).toEqual([
      call('CALLP', {literal: 'RATES'}, 11),
      call('CALLP', {item: 'PGMNAME'}, 14),
    ])
    expect(await factsOf('items', 'tide.pgm.sqlrpgle', text)).toEqual([
      {is: 'items', line: 1, items: {PGMNAME: {values: ['MOORING']}, TIDEFILE: {values: ['SEALIB/TIDES24']}}},
    ])
    expect(await factsOf('native-file', 'tide.pgm.sqlrpgle', text)).toMatchObject([
      {file: {item: 'TIDEFILE'}, does: ['reads', 'writes'], operations: [{operation: 'READ', on: ['TIDES'], line: 15}]},
    ])
    expect(await factsOf('sql', 'tide.pgm.sqlrpgle', text)).toMatchObject([{writes: ['SEALIB.HEIGHTS'], line: 16}])
    expect(await factsOf('program', 'tide.pgm.sqlrpgle', text)).toMatchObject([
      {name: 'TIDE', exports: ['SHARED'], decisions: 1},
    ])
  })

  it('ask a member that they copy for prototypes that they lack', async () => {
    const text = "**free\n/copy protos\nctl-opt main(run);\nharbourMaster('x');\nreturn;"

    expect(await factsOf('call', 'a.rpgle', text)).toEqual([call('CALLP', {item: 'prototype HARBOURMASTER'}, 4)])
    expect(await factsOf('items', 'protos.rpgle', "**free\ndcl-pr harbourMaster extpgm('HARBOUR'); end-pr;")).toEqual([
      {is: 'items', line: 1, items: {'prototype HARBOURMASTER': {values: ['HARBOUR']}}},
    ])
  })

  it('run commands that are put together: what they call where their beginning says it, nothing where it is no call', async () => {
    const text = [
      '**free',
      "dcl-pr run extpgm('QCMDEXC'); end-pr;",
      "dcl-pr newText object(*java) extproc(*java : 'java.lang.String' : *constructor); end-pr;",
      "run('CALL RATES PARM(' + port + ')' : 80);",
      "run('DLTF FILE(' + port + ')' : 80);",
      'run(command : 80);',
      "run('SBMJOB CMD(' + command + ')' : 80);",
      "text = newText('a');",
      'return;',
    ].join('\n')
    const run = (line: number) => call('CALLP', {literal: 'QCMDEXC'}, line)

    expect(await factsOf('call', 'a.rpgle', text)).toEqual([
      run(4),
      call('CALL', {literal: 'RATES'}, 4),
      run(5),
      run(6),
      call('QCMDEXC', {item: 'COMMAND'}, 6),
      run(7),
      call('QCMDEXC', {item: "'SBMJOB CMD"}, 7),
      call('CALLP', {literal: '=java.lang.String'}, 8),
    ])
  })

  it('name tables as IBM i has them, but those of a job and of the system', async () => {
    const text = [
      '**free',
      'exec sql delete #SEALIB/#TIDES where H = 0;',
      'exec sql insert into qtemp/work select A from SEALIB.@PORTS, qsys2.systables;',
      "exec sql call QSYS2.QCMDEXC('CALL RATES');",
      '*inlr = *on;',
    ].join('\n')

    expect(await factsOf('sql', 'a.sqlrpgle', text)).toMatchObject([
      {reads: [], writes: ['#SEALIB.#TIDES']},
      {reads: ['SEALIB.@PORTS'], writes: []},
    ])
    expect(await factsOf('call', 'a.sqlrpgle', text)).toEqual([call('CALL', {literal: 'RATES'}, 4)])
  })

  it('use data areas, data queues and commands of CL', async () => {
    const text = [
      '**free',
      "dcl-ds last dtaara('SEALIB/LASTTIDE') len(10) end-ds;",
      "dcl-pr send extpgm('QSNDDTAQ'); end-pr;",
      "dcl-pr run extpgm('QCMDEXC'); end-pr;",
      'in *lock last;',
      'out last;',
      "send('TIDEQ' : 'SEALIB' : 10 : data);",
      "run('CALL PGM(SEALIB/HIGHTIDE) PARM(1)' : 40);",
      'return;',
    ].join('\n')
    const {facts} = await found('a.rpgle', text)

    expect(facts.filter(({is}) => is === 'data-area' || is === 'mq')).toEqual([
      {is: 'data-area', does: 'reads', operation: 'IN', area: {literal: 'LASTTIDE'}, line: 5},
      {is: 'data-area', does: 'writes', operation: 'OUT', area: {literal: 'LASTTIDE'}, line: 6},
      {is: 'mq', product: 'ibm-i-data-queue', operation: 'QSNDDTAQ', does: 'sends', queue: {literal: 'TIDEQ'}, line: 7},
    ])
    expect(facts).toContainEqual(call('CALL', {literal: 'HIGHTIDE'}, 8))
  })
})

describe('sources that are damaged', () => {
  it('are read as far as they go, and the place is told', async () => {
    const {facts, fault} = await found(
      'CUT.rpgle',
      "     C                   CALL      'RATES'\n     C/EXEC SQL\n     C+ SELECT A FROM TIDES",
    )

    expect(facts).toContainEqual(call('CALL', {literal: 'RATES'}, 1))
    expect(fault).toEqual({line: 2, message: 'syntax error: this statement never ends'})
  })

  it('are told apart from what an editor shows of them', async () => {
    const shown =
      ' Columns . . . :    6   76              SEALIB/QRPGLESRC\n SEU==> _____\n0002.00 FTIDES     IF   E           K DISK'

    expect(await found('A.rpgle', shown)).toEqual({
      imports: [],
      declares: [],
      facts: [],
      fault: {message: 'a listing, no source: not read'},
    })
  })

  it('tell a file whose columns say nothing', async () => {
    const {fault} = await found(
      'A.rpgle',
      "     FTIDES      IF   E           K DISK\n     C                   CALL      'RATES'",
    )

    expect(fault).toEqual({line: 1, message: 'syntax error: no file with its type in the column for that'})
  })

  it.each([
    ['one line of 10 MB', `**FREE\nx = '${'a'.repeat(10_000_000)}\nreturn;`],
    ['brackets nested 100,000 deep', `**FREE\nx = ${'f('.repeat(100_000)};\nreturn;`],
    ['NULs', `**FREE\ncall\0('A');\0\nreturn;`],
    ['names of columns that never end', `     D ${'A'.repeat(60)}...\n`.repeat(20_000)],
    [
      'keywords that go on for ever',
      `     D A               S              1A\n${`     D${' '.repeat(38)}INZ(+\n`.repeat(20_000)}`,
    ],
  ])('do not hang or crash: %s', async (_, text) => {
    const facts = await found('HOSTILE.rpgle', text)

    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })
})
