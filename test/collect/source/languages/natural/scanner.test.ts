import {describe, expect, it} from '@jest/globals'
import {factsOf, found} from '../scan.ts'

const call = (how: string, target: object, line: number) => ({is: 'call', to: 'program', how, target, line})
const text = `* >Natural Source Header 000000
* :Mode S
* <Natural Source Header
* CALLNAT 'NOBODY'
DEFINE DATA
GLOBAL USING TIDEGDA
LOCAL USING TIDELDA
LOCAL
1 TIDE-VIEW VIEW OF TIDES  /* CALLNAT 'NOBODY'
  2 PORT (A20)
1 #PGM (A8) INIT <'RATES'>
1 #NEXT (A8)
END-DEFINE
R1. READ (10) TIDE-VIEW BY PORT STARTING FROM 'NORTH'
  FIND NUMBER HEIGHTS-VIEW WITH PORT = TIDE-VIEW.PORT
  CALLNAT 'TIDEN01' TIDE-VIEW.PORT
  PERFORM SHOW-TIDE
  PERFORM HARBOUR-DUES #X
  UPDATE (R1.)
END-READ
GET HARBOUR-VIEW *ISN(R1.)
DELETE
STORE TIDE-VIEW
MOVE 'MOORING' TO #NEXT
#NEXT := #PGM
FETCH RETURN #NEXT
CALL 'COBTIDE' #A
INCLUDE TIDECC
INPUT USING MAP 'TIDEM01'
WRITE WORK FILE 2 TIDE-VIEW
READ WORK 3 ONCE #REC
PERFORM BREAK PROCESSING
#DAY := DAYNAME(<*DATX>)
STACK TOP COMMAND 'MENU A B'
DEFINE SUBROUTINE SHOW-TIDE
  IGNORE
END-SUBROUTINE
END
`

