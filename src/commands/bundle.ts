import {basename, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../base-command.ts'
import {dryRun} from '../flags.ts'

export default class Bundle extends AuditCommand {
  static override summary = 'Put the audit folder into one file, to carry it across an air gap.'
  static override description =
    'Holds domesday.yaml, the files and plugins in the folder that it names, inventories/, evidence/, snapshots/ and reports/, the figures of the last audits, and a list of every file with its size and hash, which domesday unbundle checks. The same folder gives the same bytes.'
  static override examples = ['<%= config.bin %> bundle', '<%= config.bin %> bundle --out /media/usb/audit.tar.gz']
  static override flags = {
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write to this file.', helpValue: '<file>'}),
  }

  async run() {
    const {flags} = await this.parse(Bundle)
    const root = resolve(flags.folder)
    const out = resolve(flags.out ?? `${basename(root)}.domesday.tar.gz`)
    const [{bundleFolder, isInside}, {producedBy}, {readSettings}, {isPath}] = await Promise.all([
      import('../audit/bundle.ts'),
      import('../audit/produced-by.ts'),
      import('../settings/read-settings.ts'),
      import('../plugin/find-plugin.ts'),
    ])
    const {settings} = await readSettings(root)
    const named = settings.sources.flatMap((source) =>
      'file' in source ? [source.file, ...('mapping' in source ? [source.mapping] : [])] : [],
    )
    const plugins = settings.plugins.filter(isPath)
    if (flags['dry-run']) {
      const {dryRunBundle} = await import('../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunBundle({root, named, plugins}, out))
    }
    const signal = this.interruption()
    const {files} = await bundleFolder({root, named, plugins, out, producedBy: producedBy(), signal})
    const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
    this.log(
      `${files.length} ${files.length === 1 ? 'file' : 'files'}, ${bytes.toLocaleString('en-GB')} bytes, in ${out}`,
    )
    const leftBehind = [...named, ...plugins].filter((file) => !isInside(file))
    const packages = settings.plugins.filter((plugin) => !isPath(plugin))
    if (leftBehind.length > 0) this.log(`Not carried, because outside the folder: ${leftBehind.join(', ')}`)
    if (packages.length > 0) this.log(`Plugins that are to be installed there: ${packages.join(', ')}`)
    if (plugins.some(isInside)) this.log('It carries plugins: code that runs when the folder is audited.')
    this.log(`On the other side: domesday unbundle ${basename(out)}`)
    return {file: out, files, leftBehind}
  }
}
