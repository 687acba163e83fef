import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {found} from '../scan.ts'

const nightly = `PROC 1 DAY LIB('PROD.LOADLIB') DEBUG
/* ALLOCATES AND RUNS: CALL 'OLD.LIB(GONE)' */
CONTROL NOMSG NOLIST
SET OUT = PROD.SHIPS.REPORT
IF &DEBUG = DEBUG THEN CONTROL LIST SYMLIST
ALLOC F(SHIPIN) DA('PROD.SHIPS.MASTER') SHR
ALLOC FILE(SHIPOUT) DA('&OUT') +
   NEW CATALOG SPACE(5,5) TRACKS
ERROR DO
  WRITE FAILED
END
CALL 'PROD.LOADLIB(SHIPRPT)' '&DAY'
IF &LASTCC > 4 THEN EXEC 'PROD.CLIST(MAILOPS)' 'SHIPS'
ELSE %CLEANUP
CALL '&LIB(SHIPX)'
CALL 'PROD.LOADLIB(&DAY)'
DSN SYSTEM(DB2P)
RUN PROGRAM(SHIPDB2) PLAN(SHIPS)
END
ISPEXEC SELECT PGM(SHIPUI)
ISPEXEC DISPLAY PANEL(SHIPMAIN)
OPENFILE SHIPIN INPUT
GETFILE SHIPIN
CLOSFILE SHIPIN
SUBMIT 'PROD.JCL(SHIPJOB)'
EXIT CODE(0)
`

describe('CLISTs of TSO', () => {
  it('say what they call, allocate, show and submit', async () => {
    const {facts} = await found('NIGHTLY.clist', nightly)
    const line = (of: string): number => nightly.slice(0, nightly.indexOf(of)).split('\n').length
    const call = (how: string, literal: string, of: string, more = {}): unknown => ({
      ...{is: 'call', to: 'program', how, target: {literal}, line: line(of)},
      ...more,
    })

    expect(facts).toEqual([
      {
        ...{is: 'program', name: 'NIGHTLY', language: 'CLIST', line: 1, until: 27, codeLines: 24, decisions: 2},
        statements: {
          ALLOCATE: 2,
          'DSN RUN': 1,
          'ISPEXEC DISPLAY': 1,
          'ISPEXEC SELECT': 1,
          OPENFILE: 1,
          SUBMIT: 1,
          'TSO %': 1,
          'TSO CALL': 2,
          'TSO EXEC': 1,
        },
      },
      {is: 'dataset', dataset: 'PROD.SHIPS.MASTER', does: 'reads', how: 'OPENFILE of DD SHIPIN', line: 6},
      {is: 'dataset', how: 'ALLOCATE NEW', does: 'writes', line: 7},
      call('TSO CALL', 'SHIPRPT', "CALL 'PROD.LOADLIB(SHIPRPT)"),
      call('TSO EXEC', 'MAILOPS', 'IF &LASTCC'),
      call('TSO %', 'CLEANUP', 'ELSE %CLEANUP'),
      call('TSO CALL', 'SHIPX', "CALL '&LIB"),
      {is: 'call', to: 'program', how: 'TSO CALL', target: {item: '&DAY'}, line: line("CALL 'PROD.LOADLIB(&DAY)")},
      call('TSO command', 'DSN', 'DSN SYSTEM', {isOnlySeen: true}),
      call('DSN RUN', 'SHIPDB2', 'RUN PROGRAM'),
      call('ISPEXEC SELECT', 'SHIPUI', 'ISPEXEC SELECT'),
      {is: 'panel', panel: 'SHIPMAIN', operation: 'DISPLAY', line: line('ISPEXEC DISPLAY')},
      {is: 'call', to: 'job', how: 'SUBMIT', target: {literal: 'SHIPJOB'}, line: line('SUBMIT')},
    ])
  })

  it('follow what is set once, without panels that may change it', async () => {
    const {facts} = await found('A.clist', "PROC 0\nSET OUT = PROD.SHIPS\nALLOC F(X) DA('&OUT..REPORT') OLD\n")

    expect(facts.filter(({is}) => is === 'dataset')).toEqual([
      {is: 'dataset', dataset: 'PROD.SHIPS.REPORT', how: 'ALLOCATE OLD', line: 3},
    ])
  })

  it('have numbers in their last or first columns', async () => {
    const numbered = ['PROC 0', "CALL 'A.LIB(ONE)' +", "  'PARM'", 'EXIT']
    const last = numbered.map((line, index) => `${line.padEnd(72)}000${index + 1}0000`).join('\n')
    const first = numbered.map((line, index) => `000${index + 1}0000 ${line}`).join('\n')
    const one = [{is: 'call', to: 'program', how: 'TSO CALL', target: {literal: 'ONE'}, line: 2}]

    for (const text of [last, first])
      expect((await found('A.clist', text)).facts.filter(({is}) => is === 'call')).toEqual(one)
  })

  it('are known among members by how they begin', () => {
    const idOf = (text: string): string | undefined => scannerOf('lib/NIGHTLY', text)?.id

    expect(idOf(nightly)).toBe('clist')
    expect(idOf('/* A CLIST */\n PROC 0 DEBUG()\n')).toBe('clist')
    expect(idOf('CONTROL NOFLUSH NOMSG\nALLOC F(A) DA(B)\n')).toBe('clist')
    expect(idOf('/* REXX */\nARG day\nSAY day\n')).toBe('rexx')
    expect(idOf('//STEP PROC\n//A EXEC PGM=B\n')).toBe('jcl')
    expect(idOf('PROCEDURE A\n')).toBe(undefined)
  })
})
