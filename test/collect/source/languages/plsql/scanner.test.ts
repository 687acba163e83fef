import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkPlsql} from '../../../../../src/collect/source/languages/plsql/imports.ts'
import {sqlFileFacts} from '../../../../../src/collect/source/languages/plsql/sql-file-facts.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'claims.pkb', text)).map(({is: _, ...rest}) => rest)
}

const tables = async (text: string) =>
  (await said('sql', text)).map(
    ({line, reads, writes, calls, isPartial}) =>
      `${line} r[${reads.join(' ')}] w[${writes.join(' ')}] c[${calls.join(' ')}]${isPartial ? ' open' : ''}`,
  )

describe('files of SQL', () => {
  const body = 'CREATE OR REPLACE PROCEDURE close_it IS v claims.id%TYPE;\nBEGIN\n  UPDATE claims SET paid = 1;\nEND;'
  const writes = (path: string, text: string) =>
    sqlFileFacts({path, text}).flatMap((fact) => (fact.is === 'sql' ? fact.writes : []))

  it('that hold units of Oracle say what the units do, but for versions of a migration and other databases', () => {
    expect(writes('db/close_it.sql', body)).toEqual(['claims'])
    expect(writes('db/V2__close_it.sql', body)).toEqual([])
    const plain = 'create or replace procedure pay (id number) as\nbegin\n  update claims set paid = 1;\nend;\n/\n'
    expect(writes('db/pay.sql', plain)).toEqual(['claims'])
    expect(writes('db/pay.sql', plain.replace('/\n', ''))).toEqual([])
    expect(writes('db/close_it.sql', `${body}\nGO`)).toEqual([])
    expect(writes('db/rows.sql', 'UPDATE claims SET paid = SYSDATE;')).toEqual([])
  })

  it('say without a unit where links and directories lead and when jobs run, and nothing of their other statements', () => {
    const text = `UPDATE claims SET paid = 1;
CREATE PUBLIC DATABASE LINK archive CONNECT TO reader IDENTIFIED BY hunter2 USING '//ora02.dept.gov.uk:1521/ARCH';
CREATE OR REPLACE DIRECTORY claims_in AS '/u02/in';
GRANT READ ON DIRECTORY claims_in TO claims;
BEGIN
  DBMS_SCHEDULER.CREATE_JOB(job_name => 'NIGHT', job_type => 'STORED_PROCEDURE', job_action => 'PAY.RUN',
    repeat_interval => 'FREQ=DAILY;BYHOUR=2');
END;
/`
    const facts = sqlFileFacts({path: 'install.sql', text})

    expect(facts).toEqual([
      {is: 'database', product: 'oracle-database', operation: 'database link', line: 2},
      {
        ...{is: 'address', host: 'ora02.dept.gov.uk', protocol: 'oracle'},
        ...{port: '1521', database: 'ARCH', link: 'archive', line: 2},
      },
      {is: 'directory', name: 'claims_in', path: '/u02/in', line: 3},
      {is: 'job', schedule: {literal: 'FREQ=DAILY;BYHOUR=2'}, line: 6},
      {is: 'part-use', name: 'PAY.RUN', language: 'PL/SQL', line: 6},
    ])
    const block = "begin dbms_scheduler.create_job('N', 'PLSQL_BLOCK', 'BEGIN night(1); dues.post; END;'); end;"
    expect(sqlFileFacts({path: 'job.sql', text: block})).toEqual([
      {is: 'part-use', name: 'night', language: 'PL/SQL', line: 1},
      {is: 'part-use', name: 'dues.post', language: 'PL/SQL', line: 1},
    ])
    expect(sqlFileFacts({path: 'db/V2__links.sql', text})).toEqual([])
  })
})

