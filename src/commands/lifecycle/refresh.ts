import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {ExitStatus} from '../../errors.ts'

export default class LifecycleRefresh extends AuditCommand {
  static override summary = 'Read the newest ends of support from endoflife.date into the audit folder.'
  static override description =
    'Asks endoflife.date for all of its products, sends nothing of the estate, and writes lifecycle/endoflife-date.json, which every later assessment heeds. Without network, fetch https://endoflife.date/api/v1/products/full elsewhere and give that file by --from. An answer that is damaged, older than what is known or lacks much of it is refused. Products of a form that is not known are left out and told (exit 8).'
  static override examples = [
    '<%= config.bin %> lifecycle refresh --dry-run',
    '<%= config.bin %> lifecycle refresh --from full.json',
    '<%= config.bin %> lifecycle refresh --url https://mirror.example/endoflife.json',
  ]
  static override flags = {
    from: Flags.string({summary: 'Read this file, which was fetched elsewhere; ask nobody.', helpValue: '<file>'}),
    url: Flags.string({
      summary: "Ask this address in place of endoflife.date's own, as a mirror.",
      helpValue: '<address>',
      exclusive: ['from'],
    }),
    'allow-fewer': Flags.boolean({
      summary: 'Take an answer that lacks products or releases known before.',
      default: false,
    }),
    'dry-run': Flags.boolean({summary: 'Read it and show what would change, and write nothing.', default: false}),
  }

  async run() {
    const {flags} = await this.parse(LifecycleRefresh)
    const [{everyProduct, refreshLifecycle}, {renderRefreshed}, {londonDate}] = await Promise.all([
      import('../../audit/refresh-lifecycle.ts'),
      import('../../render/text/lifecycle-refreshed.ts'),
      import('../../model/calendar.ts'),
    ])
    const refreshed = await refreshLifecycle({
      root: resolve(flags.folder),
      from: flags.from,
      url: flags.url ?? everyProduct,
      env: process.env,
      today: londonDate(new Date()),
      dryRun: flags['dry-run'],
      allowFewer: flags['allow-fewer'],
      signal: this.interruption(),
    })
    this.log(renderRefreshed(refreshed))
    if (refreshed.leftOut.length > 0) process.exitCode = ExitStatus.partial
    return refreshed
  }
}
