import {readFileSync} from 'node:fs'
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
