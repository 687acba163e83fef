import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const json = (value: unknown): string => JSON.stringify(value, null, 2)

const manifest = json({
  name: 'booking',
  version: '1.0.0',
  dependencies: {
    express: '^4.19.0',
    old: 'npm:older@^1.0.0',
    helper: 'git+https://token:secret@git.msti.example/lib/helper.git#v2',
  },
  optionalDependencies: {fsevents: '^2.0.0'},
  peerDependencies: {react: '>=17'},
  devDependencies: {jest: '^30.0.0', react: '^18.0.0'},
})

const lockOf3 = json({
  lockfileVersion: 3,
  packages: {
    '': {name: 'booking'},
    'node_modules/express': {version: '4.19.2', dependencies: {debug: '2.6.9', 'body-parser': '1.20.2'}},
    'node_modules/body-parser': {version: '1.20.2', dependencies: {debug: '2.6.9'}, deprecated: 'no longer supported'},
    'node_modules/body-parser/node_modules/debug': {version: '2.6.9', dependencies: {ms: '2.0.0'}},
    'node_modules/debug': {version: '4.3.4', dependencies: {ms: '^2.1.0'}, peerDependencies: {'supports-color': '*'}},
    'node_modules/ms': {version: '2.1.3'},
    'node_modules/old': {
      name: 'older',
      version: '1.4.0',
      resolved: 'https://registry.npmjs.org/older/-/older-1.4.0.tgz',
    },
    'node_modules/helper': {version: '2.0.0', resolved: 'git+ssh://git@git.msti.example/lib/helper.git#0123abc'},
    'node_modules/fsevents': {version: '2.3.3', optional: true, dependencies: {nan: '^2.0.0'}},
    'node_modules/nan': {version: '2.20.0', optional: true},
    'node_modules/jest': {version: '30.0.1', dev: true, dependencies: {chalk: '^4.0.0'}},
    'node_modules/chalk': {version: '4.1.2', dev: true},
  },
})

