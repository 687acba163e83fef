import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../argument.ts'
import {AuditCommand} from '../base-command.ts'

export default class Diff extends AuditCommand {
  static override summary = 'Compare two audits: what is new, gone, better or worse, and why.'
  static override description =
    'Every audit keeps what it found in snapshots/, as it differs from the one before. An audit is named by a date (the last one as of it, or of an earlier date), by its number or last, or by the folder of another audit (its last one). With none the last two of this folder are compared, with one that one and the last.'
  static override examples = [
    '<%= config.bin %> diff',
    '<%= config.bin %> diff 2026-08-01',
    '<%= config.bin %> diff 1 4 --all',
    '<%= config.bin %> diff ../last-year',
  ]
  static override args = {
    before: argument({description: 'the earlier audit: a date, a number or a folder'}),
    now: argument({description: 'the later one; the last if left out'}),
  }
  static override flags = {all: Flags.boolean({description: 'all that changed, not the first of each'})}

  async run() {
    const {args, flags} = await this.parse(Diff)
    const [{diffAudits}, {renderDiff}] = await Promise.all([
      import('../audit/diff.ts'),
      import('../render/text/diff.ts'),
    ])
    const diff = await diffAudits(resolve(flags.folder), args.before, args.now)
    this.log(renderDiff(diff, flags))
    return diff
  }
}
