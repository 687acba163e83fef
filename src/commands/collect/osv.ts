import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {UsageError} from '../../errors.ts'
import {dryRun} from '../../flags.ts'

const service = 'https://api.osv.dev'

export default class CollectOsv extends AuditCommand {
  static override summary = 'Ask OSV which vulnerabilities are known of the packages of an organisation.'
  static override description =
    'Sends the names and versions of packages over the network, and nothing else; no other command does. --dry-run lists each that would be sent. What osv: {leaveOut} of domesday.yaml and --leave-out match stays here. Answers are kept: after Ctrl-C, the same command goes on from there. List the file as a source: {id: osv, import: inventory, ...}.'
  static override examples = [
    '<%= config.bin %> collect osv --organisation my-department --dry-run',
    '<%= config.bin %> collect osv --organisation my-department --leave-out "pkg:npm/@my-department/*"',
  ]
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    'leave-out': Flags.string({
      summary: 'Do not send packages whose package URLs match.',
      multiple: true,
      helpValue: '<glob>',
      default: [],
    }),
    url: Flags.string({
      summary: 'Ask another service that answers as OSV does.',
      helpValue: '<address>',
      default: service,
    }),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write this file instead.', helpValue: '<file>'}),
  }

  async run() {
    const {flags} = await this.parse(CollectOsv)
    const {organisation, 'leave-out': leaveOut, url, out} = flags
    if (!/^https?:\/\/[^/?#@]+\/?$/.test(url) || !URL.canParse(url))
      throw new UsageError('bad-url', `--url ${url}: expected an address alone, as ${service}.`)
    const {collectOsvAlone, dryRunOsv} = await import('../../audit/collect-osv.ts')
    const request = {
      root: resolve(flags.folder),
      organisation,
      url: url.replace(/\/$/, ''),
      leaveOut,
      out,
      env: process.env,
      progress: await this.progress({quiet: flags.quiet || flags['dry-run']}),
      signal: this.interruption(),
    }
    return flags['dry-run']
      ? this.tellDryRun(await dryRunOsv(request))
      : this.tellCollected(await collectOsvAlone(request))
  }
}
