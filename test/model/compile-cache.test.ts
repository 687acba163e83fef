import {getCompileCacheDir} from 'node:module'
import {dirname} from 'node:path'
import {Worker} from 'node:worker_threads'
import {expect, it} from '@jest/globals'
import {compileCacheEnvironment} from '../../src/model/compile-cache.ts'

it('has a thread keep what it compiles where this process keeps its own, and tells it nothing else', async () => {
  const code = `const {parentPort} = require('node:worker_threads')
    parentPort.postMessage([Object.keys(process.env), require('node:module').getCompileCacheDir()])`
  const worker = new Worker(code, {eval: true, env: compileCacheEnvironment()})
  const [names, folder] = await new Promise<readonly [readonly string[], string]>((resolve, reject) =>
    worker.on('message', resolve).on('error', reject),
  )

  expect(names).toEqual(['NODE_COMPILE_CACHE'])
  expect(dirname(folder)).toBe(getCompileCacheDir())
})
