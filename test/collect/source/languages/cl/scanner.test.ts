import {describe, expect, it} from '@jest/globals'
import {scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {factsOf, found} from '../scan.ts'

const call = (how: string, target: object, line: number) => ({is: 'call', to: 'program', how, target, line})
const text = `             PGM        PARM(&PORT)  /* CALL PGM(NOBODY) */
             DCL        VAR(&PGM) TYPE(*CHAR) LEN(10) VALUE('TIDES')
             DCL        &PORT *CHAR 10
             DCLF       FILE(SEALIB/TIDEDSP)
             OVRDBF     FILE(TIDES) TOFILE(SEALIB/TIDES24)
 AGAIN:      CALL       PGM(SEALIB/RATES) PARM(&PORT 'it''s (not) +
                          high' )
             CALL       &PGM
             IF         COND(&PORT *EQ 'NORTH') THEN(CALL PGM(NORTH) +
                          PARM(&PORT))
             ELSE       CMD(CALLPRC PRC(SOUTH))
             MONMSG     MSGID(CPF0000) EXEC(DO)
             SBMJOB     CMD(CALL PGM(NIGHTLY)) JOB(NIGHT)
             ENDDO
             DLTOVR     FILE(*ALL)
             CHGVAR     VAR(&PGM) VALUE(&PORT)
             SNDRCVF    RCDFMT(SCREEN1)
             ENDPGM
`

describe('programs of CL', () => {
  it('call and submit, by name and by variable, also from within other commands', async () => {
    expect(await factsOf('call', 'NIGHT.clle', text)).toEqual([
      call('CALL', {literal: 'RATES'}, 6),
      call('CALL', {item: '&PGM'}, 8),
      call('CALL', {literal: 'NORTH'}, 9),
      call('CALLPRC', {literal: '=SOUTH'}, 11),
      call('SBMJOB CALL', {literal: 'NIGHTLY'}, 13),
    ])
    expect(await factsOf('items', 'NIGHT.clle', text)).toEqual([
      {is: 'items', line: 1, items: {'&PGM': {values: ['TIDES'], moves: ['&PORT']}, '&PORT': {isOpen: true}}},
    ])
    expect(await factsOf('program', 'NIGHT.clle', text)).toEqual([
      {
        ...{is: 'program', name: 'NIGHT', language: 'CL', line: 1, until: 19, codeLines: 16, decisions: 1},
        statements: {CALL: 3, CALLPRC: 1, 'SBMJOB CALL': 1},
      },
    ])
  })

  it('declare files and override them until they say otherwise', async () => {
    const {facts} = await found('NIGHT.clle', text)

    expect(facts.filter(({is}) => is === 'override' || is === 'native-file')).toEqual([
      {
        ...{is: 'native-file', name: 'TIDEDSP', file: {literal: 'TIDEDSP'}, device: 'screen', how: 'DCLF', line: 4},
        does: ['reads', 'writes'],
        operations: [{operation: 'SNDRCVF', on: ['SCREEN1'], line: 17}],
      },
      {is: 'override', file: 'TIDES', to: {literal: 'TIDES24'}, until: 15, line: 5},
    ])
  })

  it('submit and run requests that are put together, as far as their beginning says what they call', async () => {
    const request =
      "PGM\nCHGVAR &RQS VALUE('CALL PGM(RATES) PARM(' *CAT &A *CAT ')')\nSBMJOB JOB(A) RQSDTA(&RQS)\nENDPGM"

    expect(await factsOf('call', 'A.clle', request)).toEqual([call('SBMJOB RQSDTA', {item: '&RQS'}, 3)])
    expect(await factsOf('items', 'A.clle', request)).toEqual([
      {is: 'items', line: 1, items: {'&RQS': {values: ['CALL PGM(RATES) PARM('], isOpen: true}}},
    ])
  })

  it('copy files, run SQL, use data areas and queues, send files and mail', async () => {
    const {facts} = await found(
      'COPY.clp',
      [
        'PGM',
        'CPYF FROMFILE(SEALIB/TIDES) TOFILE(QTEMP/WORK) MBROPT(*REPLACE)',
        "CPYTOIMPF FROMFILE(TIDES) TOSTMF('/sea/tides.csv')",
        "RUNSQL SQL('delete from SEALIB/HEIGHTS where H = ''0''') COMMIT(*NONE)",
        'RTVDTAARA DTAARA(SEALIB/LASTTIDE (1 8)) RTNVAR(&DAY)',
        "CHGDTAARA DTAARA(*LDA (1 8)) VALUE('1')",
        "CALL QSNDDTAQ PARM('TIDEQ' 'SEALIB' X'00010F' &DATA)",
        "FTP RMTSYS('sea.example.gov.uk')",
        'STRREXPRC SRCMBR(WAVES) SRCFILE(QREXSRC)',
        "QSH CMD('/usr/bin/tides --secret x')",
        'ADDJOBSCDE JOB(TIDE) CMD(CALL PGM(HIGHTIDE)) FRQ(*WEEKLY) SCDDATE(*NONE) SCDDAY(*ALL) SCDTIME(0500)',
        'ENDPGM',
      ].join('\n'),
    )

    expect(facts.filter(({is}) => is !== 'program')).toEqual([
      {
        is: 'native-file',
        name: 'TIDES',
        file: {literal: 'TIDES'},
        device: 'any',
        does: ['reads'],
        how: 'CPYF',
        line: 2,
      },
      {
        is: 'native-file',
        name: 'TIDES',
        file: {literal: 'TIDES'},
        device: 'any',
        does: ['reads'],
        how: 'CPYTOIMPF',
        line: 3,
      },
      {is: 'file', protocol: 'local', path: {literal: '/sea/tides.csv'}, does: 'writes', line: 3},
      {is: 'sql', of: 'tables', reads: [], writes: ['SEALIB.HEIGHTS'], calls: [], line: 4},
      {is: 'data-area', does: 'reads', operation: 'RTVDTAARA', area: {literal: 'LASTTIDE'}, line: 5},
      call('CALL', {literal: 'QSNDDTAQ'}, 7),
      {is: 'mq', product: 'ibm-i-data-queue', operation: 'QSNDDTAQ', does: 'sends', queue: {literal: 'TIDEQ'}, line: 7},
      {is: 'file', protocol: 'ftp', server: {literal: 'sea.example.gov.uk'}, line: 8},
      call('STRREXPRC', {literal: 'WAVES'}, 9),
      {is: 'process', program: {literal: '/usr/bin/tides'}, line: 10},
      {is: 'job', schedule: {literal: 'TIDE FRQ(*WEEKLY) SCDDAY(*ALL) SCDTIME(0500)'}, line: 11},
      call('SBMJOB CALL', {literal: 'HIGHTIDE'}, 11),
    ])
  })

  it('are known by what they say where others use the ending too', () => {
    expect(scannerOf('a.cl', '  PGM\n CALL X\n ENDPGM')?.id).toBe('cl')
    expect(scannerOf('a.cl', '__kernel void add() {}')).toBeUndefined()
  })

  it.each([
    ['one line of 10 MB', `PGM\nCALL PGM(A) PARM('${'a'.repeat(10_000_000)})\nCALL B`],
    ['commands nested 50,000 deep', `PGM\n${'IF COND(&A) THEN('.repeat(50_000)}CALL B`],
    ['lines that go on for ever', `PGM\n${'CALL PGM(A) +\n'.repeat(50_000)}`],
    ['a comment that never ends', 'PGM\nCALL A /* x\nCALL B'],
    ['NULs', 'PGM\n\0CALL\0 PGM(A)\0'],
  ])('get through %s', async (_, hostile) => {
    const facts = await found('HOSTILE.clle', hostile)

    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
  })

  it('leave out what a job makes for itself, and files of the system that it is made after', async () => {
    const files =
      'PGM\nDCLF QTEMP/WORK\nDCLF FILE(QSYS/QADSPOBJ) OPNID(A)\nDCLF QAFDMBRL OPNID(B)\nCLRPFM (QTEMP/WORK)\nENDPGM'

    expect(await factsOf('native-file', 'A.clle', files)).toEqual([])
  })

  it('find files where their own overrides lead, and those of their job nowhere', async () => {
    const files = (override: string) =>
      factsOf('native-file', 'A.clle', `PGM\nDCLF FILE(TIDES)\n${override}\nRCVF\nENDPGM`)

    expect((await files('OVRDBF FILE(TIDES) TOFILE(SEALIB/TIDES24)')).map(({name}) => name)).toEqual(['TIDES24'])
    expect((await files('OVRDBF FILE(TIDES) TOFILE(&LIB/&FILE) MBR(&MBR)')).map(({file}) => file)).toEqual([
      {item: '&FILE'},
    ])
    expect((await files('OVRDBF TIDES TOFILE(A)\nOVRDBF TIDES TOFILE(B)')).map(({file}) => file)).toEqual([
      {item: '*UNKNOWN'},
    ])
    expect(await files('OVRDBF FILE(TIDES) TOFILE(QTEMP/TIDES)')).toEqual([])
    expect(await files('CRTPF FILE(QTEMP/TIDES) RCDLEN(80)')).toEqual([])
    expect((await files('OVRDBF FILE(OTHER) TOFILE(QTEMP/TIDES)')).map(({name}) => name)).toEqual(['TIDES'])
  })

  it('start the programs of a shell, and query files', async () => {
    const text = [
      'PGM',
      `SBMJOB CMD(QSH CMD('cd /opt/tides; export HOME="/a b"; A=1 ./start.sh && mail.sh | $TOOL'))`,
      "CALL PGM(QP2SHELL) PARM('/usr/local/bin/waves' '--run')",
      "CALL QP2TERM PARM('/QOpenSys/usr/bin/sh' '-c' 'cd /x; rates.sh')",
      'RUNQRY QRY(*NONE) QRYFILE((SEALIB/TIDES)) OUTTYPE(*PRINTER)',
      'RUNQRY *NONE SEALIB/RATES *PRINTER',
      'ENDPGM',
    ].join('\n')

    expect((await factsOf('process', 'A.clle', text)).map(({program}) => program)).toEqual([
      {literal: './start.sh'},
      {literal: 'mail.sh'},
      {unresolved: 'decided at run time'},
      {literal: '/usr/local/bin/waves'},
      {literal: 'rates.sh'},
    ])
    expect((await factsOf('native-file', 'A.clle', text)).map(({name, does}) => [name, does])).toEqual([
      ['TIDES', ['reads']],
      ['RATES', ['reads']],
    ])
  })

  it('reach the machines that the clients in a shell do', async () => {
    const text = [
      'PGM PARM(&HOST)',
      'DCL VAR(&CMD) TYPE(*CHAR) LEN(200)',
      `STRQSH CMD('sftp -b /tides/batch.txt -o "User tides" tides@sea.example.gov.uk > /tmp/log 2>&1')`,
      `QSH CMD('echo "put /tides/day.csv /in/day.csv" | sftp tides@quay.example.gov.uk; rm /tides/day.csv')`,
      `STRQSH CMD('curl -s -u me:secret "https://api.example.gov.uk/tides/7;x" && curl -T a.csv ftp://ftp.example.gov.uk/in/')`,
      `CHGVAR VAR(&CMD) VALUE('/QOpenSys/pkgs/bin/curl -X POST https://' *TCAT &HOST *BCAT '-d @x')`,
      'STRQSH CMD(&CMD)',
      `QSH CMD('scp /a.csv tides@' *TCAT &HOST *TCAT ':/in/a.csv 2>&1')`,
      'QSH CMD(&HOST)',
      'ENDPGM',
    ].join('\n')
    const {facts} = await found('A.clle', text)

    expect(facts.filter(({is}) => is === 'file' || is === 'http' || is === 'process')).toEqual([
      {is: 'file', protocol: 'sftp', server: {literal: 'sea.example.gov.uk'}, line: 3},
      {
        ...{is: 'file', protocol: 'sftp', does: 'writes', path: {literal: '/in/day.csv'}},
        ...{server: {literal: 'quay.example.gov.uk'}, line: 4},
      },
      {is: 'process', program: {literal: 'rm'}, line: 4},
      {is: 'http', operation: 'GET', url: {literal: 'https://api.example.gov.uk/tides/7;x'}, line: 5},
      {
        ...{is: 'file', protocol: 'ftp', does: 'writes', server: {literal: 'ftp.example.gov.uk'}},
        ...{path: {literal: '/in/a.csv'}, line: 5},
      },
      {is: 'http', operation: 'POST', url: {literal: 'https://{}'}, line: 7},
      {
        ...{is: 'file', protocol: 'sftp', does: 'writes', server: {unresolved: 'decided at run time'}},
        ...{path: {literal: '/in/a.csv'}, line: 8},
      },
      {is: 'process', program: {unresolved: 'decided at run time'}, line: 9},
    ])
  })

  it('that run by a schedule tell its entry, and count what only a run says of it', async () => {
    const text = `PGM
ADDJOBSCDE JOB(NIGHT) CMD(CALL PGM(RATES)) FRQ(*MONTHLY) SCDDATE(*NONE) RELDAYMON(1) SCDDAY(*MON) SCDTIME(&AT)
CHGJOBSCDE JOB(NIGHT) ENTRYNBR(*ONLY) CMD(CALL PGM(DUES)) SCDTIME('23:30:00')
ENDPGM`

    expect((await factsOf('job', 'A.clle', text)).map(({schedule, line}) => [schedule, line])).toEqual([
      [{literal: 'NIGHT FRQ(*MONTHLY) SCDDAY(*MON) RELDAYMON(1)'}, 2],
      [{unresolved: 'decided at run time'}, 2],
      [{literal: "NIGHT SCDTIME('23:30:00')"}, 3],
    ])
    expect((await factsOf('call', 'A.clle', text)).map(({how, target}) => [how, target])).toEqual([
      ['SBMJOB CALL', {literal: 'RATES'}],
      ['SBMJOB CALL', {literal: 'DUES'}],
    ])
  })

  it('take in members by name and by path', async () => {
    const text = "PGM\nINCLUDE SRCMBR(ERRORS)\nINCLUDE SRCSTMF('../../Common/inc_vars.clle')\nENDPGM"

    expect((await found('A.clle', text)).imports).toEqual([
      {specifier: 'ERRORS', line: 2},
      {specifier: 'INC_VARS', line: 3},
    ])
  })

  it('name all objects of a library without beginning a comment', async () => {
    const found = await factsOf('call', 'A.clle', 'PGM\nDSPOBJD OBJ(SEALIB/*ALL) OUTPUT(*OUTFILE)\nCALL B\nENDPGM')

    expect(found).toEqual([call('CALL', {literal: 'B'}, 3)])
  })

  it('that are cut tell where', async () => {
    expect((await found('CUT.clle', 'PGM\nCALL A /* x\nCALL B')).fault).toEqual({
      line: 2,
      message: 'syntax error: this comment never ends',
    })
  })
})
