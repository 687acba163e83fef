import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {rexx} from '../../../../../src/collect/source/languages/rexx/scanner.ts'
import {factsOf, found} from '../scan.ts'

const exec = (body: string): string => `/* REXX */\n${body}\n`

it('a file is a program that is named as its member', async () => {
  const text = exec('if a = b then say "x"\nselect\n  when c then nop\nend')

  expect((await found('rexx/TIDES.rexx', text)).facts).toEqual([
    {
      is: 'program',
      name: 'TIDES',
      language: 'REXX',
      line: 1,
      until: 6,
      codeLines: 4,
      decisions: 2,
      statements: {},
    },
  ])
  expect(scannerOf('EXEC/TIDES', '/* REXX */\nsay 1')?.id).toBe('rexx')
  expect((await found('TIDES.exec', 'PROC 0\nWRITE X\n')).facts).toEqual([])
  expect((await found('TIDES.exec', '#!/bin/sh\nexit 1\n')).facts).toEqual([])
})

describe('calls', () => {
  const callsOf = async (body: string) => {
    const facts = await factsOf('call', 'A.rexx', exec(body))
    return facts.map(({to, how, target, isOnlySeen, line}) => [
      to,
      how,
      target.literal ?? target.item,
      line,
      ...(isOnlySeen ? ['only where it is seen'] : []),
    ])
  }

  it('are those of what is no label of the file and no function of the language', async () => {
    expect(
      await callsOf(`call tides 1, 2
call 'INSIDE' x
call inside ; call other
call on error name trap; call outtrap 'x.'
if rc = 0 then call moons; else call ports
say 'call nobody' /* call nobody /* deeper */ call nobody */
call contin ,
  'call nobody'
call (name)
x = height(y) + substr(z, 1)
inside:
return`),
    ).toEqual([
      ['program', 'CALL', 'TIDES', 2],
      ['program', 'CALL', 'INSIDE', 3],
      ['program', 'CALL', 'OTHER', 4],
      ['program', 'CALL', 'MOONS', 6],
      ['program', 'CALL', 'PORTS', 6],
      ['program', 'CALL', 'CONTIN', 8],
      ['program', 'CALL', 'NAME', 10],
      ['program', 'function', 'HEIGHT', 11, 'only where it is seen'],
    ])
  })

  it('are commands of TSO, of ISPF and of environments that give control to programs', async () => {
    expect(
      await callsOf(`"CALL 'TIDES.LOAD(TIDE01)' 'PARM'"
"CALL *(TIDE02)"
"EX 'TIDES.EXEC(TIDE03)'"
"%TIDE04 ARGUMENT"
"TIDE05 ARGUMENT"
address linkmvs "TIDE06 PARM"
address ispexec
"SELECT PGM(TIDE07) PARM(X)"
"SELECT CMD(%TIDE08 X)"
address tso "SUBMIT 'TIDES.JCL(TIDEJOB)'"
"TIDE09"
address tso
"ISPEXEC SELECT CMD(EX 'TIDES.EXEC(TIDE10)')"
queue "RUN PROGRAM(TIDE11) PLAN(TIDES)"
address sdsf "ISFEXEC ST"`),
    ).toEqual([
      ['program', 'TSO CALL', 'TIDE01', 2],
      ['program', 'TSO CALL', 'TIDE02', 3],
      ['program', 'TSO EXEC', 'TIDE03', 4],
      ['program', 'TSO %', 'TIDE04', 5],
      ['program', 'TSO command', 'TIDE05', 6, 'only where it is seen'],
      ['program', 'ADDRESS LINKMVS', 'TIDE06', 7],
      ['program', 'ISPEXEC SELECT', 'TIDE07', 9],
      ['program', 'TSO %', 'TIDE08', 10],
      ['job', 'SUBMIT', 'TIDEJOB', 11],
      ['program', 'TSO EXEC', 'TIDE10', 14],
      ['program', 'DSN RUN', 'TIDE11', 15],
    ])
  })

  it('follow what a variable stands for where the file sets it once', async () => {
    expect(
      await callsOf(`lib = 'TIDES.LOAD'
pgm = 'TIDE01'
"CALL '"lib"("pgm")'"
other = 'A'
other = 'B'
"CALL '"lib"("other")'"
parse arg given
"CALL '"lib"("given")'"`),
    ).toEqual([['program', 'TSO CALL', 'TIDE01', 4]])
  })
})

