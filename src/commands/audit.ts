import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import type {Audited} from '../audit/run-audit.ts'
import {AuditCommand, faultJson, toldOnOneLine} from '../base-command.ts'
import {UsageError} from '../errors.ts'
import {asOf, dryRun, failOn, from} from '../flags.ts'
import {londonDate} from '../model/calendar.ts'

export default class Audit extends AuditCommand {
  static override summary = 'Do all of it: collect, resolve, load, assess, plan, report.'
  static override description =
    'Reads domesday.yaml in the audit folder and does every stage, repeating only what changed. Only collect looks at the sources, and it changes nothing there.'
  static override examples = [
    '<%= config.bin %> audit',
    '<%= config.bin %> audit --as-of 2027-04-01 --fail-on red',
    '<%= config.bin %> audit -C estate --json',
    '<%= config.bin %> audit --watch',
  ]
  static override flags = {
    'as-of': asOf(),
    from: from(),
    'fail-on': failOn(),
    'dry-run': dryRun,
    fresh: Flags.boolean({
      summary: 'Take up no unfinished run of collect aws, nor costs that were paid for: ask for all anew.',
      exclusive: ['dry-run', 'watch'],
      default: false,
    }),
    watch: Flags.boolean({
      summary: 'Audit again whenever domesday.yaml, an inventory or a plugin changes, until Ctrl-C.',
      exclusive: ['dry-run'],
      default: false,
    }),
  }

  async run() {
    const {flags} = await this.parse(Audit)
    if (flags['dry-run']) {
      const {dryRunAudit} = await import('../audit/dry-run.ts')
      return this.tellDryRun(
        await dryRunAudit({
          root: resolve(flags.folder),
          asOf: flags['as-of'],
          planFrom: flags.from,
          today: londonDate(new Date()),
          signal: this.interruption(),
          collects: true,
          upTo: 'report',
        }),
      )
    }
    if (flags.watch) return this.watch(flags)
    const context = await this.open(flags)
    const [{runAudit}, {auditSummary}] = await Promise.all([
      import('../audit/run-audit.ts'),
      import('../audit/summary.ts'),
    ])
    const result = await runAudit(context)
    this.log(await auditSummary(context, result))
    await this.logAudit(result)
    const {audit, notLoaded} = result
    if (notLoaded) await this.tellNotLoaded(notLoaded)
    this.endWith(audit, flags['fail-on'], notLoaded)
    return notLoaded ? {...audit, notLoaded: faultJson(notLoaded)} : audit
  }

  /** One line an audit, until Ctrl-C, which is how it is meant to end. */
  private async watch(flags: {
    readonly folder: string
    readonly 'as-of': string | undefined
    readonly from: string | undefined
    readonly 'fail-on': string | undefined
    readonly quiet: boolean
  }): Promise<void> {
    if (this.jsonEnabled() || flags['fail-on'])
      throw new UsageError(
        'watch-alone',
        `--watch goes on without end, so ${this.jsonEnabled() ? '--json' : '--fail-on'} has nothing to give.`,
      )
    const [{runAudit}, {watchAudit}, {auditLine}] = await Promise.all([
      import('../audit/run-audit.ts'),
      import('../audit/watch-audit.ts'),
      import('../render/text/summary.ts'),
    ])
    const signal = this.interruption()
    const watched = ({audit, notLoaded}: Audited, seconds: number): string =>
      `${auditLine(audit, seconds)}${notLoaded ? `\n          ${toldOnOneLine(notLoaded)}` : ''}`
    await watchAudit({
      root: resolve(flags.folder),
      signal,
      now: () => performance.now(),
      run: async (opened) => {
        const context = await this.open({...flags, quiet: true}, signal)
        opened(context)
        return runAudit(context)
      },
      onWatching: () => {
        if (!flags.quiet)
          this.logToStderr(
            'Watching domesday.yaml, inventories, plugins and the files that domesday.yaml names. Ctrl-C ends it.',
          )
      },
      onRun: (outcome, seconds) =>
        this.log(
          `${new Date().toTimeString().slice(0, 8)}  ${'error' in outcome ? toldOnOneLine(outcome.error) : watched(outcome.result, seconds)}`,
        ),
    })
  }
}
