/**
 * Freezes the built-in objects of the language, so that no plugin of a worker can change them under another. A plugin
 * that tries is told so by a TypeError. Own properties of a plugin's objects may still have a built-in's name.
 */
export function freezeBuiltins(): void {
  const names = Object.getOwnPropertyNames(globalThis).filter((name) => /^(?:[A-Z]\w+|Intl)$/.test(name))
  const builtins = names.filter((name) => languageNames.has(name))
  const roots: unknown[] = builtins.map((name) => Reflect.get(globalThis, name))
  roots.push(
    Object.getPrototypeOf(function* () {}),
    Object.getPrototypeOf(async function () {}),
    Object.getPrototypeOf(async function* () {}),
    Object.getPrototypeOf([][Symbol.iterator]()),
    Object.getPrototypeOf(Uint8Array),
  )
  for (const prototype of [Object.prototype, Function.prototype, Error.prototype]) allowOwn(prototype)
  freezeAll(roots)
  for (const name of builtins)
    Object.defineProperty(globalThis, name, {writable: false, configurable: false, enumerable: false})
}

const languageNames = new Set(
  'Object Function Array String Number Boolean Symbol BigInt Math JSON Reflect Proxy Promise Map Set WeakMap WeakSet WeakRef FinalizationRegistry Date RegExp Error AggregateError EvalError RangeError ReferenceError SyntaxError TypeError URIError ArrayBuffer SharedArrayBuffer DataView Atomics Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array Intl Iterator'.split(
    ' ',
  ),
)

/** A frozen property forbids one of its name on what inherits from it; an accessor in its place allows that. */
function allowOwn(prototype: object): void {
  for (const key of ['constructor', 'toString', 'toLocaleString', 'valueOf', 'name', 'message']) {
    const descriptor = Object.getOwnPropertyDescriptor(prototype, key)
    if (!descriptor?.writable || !descriptor.configurable) continue
    const value: unknown = descriptor.value
    Object.defineProperty(prototype, key, {
      enumerable: false,
      configurable: false,
      get: () => value,
      set(this: object, own: unknown) {
        if (this === prototype) throw new TypeError(`Cannot assign to '${key}' of a built-in object`)
        Object.defineProperty(this, key, {value: own, writable: true, configurable: true, enumerable: true})
      },
    })
  }
}

function freezeAll(roots: readonly unknown[]): void {
  const seen = new Set<unknown>()
  const queue = [...roots]
  for (let at = queue.pop(); queue.length > 0 || at !== undefined; at = queue.pop()) {
    if ((typeof at !== 'object' && typeof at !== 'function') || at === null || seen.has(at)) continue
    seen.add(at)
    for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(at)))
      queue.push(descriptor.value, descriptor.get, descriptor.set)
    queue.push(Object.getPrototypeOf(at))
    // A typed array's elements cannot be frozen, and none is among the built-ins.
    Object.freeze(at)
  }
}
