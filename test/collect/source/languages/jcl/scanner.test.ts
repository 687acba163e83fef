import {describe, expect, it} from '@jest/globals'
import {linkJcl} from '../../../../../src/collect/source/languages/jcl/imports.ts'
import {factsOf, found} from '../scan.ts'

async function statements(...lines: readonly string[]) {
  const [member] = await factsOf('jcl', 'CLMDAILY.jcl', lines.join('\n'))
  return member?.statements ?? []
}

describe('the statements of JCL', () => {
  it('go on in the next line, with comments between, and end before the numbers', async () => {
    const read = await statements(
      "//CLMDAILY JOB (ACCT),'A, B',CLASS=A,USER=NOBODY,PASSWORD=SECRET         00010000",
      '//* //STEP0 EXEC PGM=NEVER',
      '//STEP1    EXEC PGM=CLAIMS,                     the program',
      "//             PARM='A,B,",
      "//             C'",
      '//IN       DD DISP=SHR,',
      '//*  a comment between',
      '//            DSN=CLM.DAILY.CLAIMS',
      '//         DD DSN=CLM.LATE.CLAIMS,DISP=(OLD,KEEP)',
    )

    expect(read).toEqual([
      {name: 'CLMDAILY', operation: 'JOB', given: {}, line: 1},
      {name: 'STEP1', operation: 'EXEC', given: {PGM: 'CLAIMS', PARM: "'A,B,C'"}, line: 3},
      {name: 'IN', operation: 'DD', given: {DISP: 'SHR', DSN: 'CLM.DAILY.CLAIMS'}, line: 6},
      {name: '', operation: 'DD', given: {DSN: 'CLM.LATE.CLAIMS', DISP: '(OLD,KEEP)'}, line: 9},
    ])
  })

  it('have data in the stream up to a delimiter of their own', async () => {
    const read = await statements(
      '//A JOB',
      '//S EXEC PGM=IEBGENER',
      '//SYSUT1 DD DATA,DLM=@@',
      '//INNER EXEC PGM=DATA',
      '/*',
      '@@',
      '//SYSUT2 DD SYSOUT=(A,INTRDR)',
    )

    expect(read.map(({name}) => name)).toEqual(['A', 'S', 'SYSUT1', 'SYSUT2'])
  })

  it('tell what utilities are told', async () => {
    const read = await statements(
      '//A JOB',
      '//S1 EXEC PGM=IDCAMS',
      '//SYSIN DD *',
      ' /* DELETE NOTHING.AT.ALL */',
      ' DELETE CLM.OLD.FILE CLUSTER',
      ' DEFINE CLUSTER (NAME(CLM.NEW.FILE) -',
      '   KEYS(8 0)) DATA (NAME(CLM.NEW.FILE.DATA))',
      ' REPRO INFILE(IN) -',
      '       OUTFILE(OUT)',
      '/*',
      '//S2 EXEC PGM=IKJEFT01',
      '//SYSTSIN DD *',
      ' DSN SYSTEM(DB2P)',
      ' RUN PROGRAM(CLAIMS) -',
      '     PLAN(CLMPLAN)',
      ' BIND PACKAGE(DEPTDB2.CLMCOLL) -',
      '     MEMBER(CLAIMS)',
      ' BIND PACKAGE(CLMCOLL) MEMBER(CLAIMS)',
      ' END',
    )

    expect(read.flatMap(({control = []}) => control)).toEqual([
      {does: 'deletes', dataset: 'CLM.OLD.FILE', of: 'DELETE', line: 5},
      {does: 'defines', dataset: 'CLM.NEW.FILE', of: 'DEFINE CLUSTER', line: 6},
      {does: 'reads', dd: 'IN', of: 'REPRO', line: 8},
      {does: 'writes', dd: 'OUT', of: 'REPRO', line: 8},
      {does: 'runs', program: 'CLAIMS', plan: 'CLMPLAN', line: 14},
      {does: 'binds', location: 'DEPTDB2', line: 16},
    ])
  })

  it('send nothing by what stands in the stream for an assembler', async () => {
    const read = await statements(
      '//A JOB',
      '//S1 EXEC ASMFCL',
      '//ASM.SYSIN DD *',
      '         OPEN  (PRINTER,OUTPUT)',
      '         PUT   PRINTER',
      '         GET   INPUT,AREA',
      '/*',
      '//S2 EXEC PGM=IKJEFT01',
      '//SYSTSIN DD *',
      ' put out.csv claims.csv',
      ' quit',
    )

    expect(read.flatMap(({control = []}) => control)).toEqual([
      {does: 'sends', local: 'out.csv', remote: 'claims.csv', line: 10},
    ])
  })

  it('keep neither users nor passwords of what is sent', async () => {
    const read = await statements(
      '//A JOB',
      '//S1 EXEC PGM=FTP',
      '//INPUT DD *',
      'files.msti.example',
      'someuser',
      'hunter2',
      'cd /inbound',
      "put 'CLM.OUT.DAILY' claims.csv",
      'get /outbound/rates.csv //DD:RATES',
      'quit',
    )

    expect(JSON.stringify(read)).not.toMatch(/hunter2|someuser/)
    expect(read.flatMap(({control = []}) => control)).toEqual([
      {does: 'sends', server: 'files.msti.example', local: 'CLM.OUT.DAILY', remote: '/inbound/claims.csv', line: 8},
      {does: 'fetches', server: 'files.msti.example', local: '//DD:RATES', remote: '/outbound/rates.csv', line: 9},
    ])
  })
})

describe('imports of JCL', () => {
  it('lead to procedures and groups, not to jobs or to what is in the stream', async () => {
    const texts = {
      'jcl/A.jcl':
        '//A JOB\n//INLINE PROC\n//S EXEC PGM=X\n// PEND\n//S1 EXEC INLINE\n//S2 EXEC PROC=DAILY\n// INCLUDE MEMBER=SETS\n//S3 EXEC B',
      'proc/DAILY.prc': '//DAILY PROC\n//S EXEC PGM=X',
      'proc/SETS.jcl': '// SET HLQ=CLM',
      'proc/INLINE.prc': '//INLINE PROC\n//S EXEC PGM=X',
      'jcl/B.jcl': '//B JOB\n//S EXEC PGM=X',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(linkJcl(files)).toEqual([
      {from: 'jcl/A.jcl', to: 'proc/DAILY.prc', line: 6},
      {from: 'jcl/A.jcl', to: 'proc/SETS.jcl', line: 7},
    ])
  })
})
