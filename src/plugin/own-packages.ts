import {readFileSync} from 'node:fs'

/** This program's own package and those that it needs: names that no plugin may have. */
export function ownPackages(): ReadonlySet<string> {
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8')
  const {dependencies} = JSON.parse(text) as {dependencies: Readonly<Record<string, string>>} // our own file
  return new Set(['domesday', ...Object.keys(dependencies)])
}
