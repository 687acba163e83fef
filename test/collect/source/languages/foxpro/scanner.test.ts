import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkFoxPro} from '../../../../../src/collect/source/languages/foxpro/imports.ts'
import {fileWithoutSecrets} from '../../../../../src/collect/source/without-secrets.ts'
import {factsOf, found} from '../scan.ts'

const none = {of: 'tables', reads: [], writes: [], calls: []}

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'claims.prg', text)).map(({is: _, ...rest}) => rest)
}

const fileOf = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})

describe('programs of Visual FoxPro', () => {
  it('use tables by their own names, not cursors and aliases', async () => {
    const text = `* USE gone
USE claims IN 0 SHARED
use rates!offices AGAIN ALIAS off && USE gone2
USE "F:\\data\\staff.dbf"
USE (lcTable)
USE &lcTable
USE
USE IN off
USE off
SELECT * FROM claims INTO CURSOR found
USE found
CREATE TABLE kept (id I)
USE kept`

    expect(await said('sql', text)).toEqual([
      {...none, reads: ['claims'], line: 2},
      {...none, reads: ['offices'], line: 3},
      {...none, reads: ['staff'], line: 4},
      {...none, isPartial: true, line: 5},
      {...none, isPartial: true, line: 6},
      {...none, reads: ['claims'], line: 10},
      {...none, reads: ['kept'], line: 13},
    ])
    expect(await said('file', text)).toEqual([{protocol: 'local', path: {literal: 'F:\\data\\staff.dbf'}, line: 4}])
  })

  it('ask by SQL over several lines, in texts and to servers', async () => {
    const text = `Select c.id, ;
  name ; && from gone
  FROM claims c JOIN d:\\data\\rates.dbf r ON r.id = c.id ;
  INTO CURSOR found
INSERT INTO log FROM MEMVAR
UPDATE claims SET paid = .T. WHERE id = 1
DELETE FROM old_claims
DELETE FOR id = 1
SELECT claims
lcSQL = "Select * from letters where id = " + TRANSFORM(id)
lcSQL = [delete from queue ] + ;
  [where id = 1]
TEXT TO lcOther NOSHOW
  Update offices
  set a = <<lnA>>
ENDTEXT
SQLEXEC(lnHandle, "Insert into audit values (1)")
SQLEXEC(lnHandle, "select * from &lcTable")
lcTitle = "Select one from the list"`

    expect(await said('sql', text)).toEqual([
      {...none, reads: ['claims', 'rates'], line: 1},
      {...none, writes: ['log'], line: 5},
      {...none, writes: ['claims'], line: 6},
      {...none, writes: ['old_claims'], line: 7},
      {...none, reads: ['letters'], line: 10},
      {...none, writes: ['queue'], line: 11},
      {...none, writes: ['offices'], line: 13},
      {...none, writes: ['audit'], line: 17},
      {...none, isPartial: true, line: 18},
    ])
  })

  it('reach databases, programs, files and COM, without users and passwords', async () => {
    const text = `lnA = SQLCONNECT("claims", "sa", "hunter2")
STORE SQLSTRINGCONNECT("Driver={SQL Server};Server=sqlclaims;UID=sa;PWD=hunter2") TO m.lnB
OPEN DATABASE F:\\data\\claims.dbc SHARED
RUN /N calc.exe
! print.bat
loWord = CREATEOBJECT("ADODB.Connection")
loWord.Open("Provider=MSDAORA;Data Source=ORACLAIMS")
STRTOFILE(lcText, "\\\\files\\out\\claims.txt")
COPY TO d:\\out\\claims.csv TYPE CSV
DECLARE INTEGER Rate IN rates.dll STRING @
lcHome = GETENV("CLAIMS_HOME")`
    const file = fileWithoutSecrets(await found('claims.prg', text))

    expect(file.imports).toEqual([{specifier: 'rates.dll', line: 10}])
    expect(file.facts).toEqual([
      {is: 'database', product: 'sql', operation: 'data source claims', line: 1},
      {is: 'database', product: 'mssqlserver', connection: {literal: ''}, line: 2},
      {is: 'address', host: 'sqlclaims', protocol: 'sqlserver', line: 2},
      {is: 'database', product: 'visual-foxpro', line: 3},
      {is: 'file', protocol: 'local', path: {literal: 'F:\\data\\claims.dbc'}, line: 3},
      {is: 'process', program: {literal: 'calc.exe'}, line: 4},
      {is: 'process', program: {literal: 'print.bat'}, line: 5},
      {is: 'database', product: 'sql', line: 6},
      {is: 'database', product: 'oracle-database', connection: {literal: ''}, line: 7},
      {is: 'address', host: 'oraclaims', protocol: 'oracle', line: 7},
      {
        ...{is: 'file', protocol: 'smb', server: {literal: 'files'}, does: 'writes', line: 8},
        path: {literal: '\\\\files\\out\\claims.txt'},
      },
      {is: 'file', protocol: 'local', path: {literal: 'd:\\out\\claims.csv'}, does: 'writes', line: 9},
      {is: 'setting', from: 'environment', key: 'CLAIMS_HOME', line: 11},
    ])
    expect(JSON.stringify(file)).not.toContain('hunter2')
  })

  it('lead to programs, forms, libraries and procedures that they name, but not to their own procedures', async () => {
    const files = await Promise.all([
      fileOf(
        'main.prg',
        '#INCLUDE claims.h\nSET PROCEDURE TO tools, "lib\\more.prg" ADDITIVE\nSET CLASSLIB TO base\nDO own\nDO FORM claims\nDO CASE\nDO WHILE .T.\nDO rate WITH 1\nDO (lcProgram)\nDO twice\nPROCEDURE own\nENDPROC',
      ),
      fileOf('tools.prg', 'PROCEDURE rate\nLPARAMETERS a'),
      fileOf('lib/more.prg', 'RETURN'),
      fileOf('own.prg', 'RETURN'),
      fileOf('claims.sct', 'PROCEDURE Click\nENDPROC'),
      fileOf('base.vct', 'PROCEDURE Init\nENDPROC'),
      fileOf('base.vc2', 'PROCEDURE Init\nENDPROC'),
      fileOf('a/twice.prg', 'RETURN'),
      fileOf('b/twice.prg', 'RETURN'),
    ])

    expect(linkFoxPro(files).map(({from, to, line}) => `${from}:${line} ${to}`)).toEqual([
      'main.prg:2 tools.prg',
      'main.prg:2 lib/more.prg',
      'main.prg:3 base.vct',
      'main.prg:5 claims.sct',
    ])
  })
})
