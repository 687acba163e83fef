import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {hlasm} from '../../../../../src/collect/source/languages/hlasm/scanner.ts'
import {factsOf, found} from '../scan.ts'

/** A line that goes on in the next: its mark stands in column 72. */
function goesOn(line: string): string {
  return `${line.padEnd(71)}X`
}

describe('programs', () => {
  it('are what stands up to an END, with their other sections and entries', async () => {
    const text = `* A PROGRAM
TIDES    CSECT
         USING *,R12
         LTR   R15,R15
         BNZ   ERROR
ERROR    DS    0H
         ENTRY TIDEX
TIDEX    BR    R14
TIDETAB  CSECT
         END   TIDES
MOONS    START 0
         END`

    expect((await found('TIDES.asm', text)).facts).toEqual([
      {
        is: 'program',
        name: 'TIDES',
        language: 'Assembler',
        line: 2,
        until: 10,
        entries: ['TIDETAB', 'TIDEX'],
        codeLines: 9,
        decisions: 1,
        statements: {},
      },
      {
        is: 'program',
        name: 'MOONS',
        language: 'Assembler',
        line: 11,
        until: 12,
        codeLines: 2,
        decisions: 0,
        statements: {},
      },
    ])
  })

  it('are named as their member where a macro begins them', async () => {
    const text = ` TITLE 'X'\nHARBOUR  BEGINIT BASE=R12\n         USING WORK,R13\nSUBR     CSECT\n         END`

    expect(await factsOf('program', 'asm/HARBOUR.asm', text)).toMatchObject([
      {name: 'HARBOUR', line: 2, entries: ['SUBR']},
    ])
  })

  it('may have their sections and their end from macros of their own', async () => {
    const macro = `         MACRO\n&L       BEGINIT\n&L       CSECT\n         MEND\n`
    const text = `${macro}${macro.replace('BEGINIT', 'ENDIT')}TIDES    BEGINIT\n${'         LA    R1,0\n'.repeat(30)}         CALL  MOONS\n         ENDIT`

    expect(await factsOf('program', 'asm/TIDES.asm', text)).toMatchObject([{name: 'TIDES', line: 1}])
    expect(await factsOf('call', 'asm/TIDES.asm', text)).toMatchObject([{target: {literal: 'MOONS'}}])
  })

  it('of other machines are not read', async () => {
    const x86 = `section .text\nglobal _start\n_start:\n  mov eax, 1\n  call print ; CSECT\n`
    const arm = `  .text\nmain:\n  bl puts\n`

    expect(await found('boot.asm', x86)).toEqual({imports: [], declares: [], facts: []})
    expect(scannerOf('boot.s', arm)).toBeUndefined()
    expect(scannerOf('TIDES.s', 'TIDES    CSECT\n         END\n')?.id).toBe('hlasm')
    expect(scannerOf('ASM/TIDES', 'TIDES    CSECT\n         END\n')?.id).toBe('hlasm')
  })
})

describe('calls', () => {
  const callsOf = async (body: string) => {
    const facts = await factsOf('call', 'A.asm', `A        CSECT\n${body}\n         END`)
    return facts.map(({how, target, line}) => [how, target, line])
  }

  it('are those of macros, of V constants and of external symbols', async () => {
    expect(
      await callsOf(`         CALL  CALC,(AREA,LEN),VL      REMARK CALL NOTHING
         LINK  EP=PRINTER,SF=(E,LIST)
         XCTL  (2,12),EP=NEXTONE
         L     R15,=V(DATES)
TABLE    DC    A(0),V(RATES,FEES)
         EXTRN LOGGER
         LOAD  EPLOC==CL8'TABLES'
         L     R1,=A(L'AREA)     IT'S A REMARK =V(NOTHING)
         CALL  OWN
         ENTRY OWN
*        CALL  COMMENT
.*       CALL  COMMENT`),
    ).toEqual([
      ['CALL', {literal: 'CALC'}, 2],
      ['LINK', {literal: 'PRINTER'}, 3],
      ['XCTL', {literal: 'NEXTONE'}, 4],
      ['V constant', {literal: 'DATES'}, 5],
      ['V constant', {literal: 'RATES'}, 6],
      ['V constant', {literal: 'FEES'}, 6],
      ['EXTRN', {literal: 'LOGGER'}, 7],
      ['LOAD', {literal: 'TABLES'}, 8],
    ])
  })

  it('go on where column 72 is marked, without the remarks of each line', async () => {
    expect(
      await callsOf(
        [goesOn('         LINK  SF=(E,L),          A REMARK'), '               EP=PRINTER    EP=NONE'].join('\n'),
      ),
    ).toEqual([['LINK', {literal: 'PRINTER'}, 2]])
    expect(
      await callsOf(
        [goesOn('         LINK  EP=PRINTER         A REMARK'), '               THAT GOES ON,EP=NONE'].join('\n'),
      ),
    ).toEqual([['LINK', {literal: 'PRINTER'}, 2]])
  })

  it('by the address of a field follow what is moved there, and those by a register are open', async () => {
    const {facts} = await found(
      'A.asm',
      `A        CSECT
         MVC   PGM,=CL8'FIRST'
         LINK  EPLOC=PGM
AGAIN    LINK  EPLOC=PGM
         CALL  (15)
PGM      DC    CL8'SECOND'
         END`,
    )

    expect(facts.filter(({is}) => is !== 'program')).toEqual([
      {is: 'items', line: 1, items: {'(15)': {}, PGM: {values: ['SECOND'], moves: ["'FIRST"]}}},
      {is: 'call', to: 'program', how: 'LINK', target: {literal: 'FIRST'}, line: 3},
      {is: 'call', to: 'program', how: 'LINK', target: {item: 'PGM'}, line: 4},
      {is: 'call', to: 'program', how: 'CALL', target: {item: '(15)'}, line: 5},
    ])
  })

  it('in a macro are told up to its first condition', async () => {
    const text = `         MACRO
&L       AUDIT &X
         CALL  AUDITOR
         AIF   ('&X' EQ '').END
         CALL  MAYBE
         LINK  EP=&X
.END     MEND`
    const {declares, facts} = await found('AUDIT.mac', `${text}\n*        DS 0H\nX        DS    CL8`)

    expect(declares).toEqual(['macro AUDIT'])
    expect(facts.filter(({is}) => is === 'call')).toEqual([
      {is: 'call', to: 'program', how: 'CALL', target: {literal: 'AUDITOR'}, line: 3},
    ])
  })
})

