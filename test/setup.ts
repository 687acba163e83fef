import {Console} from 'node:console'

// Jest's own console hides what commands write to the real streams.
globalThis.console = new Console({stdout: process.stdout, stderr: process.stderr})
