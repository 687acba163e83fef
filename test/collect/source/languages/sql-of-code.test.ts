import {describe, expect, it} from '@jest/globals'
import {factsOf} from './scan.ts'

async function tables(path: string, text: string): Promise<readonly string[]> {
  return (await factsOf('sql', path, text)).map(
    ({line, reads, writes, isPartial}) => `${line} ${reads.join()}>${writes.join()}${isPartial ? ' partial' : ''}`,
  )
}

describe('SQL in code', () => {
  it('is none in a text for people', async () => {
    expect(
      await tables(
        'a.py',
        `import psycopg2
cursor.execute("select a from orders where b = 1")
log.info("select a from never where b = 1")
raise ValueError("delete from never where b = 1")
print("delete from never where b = 1")`,
      ),
    ).toEqual(['2 orders>'])
    expect(
      await tables(
        'a.php',
        `<?php
$db->query("select a from orders where b = 1");
error_log("select a from never where b = 1");
throw new Exception("delete from never where b = 1");
$found = strstr($schema, "update never set version = 1");`,
      ),
    ).toEqual(['2 orders>'])
    expect(
      await tables(
        'a.rb',
        `connection.execute("select a from orders where b = 1")
Rails.logger.info("select a from never where b = 1")
raise ArgumentError, "delete from never where b = 1"`,
      ),
    ).toEqual(['1 orders>'])
    expect(
      await tables(
        'a.go',
        `package a
import ("database/sql"; "fmt")
func f(db *sql.DB) { db.Query("select a from orders where b = 1")
 fmt.Errorf("select a from never where b = 1") }`,
      ),
    ).toEqual(['3 orders>'])
  })

  it('calls procedures and functions by an escape of JDBC, and by a block of PL/SQL', async () => {
    const facts = await factsOf(
      'sql',
      'A.java',
      `import java.sql.*;
class A { void m(Connection c) throws Exception {
 c.prepareCall("{call dues_pkg.post(?)}");
 c.prepareCall("{? = call total_fn(?)}");
 c.prepareCall("BEGIN dues_pkg.close(?); END;");
 c.prepareCall("begin ? := rate_fn(?); end;");
} }`,
    )

    expect(facts.map(({line, calls}) => [line, calls])).toEqual([
      [3, ['dues_pkg.post']],
      [4, ['total_fn']],
      [5, ['dues_pkg.close']],
      [6, ['rate_fn']],
    ])
  })

  it('names no table that the file makes for a time', async () => {
    expect(
      await tables(
        'a.py',
        `import psycopg2
cursor.execute("CREATE TEMPORARY TABLE picked AS SELECT id FROM orders")
cursor.execute("INSERT INTO picked (id) VALUES (1)")
cursor.execute("SELECT id FROM picked JOIN lines ON 1 = 1")`,
      ),
    ).toEqual(['4 lines>'])
  })

  it('whose table is named at run time is not guessed', async () => {
    expect(
      await tables(
        'a.py',
        `import psycopg2
cursor.execute("SELECT a FROM %s WHERE b = 1" % table)
cursor.execute("SELECT a FROM {}_users WHERE b = 1".format(prefix))
cursor.execute(f"SELECT a FROM {schema}.users WHERE b = 1")
QUERY = "SELECT a FROM {prefix}users WHERE b = 1"`,
      ),
    ).toEqual(['2 > partial', '3 > partial', '4 > partial', '5 > partial'])
    expect(
      await tables(
        'a.php',
        `<?php
$db->query("SELECT a FROM {$table} WHERE b = 1");
$db->query("SELECT a FROM {$this->prefix}users WHERE b = 1");
$db->query("SELECT a FROM #__users WHERE b = 1");
$db->query("SELECT a FROM " . TABLE_PREFIX . "users WHERE b = 1");`,
      ),
    ).toEqual(['2 > partial', '3 > partial', '4 > partial', '5 > partial'])
  })
})