describe('what subsystems are asked', () => {
  it('stands behind EXEC, over as many lines as it takes', async () => {
    const text = [
      'A        CSECT',
      goesOn("         EXEC CICS LINK PROGRAM('FEES')"),
      "               COMMAREA(AREA) LENGTH(=H'20')",
      "         EXEC CICS READ FILE(=CL8'TIDEFIL') INTO(AREA)",
      goesOn('         EXEC SQL  SELECT HEIGHT INTO :H'),
      goesOn('               FROM TIDES.HEIGHTS'),
      '               WHERE PORT = :P',
      '         EXEC SQL INCLUDE SQLCA',
      '         END',
    ].join('\n')
    const {facts} = await found('A.asm', text)

    expect(facts.filter(({is}) => !['program', 'items'].includes(is))).toEqual([
      {is: 'call', to: 'program', how: 'EXEC CICS LINK', target: {literal: 'FEES'}, line: 2},
      {is: 'cics-file', does: 'reads', operation: 'READ', file: {literal: 'TIDEFIL'}, line: 4},
      {is: 'sql', of: 'tables', reads: ['TIDES.HEIGHTS'], writes: [], calls: [], line: 5},
      {is: 'copy', member: 'SQLCA', line: 8},
    ])
  })

  it('is told of IMS by ASMTDLI and its function', async () => {
    const text = `A        CSECT
         CALL  ASMTDLI,(FGU,(R11),AREA,SSA),VL
FGU      DC    CL4'GU'
         END`

    expect(await factsOf('dli', 'A.asm', text)).toEqual([
      {is: 'dli', operation: {item: 'FGU'}, pcb: '(R11)', behind: {item: 'SSA'}, line: 2},
    ])
  })
})

it('files are known by the DD of their block, and opened as OPEN says, or by what is done with them', async () => {
  const text = [
    'A        CSECT',
    '         OPEN  (IN,(INPUT),OUT,(OUTPUT),BOTH,UPDAT)',
    '         GET   RPL=REQ',
    'IN       DCB   DDNAME=TIDEIN,DSORG=PS,MACRF=GM',
    goesOn('OUT      DCB   DSORG=PS,          WHERE IT GOES'),
    '               DDNAME=TIDEOUT,MACRF=PM',
    'BOTH     DCB   DDNAME=MASTER,MACRF=(GL,PM)',
    'KEYS     ACB   AM=VSAM,MACRF=(KEY,OUT)',
    'REQ      RPL   ACB=KEYS',
    '         END',
  ].join('\n')

  expect(await factsOf('program-file', 'A.asm', text)).toEqual([
    {is: 'program-file', file: 'IN', dd: 'TIDEIN', opens: [{mode: 'input', line: 2}], line: 4},
    {is: 'program-file', file: 'OUT', dd: 'TIDEOUT', opens: [{mode: 'output', line: 2}], line: 5},
    {is: 'program-file', file: 'BOTH', dd: 'MASTER', opens: [{mode: 'i-o', line: 2}], line: 7},
    {is: 'program-file', file: 'KEYS', dd: 'KEYS', organization: 'vsam', opens: [{mode: 'input', line: 3}], line: 8},
  ])
})

it('a COPY leads to its member, and an operation to the macro of the tree that has its name', async () => {
  const read = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})
  const files = [
    await read(
      'asm/A.asm',
      `A        CSECT\n         COPY  cpy\\\\REGS.CPY\n         AUDIT X\n         WTO   'NO MACRO OF OURS'\n         END`,
    ),
    await read('maclib/REGS.asm', 'R0       EQU   0\nR1       DS    F'),
    await read('maclib/AUDIT.mac', "         MACRO\n&L       AUDIT &X\n         DC    C'X'\n         MEND"),
  ]

  expect(hlasm.link(files, [])).toEqual([
    {from: 'asm/A.asm', to: 'maclib/REGS.asm', line: 2},
    {from: 'asm/A.asm', to: 'maclib/AUDIT.mac', line: 3},
  ])
})

describe('hostile sources', () => {
  it.each([
    ['a line of 10 MB', `A        CSECT\n         CALL  ${'X'.repeat(10_000_000)}\n         CALL  LAST\n         END`],
    [
      'a statement that never ends',
      `A        CSECT\n${`         LINK  SF=(E,${' '.repeat(49)}X\n`.repeat(2000)}         CALL  LAST\n`,
    ],
    ['NULs', `A        CSECT\n\0\0\0\n         DC    C'\0'\n         CALL  LAST\n         END`],
    [
      'brackets nested 50,000 deep',
      `A        CSECT\n${`         CALL  ${'('.repeat(50)}\n`.repeat(1000)}         CALL  LAST\n`,
    ],
  ])('with %s keep the rest', async (_, text) => {
    const calls = await factsOf('call', 'A.asm', text)

    expect(calls.at(-1)?.target).toEqual({literal: 'LAST'})
  })
})