describe('units of PL/SQL', () => {
  it('run blocks in texts, and take what a parameter is by default for no value of it', async () => {
    const text = `CREATE PROCEDURE p (p_dir VARCHAR2 := 'MY_DIR', p_file VARCHAR2 DEFAULT 'a.pdf') IS
BEGIN
  EXECUTE IMMEDIATE q'[DECLARE l NUMBER; BEGIN SELECT n INTO l FROM counts; DELETE FROM results; END;]';
  f := UTL_FILE.FOPEN(p_dir, p_file, 'w');
END;`
    expect(await tables(text)).toEqual(['3 r[counts] w[] c[]', '3 r[] w[results] c[]'])
    expect(await said('file', text)).toEqual([
      {protocol: 'local', path: {unresolved: 'decided at run time'}, does: 'writes', line: 4},
    ])
  })

  it('only name the addresses that they show to people', async () => {
    const text = `CREATE PACKAGE BODY p IS
  g_service_url CONSTANT VARCHAR2(255) := 'http://pay.example.gov.uk/api';
  PROCEDURE q IS BEGIN htp.anchor('http://www.dept.gov.uk/help', 'Help'); END;
END;`
    expect((await said('address', text)).map(({host, standing}) => `${host} ${standing}`)).toEqual([
      'pay.example.gov.uk connection',
      'www.dept.gov.uk named',
    ])
  })

  it('read no table where they ask the database of itself', async () => {
    const text =
      'CREATE PROCEDURE p IS BEGIN\nSELECT 1 INTO n FROM all_users u, offices o;\nSELECT 1 INTO n FROM v$session;\nEND;'
    expect(await tables(text)).toEqual(['2 r[offices] w[] c[]'])
  })

  it('go on behind code that is compiled on a condition', async () => {
    expect(await tables('CREATE PROCEDURE p IS BEGIN\n$if $$x $then\n a;\n$end\nDELETE FROM notes;\nEND;')).toEqual([
      '5 r[] w[notes] c[]',
    ])
  })

  it('lead to the packages and procedures that they name: to the body where the tree has it', async () => {
    const texts = {
      'pay.pkb':
        "CREATE OR REPLACE PACKAGE BODY claims_app.pay IS\n  -- rates.get\n  x VARCHAR2(9) := 'audit_it';\n  BEGIN rates.get(1); claims_app.notes.put(2);\n END;",
      'rates.pks': 'create or replace package "RATES" as end;',
      'rates.pkb': 'create or replace editionable package body rates as end;',
      'notes.prc': 'CREATE PROCEDURE notes AS BEGIN NULL; END;',
      'audit_it.fnc': 'CREATE FUNCTION audit_it RETURN NUMBER IS BEGIN RETURN 1; END;',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(linkPlsql(files)).toEqual([
      {from: 'pay.pkb', to: 'rates.pkb', line: 4},
      {from: 'pay.pkb', to: 'notes.prc', line: 4},
    ])
  })

  it('read and write tables by their own SQL, by cursors, loops and FORALL, not by comments and texts', async () => {
    const text = `CREATE OR REPLACE PACKAGE BODY pay AS
  CURSOR c_open IS SELECT c.id FROM claims c, payees p WHERE c.payee = p.id;
  PROCEDURE run(p_id NUMBER) IS
    v_text VARCHAR2(100) := 'select x from nowhere';
  BEGIN
    /* DELETE FROM gone; */
    Select amount INTO v_amount from rates where id = p_id; -- UPDATE gone SET x = 1
    FOR r IN (SELECT id FROM (SELECT id FROM queue_in) q) LOOP
      UPDATE claims SET paid = 'Y; --' WHERE id = r.id;
    END LOOP;
    FORALL i IN 1 .. l_ids.COUNT
      INSERT INTO payments (id) VALUES (l_ids(i));
    MERGE INTO totals t USING (SELECT 1 id FROM dual) s ON (t.id = s.id) WHEN MATCHED THEN UPDATE SET n = 1;
    IF a > 1 THEN DELETE notes WHERE id = q'[it's; here]'; END IF;
    OPEN c FOR SELECT id FROM TABLE(l_ids) JOIN offices o ON o.id = column_value;
    v := EXTRACT(YEAR FROM SYSDATE);
  END;
END;
/
CREATE OR REPLACE TRIGGER trg_claims AFTER INSERT OR UPDATE OF paid ON claims FOR EACH ROW
BEGIN
  INSERT INTO audit_log SELECT :new.id FROM dual;
END;
/
CREATE OR REPLACE VIEW open_claims AS SELECT * FROM claims@archive WHERE paid = 'N';`

    expect(await tables(text)).toEqual([
      '2 r[claims payees] w[] c[]',
      '7 r[rates] w[] c[]',
      '8 r[queue_in] w[] c[]',
      '9 r[] w[claims] c[]',
      '12 r[] w[payments] c[]',
      '13 r[] w[totals] c[]',
      '14 r[] w[notes] c[]',
      '15 r[offices] w[] c[]',
      '20 r[claims] w[] c[]',
      '22 r[] w[audit_log] c[]',
      '25 r[claims@archive] w[] c[]',
    ])
    expect(await said('database', text)).toEqual([{product: 'oracle-database', operation: '@archive', line: 25}])
  })

  it('follow SQL in texts, and count what a run decides', async () => {
    const text = `CREATE PROCEDURE p(p_table VARCHAR2) IS
  c_sql CONSTANT VARCHAR2(200) := 'update claims set paid = 1 ';
  v_sql VARCHAR2(200);
BEGIN
  EXECUTE IMMEDIATE c_sql || 'where id = :1' USING p_id;
  EXECUTE IMMEDIATE 'delete from ' || p_table;
  EXECUTE IMMEDIATE p_table;
  EXECUTE IMMEDIATE q'{insert into notes values ('a')}';
  EXECUTE IMMEDIATE 'alter session set nls_language = x';
  OPEN c FOR 'select id from offices';
  DBMS_SQL.PARSE(l_cursor, 'truncate table work_area', DBMS_SQL.NATIVE);
END;`

    expect(await tables(text)).toEqual([
      '5 r[] w[claims] c[]',
      '6 r[] w[] c[] open',
      '7 r[] w[] c[] open',
      '8 r[] w[notes] c[]',
      '10 r[offices] w[] c[]',
      '11 r[] w[work_area] c[]',
    ])
  })

  it('reach other machines, files, queues and the clock by the packages of Oracle', async () => {
    const text = `CREATE PACKAGE BODY out AS PROCEDURE go IS BEGIN
  req := UTL_HTTP.begin_request('https://rates.dept.gov.uk/today', 'POST');
  conn := sys.utl_smtp.open_connection('mail.dept.gov.uk', 25);
  f := UTL_FILE.FOPEN(location => 'CLAIMS_OUT', filename => 'claims.csv', open_mode => 'w');
  g := UTL_FILE.FOPEN('CLAIMS_IN', v_name, 'R');
  t := utl_tcp.open_connection('gate.dept.gov.uk', 8080);
  DBMS_SCHEDULER.CREATE_JOB(job_name => 'NIGHT', job_type => 'EXECUTABLE', job_action => '/opt/claims/send.sh',
    repeat_interval => 'FREQ=DAILY;BYHOUR=2');
  DBMS_JOB.SUBMIT(j, 'pay.run;', SYSDATE, 'SYSDATE + 1');
  DBMS_AQ.ENQUEUE(queue_name => 'CLAIMS_Q', payload => m);
END; END;
/
CREATE DATABASE LINK archive CONNECT TO reader IDENTIFIED BY hunter2 USING 'ora02.dept.gov.uk:1521/ARCH';`
    const {facts} = await found('out.pkb', text)

    expect(facts).toEqual([
      {is: 'part', kind: 'package', name: 'out', language: 'PL/SQL', line: 1, until: 13},
      {is: 'http', operation: 'POST', url: {literal: 'https://rates.dept.gov.uk/today'}, line: 2},
      {is: 'address', host: 'rates.dept.gov.uk', protocol: 'https', line: 2},
      {is: 'mail', server: {literal: 'mail.dept.gov.uk'}, line: 3},
      {is: 'address', host: 'mail.dept.gov.uk', protocol: 'smtp', line: 3},
      {
        is: 'file',
        protocol: 'local',
        path: {literal: 'CLAIMS_OUT/claims.csv'},
        does: 'writes',
        directory: 'CLAIMS_OUT',
        line: 4,
      },
      {is: 'file', protocol: 'local', path: {unresolved: 'decided at run time'}, does: 'reads', line: 5},
      {is: 'address', host: 'gate.dept.gov.uk', protocol: 'tcp', port: '8080', line: 6},
      {is: 'job', schedule: {literal: 'FREQ=DAILY;BYHOUR=2'}, line: 7},
      {is: 'process', program: {literal: '/opt/claims/send.sh'}, line: 7},
      {is: 'job', schedule: {literal: 'SYSDATE + 1'}, line: 9},
      {is: 'part-use', name: 'pay.run', language: 'PL/SQL', line: 9},
      {is: 'queue', product: 'oracle-aq', does: 'sends', queue: {literal: 'CLAIMS_Q'}, line: 10},
      {is: 'database', product: 'oracle-database', operation: 'database link', line: 13},
      {
        is: 'address',
        host: 'ora02.dept.gov.uk',
        protocol: 'oracle',
        port: '1521',
        database: 'ARCH',
        link: 'archive',
        line: 13,
      },
    ])
  })

  it('that are wrapped are told as such', async () => {
    expect(
      await found('pay.plb', 'CREATE OR REPLACE PACKAGE BODY pay wrapped\na000000\nSELECT x FROM y;\n'),
    ).toMatchObject({
      declares: ['body pay'],
      facts: [],
      fault: {line: 1, message: 'wrapped: the source is encrypted, and nothing of it can be read'},
    })
  })

  it.each([
    ['a name of 10,000 characters', `CREATE PACKAGE BODY ${'a'.repeat(10_000)} IS END;`],
    ['statements nested 5,000 deep', `BEGIN ${'(SELECT '.repeat(5000)}`],
    [
      'ten megabytes on one line',
      `BEGIN x := '${'a'.repeat(100)}' ${`|| y || '${'b'.repeat(100)}'`.repeat(90_000)}; END;`,
    ],
    ['a q-quote that never ends', "BEGIN x := q'[never"],
    ['bytes of another encoding', "BEGIN\n\u0000\ufffd\u0093 '\u0000'\nEND;"],
    ['updates without an end', 'BEGIN UPDATE '.repeat(20_000)],
  ])('gets through %s', async (_, text) => {
    expect((await found('a.pkb', text)).facts.filter(({is}) => is !== 'sql' && is !== 'part')).toEqual([])
  })

  it('are parts of their application, from where each begins to the next', async () => {
    const text = `CREATE OR REPLACE PACKAGE permits.PKG_PERMITS AS
  PROCEDURE approve;
END;
/
CREATE OR REPLACE PACKAGE BODY PKG_PERMITS AS
  PROCEDURE approve IS BEGIN UPDATE permits SET a = 1; END;
END;
/
CREATE TRIGGER trg_permits BEFORE INSERT ON permits BEGIN NULL; END;
/
`

    expect(
      (await factsOf('part', 'a.pkb', text)).map(({line, until, kind, name, schema, isHead}) => [
        ...[line, until, kind],
        ...[name, schema, isHead],
      ]),
    ).toEqual([
      [1, 4, 'package', 'PKG_PERMITS', 'permits', true],
      [5, 8, 'package', 'PKG_PERMITS', undefined, undefined],
      [9, 10, 'trigger', 'trg_permits', undefined, undefined],
    ])
  })
})

describe('functions that PL/SQL calls', () => {
  const called = async (text: string) => (await factsOf('part-use', 'a.pkb', text)).map(({name}) => name)

  it('are named before brackets where a value stands', async () => {
    const text = `CREATE OR REPLACE PACKAGE BODY a_pkg AS
  PROCEDURE one IS x NUMBER;
  BEGIN
    x := total_fn(2);
    log_it(3);
    IF limit_fn(x) > 3 AND NOT is_late(x) THEN RETURN; END IF;
    SELECT rate_fn(1), berth_fn(2) INTO x FROM dual WHERE y = z_fn(1);
  END;
END a_pkg;`
    expect(await called(text)).toEqual([
      ...['total_fn', 'log_it', 'limit_fn', 'is_late', 'rate_fn', 'berth_fn', 'z_fn'],
    ])
  })

  it('are no variables, cursors, columns, types or routines of the file', async () => {
    const text = `CREATE OR REPLACE PACKAGE BODY a_pkg AS
  TYPE t_sums IS TABLE OF NUMBER;
  PROCEDURE one(rates t_rates) IS
    sums t_sums := t_sums();
    CURSOR dues(p NUMBER) IS SELECT amount FROM dues_of(1) WHERE a = b(+);
    x VARCHAR2(30);
  BEGIN
    x := sums(1) + rates(2) + own(3);
    FOR r IN dues(1) LOOP INSERT INTO paid (id, berth) VALUES (1, 2); END LOOP;
  END;
  FUNCTION own(p NUMBER) RETURN NUMBER IS BEGIN RETURN p; END;
END a_pkg;`
    expect(await called(text)).toEqual([])
  })
})
