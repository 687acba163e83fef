import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {relationTypes, store} from '../../flags.ts'

export default class GraphImpact extends AuditCommand {
  static override summary = 'List all that is affected, directly or through others, if a thing fails or goes.'
  static override description =
    'Harm travels from what is needed to what needs it (DEPENDS_ON, CALLS, READS, WRITES, RUNS_ON, USES, CONTAINED_IN, IMPORTS), from a part to its whole and from a system to its service (PART_OF, SUPPORTS), both ways along EXCHANGES_WITH, and not along OWNED_BY, COVERED_BY and NAMES. The thing itself is not counted. Of several things it is said what is affected when all of them fail or go together, and which systems and what they run on are then cut off from the rest.'
  static override examples = [
    '<%= config.bin %> graph impact identity-hub',
    '<%= config.bin %> graph impact identity-hub --depth 1 --types DEPENDS_ON',
    '<%= config.bin %> graph impact identity-hub finance-core --explain',
  ]
  static override args = {
    id: argument({
      description: 'the id or the name of a thing; of several, what if all of them go together',
      required: true,
      multiple: true,
    }),
  }
  static override flags = {
    store,
    depth: Flags.integer({summary: 'Follow at most so many relations.', min: 1}),
    explain: Flags.boolean({summary: 'Show the way by which harm reaches each.', default: false}),
    types: relationTypes(),
  }

  async run() {
    const {args, flags} = await this.parse(GraphImpact)
    const context = await this.open({...flags, quiet: true})
    const [{withGraph}, {impactOf}, {keptAmong}, {mostImpactRows, renderImpact}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../graph/impact-of.ts'),
      import('../../graph/kept-among.ts'),
      import('../../render/text/graph.ts'),
    ])
    const impact = await withGraph(context, async (store, estate) => {
      const found = await impactOf(store, estate, args.id, {
        ...(flags.depth && {depth: flags.depth}),
        ...(flags.types && {types: flags.types}),
        ...(!this.jsonEnabled() && {most: mostImpactRows}),
      })
      const {subject, others = [], rows} = found
      return {
        ...found,
        ...(await keptAmong(
          store,
          [subject, ...others, ...rows].map(({id}) => id),
        )),
      }
    })
    this.log(renderImpact(impact, {explain: flags.explain}))
    return impact
  }
}
