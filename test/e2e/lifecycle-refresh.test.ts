import {createHash} from 'node:crypto'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:http'
import type {AddressInfo} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, it} from '@jest/globals'
import type {AuditDocument} from '../../src/model/audit.ts'
import {runDomesday} from './run-domesday.ts'

let cwd = ''
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'domesday-lifecycle-'))
  await runDomesday(['init', '--organisation', 'tides'], {cwd})
})
afterAll(() => rmSync(cwd, {recursive: true}))

const release = {name: '1', isEol: true, eolFrom: '2020-01-01', latest: null}
const sundial = {name: 'sundial-server', label: 'Sundial Server', category: 'server-app', releases: [release]}
const answer = JSON.stringify({generated_at: '2026-10-01T08:00:00+00:00', result: [sundial, {name: 'broken'}]})

it('is read from an address past the proxy of the environment, traced to by the audit and carried in a bundle', async () => {
  const asked: unknown[] = []
  const proxy = createServer(({url}, response) => {
    asked.push(url)
    response.end(answer)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const env = {HTTP_PROXY: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, NO_PROXY: ''} // it listens on a port
  const args = ['lifecycle', 'refresh', '--url', 'http://mirror.example/full.json']

  const refused = await runDomesday(args, {cwd, env})
  const taken = await runDomesday([...args, '--allow-fewer'], {cwd, env})
  proxy.close()

  expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining('releases that are known')])
  expect([taken.status, taken.stderr]).toEqual([8, ''])
  expect(taken.stdout).toContain('New products: 1\n    sundial-server')
  expect(taken.stdout).toContain('Left out, because not of the form that is known: 1\n    broken: ')
  expect(asked).toEqual(['http://mirror.example/full.json', 'http://mirror.example/full.json'])

  await runDomesday(['audit', '--quiet'], {cwd})
  const audit = JSON.parse(readFileSync(join(cwd, 'reports/audit.json'), 'utf8')) as AuditDocument // written a moment ago
  const file = readFileSync(join(cwd, 'lifecycle/endoflife-date.json'))
  const sha256 = createHash('sha256').update(file).digest('hex')
  expect(audit.inputs).toContainEqual({path: 'lifecycle/endoflife-date.json', sha256})
  const bundle = await runDomesday(['bundle', '--out', join(cwd, 'b.tar.gz'), '--json'], {cwd})
  expect(bundle.stdout).toContain('"lifecycle/endoflife-date.json"')

  const shown = await runDomesday(['lifecycle', 'show', 'Sundial Server', '--json'], {cwd})
  expect(JSON.parse(shown.stdout)).toMatchObject({id: 'sundial-server', snapshot: '2026-10-01', uses: []})
})

it('is one JSON value with --json, a failure too, and takes no file and address at once', async () => {
  writeFileSync(join(cwd, 'half.json'), answer.slice(0, 80))

  const half = await runDomesday(['lifecycle', 'refresh', '--from', 'half.json', '--json'], {cwd})
  const both = await runDomesday(['lifecycle', 'refresh', '--from', 'a', '--url', 'https://a.example/'], {cwd})

  expect([half.status, JSON.parse(half.stdout)]).toMatchObject([3, {error: {code: 'damaged-lifecycle'}}])
  expect(both.status).toBe(2)
})
