import {mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {collectSource} from '../../../src/collect/source/collect-source.ts'
import {SourceError} from '../../../src/errors.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-source-'))
afterAll(() => rmSync(folder, {recursive: true}))

let trees = 0
function treeOf(files: Record<string, string>): string {
  const tree = `tree${++trees}`
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, tree, path)), {recursive: true})
    writeFileSync(join(folder, tree, path), text)
  }
  return tree
}

const collect = (tree: string, exclude: readonly string[] = []) =>
  collectSource({
    auditFolder: folder,
    paths: [tree],
    organisation: 'msti',
    sourceId: 'src',
    exclude,
    producedBy: {name: 'domesday', version: '0.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
  })

async function relationsOf(files: Record<string, string>, ...types: string[]) {
  const tree = treeOf(files)
  const {records} = await collect(tree)
  return records
    .flatMap((record) =>
      record.record === 'relation' && types.includes(record.type)
        ? [
            `${record.from.replace(/^.*#/, '')} ${record.type} ${record.to.replace(/^.*#/, '')}${record.attributes.operations ? ` ${JSON.stringify(record.attributes.operations)}` : ''}`,
          ]
        : [],
    )
    .toSorted()
}

describe('a project that is a module too', () => {
  it('is another thing than its module, which is part of it', async () => {
    const files = {'desk/Tides.dpr': 'program Tides;\nuses uTides;\nbegin\nend.', 'desk/uTides.pas': 'unit uTides;'}

    expect(await relationsOf(files, 'PART_OF')).toEqual([
      './desk/Tides.dpr PART_OF component:msti/tree1',
      'desk/Tides.dpr PART_OF ./desk/Tides.dpr',
      'desk/uTides.pas PART_OF ./desk/Tides.dpr',
    ])
  })
})

describe('a tree', () => {
  it('has an id of its own, however deep it stands', async () => {
    const deep = `${'a-folder-in-a-folder/'.repeat(5)}`
    const idOf = async (name: string): Promise<readonly string[]> => {
      mkdirSync(join(folder, deep, name), {recursive: true})
      writeFileSync(join(folder, deep, name, 'a.ts'), '')
      const {records} = await collect(`${deep}${name}`)
      return records.flatMap((record) =>
        record.record === 'entity' &&
        record.attributes.type?.some((item) => 'value' in item && item.value === 'repository')
          ? [record.id.replace('component:msti/', '')]
          : [],
      )
    }

    const [[one = ''] = [], [other = ''] = []] = [await idOf('booking'), await idOf('bookings')]

    expect(one).toMatch(/-booking-[0-9a-f]{8}$/)
    expect(other).toMatch(/-bookings-[0-9a-f]{8}$/)
    expect(Math.max(one.length, other.length)).toBeLessThanOrEqual(80)
  })
})

describe('imports', () => {
  it('are followed by relative path, ESM ending, index, paths of tsconfig and workspace name', async () => {
    const files = {
      'package.json': '{"name":"root","workspaces":["packages/*"]}',
      'tsconfig.json': '{"compilerOptions":{"baseUrl":".","paths":{"@lib/*":["lib/*"]}}}',
      'packages/core/package.json': '{"name":"@msti/core","main":"dist/index.js"}',
      'packages/core/src/index.ts': 'export const core = 1',
      'lib/thing.ts': 'export {}',
      'a.ts':
        "import './b.js'\nimport {core} from '@msti/core'\nimport '@lib/thing'\nexport * as ns from './folder'\nimport 'express'",
      'b.ts': '',
      'folder/index.tsx': '',
    }

    expect(await relationsOf(files, 'IMPORTS')).toEqual([
      'a.ts IMPORTS b.ts',
      'a.ts IMPORTS folder/index.tsx',
      'a.ts IMPORTS lib/thing.ts',
      'a.ts IMPORTS packages/core/src/index.ts',
    ])
  })

  it('lead to what runs, not to what only declares it', async () => {
    const files = {'a.js': "require('./b')\nrequire('./c')", 'b.js': '', 'b.d.ts': '', 'c.d.ts': ''}

    expect(await relationsOf(files, 'IMPORTS')).toEqual(['a.js IMPORTS b.js', 'a.js IMPORTS c.d.ts'])
  })

  it('are found wherever they stand, and words in passing are none', async () => {
    const files = {
      'module.ts': 'module',
      'words.ts': `from here on a module may define or require nothing ${'x'.repeat(5000)}`,
      'late.ts': `${'// filler\n'.repeat(500)}const b = require /* here */ ('./b')\nconst c = () => import('./c')`,
      'late-export.ts': `${'// filler\n'.repeat(500)}export {b} from /* here */ './b'`,
      'b.ts': '',
      'c.ts': '',
    }

    expect(await relationsOf(files, 'IMPORTS')).toEqual([
      'late-export.ts IMPORTS b.ts',
      'late.ts IMPORTS b.ts',
      'late.ts IMPORTS c.ts',
    ])
  })
})

describe('calls', () => {
  it('name machines by settings as well as by addresses, and not by what merely looks like one', async () => {
    const tree = treeOf({
      'a.ts':
        "new Pool({host: 'db.msti.example', port: 5432})\nnew Kafka({brokers: ['queue.msti.example:9092']})\nconst o = {server: app.get.thing, host: './server.js', hostname: \"web.msti.example\"}",
      '.env': 'DB_HOST=env.msti.example\n',
      'app.properties': 'bootstrap.servers=kafka.msti.example:9092\njdbc.x=Server=sql.msti.example;Database=pay\n',
      'ora.properties':
        'a=jdbc:oracle:thin:@//thin.msti.example:1521/PAY\nb=jdbc:oracle:thin:scott/tiger@sid.msti.example:1521:PAY\n',
      'Web.config': '<add connectionString="Server=tcp:net.msti.example,1433;Database=pay;Integrated Security=True" />',
      'appsettings.json': '{"Smtp": {"Host": "mail.msti.example"}}',
      'i18n/cy.json': '{"help url": "https://words.msti.example"}',
      'catalogue.json': '{"description": "see https://described.msti.example"}',
    })
    const {records} = await collect(tree)
    const hosts = (type: string): readonly string[] =>
      records
        .flatMap((record) => (record.record === 'relation' && record.type === type ? [record.to] : []))
        .map((host) => host.replace(/^host:msti\/|-msti-example$/g, ''))
        .toSorted()

    expect(hosts('CALLS')).toEqual(['db', 'env', 'kafka', 'mail', 'net', 'queue', 'sid', 'sql', 'thin', 'web'])
    expect(hosts('NAMES')).toEqual(['described', 'words'])
    expect(JSON.stringify(records)).not.toContain('tiger')
  })

  it('are found by following names, with service and operation, where nothing is installed', async () => {
    const files = {
      'store.ts':
        "import {S3Client, PutObjectCommand} from '@aws-sdk/client-s3'\nclass Store {\n  constructor(private readonly s3: S3Client) {}\n  put() { return this.s3.send(new PutObjectCommand({})) }\n}",
      'db.js': "const {Pool} = require('pg')\nconst pool = new Pool()\nmodule.exports = () => pool.query('SELECT 1')",
    }

    expect(await relationsOf(files, 'CALLS')).toEqual([
      'db.js CALLS interface:msti/postgresql-database ["query"]',
      'store.ts CALLS interface:msti/aws-s3 ["PutObject"]',
    ])
  })

  it('name hosts without the user part of an address, and not namespaces, comments or this machine', async () => {
    const tree = treeOf({
      'a.ts':
        "const a = 'postgres://admin:hunter2@db.msti.example:5432/pay'\n// https://comment.msti.example\nconst x = 'http://www.w3.org/2000/svg'\nconst l = 'http://localhost:3000'",
    })
    const {records} = await collect(tree)
    const text = JSON.stringify(records)

    expect(
      records
        .filter((record) => record.record === 'entity' && record.kind === 'host')
        .map((record) => 'name' in record && record.name),
    ).toEqual(['db.msti.example'])
    expect(text).not.toContain('hunter2')
    expect(text).toContain('"database":"pay"')
  })

  it('of environment variables keep names, never values', async () => {
    const tree = treeOf({
      '.env': 'API_KEY=verysecret\n',
      'a.ts':
        "process.env.DB_URL; process.env['PORT']; process.env.hasOwnProperty('X')\nconst {LOG_LEVEL, REGION: region = 'x'} = process.env",
    })
    const text = JSON.stringify((await collect(tree)).records)

    expect(text).toContain('["API_KEY","DB_URL","LOG_LEVEL","PORT","REGION"]')
    expect(text).not.toContain('verysecret')
  })
})

describe('manifests', () => {
  it('give resolved versions from each kind of lock file, and ranges as ranges', async () => {
    const manifest = '{"name":"app","dependencies":{"express":"^4.0.0"}}'
    const versions = await Promise.all(
      [
        {'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/express":{"version":"4.19.2"}}}'},
        {'yarn.lock': '# yarn lockfile v1\n\nexpress@^4.0.0:\n  version "4.19.2"\n'},
        {'yarn.lock': '__metadata:\n  version: 8\n\n"express@npm:^4.0.0":\n  version: 4.19.2\n'},
        {
          'pnpm-lock.yaml':
            'lockfileVersion: "9.0"\nimporters:\n  .:\n    dependencies:\n      express: {specifier: ^4.0.0, version: 4.19.2}\n',
        },
        {},
      ].map(async (lock) =>
        (await collect(treeOf({'package.json': manifest, ...(lock as Record<string, string>)}))).records.flatMap(
          (record) => (record.record === 'entity' && record.kind === 'package' ? [record.id] : []),
        ),
      ),
    )

    expect(versions).toEqual([
      ['pkg:npm/express@4.19.2'],
      ['pkg:npm/express@4.19.2'],
      ['pkg:npm/express@4.19.2'],
      ['pkg:npm/express@4.19.2'],
      ['pkg:npm/express'],
    ])
  })

  it('that are broken are problems, and the rest is read', async () => {
    const {records} = await collect(
      treeOf({'package.json': '{', 'package-lock.json': '{"packages"', 'a.ts': 'export {}'}),
    )

    expect(records.filter(({record}) => record === 'problem')).toHaveLength(2)
    expect(records.some((record) => record.record === 'entity' && record.name === 'a.ts')).toBe(true)
  })
})

describe('what is not read', () => {
  it('is left out and counted by reason, and other languages are named', async () => {
    const tree = treeOf({
      '.gitignore': 'secret/\n!keep.ts\n',
      'secret/a.ts': '',
      'node_modules/x/i.js': '',
      'venv/lib/site-packages/x.py': '',
      'dist/o.js': '',
      'lib.min.js': '',
      'gen.ts': '// @generated\n',
      'logo.png': 'a\0b',
      'nul.ts': 'a\0b',
      'notes.txt': 'read by nobody',
      'skip/a.ts': '',
      'pay.kt': '',
      'jobs.lua': '',
      'a.ts': '',
      'a.test.ts': '',
    })
    symlinkSync('.', join(folder, tree, 'loop'))
    symlinkSync('nowhere', join(folder, tree, 'dangling'))

    const {records} = await collect(tree, ['skip/'])
    const coverage = records.find((record) => record.record === 'coverage')

    expect(coverage).toMatchObject({
      status: 'complete',
      counts: {
        modules: 2,
        'leftOut.ignored': 2,
        'leftOut.vendored': 2,
        'leftOut.generated': 2,
        'leftOut.minified': 1,
        'leftOut.binary': 2,
        otherKinds: 4,
        'leftOut.link': 2,
      },
    })
    expect(coverage && 'notes' in coverage && coverage.notes?.map(({what, count}) => `${count} ${what}`)).toEqual([
      '1 Kotlin',
      '1 Lua',
      '1 tests',
      '2 others’ code',
      '1 generated folders',
      '1 generated files',
      '1 minified files',
    ])
    expect(JSON.stringify(records)).toContain('"value":"test"')
  })

  it('is an error when the tree is not there, and names every one', async () => {
    await expect(collect('no-such-tree')).rejects.toThrow(SourceError)
  })

  it('cannot harm: control characters in names, deep nesting, broken syntax', async () => {
    const tree = treeOf({
      'a\u001b[31m\nb.ts': "import './c'",
      'c.ts': `const x = ${'('.repeat(3000)}1${')'.repeat(3000)}; fetch('https://x.msti.example')`,
      'd.ts': 'import {{{ from "x"; fetch(',
    })
    const {records} = await collect(tree)

    expect(JSON.stringify(records)).not.toMatch(/\u001b|\\u001b/)
  })
})

describe('addresses that are no calls of production', () => {
  it('are those of settings to copy from, of templates for issues, and names of namespaces', async () => {
    const address = 'url: https://pay.dept.example/x'
    const tree = treeOf({
      '.env.example': 'PAY=https://pay.dept.example/x',
      '.github/ISSUE_TEMPLATE/config.yml': address,
      'features/step_definitions/pay.rb': "visit 'https://pay.dept.example/x'",
      'app.xml': '<a xmlns:p="https://pay.dept.example/x"/>',
    })
    const {records} = await collect(tree)
    const roles = records.flatMap((record) =>
      record.record === 'relation' && record.type === 'CALLS' ? [record.attributes.role] : [],
    )

    expect(roles.length).toBeGreaterThan(0)
    expect(roles).not.toContain(undefined)
  })

  it('hide none of production that the same file of settings names', async () => {
    const tree = treeOf({
      'examples/app.yml': 'url: https://pay.dept.example/x',
      'config/app.yml': 'url: https://pay.dept.example/x',
    })
    const {records} = await collect(tree)

    expect(
      records.flatMap((record) =>
        record.record === 'relation' && record.type === 'CALLS' ? [record.attributes.role] : [],
      ),
    ).toEqual([undefined])
  })
})
