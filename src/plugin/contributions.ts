import type {Catalogue, Product} from '../model/lifecycle.ts'
import type {Settings, SystemRule, TagRules} from '../model/settings.ts'
import type {Plugins, UsedPlugin} from './load-plugins.ts'

/** A rule by globs, with the plugin that it is of. */
export type PluginSystemRule = SystemRule & {readonly by: string}

/**
 * domesday.yaml with what the plugins bring: organisations that it does not name itself, teams, blackouts and deadlines.
 * Where a reason is shown, it names its plugin.
 */
export function withContributions(settings: Settings, {used}: Plugins): Settings {
  const named = new Set<string>(settings.organisations.map(({id}) => id))
  const {plan} = settings
  return {
    ...settings,
    organisations: [
      ...settings.organisations,
      ...used.flatMap(({department}) => department.organisations.filter(({id}) => !named.has(id))),
    ],
    plan: {
      ...plan,
      teams: [...plan.teams, ...used.flatMap(({department}) => department.calendar.teams)],
      blackouts: [
        ...plan.blackouts,
        ...used.flatMap((plugin) =>
          plugin.department.calendar.blackouts.map((one) => ({...one, why: `${one.why} (${nameOf(plugin)})`})),
        ),
      ],
      deadlines: [
        ...plan.deadlines,
        ...used.flatMap((plugin) =>
          plugin.department.calendar.deadlines.map((one) => ({...one, what: `${one.what} (${nameOf(plugin)})`})),
        ),
      ],
    },
  }
}

export function pluginSystemRules({used}: Plugins): readonly PluginSystemRule[] {
  return used.flatMap((plugin) => plugin.department.systems.map((rule) => ({...rule, by: nameOf(plugin)})))
}

/** What tags mean in each plugin's own organisations. */
export function pluginTagRules({used}: Plugins): readonly TagRules[] {
  return used.map(({department: {costs, organisations}}) => ({
    ...costs,
    organisations: organisations.map(({id}) => id),
  }))
}

/** The catalogues of the organisations whose plugins bring products, by organisation. */
export function ownCatalogues(
  {used}: Plugins,
  catalogueOf: (organisation: string) => Catalogue,
): ReadonlyMap<string, Catalogue> {
  return new Map(
    used
      .filter(({department}) => department.lifecycle.length > 0)
      .flatMap((plugin) =>
        plugin.department.organisations.map(({id}) => [id, withProducts(catalogueOf(id), plugin)] as const),
      ),
  )
}

function withProducts({schema, products}: Catalogue, plugin: UsedPlugin): Catalogue {
  const by = nameOf(plugin)
  const brought = new Map<string, Product>(
    plugin.department.lifecycle.map((product) => [
      product.id,
      {...product, cycles: product.cycles.map((cycle) => ({...cycle, by}))},
    ]),
  )
  const known = products.map((product) => {
    const own = brought.get(product.id)
    brought.delete(product.id)
    if (!own) return product
    const names = new Set(own.cycles.map(({name}) => name))
    return {
      ...product,
      aliases: [...new Set([...product.aliases, ...own.aliases])],
      cycles: [...own.cycles, ...product.cycles.filter(({name}) => !names.has(name))],
    }
  })
  return {schema, products: [...known, ...brought.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))}
}

function nameOf({name, version}: UsedPlugin): string {
  return `${name} ${version}`
}
