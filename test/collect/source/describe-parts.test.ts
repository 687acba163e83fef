import {describe, expect, it} from '@jest/globals'
import {scanned} from './manifests/scan.ts'

/** Relations as `from TYPE to`, by name. */
async function tellings(files: Readonly<Record<string, string>>, ...types: readonly string[]) {
  const {records, notes} = await scanned(files)
  const names = new Map(
    records.flatMap((record) => (record.record === 'entity' ? [[record.id, record.name] as const] : [])),
  )
  const told = records.flatMap((record) =>
    record.record === 'relation' && types.includes(record.type)
      ? [`${names.get(record.from)} ${record.type} ${names.get(record.to)}`]
      : [],
  )
  return {told: told.toSorted(), notes, records}
}

const files = {
  'db/close.sql': `CREATE PROCEDURE dbo.close_claims AS
UPDATE dbo.Claims SET paid = dbo.rate_of(kind)
EXEC (@given)
GO
GRANT EXECUTE ON dbo.close_claims TO clerks
GO`,
  'db/rate.sql': 'CREATE FUNCTION [dbo].[rate_of] (@k int) RETURNS int AS BEGIN RETURN (SELECT r FROM Rates) END\nGO',
  'db/plain.sql': 'SELECT a FROM b;',
  'jobs/nightly.sql': `DECLARE @jobId BINARY(16)
EXEC msdb.dbo.sp_add_job @job_name=N'Nightly', @job_id = @jobId OUTPUT
EXEC msdb.dbo.sp_add_jobstep @job_id=@jobId, @step_name=N'close', @command=N'EXEC close_claims'
GO`,
  'jobs/run.bat': 'sqlcmd -S db01.example.gov.uk -Q "EXEC dbo.close_claims"\r\n',
  'samples/x.sql': 'CREATE PROCEDURE dbo.shown AS DELETE FROM dbo.Claims\nGO',
}

describe('routines and jobs that stand in files', () => {
  it('do what stands in them, and are part of what their file is of', async () => {
    expect((await tellings(files, 'READS', 'WRITES', 'CALLS')).told).toEqual([
      'close CALLS close_claims',
      'dbo.close_claims CALLS dbo.rate_of',
      'dbo.close_claims WRITES dbo.Claims',
      'dbo.rate_of READS Rates',
      'jobs/run.bat CALLS db01.example.gov.uk',
      'jobs/run.bat CALLS dbo.close_claims',
      'jobs/run.bat CALLS mssqlserver database',
    ])
    const {told} = await tellings(files, 'PART_OF')
    expect(told).toEqual(
      expect.arrayContaining(['Nightly PART_OF t', 'close PART_OF Nightly', 'dbo.close_claims PART_OF t']),
    )
    expect(told.filter((one) => one.includes('shown'))).toEqual([])
  })

  it('are what those call that name them, with their owner or without', async () => {
    expect((await tellings(files, 'DEPENDS_ON')).told).toEqual([
      'close_claims DEPENDS_ON dbo.close_claims',
      'dbo.close_claims DEPENDS_ON dbo.close_claims',
    ])
    const {told} = await tellings({...files, 'other/close.sql': files['db/close.sql']}, 'DEPENDS_ON')
    expect(told).toEqual([])
  })

  it('of PL/SQL call the packages and procedures of the tree that they name', async () => {
    const {told} = await tellings(
      {
        'db/dues.pks': 'CREATE PACKAGE dues AS PROCEDURE post(p NUMBER); FUNCTION due RETURN NUMBER; END;',
        'db/dues.pkb': `CREATE OR REPLACE PACKAGE BODY dues AS
  PROCEDURE tell(p NUMBER) IS BEGIN DBMS_OUTPUT.PUT_LINE(p); END;
  PROCEDURE post(p NUMBER) IS BEGIN
    tell(p); dues.due();
    INSERT INTO ledger.due_rows (id, amount) VALUES (p, rates.current_one('B'));
  END;
END;`,
        'db/rates.pkb':
          'CREATE PACKAGE BODY rates AS FUNCTION current_one(k VARCHAR2) RETURN NUMBER IS BEGIN RETURN 1; END; END;',
        'db/tell.prc': 'CREATE PROCEDURE tell(p NUMBER) IS BEGIN NULL; END;',
        'db/night.prc': `CREATE PROCEDURE night IS
  CURSOR c IS SELECT a.id FROM a, b WHERE a.rates(+) = b.id AND rates.x(+) = 1;
BEGIN
  "DUES".POST(7);
  tell(1);
  missing.one(1);
END;`,
        'db/install.sql': `CREATE TRIGGER t BEFORE INSERT ON a BEGIN owner.dues.post(:NEW.id); END;
/`,
      },
      'CALLS',
    )

    expect(told).toEqual(['dues CALLS rates', 'night CALLS dues', 'night CALLS tell', 't CALLS dues'])
  })

  it('list the SQL that a run puts together, and a note counts it', async () => {
    const {records, notes} = await tellings(files)
    const routine = records.find(
      (record) => record.record === 'entity' && record.kind === 'component' && record.name === 'dbo.close_claims',
    )

    expect(routine).toMatchObject({
      attributes: {
        type: [{value: 'stored-procedure'}],
        language: [{value: 'T-SQL'}],
        dynamicSql: [{value: ['line 3: a text that is not wholly known']}],
      },
    })
    expect(notes.filter((note) => note.includes('SQL'))).toEqual([
      '1 SQL file: counted, not read',
      '1 SQL text is decided at run time, or by a setting that is not in the tree: counted, not followed',
      '1 text of SQL is put together at run time, in part or wholly: listed with the routines that run them',
    ])
  })
})