it('datasets are read and written as their records are, or else as they are allocated', async () => {
  const text = exec(`hlq = 'TIDES'
"ALLOC FI(IN) DA('"hlq".HEIGHTS') SHR REUSE"
"ALLOC F(OUT) DSN('TIDES.REPORT(WEEK)') OLD"
"ALLOC DD(SYSEXEC) DA('TIDES.EXEC' 'MOONS.EXEC') SHR"
"ALLOC F(NEWONE) DA('TIDES.NEW') NEW"
"ALLOC F(PLAIN) DA(HEIGHTS) SHR"
"EXECIO * DISKR IN (STEM A. FINIS"
"EXECIO 0 DISKW OUT (FINIS"
address mvs "EXECIO * DISKRU MASTER"
"EXECIO * DISKR" given "(STEM A. FINIS"`)
  const {facts} = await found('A.rexx', text)

  expect(facts.filter(({is}) => is === 'dataset' || is === 'program-file')).toEqual([
    {is: 'dataset', dataset: 'TIDES.HEIGHTS', does: 'reads', how: 'EXECIO of DD IN', line: 3},
    {is: 'dataset', dataset: 'TIDES.REPORT', does: 'writes', how: 'EXECIO of DD OUT', line: 4},
    {is: 'dataset', dataset: 'TIDES.EXEC', does: 'reads', how: 'ALLOCATE SHR', line: 5},
    {is: 'dataset', dataset: 'MOONS.EXEC', does: 'reads', how: 'ALLOCATE SHR', line: 5},
    {is: 'dataset', dataset: 'TIDES.NEW', does: 'writes', how: 'ALLOCATE NEW', line: 6},
    {is: 'dataset', does: 'reads', how: 'ALLOCATE SHR', line: 7},
    {is: 'program-file', file: 'MASTER', dd: 'MASTER', opens: [{mode: 'i-o', line: 10}], line: 10},
    {is: 'dataset', does: 'reads', how: 'EXECIO of a DD', line: 11},
  ])
})

it('variables that ISPF sets, or a panel may change, are not taken for what the file sets them to', async () => {
  const text = exec(`"ISPEXEC VGET (PANEL) PROFILE"
if panel = '' then panel = 'TIDEP1'
other = 'TIDEP2'
dsn = 'TIDES.HEIGHTS'
"ISPEXEC DISPLAY PANEL("panel")"
"ISPEXEC DISPLAY PANEL("other")"
"ALLOC F(IN) DA('"dsn"') SHR"`)
  const {facts} = await found('A.rexx', text)

  expect(facts.slice(1)).toEqual([
    {is: 'panel', panel: 'TIDEP2', operation: 'DISPLAY', line: 7},
    {is: 'dataset', does: 'reads', how: 'ALLOCATE SHR', line: 8},
  ])
})

it('panels are those that ISPF is told to show, and tables those of EXECSQL', async () => {
  const text = exec(`address ispexec "DISPLAY PANEL(TIDEP1)"
"ISPEXEC TBDISPL T PANEL(TIDEP2)"
stmt = 'SELECT HEIGHT FROM TIDES.HEIGHTS'
address dsnrexx "EXECSQL PREPARE S1 FROM :STMT"
address dsnrexx "EXECSQL UPDATE TIDES.PORTS SET NAME = 'X'"
address dsnrexx "CONNECT" ssid`)
  const {facts} = await found('A.rexx', text)

  expect(facts.slice(1)).toEqual([
    {is: 'panel', panel: 'TIDEP1', operation: 'DISPLAY', line: 2},
    {is: 'panel', panel: 'TIDEP2', operation: 'TBDISPL', line: 3},
    {is: 'sql', of: 'tables', reads: ['TIDES.HEIGHTS'], writes: [], calls: [], line: 5},
    {is: 'sql', of: 'tables', reads: [], writes: ['TIDES.PORTS'], calls: [], line: 6},
  ])
})

it('a routine begins with the environment of the code that calls it', async () => {
  const text = exec('address ispexec\ncall a\nexit\na:\naddress tso\nreturn\nb:\n"SELECT PGM(TIDE01)"\nreturn')

  expect((await factsOf('call', 'A.rexx', text)).map(({target}) => target)).toEqual([{literal: 'TIDE01'}])
})

it('a member that the compiler takes in is an import', async () => {
  const read = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})
  const files = [await read('A.rexx', exec('/*%INCLUDE PARTS */')), await read('inc/PARTS.rexx', exec('say 1'))]

  expect(rexx.link(files, [])).toEqual([{from: 'A.rexx', to: 'inc/PARTS.rexx', line: 2}])
})

describe('hostile sources', () => {
  it('with a comment that never ends keep the rest, and are told of', async () => {
    const {fault, facts} = await found('A.rexx', exec('/* CUT\ncall last'))

    expect(fault).toEqual({line: 2, message: 'syntax error: this comment never ends'})
    expect(facts).toContainEqual({is: 'call', to: 'program', how: 'CALL', target: {literal: 'LAST'}, line: 3})
  })

  it.each([
    ['a line of 10 MB', `x = ${'y || '.repeat(2_000_000)} z`],
    ['a command of 10 MB', `"${'a'.repeat(5_000_000)}" ${`'b'"c"`.repeat(800_000)}`],
    ['NULs', `x = '\0'\0\0\n\0`],
    ['brackets nested 100,000 deep', `"CALL" ${'('.repeat(100_000)}`],
    ['comments nested 100,000 deep', `${'/* '.repeat(100_000)}${'*/'.repeat(100_000)}`],
    ['100,000 comments that never end', `${'/* x\n'.repeat(100_000)}${'*/ '.repeat(50_000)}`],
    ['comments beside each other', `${'/**/'.repeat(100_000)}`],
    ['texts that never end', `${`say "x\n`.repeat(50_000)}`],
    ['a clause that never ends', `${`say x,\n`.repeat(50_000)} y`],
  ])('with %s keep the rest', async (_, body) => {
    const calls = await factsOf('call', 'A.rexx', exec(`${body}\ncall last`))

    expect(calls.at(-1)?.target).toEqual({literal: 'LAST'})
  })
})
