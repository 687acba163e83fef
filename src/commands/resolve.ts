import {AuditCommand} from '../base-command.ts'

export default class Resolve extends AuditCommand {
  static override summary = 'Make one estate from all inventories that domesday.yaml lists.'
  static override description =
    'Merges things that are the same by strong keys, assembles systems, reports conflicts. Writes .domesday/estate.jsonl.'
  static override examples = ['<%= config.bin %> resolve', '<%= config.bin %> resolve --json']

  async run() {
    const {flags} = await this.parse(Resolve)
    const context = await this.open(flags)
    const {runResolve} = await import('../audit/run-audit.ts')
    const estate = await runResolve(context)
    const merged = estate.entities.filter((entity) => (entity.scopes?.length ?? 0) > 1).length
    const counts = {entities: estate.entities.length, relations: estate.relations.length, merged}
    this.log(
      `${counts.entities} things, ${counts.relations} relations, ${merged} seen by more than one scope, ${estate.conflicts.length} conflicts, ${estate.problems.length} problems`,
    )
    return {...counts, conflicts: estate.conflicts, problems: estate.problems}
  }
}