describe('package.json with package-lock.json', () => {
  it('tells what is asked for from what is brought in, and leaves out what only builds and tests', async () => {
    const {uses, notes, problems} = await scanned({'package.json': manifest, 'package-lock.json': lockOf3})

    expect(uses).toEqual([
      './package.json express-4-19-2 at package.json:5',
      './package.json pkg:generic/helper@0123abc at package.json:7',
      './package.json pkg:npm/body-parser@1.20.2 at package-lock.json:14 (brought in)',
      './package.json pkg:npm/debug@2.6.9 at package-lock.json:21 (brought in)',
      './package.json pkg:npm/debug@4.3.4 at package-lock.json:27 (brought in)',
      './package.json pkg:npm/express@4.19.2 at package.json:5',
      './package.json pkg:npm/fsevents@2.3.3 at package.json:10 (optional)',
      './package.json pkg:npm/ms@2.1.3 at package-lock.json:36 (brought in)',
      './package.json pkg:npm/nan@2.20.0 at package-lock.json:55 (optional, brought in)',
      './package.json pkg:npm/older@1.4.0 at package.json:6',
      './package.json pkg:npm/react at package.json:13 (peer)',
    ])
    expect(notes).toEqual(['2 packages are asked for to build or to test only: no production dependencies, not listed'])
    expect(problems).toEqual([])
  })

  it('keeps what makers say of giving a package up, and never the user part of an address', async () => {
    const {records} = await scanned({'package.json': manifest, 'package-lock.json': lockOf3})
    const parser = records.find((record) => record.record === 'entity' && record.name === 'body-parser 1.20.2')

    expect(parser).toMatchObject({attributes: {deprecated: [{value: 'no longer supported'}]}})
    expect(JSON.stringify(records)).toContain('git.msti.example/lib/helper')
    expect(JSON.stringify(records)).not.toContain('secret')
  })

  it('reads the first version of the format, in which packages are nested in each other', async () => {
    const lock = json({
      lockfileVersion: 1,
      dependencies: {
        a: {version: '1.0.0', requires: {b: '^1.0.0'}, dependencies: {b: {version: '1.5.0'}}},
        b: {version: '2.0.0', dev: true},
        alias: {version: 'npm:real@3.0.0'},
        local: {version: 'file:lib/local'},
      },
    })
    const {uses, needs} = await scanned({
      'package.json':
        '{"name":"x","dependencies":{"a":"1","alias":"npm:real@3","local":"file:lib/local"},"devDependencies":{"b":"2"}}',
      'package-lock.json': lock,
      'lib/local/package.json': '{"name":"local","private":true}',
    })

    expect(uses).toEqual([
      './package.json pkg:npm/a@1.0.0 at package.json:1',
      './package.json pkg:npm/b@1.5.0 at package-lock.json:10 (brought in)',
      './package.json pkg:npm/real@3.0.0 at package.json:1',
    ])
    expect(needs).toEqual(['./package.json needs lib/local/package.json at package.json:1'])
  })

  it('tells a lock file that does not have what is asked for, and one of two that is not read', async () => {
    const {problems, uses} = await scanned({
      'package.json': '{"name":"x","dependencies":{"a":"^2.0.0","gone":"1.0.0"}}',
      'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0"}}}',
      'yarn.lock': '# yarn lockfile v1\n',
    })

    expect(problems).toEqual([
      'package-lock.json several-locks: yarn.lock stands beside it; versions are taken from this one',
      'package.json stale-lock: the lock file does not have what is asked for (a ^2.0.0: 1.0.0; gone 1.0.0: none)',
    ])
    expect(uses).toContain('./package.json pkg:npm/a@1.0.0 at package.json:1')
  })

  it('tells a lock file that was cut, that a merge left unfinished, or in which something is missing', async () => {
    const app = '{"name":"x","dependencies":{"a":"^1.0.0"}}'
    const {problems} = await scanned({
      'cut/package.json': app,
      'cut/package-lock.json': lockOf3.slice(0, 400),
      'merge/package.json': app,
      'merge/yarn.lock': '<<<<<<< HEAD\na@^1.0.0:\n  version "1.0.0"\n=======\n>>>>>>> other\n',
      'hole/package.json': app,
      'hole/package-lock.json':
        '{"lockfileVersion":3,"packages":{"node_modules/a":{"version":"1.0.0","dependencies":{"b":"1"}}}}',
      'short/package.json': app,
      'short/yarn.lock': 'a@^1.0.0:\n  version "1.0.0"\n\nb@1:\n',
    })

    expect(problems).toEqual([
      expect.stringMatching(/^cut\/package-lock\.json:\d+ bad-manifest: this is no sound JSON$/),
      'merge/yarn.lock:1 bad-manifest: it holds the marks of a merge that nobody finished',
      'hole/package-lock.json incomplete-lock: one package is needed in it and not in it (b): what stands behind is not known',
      'short/yarn.lock:4 incomplete-lock: an entry has no version, so the file is not whole: what is missing is not known',
    ])
  })

  it('neither swells nor hangs: aliases that double, thousands of levels, circles of needs', async () => {
    const bomb = Array.from({length: 40}, (_, at) => `k${at}: &k${at} [${at ? `*k${at - 1}, *k${at - 1}` : 'x'}]`).join(
      '\n',
    )
    const ring = json({
      lockfileVersion: 3,
      packages: {
        'node_modules/a': {version: '1.0.0', dependencies: {b: '1'}},
        'node_modules/b': {version: '1.0.0', dependencies: {a: '1'}},
        'node_modules/__proto__': {version: '1.0.0'},
      },
    })
    const {uses, problems} = await scanned({
      'bomb/package.json': '{"name":"x","dependencies":{"a":"1"}}',
      'bomb/pnpm-lock.yaml': `${bomb}\npackages: *k39\n`,
      'deep/package.json': '{"name":"x","dependencies":{"a":"1"}}',
      'deep/package-lock.json': `${'{"dependencies":'.repeat(5000)}1${'}'.repeat(5000)}`,
      'ring/package.json': '{"name":"x","dependencies":{"a":"1","constructor":"1","bad name":"1"}}',
      'ring/package-lock.json': ring,
    })

    expect(uses.filter((use) => use.startsWith('ring'))).toEqual([
      'ring/package.json pkg:npm/a@1.0.0 at ring/package.json:1',
      'ring/package.json pkg:npm/b@1.0.0 at ring/package-lock.json:10 (brought in)',
      'ring/package.json pkg:npm/constructor at ring/package.json:1',
    ])
    expect(problems.map((problem) => problem.split(':')[0])).toEqual(
      ['bomb', 'deep', 'ring'].map((folder) => `${folder}/package.json stale-lock`),
    )
  })
})

