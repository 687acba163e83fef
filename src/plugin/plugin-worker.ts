import {registerHooks, stripTypeScriptTypes} from 'node:module'
import {parentPort, workerData} from 'node:worker_threads'
import {freezeBuiltins} from './freeze-builtins.ts'

/**
 * Runs plugins in a thread that can be ended. Data comes in and goes out as JSON text, so that nothing of a plugin's
 * making but plain values reaches the host; its functions stay here and are called by number.
 */
type Order = {readonly order: number; readonly plugin: string} & (
  {readonly url: string} | {readonly call: number; readonly inputs: string}
)

type Answer = (input: unknown) => unknown

const functionMark = 'domesday:function' // as in department.ts, which this thread does not load
const functions = new Map<string, Answer[]>()
const port = parentPort
const {parse, stringify} = JSON

// A plugin may use types of the host, which are gone when it runs, and none of its code.
registerHooks({
  resolve: (specifier, context, next) => {
    if (specifier === 'domesday' || specifier.startsWith('domesday/'))
      throw new Error(`${specifier} is imported as code: a plugin may take types only (import type) from domesday`)
    return next(specifier, context)
  },
  // Node strips the types of its own accord, but not below node_modules, where an installed plugin stands.
  load: (url, context, next) => {
    if (!/\/node_modules\/.*\.m?ts$/.test(url)) return next(url, context)
    const {source} = next(url, {...context, format: 'module'})
    return {format: 'module', source: stripTypeScriptTypes(String(source)), shortCircuit: true}
  },
})
if ((workerData as {isSilent: boolean}).isSilent) process.stdout.write = process.stderr.write = () => true // what plugin-threads.ts gives
freezeBuiltins()

port?.on('message', (message: Order) => void answer(message))

async function answer(message: Order): Promise<void> {
  const {order, plugin} = message
  try {
    const text = 'url' in message ? await load(order, plugin, message.url) : await call(order, plugin, message)
    port?.postMessage({order, text})
  } catch (error) {
    port?.postMessage({order, ...described(error)})
  }
}

async function load(order: number, plugin: string, url: string): Promise<string> {
  const imported = import(url) as Promise<{default?: unknown}> // a module is an object
  const {default: hook} = await imported
  if (typeof hook !== 'function') throw new Error('its department hook exports no function by default')
  const department: unknown = await (hook as () => unknown)() // checked above
  const own: Answer[] = []
  functions.set(plugin, own)
  return carried(department, (value) => ({[functionMark]: own.push(value) - 1}))
}

async function call(order: number, plugin: string, {call, inputs}: {call: number; inputs: string}): Promise<string> {
  const answering = functions.get(plugin)?.[call]
  if (!answering) throw new Error(`it has no function ${call} any more`)
  const answers: unknown[] = []
  port?.postMessage({order, busy: true})
  for (const [at, input] of (parse(inputs) as unknown[]).entries()) {
    try {
      const given = answering(input)
      if (!(given instanceof Promise)) {
        answers.push(given ?? null)
        continue
      }
      // While it waits, the thread is another plugin's to hang.
      port?.postMessage({order, busy: false})
      answers.push((await given) ?? null)
    } catch (error) {
      throw Object.assign(new Error(), {of: error, at})
    }
  }
  return carried(answers, () => {
    throw new Error('it answers with a function')
  })
}

function carried(value: unknown, onFunction: (value: Answer) => unknown): string {
  const text = stringify(value, (_key, inner: unknown) =>
    typeof inner === 'function' ? onFunction(inner as Answer) : inner,
  ) as string | undefined // undefined for what JSON cannot hold
  if (text === undefined) throw new Error('it gives nothing')
  return text
}

/** A thrown value in words, with the first place of its stack; whatever it is, this does not throw. */
function described(thrown: unknown): {error: string; stack: string; at?: number} {
  try {
    const wrapped = thrown as {of?: unknown; at?: number} // what call() throws
    const inner = typeof wrapped.at === 'number' ? wrapped.of : thrown
    const at = typeof wrapped.at === 'number' ? {at: wrapped.at} : {}
    if (inner instanceof Error) return {error: `${inner.name}: ${inner.message}`, stack: String(inner.stack), ...at}
    return {error: `it threw ${String(inner)}`, stack: '', ...at}
  } catch {
    return {error: 'it threw something that cannot be shown', stack: ''}
  }
}
