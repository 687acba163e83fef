import type {Json} from '../../../model/values.ts'
import {nearestOf} from '../languages/tree-paths.ts'
import {seenFrom} from '../seen-from.ts'
import type {TreePlace} from './expanded-job.ts'
import {type MainframeParts, outsideProgramId} from './mainframe-parts.ts'
import type {Telling} from './telling.ts'

/** A web service that a job binds to its program. */
interface Bound {
  readonly program: string
  readonly path?: string
  readonly host?: string
  readonly binding?: string
  readonly place: TreePlace
}

/** What the program behind a path is known by. */
interface Behind {
  readonly program: string
  readonly how: string
  readonly places: readonly TreePlace[]
}

/** The paths that CICS and z/OS Connect serve, each with its program as far as one is known. */
export function describeServed(telling: Telling): void {
  const services = boundServices(telling.parts)
  for (const {path, fact} of telling.parts.definitions) {
    const {USAGE: usage = '', PATH: said, PROGRAM: program, PIPELINE: pipeline, WEBSERVICE: service} = fact.given
    if (fact.kind !== 'URIMAP' || !/^(?:SERVER|PIPELINE|ATOM)$/i.test(usage) || !said?.startsWith('/')) continue
    if (/^DISABLED$/i.test(fact.given.STATUS ?? '')) continue
    const host = machineOf(fact.given.HOST)
    const place = {path, line: fact.line}
    serve(telling, {
      ...{method: 'ANY', path: said, place},
      attributes: {
        uriMap: fact.name,
        ...(host && {host}),
        ...(pipeline && {pipeline}),
        ...(service && {webService: service}),
      },
      behind:
        program === undefined
          ? throughService(telling.parts, services, said, service, place)
          : {program, how: 'DEFINE URIMAP', places: [place]},
    })
  }
  for (const {path, host, binding, program, place} of services)
    if (path !== undefined)
      serve(telling, {
        ...{method: 'ANY', path, place},
        attributes: {...(host && {host}), ...(binding && {binding})},
        behind: {program, how: 'web service of CICS', places: [place]},
      })
  throughZosConnect(telling)
}

interface ServedPath {
  readonly method: string
  readonly path: string
  readonly place: TreePlace
  readonly attributes: Readonly<Record<string, Json>>
  readonly behind: Behind | undefined
}

function serve(telling: Telling, {method, path, place, attributes, behind}: ServedPath): void {
  const {records, relate, parts, at, organisation, ownerOf} = telling
  const owner = ownerOf(place.path)
  const name = `${method} ${path}`
  const id = seenFrom('interface', organisation, owner.id, name)
  records.entity('interface', id, name, {type: 'endpoint', method, path, ...attributes}, at(place.path, place.line))
  relate({from: id, type: 'PART_OF', to: owner.id, places: [place]})
  if (!behind) return
  const part = parts.programNamed(behind.program, place.path)
  if (part === 'several') return telling.open('namesakes')
  const program = behind.program.toUpperCase()
  const to = part?.id ?? outsideProgramId(organisation, program)
  if (!part) records.entity('interface', to, program, {type: 'program', program})
  relate({from: id, type: 'DEPENDS_ON', to, places: behind.places, attributes: {kind: 'call', how: behind.how}})
}

/** Of a machine its name; `*` and addresses of IP name none that others know it by. */
function machineOf(said: string | undefined): string | undefined {
  const host = said?.toLowerCase().replace(/:\d+$/, '')
  return host !== undefined && /^[a-z][\w.-]*$/.test(host) ? host : undefined
}

function boundServices({members}: Pick<MainframeParts, 'members'>): readonly Bound[] {
  return [...members].flatMap(([path, {statements, control = []}]) =>
    [...statements.flatMap((one) => one.control ?? []), ...control].flatMap((one): readonly Bound[] => {
      if (one.does !== 'serves') return []
      const {program, binding, uri, line} = one
      const [, host, inside] = /^https?:\/\/([^/?#]+)(\/[^?#]*)?/i.exec(uri ?? '') ?? []
      const served = host === undefined ? uri && `/${uri.replace(/^\/+/, '')}` : (inside ?? '/')
      const machine = machineOf(host)
      return [
        {
          program,
          place: {path, line},
          ...(served && {path: served}),
          ...(machine && {host: machine}),
          ...(binding && {binding}),
        },
      ]
    }),
  )
}

/** The program that a job binds to the web service of a URIMAP, by its file or by its path; of several none. */
function throughService(
  {definitions}: Pick<MainframeParts, 'definitions'>,
  services: readonly Bound[],
  path: string,
  service: string | undefined,
  place: TreePlace,
): Behind | undefined {
  const defined = definitions.filter(({fact}) => fact.kind === 'WEBSERVICE' && fact.name === service?.toUpperCase())
  const files = defined.flatMap(({fact}) => {
    const file = fact.given.WSBIND
    return file === undefined ? [] : [bindingOf(file)]
  })
  // One that no definition names is installed under the name of its file.
  const names = service === undefined ? [] : files.length > 0 ? files : [service.toLowerCase()]
  const bound = services.filter(
    (one) => one.path === path || (one.binding !== undefined && names.includes(one.binding.toLowerCase())),
  )
  const [first] = bound
  if (!first || new Set(bound.map(({program}) => program)).size > 1) return undefined
  const between = defined.map((one) => ({path: one.path, line: one.fact.line}))
  return {
    program: first.program,
    how: service === undefined ? 'URIMAP and web service of CICS' : `URIMAP and web service ${service}`,
    places: [place, ...between, ...bound.map((one) => one.place)],
  }
}

function bindingOf(file: string): string {
  return file
    .replace(/^.*\//, '')
    .replace(/\.wsbind$/i, '')
    .toLowerCase()
}

/** An API names its services; of several projects of one name the nearest is meant. */
function throughZosConnect(telling: Telling): void {
  const {apiPaths, apiServices} = telling.parts
  const byName = Map.groupBy(apiServices, ({fact}) => fact.service)
  for (const {path, fact} of apiPaths) {
    const place = {path, line: fact.line}
    const own = byName.get(fact.service ?? '')
    const nearest = nearestOf(own && [...new Set(own.map((one) => one.path))], path)
    const found = own?.find((one) => one.path === nearest)
    serve(telling, {
      ...{method: fact.method, path: fact.path, place, attributes: {}},
      behind: found && {
        program: found.fact.program,
        how: `z/OS Connect, service ${found.fact.service}`,
        places: [place, {path: found.path, line: found.fact.line}],
      },
    })
  }
}