describe('programs of Natural', () => {
  it('call subprograms, programs, routines, functions and other languages', async () => {
    expect(await factsOf('call', 'TIDEP01.NSP', text)).toEqual([
      call('CALLNAT', {literal: 'TIDEN01'}, 16),
      call('PERFORM', {literal: 'SHOW-TIDE'}, 17),
      call('PERFORM', {literal: 'HARBOUR-DUES'}, 18),
      call('FETCH', {item: '#NEXT'}, 26),
      call('CALL', {literal: 'COBTIDE'}, 27),
      call('function', {literal: 'DAYNAME'}, 33),
      call('STACK COMMAND', {literal: 'MENU'}, 34),
    ])
    expect(await factsOf('call', 'TIDEP02.NSP', "STACK TOP COMMAND 'LOGON TIDES'\nEND")).toEqual([])
    expect(await factsOf('subroutines', 'TIDEP01.NSP', text)).toEqual([
      {is: 'subroutines', names: ['SHOW-TIDE'], line: 1},
    ])
  })

  it('read and write views; what is changed is what a statement before has read', async () => {
    const use = (does: string, operation: string, view: string, line: number) => ({
      is: 'adabas',
      does,
      operation,
      view: {item: `view ${view}`},
      line,
    })

    expect(await factsOf('adabas', 'TIDEP01.NSP', text)).toEqual([
      use('reads', 'READ', 'TIDE-VIEW', 14),
      use('reads', 'FIND', 'HEIGHTS-VIEW', 15),
      use('writes', 'UPDATE', 'TIDE-VIEW', 19),
      use('reads', 'GET', 'HARBOUR-VIEW', 21),
      use('writes', 'DELETE', 'HARBOUR-VIEW', 22),
      use('writes', 'STORE', 'TIDE-VIEW', 23),
    ])
    expect(await factsOf('items', 'TIDEP01.NSP', text)).toEqual([
      {
        ...{is: 'items', line: 1},
        items: {
          'view TIDE-VIEW': {values: ['TIDES']},
          '#NEXT': {values: ['MOORING'], moves: ['#PGM']},
          '#PGM': {values: ['RATES']},
        },
      },
    ])
  })

  it('show maps, use work files by the names of their DDs, and take in copycode and data areas', async () => {
    const {facts, imports} = await found('TIDEP01.NSP', text)

    expect(facts.filter(({is}) => is === 'screen' || is === 'program-file' || is === 'copy')).toEqual([
      {is: 'copy', member: 'TIDEGDA', line: 6, isFromOutside: true},
      {is: 'copy', member: 'TIDELDA', line: 7},
      {is: 'copy', member: 'TIDECC', line: 28},
      {is: 'screen', operation: 'SEND', map: {literal: 'TIDEM01'}, mapset: {literal: ''}, line: 29},
      {is: 'program-file', file: 'WORK FILE 2', dd: 'CMWKF02', opens: [{mode: 'output', line: 30}], line: 30},
      {is: 'program-file', file: 'WORK FILE 3', dd: 'CMWKF03', opens: [{mode: 'input', line: 31}], line: 31},
    ])
    expect(imports).toEqual([
      {specifier: 'TIDEGDA', line: 6},
      {specifier: 'TIDELDA', line: 7},
      {specifier: 'TIDECC', line: 28},
    ])
  })

  it('that are routines or functions are called by the names that they define', async () => {
    expect(
      await factsOf('program', 'TIDES01.NSS', 'DEFINE SUBROUTINE HARBOUR-DUES\nEND-SUBROUTINE\nEND'),
    ).toMatchObject([{name: 'TIDES01', entries: ['HARBOUR-DUES']}])
    expect(await factsOf('program', 'TIDEF01.NS7', 'DEFINE FUNCTION DAYNAME\nEND-FUNCTION\nEND')).toMatchObject([
      {name: 'TIDEF01', entries: ['DAYNAME']},
    ])
  })

  it('may bear numbers in front of their lines, by which they refer to statements', async () => {
    const numbered =
      '0010 DEFINE DATA LOCAL\n0020 1 A VIEW OF TIDES\n0030 END-DEFINE\n0040 READ A\n0050 READ B\n0060 UPDATE (0040)\n0070 END-READ\n0080 END-READ'

    const close =
      '0010DEFINE DATA LOCAL\n00201 A VIEW TIDES\n0030END-DEFINE\n0040* READ B\n0050READ A\n0060UPDATE (0050)'

    expect((await factsOf('adabas', 'A.NSP', numbered)).at(-1)).toMatchObject({
      operation: 'UPDATE',
      view: {item: 'view A'},
    })
    expect(await factsOf('adabas', 'A.NSP', close)).toMatchObject([
      {operation: 'READ', view: {item: 'view A'}, line: 5},
      {operation: 'UPDATE', view: {item: 'view A'}, line: 6},
    ])
  })

  it('ask tables of SQL by their DDMs', async () => {
    const sql =
      "DEFINE DATA LOCAL\n1 #A (A8)\nEND-DEFINE\nSELECT PORT INTO #A FROM SEA-TIDES T, SEA-HEIGHTS\n  WHERE PORT > 1\nEND-SELECT\nINSERT INTO SEA-LOG (PORT) VALUES (#A)\nCALLDBPROC 'SEA.DUES' SEA-LOG"

    expect(await factsOf('adabas', 'A.NSP', sql)).toMatchObject([
      {does: 'reads', operation: 'SELECT', view: {literal: 'SEA-TIDES'}},
      {does: 'reads', operation: 'SELECT', view: {literal: 'SEA-HEIGHTS'}},
      {does: 'writes', operation: 'INSERT', view: {literal: 'SEA-LOG'}},
    ])
    expect(await factsOf('sql', 'A.NSP', sql)).toMatchObject([{calls: ['SEA.DUES']}])
  })

  it.each([
    ['one line of 10 MB', `DEFINE DATA LOCAL END-DEFINE\nCALLNAT '${'A'.repeat(10_000_000)}\nEND`],
    ['brackets nested 100,000 deep', `READ ${'('.repeat(100_000)} TIDES\nEND`],
    ['NULs', "\0CALLNAT\0 'A'\0"],
    ['a definition that never ends', `DEFINE DATA LOCAL\n${'1 A VIEW OF\n'.repeat(20_000)}`],
  ])('get through %s', async (_, hostile) => {
    const facts = await found('HOSTILE.NSP', hostile)

    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })
})

describe('DDMs and maps', () => {
  it('tell the file of Adabas, or that it is a table', async () => {
    expect(
      await factsOf('ddm', 'TIDES.NSD', 'DB: 012 FILE: 016  - TIDES       DEFAULT SEQUENCE: AA\nTYPE: ADABAS\n'),
    ).toEqual([{is: 'ddm', name: 'TIDES', database: '12', file: '16', line: 1}])
    expect(
      await factsOf('ddm', 'LOG.NSD', 'DB: 000 FILE: 250  - SEA-LOG       DEFAULT SEQUENCE:\nTYPE: SQL\n'),
    ).toEqual([{is: 'ddm', name: 'SEA-LOG', isSql: true, line: 1}])
    expect(
      await factsOf('map', 'TIDEM01.NSM', 'DEFINE DATA PARAMETER\n1 PORT (A20)\nEND-DEFINE\nINPUT PORT\nEND'),
    ).toEqual([{is: 'map', mapset: '', map: 'TIDEM01', fields: 1, line: 1}])
  })
})
