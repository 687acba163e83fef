import {resolve} from 'node:path'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'
import {londonDate} from '../../model/calendar.ts'

export default class GraphLoad extends AuditCommand {
  static override summary = 'Load the estate into the graph store.'
  static override description =
    'The embedded store is one file, .domesday/graph.db; a load replaces it whole or leaves it as it was.'
  static override examples = ['<%= config.bin %> graph load']
  static override flags = {'dry-run': dryRun}

  async run() {
    const {flags} = await this.parse(GraphLoad)
    if (flags['dry-run']) {
      const {dryRunAudit} = await import('../../audit/dry-run.ts')
      const today = londonDate(new Date())
      return this.tellDryRun(await dryRunAudit({root: resolve(flags.folder), today, collects: false, upTo: 'load'}))
    }
    const context = await this.open(flags)
    const {runLoad} = await import('../../audit/run-audit.ts')
    const estate = await runLoad(context)
    this.log(`${estate.entities.length} nodes, ${estate.relations.length} relations`)
    return {nodes: estate.entities.length, relations: estate.relations.length}
  }
}
