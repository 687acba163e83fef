import {relative, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../../argument.ts'
import {AuditCommand} from '../../base-command.ts'
import {dryRun} from '../../flags.ts'
import {slugOf} from '../../model/ids.ts'

export default class CollectSource extends AuditCommand {
  static override summary = 'Scan source trees: modules, packages, calls, hosts, databases, queues.'
  static override description =
    'Executes nothing of what it reads and changes nothing there. Writes inventories/<organisation>/<name of the first folder>.jsonl, or --out. What was found is kept as it is found: after Ctrl-C, the same command goes on from there.'
  static override examples = [
    '<%= config.bin %> collect source ../booking --organisation my-department',
    '<%= config.bin %> collect source ../booking --organisation my-department --system booking --exclude "legacy/**"',
  ]
  static override strict = false
  static override args = {path: argument({description: 'one or more folders', required: true})}
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", required: true, helpValue: '<id>'}),
    system: Flags.string({summary: 'The system that all of it belongs to.', helpValue: '<id>'}),
    exclude: Flags.string({
      summary: 'Leave out what matches, as in .gitignore.',
      multiple: true,
      helpValue: '<glob>',
      default: [],
    }),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write this file instead.', helpValue: '<file>'}),
  }

  async run() {
    const {argv, flags} = await this.parse(CollectSource)
    const {collectAlone} = await import('../../audit/collect-source-alone.ts')
    const root = resolve(flags.folder)
    const paths = argv.map((path) => relative(root, resolve(String(path))) || '.')
    const tree = {
      id: slugOf(resolve(String(argv[0])).split(/[\\/]/).at(-1) ?? 'source'),
      collect: 'source' as const,
      organisation: flags.organisation,
      paths,
      exclude: flags.exclude,
      ...(flags.system && {system: flags.system}),
    }
    if (flags['dry-run']) {
      const {dryRunCollect} = await import('../../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunCollect(root, tree, flags.out, this.interruption()))
    }
    const result = await collectAlone({
      root,
      tree,
      out: flags.out,
      progress: await this.progress(flags),
      signal: this.interruption(),
    })
    return this.tellCollected(result)
  }
}
