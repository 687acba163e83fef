import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {languageScanners, scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import {found} from '../scan.ts'

async function facts(text: string): Promise<readonly Fact[]> {
  return (await found('claims.tsql', text)).facts
}

const tables = async (text: string) =>
  (await facts(text)).flatMap((fact) =>
    fact.is === 'sql'
      ? [
          `${fact.line} r[${fact.reads.join(' ')}] w[${fact.writes.join(' ')}] c[${fact.calls.join(' ')}]${fact.isPartial ? ' open' : ''}`,
        ]
      : [],
  )

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await facts(text))
    .filter((fact): fact is Extract<Fact, {is: K}> => fact.is === kind)
    .map(({is: _, ...rest}) => rest)
}

describe('files of SQL', () => {
  const idOf = (text: string): string | undefined => scannerOf('db/a.sql', text)?.id

  it.each([
    ['a batch that ends', 'SELECT 1\nGO\n'],
    ['a variable', 'DECLARE @a int'],
    ['names in brackets', 'SELECT a FROM [dbo].[t]'],
    ['a procedure with variables', 'create procedure p @a int as select 1'],
    ['names in brackets of any owner', 'CREATE VIEW [Web Api].[a] AS SELECT 1'],
    ['a database that is restored', "RESTORE DATABASE a FROM DISK = 'x.bak'"],
    ['tables in brackets without an owner', 'INSERT INTO [Accounts] ([Id]) VALUES (1)'],
    ['what the owner of a database makes', "CREATE FUNCTION dbo.first() RETURNS datetime AS BEGIN RETURN '1753' END"],
    ['types of columns', 'CREATE TABLE t (id uniqueidentifier NOT NULL, made datetime2)'],
    ['functions that others have not', 'INSERT INTO t (id) VALUES (NEWID())'],
  ])('are T-SQL by %s', (_, text) => {
    expect(idOf(text)).toBe('tsql')
  })

  it.each([
    ['nothing of any', 'SELECT a FROM t;'],
    ['elements of lists', 'SELECT a[i].b, c[1].d FROM t;'],
    ['units of Oracle', 'CREATE OR REPLACE PROCEDURE p IS v VARCHAR2(3); BEGIN NULL; END;\n/\n'],
    ['functions of PostgreSQL', 'CREATE FUNCTION f() RETURNS int AS $$ BEGIN END $$ LANGUAGE plpgsql;'],
    ['procedures of MySQL', 'DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; END//'],
  ])('are not, by %s', (_, text) => {
    expect(idOf(text)).toBeUndefined()
  })
})

