/** Runs scripts of package.json, as many at once as there are processors; what each says is shown when it ends. */
import {spawn} from 'node:child_process'
import {availableParallelism} from 'node:os'
import process from 'node:process'

const waiting = process.argv.slice(2)
await Promise.all(Array.from({length: availableParallelism()}, runNext))

async function runNext() {
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const {status, said} = await run(name)
    process.stdout.write(`${status === 0 ? 'passed' : 'FAILED'}: npm run ${name}\n${said}`)
    // The others are run all the same: whoever mends one wants to know of all.
    if (status !== 0) process.exitCode = 1
  }
}

function run(name) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', ['run', '--silent', name], {
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
    child.on('error', reject)
    child.on('close', (status) => resolve({status, said}))
  })
}
