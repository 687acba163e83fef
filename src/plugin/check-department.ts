import type {Fault} from '../errors.ts'
import type {Catalogue} from '../model/lifecycle.ts'
import {isReadEnding, isReadName} from '../model/read-kinds.ts'
import type {Settings} from '../model/settings.ts'
import type {Department} from './department.ts'

/** What a plugin's department may not take: ids that are the core's, domesday.yaml's or another plugin's. */
export interface Taken {
  /** Whose each organisation is: the plugin that brought it. */
  readonly organisations: ReadonlyMap<string, string>
  readonly settings: Pick<Settings, 'systems' | 'plan'>
  readonly catalogue: Catalogue
}

/** Everything in a department that contradicts itself: ids that stand twice, and organisations that are not its own. */
export function innerFaults(department: Department): readonly Fault[] {
  const own = new Set<string>(department.organisations.map(({id}) => id))
  const {systems, assembly, criteria, dispositions, calendar, lifecycle, report, scanners} = department
  const organisationsNamed = [
    ...systems.map(({organisation}, at) => [`systems.${at}.organisation`, organisation] as const),
    ...assembly.map(({organisation}, at) => [`assembly.${at}.organisation`, organisation] as const),
    ...calendar.teams.map(({organisation}, at) => [`calendar.teams.${at}.organisation`, organisation] as const),
    ...calendar.blackouts.map(({organisation}, at) => [`calendar.blackouts.${at}.organisation`, organisation] as const),
    ...calendar.deadlines.map(
      ({system}, at) => [`calendar.deadlines.${at}.system`, system.split('/')[0] ?? ''] as const,
    ),
  ]
  const rules = [...assembly, ...criteria, ...dispositions].map(({id}) => id)
  return [
    ...organisationsNamed
      .filter(([, organisation]) => !own.has(organisation))
      .map(([where, organisation]) => ({
        where,
        message: `${organisation} is not among its own organisations (${[...own].join(', ')})`,
        hint: 'A plugin speaks for the organisations that it lists, and for no other.',
      })),
    ...standTwice('organisations', [...department.organisations.map(({id}) => id)]),
    ...standTwice(
      'systems',
      systems.map(({organisation, id}) => `${organisation}/${id}`),
    ),
    ...standTwice('rules (assembly, criteria and dispositions)', rules),
    ...standTwice(
      'lifecycle',
      lifecycle.flatMap(({id, aliases}) => [id, ...aliases]),
    ),
    ...standTwice(
      'report',
      report.map(({id}) => id),
    ),
    ...standTwice(
      'scanners',
      scanners.map(({id}) => id),
    ),
    ...standTwice(
      'scanners: extensions and fileNames',
      scanners.flatMap(({extensions, fileNames}) => [...extensions.map((ending) => `.${ending}`), ...fileNames]),
    ),
    ...standTwice(
      'calendar.teams',
      calendar.teams.map(({organisation, skill}) => `${organisation}:${skill}`),
    ),
    ...calendar.blackouts.flatMap(({from, to}, at) =>
      from > to
        ? [
            {
              where: `calendar.blackouts.${at}.to`,
              message: `the blackout ends (${to}) before it begins (${from})`,
              hint: 'Exchange the two.',
            },
          ]
        : [],
    ),
  ]
}

/** Ids of a department that are somebody else's. */
export function claimFaults(department: Department, taken: Taken): readonly Fault[] {
  const {systems, calendar, lifecycle} = department
  const ruled = new Set(taken.settings.systems.map(({organisation, id}) => `${organisation}/${id}`))
  const teams = new Set(taken.settings.plan.teams.map(({organisation, skill}) => `${organisation ?? ''}:${skill}`))
  const hint = 'Take it out of one of the two.'
  return [
    ...department.organisations.flatMap(({id}) =>
      taken.organisations.has(id)
        ? [{message: `organisation ${id} is ${taken.organisations.get(id)}'s, which is listed before it`, hint}]
        : [],
    ),
    ...systems.flatMap(({organisation, id}) =>
      ruled.has(`${organisation}/${id}`)
        ? [{message: `domesday.yaml has a rule for system ${organisation}/${id} already`, hint}]
        : [],
    ),
    ...calendar.teams.flatMap(({organisation, skill}) =>
      teams.has(`${organisation}:${skill}`)
        ? [{message: `domesday.yaml has a team ${skill} of ${organisation} already`, hint}]
        : [],
    ),
    ...lifecycle.flatMap((product) => productFaults(product, taken.catalogue)),
    ...department.scanners.flatMap(scannerFaults),
  ]
}

/** What the host reads itself stays the host's. */
function scannerFaults({id, extensions, fileNames}: Department['scanners'][number]): readonly Fault[] {
  const own = [
    ...extensions.filter(isReadEnding).map((ending) => `.${ending}`),
    ...fileNames.filter((name) => isReadName(name)),
  ]
  return own.map((files) => ({
    where: 'scanners',
    message: `scanner ${id} claims ${files}, which domesday reads itself`,
    hint: 'Take it out: a plugin reads only what domesday cannot.',
  }))
}

/** A product of the catalogue may be given other cycles under its own id; its names may not become another's. */
function productFaults({id, aliases}: Department['lifecycle'][number], {products}: Catalogue): readonly Fault[] {
  return products
    .filter((product) => product.id !== id)
    .flatMap((product) => {
      const name = [id, ...aliases].find((one) => one === product.id || product.aliases.includes(one))
      return name === undefined
        ? []
        : [
            {
              message: `'${name}' is a name of ${product.id} in the catalogue`,
              hint: `Give ${product.id} other cycles under that id, or choose another name.`,
            },
          ]
    })
}

function standTwice(where: string, ids: readonly string[]): readonly Fault[] {
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at)
  return [...new Set(twice)].map((id) => ({where, message: `'${id}' stands twice`, hint: 'Each id stands once.'}))
}
