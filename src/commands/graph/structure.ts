import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {store} from '../../flags.ts'
import {EntityKind} from '../../model/entity.ts'

export default class GraphStructure extends AuditCommand {
  static override summary = 'Show how systems hang together: circles, single points of failure, hubs, communities.'
  static override description =
    "Systems are linked by every relation between them along which harm travels (graph impact). A single point of failure is a system without which others lose every link with the rest (an articulation point; of relations, a bridge). Most depended on goes by PageRank along dependencies, go-betweens by betweenness, communities are found by Louvain's method, the core is the k-core of the largest k. With --kinds other things are looked at beside systems or instead of them."
  static override examples = [
    '<%= config.bin %> graph structure',
    '<%= config.bin %> graph structure --kinds system,datastore,host --top 20',
  ]
  static override flags = {
    store,
    kinds: Flags.option({
      summary: 'Look at things of these kinds; systems if left out.',
      options: EntityKind.options,
      multiple: true,
      delimiter: ',',
    })(),
    top: Flags.integer({summary: 'Show so many of every list.', min: 1, max: 1000, default: 10}),
    samples: Flags.integer({
      summary: 'Count chains of dependencies from at most so many things; as many as there are give exact shares.',
      min: 1,
      default: 256,
    }),
  }

  async run() {
    const {flags} = await this.parse(GraphStructure)
    const context = await this.open({...flags, quiet: true})
    const [{withGraph}, {graphStructure}, {renderStructure}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../graph/graph-structure.ts'),
      import('../../render/text/graph-structure.ts'),
    ])
    const structure = await withGraph(context, (store) =>
      graphStructure(store, {kinds: flags.kinds ?? ['system'], top: flags.top, samples: flags.samples}),
    )
    this.log(renderStructure(structure, flags.top))
    return structure
  }
}
