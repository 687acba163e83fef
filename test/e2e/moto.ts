import {execFileSync, spawn, spawnSync} from 'node:child_process'
import {existsSync, mkdirSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {repository} from './run-domesday.ts'

const release = 'moto[server]~=5.2.5'
const home = join(repository, 'node_modules', '.cache', 'moto-5.2.5')
const program = join(home, 'bin', 'moto_server')

export interface Moto {
  readonly url: string
  readonly close: () => void
}

/** Whether this machine can run moto, an imitation of AWS in Python. */
export function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import venv, ensurepip'], {stdio: 'ignore'}).status === 0
}

/** Installs moto the first time, and starts its server on a free port. */
export async function startMoto(): Promise<Moto> {
  if (!existsSync(program)) {
    rmSync(home, {recursive: true, force: true})
    mkdirSync(home, {recursive: true})
    execFileSync('python3', ['-m', 'venv', home], {stdio: 'pipe'})
    try {
      execFileSync(join(home, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', release], {
        stdio: 'pipe',
      })
    } catch (error) {
      rmSync(home, {recursive: true, force: true})
      throw error
    }
  }
  const child = spawn(program, ['-H', '127.0.0.1', '-p', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {...process.env, PYTHONUNBUFFERED: '1'},
  })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const read = (chunk: Buffer): void => {
      said += chunk.toString()
      const found = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(said)?.[1]
      if (found) resolve(found)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.on('error', reject)
    child.on('exit', (status) => reject(new Error(`moto ended with ${status}: ${said}`)))
  })
  return {url, close: () => child.kill('SIGKILL')}
}
