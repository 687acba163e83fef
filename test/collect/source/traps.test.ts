import {execFileSync, spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {collectSource} from '../../../src/collect/source/collect-source.ts'
import {listTree} from '../../../src/collect/source/walk-tree.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-traps-'))
afterAll(() => rmSync(folder, {recursive: true}))

function write(tree: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, tree, path)), {recursive: true})
    writeFileSync(join(folder, tree, path), text)
  }
}

const collect = (tree: string) =>
  collectSource({
    auditFolder: folder,
    paths: [tree],
    organisation: 'msti',
    sourceId: 'src',
    exclude: [],
    producedBy: {name: 'domesday', version: '0.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
  })

function git(tree: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=T', '-c', 'user.email=t@msti.example', ...args], {
    cwd: join(folder, tree),
    encoding: 'utf8',
    env: {...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null'},
  })
}

describe('a tree made to run something', () => {
  it('runs nothing: no hook, filter, monitor, package script or configuration that is code', async () => {
    const sprung = join(folder, 'sprung')
    const bomb = `require('fs').writeFileSync(${JSON.stringify(sprung)}, '')\n`
    write('armed', {
      'package.json': JSON.stringify({
        name: 'armed',
        version: '1.0.0',
        scripts: {preinstall: `touch ${sprung}`, prepare: `touch ${sprung}`},
        dependencies: {express: '^4.0.0'},
      }),
      'package-lock.json': '{"lockfileVersion":3,"packages":{"node_modules/express":{"version":"4.19.2"}}}',
      'tsconfig.json': '{"compilerOptions":{"plugins":[{"name":"./plugin.js"}]},"extends":"./base.js"}',
      'base.js': bomb,
      'plugin.js': bomb,
      'eslint.config.js': bomb,
      'jest.config.js': bomb,
      '.pnpmfile.cjs': bomb,
      '.yarnrc.yml': 'yarnPath: ./plugin.js\n',
      '.npmrc': `script-shell=touch ${sprung}\n`,
      'src/a.ts': "import './b'\n",
      'src/b.ts': 'export {}\n',
      '.gitattributes': '* filter=trap diff=trap\n',
    })
    git('armed', 'init', '-q')
    git('armed', 'add', '.')
    git('armed', 'commit', '-qm', 'one')
    for (const key of ['filter.trap.clean', 'filter.trap.smudge', 'filter.trap.process', 'diff.trap.command'])
      git('armed', 'config', key, `touch ${sprung}`)
    for (const key of ['core.fsmonitor', 'core.pager', 'core.sshCommand', 'core.editor', 'diff.external'])
      git('armed', 'config', key, `touch ${sprung}; false`)
    git('armed', 'config', 'core.hooksPath', 'hooks')
    for (const hook of ['post-index-change', 'post-checkout', 'pre-commit']) {
      write('armed', {[`hooks/${hook}`]: `#!/bin/sh\ntouch ${sprung}\n`})
      chmodSync(join(folder, 'armed/hooks', hook), 0o755)
    }
    write('armed', {'src/b.ts': 'export const changed = 1\n'})

    const {records, header} = await collect('armed')

    expect(existsSync(sprung)).toBe(false)
    expect(JSON.stringify(header)).toContain('"dirty":true')
    expect(records.some((record) => record.record === 'relation' && record.type === 'IMPORTS')).toBe(true)
    // The trap is a real one: git itself springs it.
    spawnSync('git', ['status'], {cwd: join(folder, 'armed')})
    expect(existsSync(sprung)).toBe(true)
  })

  it('is read no further than itself: links out of it are left out and counted', async () => {
    write('outside', {'secret.ts': "fetch('https://secret.msti.example')"})
    write('linked', {'a.ts': ''})
    symlinkSync(join(folder, 'outside'), join(folder, 'linked/out'))
    symlinkSync(join(folder, 'outside/secret.ts'), join(folder, 'linked/secret.ts'))
    symlinkSync(join(folder, 'linked'), join(folder, 'linked/round'))

    const {records} = await collect('linked')

    expect(JSON.stringify(records)).not.toContain('secret.msti.example')
    expect(records.find(({record}) => record === 'coverage')).toMatchObject({counts: {'leftOut.link': 3, modules: 1}})
  })
})

describe('files out of all measure', () => {
  it('are left out and counted; nesting thousands deep is read', async () => {
    write('huge', {
      'one-line.js': `x = "${'a'.repeat(3 * 1024 * 1024)}"`,
      'deep.ts': `${'{'.repeat(5000)}fetch('https://deep.msti.example')${'}'.repeat(5000)}`,
      'arrays.json': `${'['.repeat(100_000)}`,
      'package.json': `${'{"a":'.repeat(20_000)}`,
      'a.ts': "import './deep'",
    })
    write('huge', Object.fromEntries([[`${'d/'.repeat(500)}bottom.ts`, 'export {}']]))

    const {records} = await collect('huge')

    // Nothing of the manifest is known.
    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      status: 'partial',
      counts: {'leftOut.too-large': 1, modules: 3},
      notes: expect.arrayContaining([
        {
          code: 'too-large',
          what: 'large',
          count: 1,
          message: '1 file has more than 2 MB, and is not read (one-line.js of 3.0 MB)',
        },
      ]),
    })
    expect(JSON.stringify(records)).toContain('deep.msti.example')
  })
})

