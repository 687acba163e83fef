#!/usr/bin/env node
import {existsSync} from 'node:fs'
import module from 'node:module'
import {fileURLToPath} from 'node:url'
import v8 from 'node:v8'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
const isTooOld = major < 22 || (major === 22 && minor < 22) || major === 23 || (major === 24 && minor < 15)
// A clone has a current Node among its packages, and a folder may have one beside this, whatever the machine's own is.
const node = `node/bin/node${process.platform === 'win32' ? '.exe' : ''}`
const carriedNode = ['../node_modules/', '../../']
  .map((folder) => fileURLToPath(new URL(folder + node, import.meta.url)))
  .find((path) => existsSync(path))

if (!isTooOld) await start()
else if (carriedNode && process.execPath !== carriedNode) await startAgain(carriedNode)
else {
  process.stderr.write(`domesday needs Node 22.22, or 24.15 and later; this is Node ${process.versions.node}.\nInstall a current Node, or beside domesday: npm install node@24\n`)
  process.exitCode = 2
}

async function start() {
  module.enableCompileCache?.()
  // Left to itself the heap grows to several times what is in use: a large estate shall fit a small machine.
  v8.setFlagsFromString('--heap-growing-percent=50')
  compileFullyLater()
  // node:sqlite announces itself as experimental on Node 22; every other warning stays.
  const {emitWarning} = process
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('SQLite is an experimental feature')) emitWarning.call(process, warning, ...rest)
  }
  // A reader such as `head` may close the pipe early: that is its right, and no error of ours.
  process.stdout.on('error', (error) => {
    if (error.code !== 'EPIPE') throw error
    process.exit(0)
  })
  if (!existsSync(new URL('../dist/base-command.js', import.meta.url))) {
    process.stderr.write('This clone is not built yet: npm ci && npm run build\n')
    process.exitCode = 2
    return
  }
  const {flush, handle, run} = await import('@oclif/core')
  findOwnModules()
  try {
    await run(process.argv.slice(2), import.meta.url)
    await flush()
  } catch (error) {
    await new Promise((resolve) => process.stdout.write('', resolve))
    await handle(error)
  }
}

/**
 * A module of ours that another of ours names by its path is just there: Node's own way asks the disk four times for each,
 * of which there are hundreds.
 */
function findOwnModules() {
  const own = new URL('../dist/', import.meta.url).href
  module.registerHooks({
    resolve: (specifier, context, nextResolve) =>
      specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL?.startsWith(own)
        ? {url: new URL(specifier, context.parentURL).href, format: 'module', shortCircuit: true}
        : nextResolve(specifier, context),
  })
}

/**
 * What the last of V8's compilers does, a run of a second or two does not live to gain from: it is asked only once a run has
 * taken so long.
 */
function compileFullyLater() {
  const longMs = 3000
  v8.setFlagsFromString('--no-turbofan')
  const timer = setInterval(() => {
    const {user, system} = process.cpuUsage()
    if (user + system < longMs * 1000) return
    v8.setFlagsFromString('--turbofan')
    clearInterval(timer)
  }, 100)
  timer.unref()
}

/** The same command under the Node that came with the packages; the terminal's signals reach it by themselves. */
async function startAgain(carriedNode) {
  const {spawn} = await import('node:child_process')
  const child = spawn(carriedNode, process.argv.slice(1), {stdio: 'inherit'})
  // A terminal tells the whole group; a supervisor tells this process alone.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  const [status, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (...how) => resolve(how))
  })
  if (signal) process.kill(process.pid, 'SIGKILL')
  process.exitCode = status ?? 1
}
