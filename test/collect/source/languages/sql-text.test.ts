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
  ])('%s', (text, names) => {
    if (names === undefined) expect(read(text)).toBeUndefined()
    else expect(read(text)).toEqual(names)
  })

  it.each([
    'Select a file from the list',
    'Update your details',
    'Delete from your account what you no longer need',
    'insert the card',
    'with best wishes, as ever',
    'call the help desk (free)',
    'execute order',
    'select',
  ])('is not a sentence: %s', (text) => {
    expect(read(text)).toBeUndefined()
  })
})
