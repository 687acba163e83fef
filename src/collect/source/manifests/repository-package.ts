import type {PackageUse} from './manifest-kind.ts'

type RepositoryPackage = Pick<PackageUse, 'type' | 'namespace' | 'name' | 'version' | 'said'>

/**
 * A package that comes from a repository and not from a registry: `git+ssh://git@host/owner/name.git#commit`, in the
 * forms of all package managers. The user part of an address, where tokens stand, is never kept.
 */
export function repositoryPackage(address: string, commit?: string): RepositoryPackage | undefined {
  const [whole = '', behind] = address.split('#', 2)
  const short = /^(?:github:)?([\w.-]+)\/([\w.-]+)$/.exec(whole)
  const found = short
    ? {host: 'github.com', path: `${short[1]}/${short[2]}`}
    : (/^(?:git\+)?(?:https?|ssh|git|file):\/\/(?:[^/@]*@)?(?<host>[\w.-]+)(?::\d+)?\/(?<path>[^?@]+)/.exec(whole)
        ?.groups ?? /^(?:[\w.-]+@)(?<host>[\w.-]+):(?<path>[^?@]+)$/.exec(whole)?.groups)
  const parts = (found?.path ?? '')
    .replace(/\.git$/, '')
    .split('/')
    .filter(Boolean)
  const name = parts.at(-1)
  if (!found?.host || !name) return undefined
  const version = commit ?? (behind?.replace(/^(commit|tag|semver)[=:]/, '').split('&')[0] || undefined)
  const said = {source: `${found.host}/${parts.join('/')}`}
  const [owner] = parts
  return found.host === 'github.com' && parts.length === 2 && owner
    ? {type: 'github', namespace: owner, name, ...(version && {version}), said}
    : {type: 'generic', name, ...(version && {version}), said}
}

/** Whether an address is one of a repository. */
export function isRepository(address: string): boolean {
  return (
    /^(git\+|git:\/\/|git@|github:|gitlab:|bitbucket:|ssh:\/\/)/.test(address) ||
    /^https?:\/\/[^#?]*\.git(#|$)/.test(address) ||
    /^[\w-][\w.-]*\/[\w.-]+(#|$)/.test(address)
  )
}
