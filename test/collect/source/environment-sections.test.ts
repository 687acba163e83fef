import {describe, expect, it} from '@jest/globals'
import {environmentAt, environmentSections} from '../../../src/collect/source/environment-sections.ts'
import {scanText} from '../../../src/collect/source/scan-text.ts'
import {scanSettings} from '../../../src/collect/source/settings/settings-files.ts'

/** Each word of the form `at-x` in a text, with the environment of the place at which it stands. */
function toldOf(path: string, text: string): Readonly<Record<string, string>> {
  const sections = environmentSections({path, text})
  return Object.fromEntries(
    [...text.matchAll(/at-\w+/g)].map(({0: word, index}) => [word, environmentAt(sections, index) ?? 'all']),
  )
}

describe('the parts of a file that are for one environment', () => {
  it('are documents of Spring with a profile, in the new words and the old', () => {
    const text = [
      'api: {url: at-all}',
      '---',
      'spring:',
      '  config:',
      '    activate:',
      '      on-profile: dev',
      'api: {url: at-dev}',
      '---',
      'spring:',
      '  profiles: staging, test',
      'api: {url: at-two}',
      '---',
      'spring.config.activate.on-profile: "prod | uat"',
      'api: {url: at-prod}',
      '---',
      'spring: {config: {activate: {on-profile: "!prod"}}}',
      'api: {url: at-others}',
      '---',
      'spring: {config: {activate: {on-profile: "!test"}}}',
      'api: {url: at-most}',
      '---',
      'spring: {profiles: {active: dev}}',
      'api: {url: at-default}',
    ].join('\n')
    expect(toldOf('src/main/resources/application.yml', text)).toEqual({
      'at-all': 'all',
      'at-dev': 'development',
      'at-two': 'staging, test',
      'at-prod': 'production',
      'at-others': 'development',
      'at-most': 'all',
      'at-default': 'all',
    })
    expect(toldOf('src/main/resources/other.yml', text)).toMatchObject({'at-dev': 'all'})
  })

  it('are documents of properties, and keys of Quarkus', () => {
    const text = 'a.url=at-all\n#---\nspring.config.activate.on-profile=test\na.url=at-test\n%dev.b.url=at-dev\n'
    expect(toldOf('application.properties', text)).toEqual({
      'at-all': 'all',
      'at-test': 'test',
      'at-dev': 'development',
    })
    expect(toldOf('application.yml', '"%dev":\n  url: at-dev\nurl: at-all\n')).toEqual({
      'at-dev': 'development',
      'at-all': 'all',
    })
  })

  it('stand at the top of what Rails, Mongoid, Sequelize and their like read', () => {
    const text = [
      'default: &default',
      '  host: at-default',
      'production:',
      '  <<: *default',
      '  host: <%= ENV.fetch("PGHOST", "at-production") %>',
      'test:',
      '  host: at-test',
      'warehouse_staging:',
      '  host: at-staging',
      'legacy:',
      '  host: at-legacy',
    ].join('\n')
    const expected = {
      'at-default': 'all',
      'at-production': 'production',
      'at-test': 'test',
      'at-staging': 'staging',
      'at-legacy': 'all',
    }
    expect(toldOf('config/database.yml', text)).toEqual(expected)
    expect(toldOf('config/search.yml', text)).toEqual(expected)
    expect(toldOf('lib/search.yml', text)).toMatchObject({'at-test': 'all'})
    expect(toldOf('config/mongoid.yml', 'test:\n  uri: at-test\n')).toEqual({'at-test': 'test'})
    expect(toldOf('config/jobs.yml', 'test:\n  uri: at-test\n')).toEqual({'at-test': 'all'})
    expect(toldOf('config/config.json', '{"development": {"h": "at-dev"}, "production": {"h": "at-prod"}}')).toEqual({
      'at-dev': 'development',
      'at-prod': 'production',
    })
    expect(toldOf('config/config.json', '{"api": {"test": "at-x", "production": "at-y"}}')).toEqual({
      'at-x': 'all',
      'at-y': 'all',
    })
  })

  it('stand below environments, where one of them is known', () => {
    const text =
      '{"environments": {"demo": {"h": "at-demo"}, "default": {"h": "at-all"}, "production": {"h": "at-prod"}}}'
    const expected = {'at-demo': 'demo', 'at-all': 'all', 'at-prod': 'production'}
    expect(toldOf('terraform/terraform.tfvars.json', text)).toEqual(expected)
    expect(toldOf('x.json', '{"environments": {"hot": {"h": "at-hot"}, "cold": {"h": "at-cold"}}}')).toEqual({
      'at-hot': 'all',
      'at-cold': 'all',
    })
    const terraform =
      'variable "environments" {\n  # }\n  default = {\n    ur = {\n      h = "at-ur"\n    }\n    production = { h = "at-prod" }\n  }\n}\nlocals { test = { h = "at-all" } }\n'
    expect(toldOf('variables.tf', terraform)).toEqual({'at-ur': 'ur', 'at-prod': 'production', 'at-all': 'all'})
  })

  it('are stages of Serverless and of mappings', () => {
    const serverless = [
      'custom:',
      '  dev:',
      '    api: at-dev',
      '  prod:',
      '    api: at-prod',
      '  hosts:',
      '    uat: at-uat',
      '    prod: at-live',
      '  test:',
      '    other: {test: at-single}',
      'params:',
      '  sandpit: {api: at-sandpit}',
      '  default: {api: at-all}',
    ].join('\n')
    expect(toldOf('serverless.yml', serverless)).toEqual({
      'at-dev': 'development',
      'at-prod': 'production',
      'at-uat': 'uat',
      'at-live': 'production',
      'at-single': 'test',
      'at-sandpit': 'sandpit',
      'at-all': 'all',
    })
    const template = 'Mappings:\n  Hosts:\n    dev: {Url: at-dev}\n    production: {Url: at-prod}\nResources: {}\n'
    expect(toldOf('template.yaml', template)).toEqual({'at-dev': 'development', 'at-prod': 'production'})
  })

  it('are maps of code that holds settings by their names', () => {
    const knex = [
      '// development: {',
      'module.exports = {',
      "  development: {client: 'pg', connection: 'at-dev}'},",
      "  production: {client: 'pg', pool: {max: 2}, connection: 'at-prod'},",
      '}',
    ].join('\n')
    expect(toldOf('knexfile.js', knex)).toEqual({'at-dev': 'development', 'at-prod': 'production'})
    expect(toldOf('src/maps.js', knex)).toEqual({'at-dev': 'all', 'at-prod': 'all'})
    const phinx =
      "<?php return ['environments' => ['testing' => [], 'test' => ['host' => 'at-test'], 'production' => ['host' => 'at-prod']]];"
    expect(toldOf('phinx.php', phinx)).toEqual({'at-test': 'test', 'at-prod': 'production'})
    const flask = 'class Config:\n    A = "at-all"\n\nclass TestingConfig(Config):\n    A = "at-test"\n\nB = "at-end"\n'
    expect(toldOf('app/config.py', flask)).toEqual({'at-all': 'all', 'at-test': 'test', 'at-end': 'all'})
  })

  it('are headings of other forms', () => {
    expect(
      toldOf('wrangler.toml', 'a = "at-all"\n[env.staging]\na = "at-staging"\n[env.production.vars]\na = "at-prod"\n'),
    ).toEqual({
      'at-all': 'all',
      'at-staging': 'staging',
      'at-prod': 'production',
    })
    expect(
      toldOf('application.ini', '[production]\na=at-prod\n[development : production]\na=at-dev\n[x]\na=at-x\n'),
    ).toEqual({
      'at-prod': 'production',
      'at-dev': 'development',
      'at-x': 'all',
    })
    expect(toldOf('setup.ini', '[test]\na=at-test\n')).toEqual({'at-test': 'all'})
    expect(toldOf('config/packages/mailer.yaml', 'a: at-all\nwhen@dev:\n  a: at-dev\n')).toEqual({
      'at-all': 'all',
      'at-dev': 'development',
    })
    expect(
      toldOf('beans.xml', '<beans><x v="at-all"/><beans profile="dev"><x v="at-dev"/></beans><y v="at-y"/></beans>'),
    ).toEqual({
      'at-all': 'all',
      'at-dev': 'development',
      'at-y': 'all',
    })
  })

  it('are said of the machines and settings that stand in them, on one line too', () => {
    const text = '{"dev": {"host": "db.dev.dept.example"}, "prod": {"host": "db.dept.example"}}\n'
    const hosts = scanText({path: 'config/config.json', text, sha256: ''}).hosts
    expect(hosts.map(({host, environment}) => [host, environment])).toEqual([
      ['db.dev.dept.example', 'development'],
      ['db.dept.example', 'production'],
    ])
    const seen = scanSettings({
      path: 'application.properties',
      text: 'b.url=https://pay.dept.example/\n%dev.b.url=https://pay.dev.dept.example/\n',
    })
    expect(seen.map(({key, environment, address}) => [key, environment, address?.host])).toEqual([
      ['b.url', undefined, 'pay.dept.example'],
      ['b.url', 'development', 'pay.dev.dept.example'],
    ])
  })
})

describe('a hostile file of settings in code', () => {
  it.each(['a_'.repeat(9900), '${A:'.repeat(4900), "'a' => [".repeat(2400), '/*'.repeat(90_000)])(
    'holds nobody up: %#',
    (line) => {
      const started = process.cpuUsage()
      environmentSections({path: 'knexfile.js', text: `${line}\n${line}\n`})

      // Where each letter begins a name that is read to its end, it takes four seconds.
      expect(process.cpuUsage(started).user / 1000).toBeLessThan(1500)
    },
  )
})
