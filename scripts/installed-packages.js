/** What npm installs with the package, read from package-lock.json: not what only its development needs. */
import {readFileSync} from 'node:fs'
import {join} from 'node:path'

export const root = join(import.meta.dirname, '..')
const marker = 'node_modules/'

/** Packages whose manifest names no licence, with what their licence file says. */
const saidElsewhere = {khroma: 'MIT'}

/** One entry a place in node_modules, with the places that its dependencies resolve to. */
export function installedPackages() {
  const {packages} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  const isInstalled = ([place, {dev, devOptional, link}]) => place.startsWith(marker) && !dev && !devOptional && !link
  return Object.entries(packages)
    .filter(isInstalled)
    .map(([place, {version, license, integrity, dependencies = {}, optionalDependencies = {}}]) => {
      const name = nameOf(place)
      const needs = Object.keys({...dependencies, ...optionalDependencies}).flatMap(
        (one) => resolved(packages, place, one) ?? [],
      )
      return {place, name, version, licence: license ?? saidElsewhere[name] ?? 'none named', integrity, needs}
    })
}

/** The places of the package's own dependencies. */
export function ownDependencies() {
  const {packages} = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'))
  return Object.keys(packages[''].dependencies).map((name) => marker + name)
}

function nameOf(place) {
  return place.slice(place.lastIndexOf(marker) + marker.length)
}

/** As Node resolves: in the package's own node_modules, then in each one above it. */
function resolved(packages, place, name) {
  for (let at = place; ; at = at.slice(0, at.lastIndexOf(marker)).replace(/\/$/, '')) {
    const candidate = at ? `${at}/${marker}${name}` : marker + name
    if (Object.hasOwn(packages, candidate)) return candidate
    if (!at) return undefined
  }
}