describe('several files out of all measure', () => {
  it('are counted, and the three largest named, whatever their names hold', async () => {
    const sql = (megabytes: number): string => `-- ${'x'.repeat(megabytes * 1024 * 1024)}`
    write('large', {'b.sql': sql(3), 'a/\u001b[31m.sql': sql(5), 'c.sql': sql(4), 'd.sql': sql(3), 'e.sql': 'select 1'})

    const {records} = await collect('large')

    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      notes: expect.arrayContaining([
        {
          code: 'too-large',
          what: 'large',
          count: 4,
          message:
            '4 files have more than 2 MB, and are not read (the largest: a/\\x1b[31m.sql of 5.0 MB, c.sql of 4.0 MB, b.sql of 3.0 MB)',
        },
      ]),
    })
  })
})

describe('folders and files that may not be read', () => {
  it('make the scope partial, are named as problems, and cost nothing else', async () => {
    write('closed', {'a.ts': '', 'locked/b.ts': '', 'locked.ts': ''})
    for (const path of ['closed/locked', 'closed/locked.ts']) chmodSync(join(folder, path), 0)
    chmodSync(folder, 0o755)
    const records = await asNobody(async () => (await collect('closed')).records)
    for (const path of ['closed/locked', 'closed/locked.ts']) chmodSync(join(folder, path), 0o755)

    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      status: 'partial',
      reason: '2 files or folders cannot be read',
      counts: {modules: 1, 'leftOut.unreadable': 2},
    })
    expect(records.flatMap((record) => (record.record === 'problem' ? [record.where] : []))).toEqual([
      'closed/locked',
      'closed/locked.ts',
    ])
  })
})

describe('names that are not in UTF-8', () => {
  it('are shown by their bytes, make the scope partial and cost nothing else', async () => {
    write('latin', {'a.ts': 'export {}\n', 'sign\ufffd.ts': 'export {}\n'})
    for (const name of ['caf\xe9.ts', 'caf\xe8.ts', 'bad\xff'])
      mkdirSync(Buffer.concat([Buffer.from(`${folder}/latin/`), Buffer.from(name, 'latin1')]))

    const {records} = await collect('latin')

    expect(records.find(({record}) => record === 'coverage')).toMatchObject({
      status: 'partial',
      reason: '3 files or folders cannot be read',
      counts: {modules: 2, 'leftOut.unreadable': 3},
    })
    expect(records.flatMap((record) => (record.record === 'problem' ? [[record.where, record.message]] : []))).toEqual(
      ['bad\\xff', 'caf\\xe8.ts', 'caf\\xe9.ts'].map((name) => [
        `latin/${name}`,
        'its name is not in UTF-8, so it is not read, nor what is in it where it is a folder',
      ]),
    )
  })
})

/** Modes do not bind the superuser, so it acts as nobody for a while. */
async function asNobody<T>(act: () => Promise<T>): Promise<T> {
  const user = process.geteuid?.()
  if (user !== 0) return act()
  process.seteuid?.('nobody')
  try {
    return await act()
  } finally {
    process.seteuid?.(user)
  }
}

describe('.gitignore', () => {
  it('means what git says it means: nested, negated, anchored, for folders only', () => {
    const rules = {
      '.gitignore': '*.log\n!keep.log\n/only-here.ts\nbuild-*/\ndeep/**/x.ts\n# comment\n\\#odd.ts\n*.tmp.ts\n',
      'a/.gitignore': '!important.tmp.ts\nown.ts\n/anchored.ts\nfolder/\n',
      'a/b/.gitignore': 'own.ts\n!../a/own.ts\n*\n!kept.ts\n',
    }
    const paths = [
      'x.log.ts',
      'only-here.ts',
      'a/only-here.ts',
      'build-1/x.ts',
      'build-1.ts',
      'deep/x.ts',
      'deep/one/two/x.ts',
      '#odd.ts',
      'a/important.tmp.ts',
      'a/other.tmp.ts',
      'a/own.ts',
      'a/c/own.ts',
      'a/anchored.ts',
      'a/c/anchored.ts',
      'a/folder/x.ts',
      'a/folder.ts',
      'a/b/any.ts',
      'a/b/kept.ts',
      'a/b/c/kept.ts',
    ]
    write('ignoring', {...rules, ...Object.fromEntries(paths.map((path) => [path, '']))})
    git('ignoring', 'init', '-q')
    const seenByGit = git('ignoring', 'ls-files', '--others', '--exclude-standard', '-z')
      .split('\0')
      .filter((path) => path.endsWith('.ts'))

    const list = listTree({root: join(folder, 'ignoring'), exclude: [], wanted: (path) => path.endsWith('.ts')})

    expect(list.paths.toSorted()).toEqual(seenByGit.toSorted())
    expect(seenByGit).toContain('a/b/kept.ts')
  })
})

describe('a lock file of more than 64 MB', () => {
  it('is a problem with its place, and the manifest beside it is read', async () => {
    write('oversized', {'composer.json': '{"require":{"x/y":"^1.0"}}'})
    writeFileSync(join(folder, 'oversized/composer.lock'), Buffer.alloc(65 * 1024 * 1024, ' '))

    const {records} = await collect('oversized')

    expect(records.filter(({record}) => record === 'problem')).toEqual([
      expect.objectContaining({code: 'too-large', where: 'oversized/composer.lock'}),
    ])
    expect(records.some((record) => record.record === 'entity' && record.id === 'pkg:composer/x/y')).toBe(true)
  })
})
