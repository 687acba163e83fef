import {AuditCommand} from '../../base-command.ts'
import {store} from '../../flags.ts'

export default class GraphStats extends AuditCommand {
  static override summary = 'Count what is in the graph: kinds, relations, cycles, layers.'
  static override examples = ['<%= config.bin %> graph stats', '<%= config.bin %> graph stats --json']
  static override flags = {store}

  async run() {
    const {flags} = await this.parse(GraphStats)
    const context = await this.open({...flags, quiet: true})
    const [{withGraph}, {graphStats}, {renderStats}] = await Promise.all([
      import('../../audit/graph.ts'),
      import('../../graph/graph-stats.ts'),
      import('../../render/text/graph.ts'),
    ])
    const stats = await withGraph(context, graphStats)
    this.log(renderStats(stats))
    return stats
  }
}
