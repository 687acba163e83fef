import {readFileSync} from 'node:fs'
import {findPackageJSON} from 'node:module'
import type {ProducedBy} from '../model/document.ts'

const packageRoot = new URL('../../', import.meta.url)

/** This program's name and version, as documents state them. */
export function producedBy(): ProducedBy {
  const {version} = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {version: string} // our own file
  return {name: 'domesday', version}
}

/** Changes whenever the built code does, so that no stage believes what other code computed. */
export function codeIdentity(): string {
  try {
    return (JSON.parse(readFileSync(new URL('dist/build.json', packageRoot), 'utf8')) as {id: string}).id // our own file
  } catch {
    return producedBy().version
  }
}

/**
 * Changes whenever the built code does, or a package that it asks for, or the Node that runs it: parsers are packages, so
 * what they found is believed by these very versions alone.
 */
export function toolsIdentity(): string {
  const {dependencies} = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')) as {
    dependencies: Readonly<Record<string, string>>
  } // our own file
  const versions = Object.keys(dependencies)
    // Clients of clouds read no source code, and there are many.
    .filter((name) => !name.startsWith('@aws-sdk/'))
    .map((name) => `${name}@${versionOf(name)}`)
  return [codeIdentity(), process.version, ...versions].join(' ')
}

function versionOf(name: string): string {
  const file = findPackageJSON(name, import.meta.url)
  return file === undefined ? 'none' : (JSON.parse(readFileSync(file, 'utf8')) as {version: string}).version // as npm wants it
}
