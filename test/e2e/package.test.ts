import {execFileSync} from 'node:child_process'
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {delimiter, dirname, join} from 'node:path'
import {afterAll, beforeAll, describe, expect, it, jest} from '@jest/globals'
import {repository} from './run-domesday.ts'

jest.setTimeout(300_000)

const folder = mkdtempSync(join(tmpdir(), 'domesday-package-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const installed = join(folder, 'empty')
const packed = join(installed, 'node_modules', 'domesday')
/** The Node that runs this test, first on the PATH, as a user's own would be. */
const env = {...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ''}`}

function run(cwd: string, program: string, ...args: string[]): string {
  return execFileSync(program, args, {cwd, env, encoding: 'utf8', maxBuffer: 1 << 28})
}

const sources = (): readonly string[] =>
  run(repository, 'git', 'ls-files', '-z', '--cached', '--others', '--exclude-standard').split('\0').filter(Boolean)

/** Packs a copy, because packing builds anew, and other tests run what is built here. */
beforeAll(() => {
  const copy = join(folder, 'copy')
  for (const path of sources()) cpSync(join(repository, path), join(copy, path))
  symlinkSync(join(repository, 'node_modules'), join(copy, 'node_modules'))
  const tarball = run(copy, 'npm', 'pack', '--silent', '--pack-destination', folder).trim().split('\n').at(-1) ?? ''
  mkdirSync(installed)
  run(installed, 'npm', 'install', '--silent', '--prefer-offline', '--no-audit', '--no-fund', join(folder, tarball))
})

/** `@scope/name@1.2.3` without its version. */
function nameOf(spec: string): string {
  return spec.replace(/(?<=.)@[^@]*$/, '')
}

describe('the package, installed in an empty folder', () => {
  it('runs the demo to the same report, byte for byte', () => {
    const audit: unknown = JSON.parse(
      run(installed, join(installed, 'node_modules/.bin/domesday'), 'demo', '--dir', 'sample', '--json'),
    )
    const reports = sources().filter((path) => path.startsWith('reports/'))

    expect(audit).toMatchObject({reports: expect.arrayContaining(['reports/index.html'])})
    expect(reports.length).toBeGreaterThan(5)
    for (const path of reports)
      expect(readFileSync(join(installed, 'sample', path))).toEqual(readFileSync(join(repository, path)))
  })

  it('ships the whole sample, files with a dot in front among them', () => {
    const sample = sources().filter((path) => /^(evidence|inventories|plugins)\/|^domesday\.yaml$/.test(path))

    expect(sample.some((path) => path.includes('/.'))).toBe(true)
    for (const path of sample) expect(readFileSync(join(packed, path))).toEqual(readFileSync(join(repository, path)))
  })

  it('ships its bill of materials: every package that was installed with it, no other, and no time or place', () => {
    const bom = JSON.parse(readFileSync(join(packed, 'sbom.cdx.json'), 'utf8'))
    const installedWithIt = run(installed, 'npm', 'ls', '--all', '--parseable', '--long')
      .split('\n')
      .map((line) => line.split(':')[1] ?? '')
      .filter((spec) => /.@/.test(spec) && !/^(empty|domesday)@/.test(spec))
      .map(nameOf)

    expect(bom).toMatchObject({bomFormat: 'CycloneDX', specVersion: '1.6', metadata: {component: {name: 'domesday'}}})
    expect(JSON.stringify(bom)).not.toMatch(/timestamp|serialNumber/)
    const listed = new Set<string>(
      // By name: an installation takes releases of this very hour, and the bill those of package-lock.json.
      bom.components.map(({purl}: Record<string, string>) =>
        nameOf(decodeURIComponent(purl?.replace('pkg:npm/', '') ?? '')),
      ),
    )
    expect([...new Set(installedWithIt)].filter((spec) => !listed.has(spec))).toEqual([])
    expect(listed.size).toBeGreaterThan(100)
  })

  it('lets a plugin take its types, and a test its contract suite, and nothing else', () => {
    const suite = `import {checkPlugin} from 'domesday/plugin/testing'
      const checks = await checkPlugin('node_modules/domesday/plugins/department-for-tides')
      console.log(JSON.stringify([checks.length, checks.filter(({passed}) => !passed), Object.keys(await import('domesday/plugin'))]))`
    const taken = run(installed, process.execPath, '--input-type=module', '-e', suite)
    const more = `import('domesday/dist/errors.js').catch(({code}) => console.log(code))`

    expect(JSON.parse(taken)).toEqual([7, [], []])
    expect(run(installed, process.execPath, '--input-type=module', '-e', more)).toContain(
      'ERR_PACKAGE_PATH_NOT_EXPORTED',
    )
    expect(readFileSync(join(packed, 'dist/plugin/api.d.ts'), 'utf8')).not.toMatch(/^\s*import\b|\bimport\(|\bfrom '/m)
  })

  it('runs no script of its own at installation, and ships its commands listed', () => {
    const {scripts} = JSON.parse(readFileSync(join(packed, 'package.json'), 'utf8'))
    const {commands} = JSON.parse(readFileSync(join(packed, 'oclif.manifest.json'), 'utf8'))

    expect(Object.keys(scripts).filter((name) => /^(pre|post)?install$|^prepare$/.test(name))).toEqual([])
    expect(Object.keys(commands)).toContain('audit')
  })
})
