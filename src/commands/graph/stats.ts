import {resolve} from 'node:path'
import {AuditCommand} from '../../base-command.ts'
import {at, store} from '../../flags.ts'

export default class GraphStats extends AuditCommand {
  static override summary = 'Count what is in the graph: kinds, relations, cycles, layers.'
  static override examples = [
    '<%= config.bin %> graph stats',
    '<%= config.bin %> graph stats --json',
    '<%= config.bin %> graph stats --at 2026-08-01',
    '<%= config.bin %> graph stats --at last',
  ]
  static override flags = {store, at: at({exclusive: ['store']})}

  async run() {
    const {flags} = await this.parse(GraphStats)
    if (flags.at) return this.statsThen(flags.folder, flags.at)
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

  /** Of an audit that was made before, whatever the store holds now. */
  private async statsThen(folder: string, audit: string) {
    const [{statsAt}, {renderStats}, {writtenDate}] = await Promise.all([
      import('../../audit/stats-at.ts'),
      import('../../render/text/graph.ts'),
      import('../../model/calendar.ts'),
    ])
    const stats = await statsAt(resolve(folder), audit)
    this.log(`  As the audit number ${stats.number} found it, as of ${writtenDate(stats.asOf)}\n`)
    this.log(renderStats(stats))
    return stats
  }
}
