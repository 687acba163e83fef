import {describe, expect, it} from '@jest/globals'
import {linkForms} from '../../../../../src/collect/source/languages/oracle-forms/imports.ts'
import {fileWithoutSecrets} from '../../../../../src/collect/source/without-secrets.ts'
import {xmlFacts} from '../../../../../src/collect/source/languages/xml-facts.ts'
import {scanned} from '../../manifests/scan.ts'
import {found} from '../scan.ts'

const none = {is: 'sql', of: 'tables', reads: [], writes: [], calls: []}
const form = (inside: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<Module version="12.2.1.19.0" xmlns="http://xmlns.oracle.com/Forms">
<FormModule Name="CLAIMS" MenuModule="mainmenu">
${inside}
</FormModule>
</Module>`
const fileOf = async (path: string, text: string) => ({file: {path, sha256: ''}, found: await found(path, text)})
const factsIn = async (inside: string) => fileWithoutSecrets(await found('claims_fmb.xml', form(inside))).facts

describe('modules of Oracle Forms', () => {
  it('read the tables of their blocks and groups, and write those that are said to be targets', async () => {
    const facts =
      await factsIn(`<Block Name="A" QueryDataSourceName="CLAIMS" DMLDataTargetName="CLAIMS_BASE"><Item Name="X"/></Block>
<Block Name="B" QueryDataSourceType="FROM clause query" QueryDataSourceName="(select a from RATES) r"/>
<Block Name="C" QueryDataSourceType="Procedure" QueryDataSourceName="claims_pkg.rows" DMLDataTargetType="Procedure" DMLDataTargetName="claims_pkg.put"/>
<Block Name="D" DatabaseBlock="false" QueryDataSourceName="NEVER"/>
<Block Name="E" QueryAllowed="false" QueryDataSourceName="NEVER"/>
<Block Name="F" QueryDataSourceName="&lt;run time&gt;"/>
<RecordGroup Name="G" RecordGroupQuery="SELECT NAME&#10;FROM OFFICES -- FROM NEVER"/>`)

    expect(facts).toEqual([
      {...none, reads: ['CLAIMS'], line: 4},
      {...none, writes: ['CLAIMS_BASE'], line: 4},
      {...none, reads: ['RATES'], line: 5},
      {...none, calls: ['claims_pkg.rows'], line: 6},
      {...none, isPartial: true, line: 9},
      {...none, reads: ['OFFICES'], line: 10},
    ])
  })

  it('do what their triggers, units and menus say in PL/SQL, and no passwords are kept', async () => {
    const facts =
      await factsIn(`<Trigger Name="KEY-COMMIT" TriggerText="DECLARE n NUMBER;&#10;BEGIN&#10;  -- delete from NEVER;&#10;  SELECT COUNT(*) INTO n FROM CLAIMS;&#10;  UPDATE RATES SET A = :B.A;&#10;  FORMS_DDL('INSERT INTO LOG VALUES (1)');&#10;END;"/>
<ProgramUnit Name="P" ProgramUnitType="Procedure" ProgramUnitText="PROCEDURE p IS BEGIN CALL_FORM('claims_detail'); OPEN_FORM(:GLOBAL.next); RUN_PRODUCT(REPORTS, 'claim_letter', SYNCHRONOUS); HOST('print.bat x'); END;"/>
<ProgramUnit Name="Q" ProgramUnitText="PROCEDURE q IS f TEXT_IO.FILE_TYPE; BEGIN f := TEXT_IO.FOPEN('D:\\out\\claims.txt', 'w'); WEB.SHOW_DOCUMENT('https://reports.claims.example/rwservlet', '_blank'); END;"/>
<ProgramUnit Name="R" ProgramUnitText="PROCEDURE r IS BEGIN c := EXEC_SQL.OPEN_CONNECTION('scott/tiger@ARCHIVE'); TOOL_ENV.GETVAR('CLAIMS_HOME', v); END;"/>
<MenuItem Name="M" CommandType="PL/SQL" CommandText="delete from OLD_CLAIMS;"/>
<MenuItem Name="N" CommandType="Menu" CommandText="delete from NEVER;"/>`)

    expect(facts).toEqual([
      {...none, reads: ['CLAIMS'], line: 4},
      {...none, writes: ['RATES'], line: 4},
      {...none, writes: ['LOG'], line: 4},
      {is: 'process', program: {literal: 'claims_detail'}, line: 5},
      {is: 'process', program: {unresolved: 'decided at run time'}, line: 5},
      {is: 'process', program: {literal: 'claim_letter'}, line: 5},
      {is: 'process', program: {literal: 'print.bat'}, line: 5},
      {is: 'file', protocol: 'local', path: {literal: 'D:\\out\\claims.txt'}, does: 'writes', line: 6},
      {is: 'http', url: {literal: 'https://reports.claims.example/rwservlet'}, line: 6},
      {is: 'address', host: 'reports.claims.example', protocol: 'https', standing: 'named', line: 6},
      {is: 'database', product: 'oracle-database', operation: '@ARCHIVE', line: 7},
      {is: 'setting', from: 'environment', key: 'CLAIMS_HOME', line: 7},
      {...none, writes: ['OLD_CLAIMS'], line: 8},
    ])
    expect(JSON.stringify(facts)).not.toContain('tiger')
  })

  it('lead to the forms, menus and libraries that they name', async () => {
    const files = await Promise.all([
      fileOf(
        'claims_fmb.xml',
        form(
          `<AttachedLibrary Name="utils" LibraryLocation="C:\\lib\\utils.pll"/>\n<Trigger Name="T" TriggerText="CALL_FORM('c:\\forms\\detail.fmx'); NEW_FORM('twice');"/>\n<Item Name="I" ParentModule="OBJECTS" ParentFilename="objects.olb"/>`,
        ),
      ),
      fileOf('detail_fmb.xml', form('').replace('"CLAIMS"', '"DETAIL"')),
      fileOf('a/twice_fmb.xml', form('').replace('"CLAIMS"', '"TWICE"')),
      fileOf('b/twice_fmb.xml', form('').replace('"CLAIMS"', '"TWICE"')),
      fileOf('mainmenu_mmb.xml', '<Module><MenuModule Name="MAINMENU"/></Module>'),
      fileOf('objects_olb.xml', '<Module><ObjectLibrary Name="OBJECTS"/></Module>'),
      fileOf('utils.pld', "PROCEDURE log_it IS\nBEGIN\n  INSERT INTO LOG VALUES (1);\n  OPEN_FORM('detail');\nEND;"),
    ])

    expect(linkForms(files).map(({from, to, line}) => `${from}:${line} ${to}`)).toEqual([
      'claims_fmb.xml:3 mainmenu_mmb.xml',
      'claims_fmb.xml:4 utils.pld',
      'claims_fmb.xml:5 detail_fmb.xml',
      'claims_fmb.xml:6 objects_olb.xml',
      'detail_fmb.xml:3 mainmenu_mmb.xml',
      'a/twice_fmb.xml:3 mainmenu_mmb.xml',
      'b/twice_fmb.xml:3 mainmenu_mmb.xml',
      'utils.pld:4 detail_fmb.xml',
    ])
  })

  it('are told as cut where the XML is, and cannot swell by entities', async () => {
    const bomb =
      '<!DOCTYPE m [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><Module><FormModule Name="&b;"/></Module>'

    const cut = form(
      '<Block Name="A" QueryDataSourceName="CLAIMS"/>\n<Trigger Name="T" TriggerText="delete from &quot;LOG&quot;;"/>\n<Block Name="B" Qu',
    )
    expect(await found('a_fmb.xml', cut.slice(0, cut.indexOf('Name="B"') + 11))).toMatchObject({
      facts: [
        {...none, reads: ['CLAIMS'], line: 4},
        {...none, writes: ['LOG'], line: 5},
      ],
      fault: {line: 6, message: expect.stringMatching(/^this is no sound XML: /)},
    })
    expect((await found('a_fmb.xml', bomb)).fault?.message).toMatch(/^this is no sound XML: /)
    expect(await found('a_fmb.xml', '<project/>')).toEqual({imports: [], declares: [], uses: '', facts: []})
  })

  it('are modules of their tree, and what is binary is told with what to do', async () => {
    const {records, notes} = await scanned({
      'forms/claims_fmb.xml': form('<Block Name="A" QueryDataSourceName="CLAIMS"/>'),
      'forms/claims.fmb': Uint8Array.from([0, 1, 2]),
    })
    const reads = records.flatMap((record) => (record.record === 'relation' && record.type === 'READS' ? [record] : []))

    expect(reads.map(({from}) => from.replace(/^.*#/, ''))).toEqual(['forms/claims_fmb.xml'])
    expect(notes).toContain(
      '1 Oracle Forms (binary) file: counted, not read; convert them by frmf2xml, and libraries to .pld, and scan what that writes',
    )
  })

  it('are read under other names too, and so are reports, as data', () => {
    const report = `<?xml version="1.0"?>
<report name="letters" DTDVersion="9.0.2.0.10">
<data><dataSource name="Q_1"><select><![CDATA[
select a from CLAIMS]]></select></dataSource></data>
<programUnits><function name="f"><textSource><![CDATA[function f return number is
begin
  update LETTERS set SENT = 1;
end;]]></textSource></function></programUnits>
</report>`

    expect(xmlFacts({path: 'claims.xml', text: form('<Block Name="A" QueryDataSourceName="CLAIMS"/>')})).toEqual([
      {...none, reads: ['CLAIMS'], line: 4},
    ])
    expect(xmlFacts({path: 'letters.xml', text: report})).toEqual([
      {...none, reads: ['CLAIMS'], line: 3},
      {...none, writes: ['LETTERS'], line: 7},
    ])
  })
})
