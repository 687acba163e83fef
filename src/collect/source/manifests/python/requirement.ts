import {isRepository, repositoryPackage} from '../repository-package.ts'
import type {PackageUse} from '../manifest-kind.ts'
import {shortText} from '../written-text.ts'

/** What a line of PEP 508 asks for: `name[extra] >=1,<2 ; marker`, or `name @ address`. */
export interface Requirement {
  readonly name: string
  readonly range?: string
  readonly address?: string
  readonly extras: readonly string[]
}

const longest = 2000

export function readRequirement(text: string): Requirement | undefined {
  if (text.length > longest) return undefined
  const [, name, extras, rest = ''] =
    /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(.*)$/s.exec(text) ?? []
  if (!name) return undefined
  const address = /^@\s*(\S+)/.exec(rest)?.[1]
  const range = (rest.split(';')[0] ?? '').replace(/^\((.*)\)\s*$/s, '$1').trim()
  if (address === undefined && range !== '' && !/^[<>=!~]/.test(range)) return undefined
  return {
    name,
    ...(address === undefined ? range !== '' && {range} : {address}),
    extras: (extras ?? '')
      .split(',')
      .map((one) => one.trim().toLowerCase())
      .filter(Boolean),
  }
}

/** One name of a package however it is spelt: `Foo_Bar` is `foo-bar`. */
export function pythonName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-')
}

/** The package that is asked for, where no lock file says more: exact where only one version is allowed. */
export function packageOfRequirement({name, range, address}: Requirement): Omit<PackageUse, 'file' | 'line'> {
  const repository = address !== undefined && isRepository(address) ? repositoryOf(address) : undefined
  if (repository) return {...repository, resolved: repository.version !== undefined}
  const plain = {type: 'pypi' as const, name: pythonName(name), resolved: false}
  if (address !== undefined) return {...plain, type: 'generic', said: {source: placeOf(address)}}
  const exact = exactVersion(range)
  if (exact !== undefined) return {...plain, version: exact, resolved: true}
  return {...plain, ...(range && {version: shortText(range.replace(/\s+/g, ''))})}
}

export function exactVersion(range: string | undefined): string | undefined {
  return /^===?\s*([\w.!+-]+)$/.exec(range ?? '')?.[1]
}

/** pip puts what it wants of a repository behind `@`: `git+https://host/owner/name.git@v1.0`. */
function repositoryOf(address: string) {
  const [whole = ''] = address.split('#')
  const [, reference] = /^[^@]*:\/\/(?:[^/@]*@)?[^@]*@([^@/?]+)$/.exec(whole) ?? []
  return repositoryPackage(whole, reference)
}

/** Where a file is taken from, without the user part and the query of its address. */
function placeOf(address: string): string {
  return shortText(address.replace(/^(\w[\w+.-]*:\/\/)(?:[^/@]*@)?/, '$1').replace(/[?#].*$/, ''))
}
