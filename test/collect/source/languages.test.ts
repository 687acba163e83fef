import {describe, expect, it} from '@jest/globals'
import {roleOf} from '../../../src/collect/source/languages.ts'

describe('The role of a file', () => {
  it.each([
    'tests/OrderTest.php',
    'src/OrderTest.php',
    'shop/test_orders.py',
    'shop/orders_test.py',
    'conftest.py',
    'lib/order_spec.rb',
    'test/order_test.rb',
  ])('%s is a test', (path) => {
    expect(roleOf(path)).toBe('test')
  })

  it.each(['src/Contest.php', 'shop/latest.py', 'lib/inspect.rb', 'shop/testing_grounds.py'])(
    '%s is of production',
    (path) => {
      expect(roleOf(path)).toBe('production')
    },
  )
})
