import {describe, expect, it} from '@jest/globals'
import {sqlFact} from '../../../../src/collect/source/languages/sql-text.ts'

const read = (text: string) => {
  const fact = sqlFact(text)
  if (!fact) return undefined
  const {reads, writes, calls, isPartial} = fact
  return [reads.join(), writes.join(), calls.join(), ...(isPartial ? ['partial'] : [])]
}

describe('SQL text', () => {
  it.each([
    ['SELECT a FROM t', ['t', '', '']],
    [
      'select a from Sales.Orders o join lines l on l.id = o.id where exists (select 1 from audit)',
      ['Sales.Orders,audit,lines', '', ''],
    ],
    ['SELECT a FROM t1, t2 x, "Mixed Case" y WHERE 1 = 1', ['Mixed Case,t1,t2', '', '']],
    ['SELECT * FROM qsys2.systables a, t1 b', ['t1', '', '']],
    ['SELECT * FROM t1 a, t2 b WHERE a.id = b.id', ['t1,t2', '', '']],
    ['select * from t1 a ,t2 an, t3', ['t1,t2,t3', '', '']],
    ['EXEC dbo.sp_updatestats; EXEC sp_executesql @sql; EXEC sp_close_claims', ['', '', 'sp_close_claims', 'partial']],
    ['CREATE VIEW v AS SELECT a FROM t1 UNION ALL SELECT a FROM t2', ['t1,t2', '', '']],
    ['create or replace view v (a) as select a from t1', ['t1', '', '']],
    ['SELECT a FROM [dbo].[Orders] WITH (NOLOCK)', ['dbo.Orders', '', '']],
    ['SELECT a FROM `shop`.`orders` LIMIT 5', ['shop.orders', '', '']],
    [
      'WITH recent AS (SELECT id FROM orders), late (id) AS (SELECT id FROM recent) SELECT * FROM late JOIN customers c ON 1=1',
      ['customers,orders', '', ''],
    ],
    ['SELECT EXTRACT(YEAR FROM made) FROM orders', ['orders', '', '']],
    ["SELECT a FROM t -- FROM never\n/* JOIN never2 */ WHERE b = 'FROM never3'", ['t', '', '']],
    ['INSERT INTO archive (id, name) SELECT id, name FROM orders', ['orders', 'archive', '']],
    ['UPDATE orders SET total = (SELECT sum(x) FROM lines)', ['lines', 'orders', '']],
    [
      'UPDATE o SET o.total = 1 FROM dbo.Orders o JOIN dbo.Lines l ON l.id = o.id',
      ['dbo.Lines,dbo.Orders', 'dbo.Orders', ''],
    ],
    ['DELETE FROM orders WHERE id IN (SELECT id FROM old)', ['old', 'orders', '']],
    [
      'MERGE INTO stock s USING deliveries d ON (s.id = d.id) WHEN MATCHED THEN UPDATE SET n = 1',
      ['deliveries', 'stock', ''],
    ],
    ['INSERT INTO t VALUES (?) ON DUPLICATE KEY UPDATE n = 2', ['', 't', '']],
    ['SELECT id FROM t FOR UPDATE', ['t', '', '']],
    ['TRUNCATE TABLE staging', ['', 'staging', '']],
    ['{call pkg.pay(?, ?)}', ['', '', 'pkg.pay']],
    ['{? = call pay(?)}', ['', '', 'pay']],
    ['EXEC dbo.usp_Pay @id', ['', '', 'dbo.usp_Pay']],
    ['SELECT 1 FROM DUAL', undefined],
    ['SELECT * FROM table(x.y(1)) t, real_one', ['real_one', '', '']],
    ['SELECT * FROM (SELECT a FROM inner_one) x, outer_one y', ['inner_one,outer_one', '', '']],
    ['SELECT a FROM {} WHERE b = 1', ['', '', '', 'partial']],
    ['SELECT a FROM orders_{} WHERE b = {}', ['', '', '', 'partial']],
    ['SELECT a FROM t WHERE id = {} AND n IN ({}) LIMIT {}', ['t', '', '']],
    ['SELECT a FROM t {}', ['t', '', '', 'partial']],
    ['SELECT a FROM remote@link', ['remote@link', '', '']],
    ['SELECT a FROM unnest($1::int[]) AS t(id), orders o', ['orders', '', '']],
    ['SELECT a FROM orders, json_table(doc, "$" COLUMNS (a INT PATH "$.a")) AS j, lines', ['lines,orders', '', '']],
    ['SELECT a FROM t1 STRAIGHT_JOIN t2 ON t1.id = t2.id', ['t1,t2', '', '']],
    ['SELECT trim(both FROM name), substring(code FROM 2) FROM orders', ['orders', '', '']],
    ["SELECT table_name FROM information_schema.tables WHERE table_schema = 'x'", undefined],
    ['SELECT relname FROM pg_catalog.pg_class JOIN pg_namespace n ON n.oid = relnamespace', undefined],
    ["SELECT name FROM sqlite_master WHERE type = 'table'", undefined],
    ['SELECT name FROM sys.tables', undefined],
    ['DELETE FROM orders USING lines WHERE lines.id = orders.id', ['lines', 'orders', '']],
    ['DELETE o, l FROM orders o JOIN lines l ON l.id = o.id', ['lines,orders', 'lines,orders', '']],
    ['DELETE o.* FROM orders AS o WHERE o.id = 1', ['orders', 'orders', '']],
    ['DELETE s.* FROM {} s JOIN orders o ON o.id = s.id', ['orders', '', '', 'partial']],
    ['SELECT column_name FROM `columns` WHERE table_schema = ?', undefined],
    ['SELECT a FROM key_column_usage k JOIN table_constraints t ON 1 = 1', undefined],
    ['SELECT t.id FROM t INNER JOIN cte_last ON t.parent = cte_last.id', ['t', '', '']],
    ["SELECT 1 FROM mysql.user WHERE user = 'x'", undefined],
    [
      'SELECT a FROM ((Company INNER JOIN certs c ON 1 = 1) INNER JOIN names n ON 2 = 2)',
      ['Company,certs,names', '', ''],
    ],
    ['Select a.id, name From orders a Left Join lines On 1 = 1', ['lines,orders', '', '']],
    ['Select Distinct * from Orders', ['Orders', '', '']],
    ['Insert Into orders (id) Values (1)', ['', 'orders', '']],
    ['Update orders Set total = 1', ['', 'orders', '']],
    ['Delete From orders Where id = 1', ['', 'orders', '']],
    ['Delete from orders', undefined],
    ['UPDATE OR REPLACE orders SET a = 1', ['', 'orders', '']],
    ['INSERT OR IGNORE INTO orders (a) VALUES (1)', ['', 'orders', '']],
    ['SELECT a FROM {prefix}_users WHERE id = 1', ['', '', '', 'partial']],
    ['SELECT a FROM #__users AS u JOIN orders o ON 1 = 1', ['orders', '', '', 'partial']],
    ['SELECT a FROM {$table}', ['', '', '', 'partial']],
    ['SELECT a FROM ${table} t', ['', '', '', 'partial']],
    ['SELECT a FROM #{table}', ['', '', '', 'partial']],
    ['INSERT INTO %s (a) VALUES (%s)', ['', '', '', 'partial']],
    ['INSERT INTO %(schema)s.orders (a) VALUES (%(a)s)', ['', '', '', 'partial']],
    ['SELECT a FROM :table WHERE id = :id', ['', '', '', 'partial']],
    ['SELECT a FROM <table>', ['', '', '', 'partial']],
    ['UPDATE {}users SET a = 1', ['', '', '', 'partial']],
    ['SELECT a FROM shop.{}', ['', '', '', 'partial']],
    ['SELECT a FROM orders WHERE id = %s AND n IN (%s)', ['orders', '', '']],
  ])('%s', (text, names) => {
    if (names === undefined) expect(read(text)).toBeUndefined()
    else expect(read(text)).toEqual(names)
  })

  it.each([
    'Select a file from the list',
    'Select an item, or enter a new one, from the list',
    'Select name, then press Enter, from list',
    'Select dates from list',
    'Update orders, set your name',
    'Insert into slot (left) select drink',
    'Update your details',
    'Delete from your account what you no longer need',
    'insert the card',
    'with best wishes, as ever',
    'call the help desk (free)',
    'execute order',
    'select',
    'select a file from list',
    'select one option from dropdown menu',
    'update password set by admin',
    'update your settings, set your name',
    'delete user from group (admin)',
    'delete file from folder',
    'insert coin into slot and select drink',
    'call failed',
    'call support (free)',
    'with care as select guests',
    'merge branches using git',
    'replace x with y into z, values kept',
    'create a new table as you like',
  ])('is not a sentence: %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
