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
    'finance/internal/testhelpers/seeder.go',
    'internal/testutil/server.go',
    'lib/test_support/fake.rb',
  ])('%s is a test', (path) => {
    expect(roleOf(path)).toBe('test')
  })

  it.each([
    'src/Contest.php',
    'shop/latest.py',
    'lib/inspect.rb',
    'shop/testing_grounds.py',
    'shop/contest_helpers/rules.py',
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
    ['a part that is called by a longer word', 'src/testimonials/list.ts'],
    ['a library of a mainframe', 'PROD.TEST/SAMPLES/TIDE010.cbl'],
    ['a library of members without an ending', 'TEST/TIDE010'],
  ])('is production in %s', (_, path) => {
    expect(roleOf(path)).toBe('production')
  })

  it.each([
    ['test', 'src/test/java/org/tide/samples/OwnerFacts.java'],
    ['test', 'src/it/java/tests/Base.java'],
    ['test', 'src/testQueues/resources/application.yaml'],
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

  it.each([
    ...['a/test/b.ts', 'a/unittests/b.c', 'a/__mocks__/b.js', 'a/mock/b.js', 'a/spec/b.rb', 'e2e/b.ts', 'cypress/b.js'],
    ...[
      'a/fixture/b.json',
      'a/step_definitions/b.rb',
      'a/b.stories.tsx',
      'a/b.e2e.mjs',
      'a/b.e2e-spec.ts',
      'a/_tests_/b.ts',
      'a/OrderIT.java',
      'a/OrderIT.vb',
    ],
    ...['a/TestOrder.cs', 'a/order_test.go', 'a/Order.Tests.ps1', 'a/conftest.py', 'a/order_tests.py'],
    ...['.env.test', 'a/.env.testing', 'a/.env.test.local'],
  ])('is told as that of a test by each name that tells it: %s', (path) => expect(roleOf(path)).toBe('test'))

  it.each([
    ...['db/seeds/a.sql', 'db/seed/a.rb', 'database/factories/a.php', 'database/seeders/a.php', 'examples/a.c'],
    ...['sample/a.c', 'demos/a.c', 'doc/a.c', 'docbook/a.xml', 'documentation/a.py', 'playground/a.ts', 'stories/a.ts'],
    ...['.storybook/a.js', '.github/ISSUE_TEMPLATE/a.yml', 'db/seeds.rb', 'a/config-dist.php', 'a/config.sample.ini'],
    ...[
      'a/.env.local',
      'a/.env.test.example',
      'a/.env.development',
      'a/dist.env',
      'a/template.env',
      'a/app.example',
      'a/settings.ini-default',
    ],
    ...['a/app.conf.dist', 'a/app.json.template'],
  ])('is told as that of an example by each name that tells it: %s', (path) => expect(roleOf(path)).toBe('example'))
})
