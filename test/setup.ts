import {Console} from 'node:console'
import {enableCompileCache} from 'node:module'

// Jest's own console hides what commands write to the real streams.
globalThis.console = new Console({stdout: process.stdout, stderr: process.stderr})

// Threads and processes that a test begins compile nothing that another's compiled before.
enableCompileCache()
