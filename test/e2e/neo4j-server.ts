import {type ChildProcess, execFileSync, spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync} from 'node:fs'
import {randomInt} from 'node:crypto'
import {createServer} from 'node:net'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {madeOnce} from './made-once.ts'
import {repository} from './run-domesday.ts'

/** A line of Neo4j's releases that the tests run against. */
export interface Neo4jLine {
  readonly version: string
  readonly leastJava: number
  /** The setting without which a server that is told to end listens on for ten seconds. */
  readonly endsSoon: string
}

/** With long support; any Java from 17 on runs it. */
export const longSupport: Neo4jLine = {
  version: '5.26.30',
  leastJava: 17,
  endsSoon: 'internal.dbms.bolt.netty_server_shutdown_quiet_period=0',
}
export const current: Neo4jLine = {
  version: '2026.08.1',
  leastJava: 21,
  endsSoon: 'internal.dbms.bolt.netty_server_shutdown_quiet_period_duration=0s',
}

interface ServerOptions {
  readonly line?: Neo4jLine
  /** Of the user `neo4j`; without one, nobody is asked for a password. */
  readonly password?: string
  /** Lines of neo4j.conf. */
  readonly settings?: readonly string[]
  readonly heap?: string
  /** One whose speed is measured is compiled as thoroughly as one that lives for long. */
  readonly isMeasured?: boolean
  /** What neo4j-admin is told before the first start, and where. */
  readonly admin?: {readonly args: readonly string[]; readonly cwd: string}
}

export interface Neo4jServer {
  readonly uri: string
  readonly home: string
  readonly pid: () => number
  /** Ends it as an administrator would, or with no chance to tidy up; `start` brings the same data back on the same port. */
  readonly stop: (signal: 'SIGTERM' | 'SIGKILL') => Promise<void>
  readonly start: (more?: {readonly settings?: readonly string[]; readonly heap?: string}) => Promise<void>
  /** Ends it and removes its home. */
  readonly close: () => Promise<void>
}

const sources = join(import.meta.dirname, 'neo4j-server')

/** The Java to run a line with, or undefined where this machine has none that is new enough, or no Maven to fetch it. */
export function javaFor(line: Neo4jLine): string | undefined {
  if (spawnSync('mvn', ['--version'], {stdio: 'ignore'}).status !== 0) return undefined
  return javas().find((java) => versionOf(java) >= line.leastJava)
}

function javas(): readonly string[] {
  const homes = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'].flatMap((folder) =>
    existsSync(folder)
      ? readdirSync(folder)
          .toSorted()
          .flatMap((name) => [join(folder, name), join(folder, name, 'Contents/Home')])
      : [],
  )
  const set = process.env['JAVA_HOME'] ? [process.env['JAVA_HOME']] : []
  return ['java', ...[...set, ...homes].map((home) => join(home, 'bin', 'java')).filter(existsSync)]
}

function versionOf(java: string): number {
  const {stderr} = spawnSync(java, ['-version'], {encoding: 'utf8'})
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0)
}

/** The folder of a line's libraries, fetched by Maven the first time. */
export function libraries({version}: Neo4jLine): string {
  const folder = join(repository, 'node_modules', '.cache', `neo4j-${version}`)
  return madeOnce(folder, () => {
    const beside = mkdtempSync(`${folder}-`)
    try {
      execFileSync(
        'mvn',
        [
          ...['-q', '-B', '-f', join(sources, 'pom.xml'), `-Dneo4j=${version}`, 'dependency:copy-dependencies'],
          ...[`-DoutputDirectory=${beside}`, '-DincludeScope=runtime'],
        ],
        {stdio: 'pipe', timeout: 300_000},
      )
      renameSync(beside, folder)
    } finally {
      rmSync(beside, {recursive: true, force: true})
    }
  })
}

/** Starts a real server on a free port, with a home of its own in a temporary folder. */
export async function startNeo4j(options: ServerOptions = {}): Promise<Neo4jServer> {
  const {line = longSupport, password, settings = [], heap = '1g', isMeasured = false, admin} = options
  const java = javaFor(line)
  if (!java) throw new Error(`Neo4j ${line.version} needs Maven and Java ${line.leastJava}`)
  const library = `${libraries(line)}/*`
  // A server of a test lives for seconds: to compile it thoroughly takes longer.
  const thrift = isMeasured ? [] : ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
  const home = mkdtempSync(join(tmpdir(), 'domesday-neo4j-'))
  const port = await freePort()
  const configure = (lines: readonly string[]): void => {
    mkdirSync(join(home, 'conf'), {recursive: true})
    const own = [
      'server.bolt.enabled=true',
      `server.bolt.listen_address=127.0.0.1:${port}`,
      `server.bolt.advertised_address=127.0.0.1:${port}`,
      `dbms.security.auth_enabled=${password !== undefined}`,
      'dbms.usage_report.enabled=false',
      line.endsSoon,
    ]
    writeFileSync(join(home, 'conf', 'neo4j.conf'), [...own, ...lines, ''].join('\n'))
  }
  configure(settings)
  const runAdmin = (args: readonly string[], cwd = home): void => {
    const env = {...process.env, NEO4J_HOME: home, NEO4J_CONF: join(home, 'conf')}
    execFileSync(java, [...thrift, '-cp', library, 'org.neo4j.cli.AdminTool', ...args], {stdio: 'pipe', cwd, env})
  }
  if (password !== undefined) runAdmin(['dbms', 'set-initial-password', password])
  if (admin) runAdmin(admin.args, admin.cwd)
  let child = await run(java, library, home, [`-Xmx${heap}`, ...thrift])
  return {
    uri: `bolt://127.0.0.1:${port}`,
    home,
    pid: () => child.pid ?? 0,
    stop: (signal) => end(child, signal),
    start: async (more = {}) => {
      configure(more.settings ?? settings)
      child = await run(java, library, home, [`-Xmx${more.heap ?? heap}`, ...thrift])
    },
    close: async () => {
      await end(child, 'SIGKILL')
      rmSync(home, {recursive: true, force: true})
    },
  }
}

async function run(java: string, library: string, home: string, flags: readonly string[]): Promise<ChildProcess> {
  const child = spawn(java, [...flags, '-cp', library, join(sources, 'Neo4jServer.java'), home], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  await new Promise<void>((resolve, reject) => {
    let said = ''
    const read = (chunk: Buffer): void => {
      said += chunk.toString()
      if (/^ready$/m.test(said)) resolve()
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', reject)
    child.on('exit', (status) => reject(new Error(`Neo4j ended with ${status}: ${said}`)))
  })
  return child
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill(signal)
  })
}

/**
 * Below the ports that systems give to whoever asks for any: the server begins to listen seconds later, and listens
 * again after it was ended, and no other suite shall have been given its port meanwhile.
 */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(20_000, 30_000)
    if (await isFree(port)) return port
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)))
  })
}
