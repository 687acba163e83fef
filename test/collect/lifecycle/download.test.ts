import {createServer, type RequestListener, type Server} from 'node:http'
import type {AddressInfo} from 'node:net'
import {afterEach, describe, expect, it} from '@jest/globals'
import {download, type DownloadLimits} from '../../../src/collect/lifecycle/download.ts'

const limits: DownloadLimits = {silenceMilliseconds: 300, totalMilliseconds: 2000, bytes: 64 * 1024 * 1024}
const mebibyte = Buffer.alloc(1024 * 1024, 0x20)
const servers: Server[] = []

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    server.close()
  }
})

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // it listens on a port
}

async function fault(url: string, more: Partial<DownloadLimits> = {}, env: Record<string, string> = {}) {
  const found = await download({url, env, limits: {...limits, ...more}}).catch((error: unknown) => error)
  return found as {code: string; exitStatus: number; faults: readonly {message: string; where?: string}[]; hint: string} // it failed
}

describe('a download', () => {
  it('gives the whole of what stands there, and asks for it plainly', async () => {
    const asked: unknown[] = []
    const base = await serve(({url, method, headers}, response) => {
      asked.push([method, url, headers['accept-encoding'], headers['user-agent']])
      response.write('{"a":')
      setTimeout(() => response.end('1}'), 20)
    })

    const found = await download({url: `${base}/full`, env: {}, limits})

    expect(Buffer.from(found).toString()).toBe('{"a":1}')
    expect(asked).toEqual([['GET', '/full', 'identity', 'domesday']])
  })

  it('follows redirects within the same host', async () => {
    const base = await serve(({url}, response) => {
      if (url === '/full/') return void response.end('[]')
      response.writeHead(301, {location: '/full/'}).end()
    })

    expect(Buffer.from(await download({url: `${base}/full`, env: {}, limits})).toString()).toBe('[]')
  })

  it('goes through the proxy that the environment names', async () => {
    const asked: unknown[] = []
    const proxy = await serve(({url}, response) => {
      asked.push(url)
      response.end('[]')
    })

    await download({url: 'http://endoflife.example/full', env: {HTTP_PROXY: proxy}, limits})

    expect(asked).toEqual(['http://endoflife.example/full'])
  })

  it.each<[string, RequestListener, string]>([
    ['sends nothing', () => undefined, 'nothing came for 0.3 s'],
    ['stops in the middle', (_, response) => void response.write('{'), 'nothing came for 0.3 s'],
    [
      'breaks off',
      (_, response) => void response.writeHead(200, {'content-length': 9}).write('{', () => response.destroy()),
      'broke off',
    ],
    ['hangs up at once', ({socket}) => void socket.destroy(), 'the connection broke off'],
    ['fails', (_, response) => void response.writeHead(500).end('{}'), 'it answers with status 500'],
    ['has nothing there', (_, response) => void response.writeHead(404).end(), 'it answers with status 404'],
    ['wants a sign-in at the proxy', (_, response) => void response.writeHead(407).end(), 'the proxy asks for a user'],
    [
      'sends it compressed',
      (_, response) => void response.writeHead(200, {'content-encoding': 'gzip'}).end('x'),
      'compressed',
    ],
    [
      'says that it sends too much',
      (_, response) => void response.writeHead(200, {'content-length': 200 * mebibyte.length}).write('{'),
      'more than 64 MiB',
    ],
    [
      'redirects in a ring',
      (_, response) => void response.writeHead(302, {location: '/full'}).end(),
      'redirects more than 5 times',
    ],
    [
      'redirects elsewhere',
      (_, response) => void response.writeHead(302, {location: 'https://signin.example/'}).end(),
      'to another host, signin.example',
    ],
    [
      'redirects to a file',
      (_, response) => void response.writeHead(302, {location: 'file:///etc/passwd'}).end(),
      'to another host',
    ],
    [
      'redirects to nowhere',
      (_, response) => void response.writeHead(302, {location: 'http://'}).end(),
      'to another host',
    ],
  ])('ends with what is wrong where the server %s', async (_what, answer, message) => {
    const base = await serve(answer)

    const failed = await fault(`${base}/full?key=secret`)

    expect(failed).toMatchObject({code: 'not-downloaded', exitStatus: 4})
    expect(failed.faults).toEqual([{message: expect.stringContaining(message), where: `${base}/full`}])
    expect(failed.hint).toContain('--from')
  })

  it('stops at its limit where 200 MB come and come', async () => {
    let sent = 0
    const base = await serve((_request, response) => {
      const push = (): void => {
        while (sent < 200 && !response.destroyed) {
          sent += 1
          if (!response.write(mebibyte)) return void response.once('drain', push)
        }
        response.end()
      }
      push()
    })

    expect((await fault(base, {bytes: 8 * mebibyte.length})).faults[0]?.message).toBe('it sends more than 8 MiB')
    expect(sent).toBeLessThan(200)
  })

  it('ends in the time that it has in all, where a little comes again and again', async () => {
    const base = await serve((_request, response) => {
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
    })

    expect((await fault(base, {totalMilliseconds: 200})).faults[0]?.message).toBe('it was not there in 0.2 s')
  })

  it('stops when it is told to', async () => {
    const base = await serve(() => undefined)
    const controller = new AbortController()
    const running = download({url: base, env: {}, limits, signal: controller.signal})
    controller.abort(new Error('stopped'))

    await expect(running).rejects.toThrow('stopped')
  })

  it('says that nothing answers', async () => {
    expect((await fault('http://127.0.0.1:1/full')).faults[0]?.message).toContain(
      'nothing answers there (ECONNREFUSED)',
    )
  })

  it.each(['file:///etc/passwd', 'ftp://endoflife.example/', 'endoflife', '', 'https://user:word@endoflife.example/'])(
    'asks nothing of an address such as %s',
    async (url) => {
      expect(await fault(url)).toMatchObject({code: 'bad-address', exitStatus: 2})
    },
  )
})
