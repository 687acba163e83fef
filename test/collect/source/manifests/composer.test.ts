import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const manifest = `{
  "name": "moc/sundial-site",
  "require": {
    "php": "^8.1",
    "ext-json": "*",
    "laravel/framework": "^10.0",
    "moc/shared": "dev-main",
    "psr/log-implementation": "1.0"
  },
  "require-dev": {"phpunit/phpunit": "^10.0"}
}
`
const lock = `{
  "_readme": ["This file is @generated automatically"],
  "packages": [
    {
      "name": "laravel/framework",
      "version": "v10.48.2",
      "require": {"php": "^8.1", "monolog/monolog": "^3.0", "symfony/http-kernel": "^6.2", "psr/log-implementation": "1.0"}
    },
    {
      "name": "moc/shared",
      "version": "dev-main",
      "dist": {"type": "path", "url": "../shared"}
    },
    {
      "name": "monolog/monolog",
      "version": "3.5.0",
      "provide": {"psr/log-implementation": "3.0.0"},
      "abandoned": "moc/newlog"
    },
    {
      "name": "symfony/http-kernel",
      "version": "v6.4.1"
    }
  ],
  "packages-dev": [
    {
      "name": "phpunit/phpunit",
      "version": "10.5.0"
    }
  ]
}
`

describe('composer.json with composer.lock', () => {
  it('tells direct, brought in and abandoned packages, the framework and the PHP that it is made for', async () => {
    const found = await scanned({
      'site/composer.json': manifest,
      'site/composer.lock': lock,
      'shared/composer.json': '{"name": "moc/shared"}',
    })

    expect(found.uses).toEqual([
      'site/composer.json laravel-10-48-2 at site/composer.json:6',
      'site/composer.json php at site/composer.json:4',
      'site/composer.json pkg:composer/laravel/framework@10.48.2 at site/composer.json:6',
      'site/composer.json pkg:composer/monolog/monolog@3.5.0 at site/composer.lock:15 (brought in)',
      'site/composer.json pkg:composer/symfony/http-kernel@6.4.1 at site/composer.lock:21 (brought in)',
    ])
    expect(found.needs).toEqual(['site/composer.json needs shared/composer.json at site/composer.json:7'])
    expect(found.problems).toEqual([])
    expect(JSON.stringify(found.records)).toContain('abandoned; instead: moc/newlog')
  })

  it('takes a platform that is set, or a range of one release, for a version, and no wider range', async () => {
    const php = async (inside: string) =>
      (await scanned({'composer.json': `{${inside}}`})).uses.map((use) => use.split(' ')[1])

    expect(await php('"require":{"php":">=7.2"},"config":{"platform":{"php":"7.4.33"}}')).toEqual(['php-7-4-33'])
    expect(await php('"require":{"php":"~8.1.0"}')).toEqual(['php-8-1'])
    expect(await php('"require":{"php":"7.4.*"}')).toEqual(['php-7-4'])
    expect(await php('"require":{"php":"~8.1"}')).toEqual(['php'])
    expect(await php('"require":{"php":"^7.4|^8.0"}')).toEqual(['php'])
  })

  it('without a lock file keeps ranges as ranges; one that was cut or is stale is told', async () => {
    const found = await scanned({
      'a/composer.json': '{"require":{"laravel/framework":"^9.0","symfony/symfony":"3.4.* || 4.4.*"}}',
      'b/composer.json': '{"require":{"x/y":"^9.0"}}',
      'b/composer.lock': '{"packages":[{"name":"x/z","version":"1.0"}]}',
      'c/composer.json': '{"require":{"x/y":"^9.0"}}',
      'c/composer.lock': lock.slice(0, 300),
    })

    expect(found.uses).toEqual([
      'a/composer.json laravel-9 at a/composer.json:1',
      'a/composer.json pkg:composer/laravel/framework at a/composer.json:1',
      'a/composer.json pkg:composer/symfony/symfony at a/composer.json:1',
      'a/composer.json symfony at a/composer.json:1',
      'b/composer.json pkg:composer/x/y at b/composer.json:1',
      'c/composer.json pkg:composer/x/y at c/composer.json:1',
    ])
    expect(found.problems).toEqual([
      expect.stringMatching(/^c\/composer\.lock:\d+ bad-manifest: this is no sound JSON$/),
      'b/composer.json stale-lock: composer.lock does not have what is asked for (x/y)',
    ])
  })
})
