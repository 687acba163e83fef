/** A .NET runtime that a target framework asks for, as the lifecycle catalogue names it. */
export interface Runtime {
  readonly product: string
  readonly version: string
}

/**
 * `net472` and `v4.7.2` are .NET Framework 4.7.2, `net8.0-windows` and `netcoreapp3.1` are .NET. A netstandard library
 * runs on whatever its user runs on, so it names no runtime.
 */
export function runtimeOf(moniker: string): Runtime | undefined {
  const text = moniker.trim().toLowerCase()
  const core = /^(?:netcoreapp|net)(\d+\.\d+)(?:-[a-z0-9.]+)?$/.exec(text)?.[1]
  if (core)
    return {product: Number.parseInt(core) < 4 || Number.parseInt(core) >= 5 ? 'dotnet' : 'dotnetfx', version: core}
  const digits = /^net(\d{2,3})$/.exec(text)?.[1]
  if (digits) return {product: 'dotnetfx', version: [...digits].join('.')}
  return undefined
}

/** `v4.7.2` with the identifier of an old-style project. */
export function oldRuntimeOf(version: string, identifier: string | undefined): Runtime | undefined {
  const number = /^v?(\d+(?:\.\d+)*)$/i.exec(version.trim())?.[1]
  if (!number) return undefined
  if (/^silverlight$/i.test(identifier ?? '')) return {product: 'silverlight', version: number}
  if (/^\.netcoreapp$/i.test(identifier ?? '')) return {product: 'dotnet', version: number}
  return identifier === undefined || /^\.netframework$/i.test(identifier)
    ? {product: 'dotnetfx', version: number}
    : undefined
}

export function isRunByItsUser(moniker: string): boolean {
  return /^netstandard\d/i.test(moniker.trim())
}