describe('tasks of Windows', () => {
  const task = (command: string, given = '') => `<?xml version="1.0"?>
<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo><URI>\\Nightly</URI></RegistrationInfo>
  <Actions>
    <Exec><Command>${command}</Command><Arguments>${given}</Arguments></Exec>
  </Actions>
</Task>`
  const tree = {
    'tasks/nightly.xml': task('D:\\jobs\\Nightly.BAT'),
    'tasks/make.cmd': 'schtasks /create /tn Hourly /sc hourly /tr "D:\\jobs\\b.bat"\r\n',
    'tasks/shell.xml': task('powershell.exe', '-File D:\\jobs\\rates.ps1').replace('\\Nightly', '\\Rates'),
    'scripts/nightly.bat': 'echo done\r\n',
    'scripts/b.bat': 'echo done\r\n',
    'scripts/rates.ps1': 'Write-Host done\r\n',
  }

  it('call the script of the tree that alone has the name, as both places say', async () => {
    const {told, records} = await tellings(tree, 'CALLS')
    const places = new Map(
      records.flatMap((one) => (one.record === 'evidence' ? [[one.id, one.locator] as const] : [])),
    )
    const calls = records.flatMap((one) =>
      one.record === 'relation' && one.type === 'CALLS' && one.to.endsWith('nightly.bat')
        ? [[one.certainty, ...one.evidence.map((id) => places.get(id)).toSorted()]]
        : [],
    )

    expect(told).toEqual([
      'Hourly CALLS scripts/b.bat',
      '\\Nightly CALLS scripts/nightly.bat',
      '\\Rates CALLS scripts/rates.ps1',
    ])
    expect(calls).toEqual([['inferred', 't/scripts/nightly.bat:1', 't/tasks/nightly.xml:5']])
  })

  it('call none where two have the name, or none has', async () => {
    const {told} = await tellings(
      {'tasks/nightly.xml': tree['tasks/nightly.xml'], 'a/nightly.bat': 'echo a\r\n', 'b/NIGHTLY.bat': 'echo b\r\n'},
      'CALLS',
    )

    expect(told).toEqual([])
    expect((await tellings({'a.xml': task('D:\\jobs\\gone.bat')}, 'CALLS')).told).toEqual([])
  })
})

describe('packages of PL/SQL', () => {
  const packages = {
    'db/pkg_permits.pks': 'CREATE OR REPLACE PACKAGE pkg_permits AS\n  PROCEDURE approve;\nEND;\n/\n',
    'db/pkg_permits.pkb':
      'CREATE OR REPLACE PACKAGE BODY pkg_permits AS\n  PROCEDURE approve IS BEGIN UPDATE permits SET a = 1; END;\nEND;\n/\n',
    'db/pkg_alone.pks': 'CREATE OR REPLACE PACKAGE pkg_alone AS\n  n NUMBER;\nEND;\n/\n',
    'app/a.php': '<?php $c = oci_connect("u", $p); $c->query("CALL pkg_permits.approve(1)");',
  }

  it('are one thing of the estate by their body, or by their head where there is no body', async () => {
    const {told} = await tellings(packages, 'PART_OF', 'WRITES', 'DEPENDS_ON')

    expect(told).toEqual([
      'app/a.php PART_OF t',
      'db/pkg_alone.pks PART_OF t',
      'db/pkg_permits.pkb PART_OF t',
      'db/pkg_permits.pks PART_OF t',
      'pkg_alone PART_OF t',
      'pkg_permits PART_OF t',
      'pkg_permits WRITES permits',
      'pkg_permits.approve DEPENDS_ON pkg_permits',
    ])
  })
})