describe('workspaces', () => {
  const root = json({name: 'root', private: true, workspaces: ['packages/*'], packageManager: 'yarn@4.0.0'})
  const web = json({name: '@moc/web', dependencies: {'@moc/core': 'workspace:^', chalk: '^4.0.0'}})
  const core = json({name: '@moc/core', version: '2.0.0', dependencies: {ms: '^2.0.0'}})
  const members = {'package.json': root, 'packages/web/package.json': web, 'packages/core/package.json': core}
  const needs = ['packages/web/package.json needs packages/core/package.json at packages/web/package.json:4']
  const uses = (place: readonly [chalk: number, styles: number]) => [
    'packages/core/package.json pkg:npm/ms@2.1.3 at packages/core/package.json:5',
    `packages/web/package.json pkg:npm/ansi-styles@4.3.0 at ${place[1]} (brought in)`,
    'packages/web/package.json pkg:npm/chalk@4.1.2 at packages/web/package.json:5',
  ]
  const placed = (all: readonly string[]) => all.map((use) => use.replace(/at [\w.-]+:(\d+) \(/, 'at $1 ('))

  it('of yarn are applications that depend on each other, and no packages of a registry', async () => {
    const lock = `__metadata:
  version: 8

"@moc/core@workspace:^, @moc/core@workspace:packages/core":
  version: 0.0.0-use.local
  resolution: "@moc/core@workspace:packages/core"
  dependencies:
    ms: "npm:^2.0.0"
  languageName: unknown
  linkType: soft

"ansi-styles@npm:^4.1.0":
  version: 4.3.0
  resolution: "ansi-styles@npm:4.3.0"

"chalk@npm:^4.0.0":
  version: 4.1.2
  resolution: "chalk@npm:4.1.2"
  dependencies:
    ansi-styles: "npm:^4.1.0"
    supports-color: "npm:^7.0.0"
  dependenciesMeta:
    supports-color:
      optional: true

"ms@npm:^2.0.0":
  version: 2.1.3
  resolution: "ms@npm:2.1.3"
`
    const found = await scanned({...members, 'yarn.lock': lock})

    expect(found.needs).toEqual(needs)
    expect(placed(found.uses)).toEqual(uses([16, 12]))
    expect(found.problems).toEqual([])
  })

  it('of pnpm are the same, in the formats 5, 6 and 9', async () => {
    const importers = (core: string, web: string) => `importers:
  .: {}
  packages/core:
    ${core}
  packages/web:
    ${web}
`
    const five = `lockfileVersion: 5.4
${importers('dependencies: {ms: 2.1.3}', "dependencies: {'@moc/core': 'link:../core', chalk: 4.1.2_peer@1.0.0}")}
packages:
  /ansi-styles/4.3.0:
    resolution: {integrity: x}
  /chalk/4.1.2_peer@1.0.0:
    resolution: {integrity: x}
    dependencies: {ansi-styles: 4.3.0}
  /ms/2.1.3:
    resolution: {integrity: x}
`
    const listed = 'dependencies: {ms: {specifier: ^2.0.0, version: 2.1.3}}'
    const linked =
      "dependencies: {'@moc/core': {specifier: 'workspace:^', version: 'link:../core'}, chalk: {specifier: ^4.0.0, version: 4.1.2(peer@1.0.0)}}"
    const six = `lockfileVersion: '6.0'
${importers(listed, linked)}
packages:
  /ansi-styles@4.3.0:
    resolution: {integrity: x}
  /chalk@4.1.2(peer@1.0.0):
    resolution: {integrity: x}
    dependencies: {ansi-styles: 4.3.0}
  /ms@2.1.3:
    resolution: {integrity: x}
`
    const nine = `lockfileVersion: '9.0'
${importers(listed, linked)}
packages:
  ansi-styles@4.3.0:
    resolution: {integrity: x}
  chalk@4.1.2:
    resolution: {integrity: x}
  ms@2.1.3:
    resolution: {integrity: x}
snapshots:
  ansi-styles@4.3.0: {}
  chalk@4.1.2(peer@1.0.0):
    dependencies: {ansi-styles: 4.3.0}
  ms@2.1.3: {}
`
    for (const lock of [five, six, nine]) {
      const found = await scanned({...members, 'pnpm-lock.yaml': lock})
      expect(found.needs).toEqual(needs)
      expect(placed(found.uses)).toEqual(uses([0, 10]))
      expect(found.problems).toEqual([])
    }
  })

  it('of npm are links in its lock file, also where the range is a plain one', async () => {
    const lock = json({
      lockfileVersion: 3,
      packages: {
        '': {workspaces: ['packages/*']},
        'packages/web': {name: '@moc/web', dependencies: {'@moc/core': '^2.0.0'}},
        'packages/core': {name: '@moc/core'},
        'node_modules/@moc/core': {resolved: 'packages/core', link: true},
        'node_modules/@moc/web': {resolved: 'packages/web', link: true},
        'node_modules/ms': {version: '2.1.3'},
        'packages/web/node_modules/chalk': {version: '4.1.2'},
      },
    })
    const found = await scanned({
      ...members,
      'packages/web/package.json': web.replace('workspace:^', '^2.0.0'),
      'package-lock.json': lock,
    })

    expect(found.needs).toEqual(needs)
    expect(found.uses).toEqual([
      'packages/core/package.json pkg:npm/ms@2.1.3 at packages/core/package.json:5',
      'packages/web/package.json pkg:npm/chalk@4.1.2 at packages/web/package.json:5',
    ])
  })

  it('are found by name where there is no lock file, unless the range asks for another version', async () => {
    const user = (range: string) => json({name: 'user', dependencies: {'@moc/core': range}})
    const found = await scanned({
      'core/package.json': core,
      'a/package.json': user('^2.0.0'),
      'b/package.json': user('^1.0.0'),
      'c/package.json': user('file:../nowhere'),
    })

    expect(found.needs).toEqual(['a/package.json needs core/package.json at a/package.json:4'])
    expect(found.uses.filter((use) => use.includes('@moc') || use.includes('%40moc'))).toEqual([
      'b/package.json pkg:npm/%40moc/core at b/package.json:4',
    ])
    expect(found.problems).toEqual([
      'c/package.json:4 unresolved-dependency: @moc/core file:../nowhere: it leads to no application of this tree, so what it brings is not known',
    ])
  })
})

describe('yarn 1', () => {
  it('names entries by what asks for them, aliases and optional dependencies too', async () => {
    const {uses} = await scanned({
      'package.json': '{"name":"x","dependencies":{"a":"^1.0.0","old":"npm:@s/older@^1.0.0","h":"owner/h#v1"}}',
      'yarn.lock': `# yarn lockfile v1


a@^1.0.0, a@~1.2.0:
  version "1.2.3"
  resolved "https://registry.yarnpkg.com/a/-/a-1.2.3.tgz#0"
  dependencies:
    "@s/b" "^2.0.0"
  optionalDependencies:
    c "^3.0.0"

"@s/b@^2.0.0":
  version "2.1.0"

c@^3.0.0:
  version "3.0.0"

"h@owner/h#v1":
  version "1.0.0"
  resolved "https://codeload.github.com/owner/h/tar.gz/0123456789abcdef0123456789abcdef01234567"

"old@npm:@s/older@^1.0.0":
  version "1.4.0"
`,
    })

    expect(uses).toEqual([
      './package.json pkg:github/owner/h@v1 at package.json:1',
      './package.json pkg:npm/%40s/b@2.1.0 at yarn.lock:12 (brought in)',
      './package.json pkg:npm/%40s/older@1.4.0 at package.json:1',
      './package.json pkg:npm/a@1.2.3 at package.json:1',
      './package.json pkg:npm/c@3.0.0 at yarn.lock:15 (optional, brought in)',
    ])
  })
})
