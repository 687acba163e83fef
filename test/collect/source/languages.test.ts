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
    'app/features/bootstrap/FeatureContext.php',
    'service/app/features/context/Acceptance/OrderContext.php',
    'features/steps/orders.py',
    'features/environment.py',
    'features/support/env.rb',
    'features/steps/orders.js',
  ])('%s is a test', (path) => {
    expect(roleOf(path)).toBe('test')
  })

  it.each([
    'src/Contest.php',
    'shop/latest.py',
    'lib/inspect.rb',
    'shop/testing_grounds.py',
    'src/features/support/contact.ts',
    'web/app/features/steps/counter.ts',
    'features/steps/Counter.tsx',
    'src/Features/Orders.php',
  ])('%s is of production', (path) => {
    expect(roleOf(path)).toBe('production')
  })

  it.each([
    ['a package below the sources of a build', 'app/src/main/java/org/tide/samples/Owner.java'],
    ['a test of that name there', 'src/main/java/org/tide/test/Base.java'],
    ['resources that are delivered', 'src/main/resources/examples/letter.xml'],
    ['a package below older sources', 'src/uk/gov/tides/spec/Rule.java'],
    ['a namespace of C#', 'Tides/Docs/DocsController.cs'],
    ['a library of a mainframe', 'PROD.TEST/SAMPLES/TIDE010.cbl'],
    ['a library of members without an ending', 'TEST/TIDE010'],
  ])('is production in %s', (_, path) => {
    expect(roleOf(path)).toBe('production')
  })

  it.each([
    ['test', 'src/test/java/org/tide/samples/OwnerFacts.java'],
    ['test', 'src/it/java/tests/Base.java'],
    ['test', 'src/Services/Tides/Tides.UnitTests/Facts.cs'],
    ['test', 'tests/TIDE010.cbl'],
    ['example', 'samples/src/main/java/org/tide/Owner.java'],
    ['example', 'src/Samples/Tides/Program.cs'],
    ['example', 'Samples/Program.cs'],
    ['example', 'tools/docs/build.py'],
    ['example', 'lib/examples/run.rb'],
  ])('is that of a %s where a folder of the tree or a module says so: %s', (role, path) => {
    expect(roleOf(path)).toBe(role)
  })
})
