#!/usr/bin/env node
import {enableCompileCache} from 'node:module'

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
if (major < 22 || (major === 22 && minor < 22) || major === 23 || (major === 24 && minor < 15)) {
  process.stderr.write(`domesday needs Node 22.22, or 24.15 and later; this is Node ${process.versions.node}.\nInstall a current Node, or run it through npm in a folder that has one.\n`)
  process.exitCode = 2
} else {
  enableCompileCache?.()
  // node:sqlite announces itself as experimental on Node 22; every other warning stays.
  const {emitWarning} = process
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).includes('SQLite is an experimental feature')) emitWarning.call(process, warning, ...rest)
  }
  // A reader such as `head` may close the pipe early: that is its right, and no error of ours.
  process.stdout.on('error', (error) => {
    if (error.code === 'EPIPE') process.exitCode = 0
    else throw error
  })
  const {flush, handle, run} = await import('@oclif/core')
  try {
    await run(process.argv.slice(2), import.meta.url)
    await flush()
  } catch (error) {
    await new Promise((resolve) => process.stdout.write('', resolve))
    await handle(error)
  }
}