describe('scripts of T-SQL', () => {
  it('read and write tables, not names of WITH, temporary tables, variables, comments, texts and the catalogue', async () => {
    const text = `CREATE OR ALTER PROCEDURE [dbo].[close_claims] @day date = NULL
WITH EXECUTE AS OWNER
AS
BEGIN
  -- DELETE FROM dbo.gone /* nested /* comment */ too */
  /* outer /* inner */ SELECT a FROM gone */
  DECLARE @t TABLE (id int), @s varchar(50) = 'select a from nowhere';
  WITH open_ones AS (SELECT c.id FROM dbo.Claims c WHERE c.state = 'open; --'),
       more (id) AS (SELECT id FROM open_ones UNION ALL SELECT o.id FROM archive..old_claims AS o)
  INSERT INTO #work (id) SELECT id FROM more;
  SELECT a FROM (payees p JOIN offices o ON o.id = p.office), [Rate Table] r (NOLOCK) WHERE x IN (SELECT y FROM @t)
  SELECT CASE WHEN a = 1 THEN (SELECT MAX(v) FROM rates) ELSE 3 END FROM notes ORDER BY 1 OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY
  IF EXISTS (SELECT 1 FROM sys.objects) OR EXISTS (SELECT 1 FROM msdb.dbo.sysjobs) SELECT 1 FROM sysobjects
  SELECT TOP 5 x.born INTO dbo.copies FROM people x CROSS APPLY x.doc.nodes('/a') t(c)
  FETCH NEXT FROM cur INTO @id
  DECLARE cur CURSOR FOR SELECT id FROM queue_in FOR UPDATE
END`
    expect(await tables(text)).toEqual([
      '8 r[archive..old_claims dbo.Claims] w[] c[]',
      '11 r[Rate Table offices payees] w[] c[]',
      '12 r[notes rates] w[] c[]',
      '14 r[people] w[dbo.copies] c[]',
      '16 r[queue_in] w[] c[]',
    ])
  })

  it('write the table behind an alias, and behind a part of WITH that has one table alone', async () => {
    const text = `UPDATE c SET paid = r.amount FROM dbo.Claims AS c WITH (ROWLOCK) INNER JOIN dbo.Rates r ON r.id = c.id
DELETE FROM p FROM Payees p LEFT JOIN Claims c ON c.payee = p.id WHERE c.id IS NULL
DELETE TOP (10) notes WHERE id = 1
UPDATE Claims SET a = 1 FROM dbo.Claims JOIN #w w ON w.id = Claims.id
;WITH d AS (SELECT *, ROW_NUMBER() OVER (ORDER BY y) n FROM dups) DELETE FROM d WHERE n > 1
;WITH e AS (SELECT a.id FROM a JOIN b ON a.id = b.id) UPDATE e SET id = 2
MERGE dbo.Totals WITH (HOLDLOCK) AS t USING (SELECT day FROM dbo.Counts) AS s ON t.day = s.day
  WHEN MATCHED THEN UPDATE SET t.n = s.n WHEN NOT MATCHED THEN INSERT (day) VALUES (s.day)
  OUTPUT inserted.id INTO dbo.Changes;
TRUNCATE TABLE staging
UPDATE STATISTICS dbo.Unread`

    expect(await tables(text)).toEqual([
      '1 r[dbo.Rates] w[dbo.Claims] c[]',
      '2 r[Claims] w[Payees] c[]',
      '3 r[] w[notes] c[]',
      '4 r[] w[dbo.Claims] c[]',
      '5 r[] w[dups] c[]',
      '6 r[a b] w[] c[] open',
      '7 r[dbo.Counts] w[dbo.Changes dbo.Totals] c[]',
      '10 r[] w[staging] c[]',
    ])
  })

  it('write behind a setting that is switched on, and not where a key is made', async () => {
    const text = `CREATE PROC p AS SET NOCOUNT ON
DELETE a
SET XACT_ABORT ON UPDATE b SET c = 1
SET IDENTITY_INSERT d ON INSERT INTO [dbo].[d] (e) VALUES (1)
GO
CREATE TABLE f (g int REFERENCES h (g) ON DELETE CASCADE ON UPDATE NO ACTION)`

    expect(await tables(text)).toEqual(['2 r[] w[a] c[]', '3 r[] w[b] c[]', '4 r[] w[dbo.d] c[]'])
    expect(await said('part-use', text)).toEqual([])
  })

  it('read nothing behind the commas of a MERGE', async () => {
    const text = `MERGE a AS t USING b AS s ON t.i = s.i WHEN MATCHED AND (t.x <> s.x)
THEN UPDATE SET t.x = s.x, t.y = s.y WHEN NOT MATCHED THEN INSERT (i) VALUES (s.i);`

    expect(await tables(text)).toEqual(['1 r[b] w[a] c[]'])
  })

  it('read what stands in the value of a variable', async () => {
    const text = `DECLARE @a date = COALESCE((SELECT MAX(d) FROM orders), '20200101'), @b int = 1
SET @b = (SELECT COUNT(*) FROM (SELECT 1 x FROM lines) q)`

    expect(await tables(text)).toEqual(['1 r[orders] w[] c[]', '2 r[lines] w[] c[]'])
  })

  it('give other languages the rows of a query', async () => {
    const text = `DECLARE @q nvarchar(max) = N'select a from dbo.trips'
EXEC sp_execute_external_script @language = N'R', @script = N'x <- InputDataSet', @input_data_1 = @q`

    expect(await tables(text)).toEqual(['2 r[dbo.trips] w[] c[]'])
  })

  it('only name the addresses that stand in texts', async () => {
    expect(await said('address', "PRINT 'see https://www.example.gov.uk/help'")).toEqual([
      {host: 'www.example.gov.uk', protocol: 'https', standing: 'named', line: 1},
    ])
  })

  it('call procedures, by a variable too, and not those that come with the server', async () => {
    const text = `EXEC dbo.close_claims 1, @b = 2 OUTPUT
INSERT INTO dbo.Log (m) EXECUTE @rc = get_log 'a'
DECLARE @p sysname = N'dbo.[second]'
EXEC @p @x
EXEC sp_rename 'a', 'b'; EXEC sys.sp_helptext 'a'
GRANT EXECUTE ON dbo.third TO clerks
GRANT SELECT, INSERT, DELETE ON x TO clerks`

    expect(await tables(text)).toEqual([
      '1 r[] w[] c[dbo.close_claims]',
      '2 r[] w[dbo.Log] c[]',
      '2 r[] w[] c[get_log]',
      '4 r[] w[] c[dbo.second]',
    ])
  })

  it('run SQL in texts: what is known of them is told, and what a run decides is counted and listed', async () => {
    const text = `CREATE PROC p @day char(8), @given nvarchar(max) AS
DECLARE @q nvarchar(max) = N'SELECT id FROM dbo.audits'
SET @q = @q + N' WHERE d = ' + @day
EXEC sp_executesql @q
SET @q = N'DELETE FROM old' IF @day = 1 SET @q = N'DELETE FROM older'
EXEC (@q)
EXEC (N'TRUNCATE TABLE staging_' + @day)
EXEC (@given)
GO
CREATE PROC q AS EXEC (@q)`

    expect(await tables(text)).toEqual([
      '4 r[dbo.audits] w[] c[]',
      '6 r[] w[old] c[]',
      '6 r[] w[older] c[]',
      '7 r[] w[] c[] open',
      '8 r[] w[] c[] open',
      '10 r[] w[] c[] open',
    ])
    expect(await said('part', text)).toEqual([
      {kind: 'stored-procedure', name: 'p', language: 'T-SQL', line: 1, until: 8, dynamicSql: [7, 8]},
      {kind: 'stored-procedure', name: 'q', language: 'T-SQL', line: 10, until: 10, dynamicSql: [10]},
    ])
  })

  it('reach other servers: linked ones, and those that a statement names itself', async () => {
    const text = `EXEC sp_addlinkedserver @server = N'HR', @srvproduct = N'', @provider = N'SQLNCLI', @datasrc = N'hr-db.example.gov.uk\\ONE'
EXEC sp_addlinkedserver 'PLAIN', 'SQL Server'
EXEC sp_addlinkedsrvlogin 'HR', 'false', NULL, 'u', 'Secret1'
SELECT a FROM HR.people.dbo.staff UNION SELECT b FROM OPENQUERY(ORA, 'select b from hr.emp e')
EXEC HR.people.dbo.hire 1
EXEC ('DELETE FROM gone') AT HR
INSERT t SELECT a FROM OPENROWSET('SQLNCLI', 'Server=db7;Uid=u;Pwd=Secret2;', 'SELECT a FROM x.dbo.y') q
SELECT * FROM OPENDATASOURCE('SQLNCLI', 'Data Source=db8;User ID=u;Password=Secret3').z.dbo.w`

    expect(await tables(text)).toEqual([
      '4 r[hr.emp@ORA] w[] c[]',
      '4 r[HR.people.dbo.staff] w[] c[]',
      '5 r[] w[] c[HR.people.dbo.hire]',
      '6 r[] w[gone@HR] c[]',
      '7 r[x.dbo.y] w[] c[]',
      '7 r[] w[t] c[]',
      '8 r[z.dbo.w] w[] c[]',
    ])
    expect((await said('address', text)).map(({line, host}) => `${line} ${host}`)).toEqual([
      '1 hr-db.example.gov.uk',
      '2 plain',
      '7 db7',
      '8 db8',
    ])
    expect(
      (await said('database', text)).map(({line, product, operation}) => `${line} ${product} ${operation}`),
    ).toEqual([
      '1 mssqlserver linked server HR',
      '2 mssqlserver linked server PLAIN',
      '4 sql linked server ORA',
      '4 mssqlserver linked server HR',
      '5 mssqlserver linked server HR',
      '6 mssqlserver linked server HR',
      '7 mssqlserver ad hoc connection',
      '8 mssqlserver ad hoc connection',
    ])
    expect(JSON.stringify(await found('a.tsql', text))).not.toMatch(/Secret\d/)
  })

  it('make jobs of SQL Server Agent with their steps, and what starts them', async () => {
    const text = `DECLARE @jobId BINARY(16)
EXEC @r = msdb.dbo.sp_add_job @job_name=N'Nightly', @job_id = @jobId OUTPUT
EXEC @r = msdb.dbo.sp_add_jobstep @job_id=@jobId, @step_name=N'close', @subsystem=N'TSQL',
  @command=N'EXEC dbo.close_claims', @database_name=N'claims'
EXEC @r = msdb.dbo.sp_add_jobstep @job_id=@jobId, @step_name=N'send', @subsystem=N'CmdExec', @command=N'C:\\jobs\\send.bat /x'
EXEC @r = msdb.dbo.sp_add_jobschedule @job_id=@jobId, @name=N's', @freq_type=8, @freq_interval=34, @freq_recurrence_factor=1, @active_start_time=23000`

    expect(await facts(text)).toEqual([
      {
        ...{
          is: 'part',
          kind: 'job',
          name: 'Nightly',
          language: 'T-SQL',
          product: 'sql-server-agent',
          line: 2,
          until: 2,
        },
        ...{steps: ['close', 'send'], schedules: ['weekly on Monday, Friday at 02:30']},
      },
      {is: 'sql', of: 'tables', reads: [], writes: [], calls: ['dbo.close_claims'], database: 'claims', line: 3},
      {
        ...{is: 'part', kind: 'step', name: 'close', within: 'Nightly', language: 'T-SQL', runs: 'TSQL'},
        ...{database: 'claims', line: 3, until: 4},
      },
      {is: 'process', program: {literal: 'send.bat'}, line: 5},
      {
        ...{is: 'part', kind: 'step', name: 'send', within: 'Nightly', language: 'T-SQL', runs: 'CMDEXEC'},
        ...{line: 5, until: 5},
      },
      {is: 'job', schedule: {literal: 'weekly on Monday, Friday at 02:30'}, line: 6},
    ])
  })

  it('lead out of the database: commands, mail, files and queues of the Service Broker', async () => {
    const text = `EXEC master..xp_cmdshell 'copy C:\\out\\a.txt \\\\files01\\in\\a.txt'
BULK INSERT dbo.load FROM '\\\\files01\\in\\b.csv' WITH (FIELDTERMINATOR = ',')
INSERT t SELECT * FROM OPENROWSET(BULK 'D:\\in\\c.csv', FORMATFILE = 'D:\\in\\c.fmt') x
BACKUP DATABASE claims TO DISK = "E:\\backup\\claims.bak"
EXEC msdb.dbo.sp_send_dbmail @profile_name = 'p', @query = 'select * from dbo.mailed'
EXEC sp_OACreate 'Scripting.FileSystemObject', @o OUT
GO
CREATE SERVICE Payments ON QUEUE dbo.PaymentQueue
BEGIN DIALOG CONVERSATION @h FROM SERVICE Claims TO SERVICE 'Payments' ON CONTRACT c;
WAITFOR (RECEIVE TOP (1) @m = message_body FROM dbo.ClaimQueue), TIMEOUT 1000;`

    expect((await facts(text)).map(({line, is, ...rest}) => `${line} ${is} ${JSON.stringify(rest)}`)).toEqual([
      '1 file {"protocol":"local","path":{"literal":"C:\\\\out\\\\a.txt"},"does":"reads"}',
      '1 file {"protocol":"smb","server":{"literal":"files01"},"path":{"literal":"\\\\\\\\files01\\\\in\\\\a.txt"},"does":"writes"}',
      '2 sql {"of":"tables","reads":[],"writes":["dbo.load"],"calls":[]}',
      '2 file {"protocol":"smb","server":{"literal":"files01"},"path":{"literal":"\\\\\\\\files01\\\\in\\\\b.csv"},"does":"reads"}',
      '3 file {"protocol":"local","path":{"literal":"D:\\\\in\\\\c.csv"},"does":"reads"}',
      '3 sql {"of":"tables","reads":[],"writes":["t"],"calls":[]}',
      '4 file {"protocol":"local","path":{"literal":"E:\\\\backup\\\\claims.bak"},"does":"writes"}',
      '5 mail {}',
      '5 sql {"of":"tables","reads":["dbo.mailed"],"writes":[],"calls":[]}',
      '6 process {"program":{"literal":"Scripting.FileSystemObject"}}',
      '9 queue {"product":"sql-server-service-broker","does":"sends","operation":"SEND","queue":{"literal":"dbo.PaymentQueue"}}',
      '10 queue {"product":"sql-server-service-broker","does":"receives","queue":{"literal":"dbo.ClaimQueue"}}',
    ])
  })

  it('have placeholders that are put in before they run: what they may name is counted, never cut', async () => {
    const text =
      'SELECT a FROM [$(Other)].dbo.t\nDELETE FROM <schema_name, sysname, dbo>.x\nGO 5\nSELECT a FROM b WHERE c = $(Value)'

    expect(await tables(text)).toEqual(['1 r[] w[] c[] open', '2 r[] w[] c[] open', '4 r[b] w[] c[]'])
  })

  it('write what stands behind a variable that another function takes', async () => {
    const text = "PRINT 'Account: ' + CONVERT(varchar, @id)\nUPDATE accounts SET level = @level WHERE id = @id"

    expect(await tables(text)).toEqual(['2 r[] w[accounts] c[]'])
  })

  it('say a trigger with its table, and lead to the files whose routines they name', async () => {
    const texts = {
      'a.tsql':
        'CREATE TRIGGER tr ON Claims AFTER INSERT, UPDATE AS INSERT audit_c SELECT * FROM inserted EXEC dbo.notify',
      'b.tsql': 'CREATE PROCEDURE [dbo].[notify] AS SELECT x FROM dbo.open_claims',
      'c.tsql': 'CREATE VIEW open_claims AS SELECT * FROM Claims',
      'd.tsql': ':r .\\sub\\e.tsql\nSELECT dbo.age(born) FROM t',
      'sub/e.tsql': 'CREATE FUNCTION dbo.age (@a int = 1) RETURNS int AS BEGIN RETURN (SELECT n FROM ages) END',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(await tables(texts['a.tsql'])).toEqual([
      '1 r[Claims] w[] c[]',
      '1 r[] w[audit_c] c[]',
      '1 r[] w[] c[dbo.notify]',
    ])
    expect(languageScanners.find(({id}) => id === 'tsql')?.link(files, [])).toEqual([
      {from: 'a.tsql', to: 'b.tsql', line: 1},
      {from: 'b.tsql', to: 'c.tsql', line: 1},
      {from: 'd.tsql', to: 'sub/e.tsql', line: 1},
    ])
  })

  it.each([
    ['brackets that never close', `SELECT a FROM (${'('.repeat(3000)}\nGO\nSELECT b FROM kept`],
    [
      'a bracket left open before the next statement',
      'SELECT a FROM t WHERE (x = 1\nDECLARE @a int\nSELECT b FROM kept',
    ],
    ['a value in brackets 5,000 deep', `SET @a = ${'('.repeat(5000)}\nGO\nSELECT b FROM kept`],
    ['a part of WITH that names itself', 'WITH a AS (SELECT * FROM a) UPDATE a SET b = 1\nGO\nSELECT b FROM kept'],
    [
      'texts of SQL in texts of SQL',
      `EXEC ('EXEC (''EXEC (''''EXEC (''''''''x'''''''')'''')'')')\nGO\nSELECT b FROM kept`,
    ],
  ])('are read on behind %s', async (_, text) => {
    expect((await tables(text)).at(-1)).toMatch(/ r\[kept\] w\[\] c\[\]$/)
  })

  it('of one step of a history say nothing', async () => {
    expect((await found('V2__close.tsql', 'DECLARE @a int DELETE FROM claims')).facts).toEqual([])
  })
})
