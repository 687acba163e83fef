import {basename, resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../argument.ts'
import {AuditCommand} from '../base-command.ts'
import {dryRun} from '../flags.ts'

export default class Unbundle extends AuditCommand {
  static override summary = 'Unpack an audit folder that was carried across an air gap, and check every file of it.'
  static override description = 'Into a folder that is empty or not there yet; it is there whole, or not at all.'
  static override examples = ['<%= config.bin %> unbundle audit.domesday.tar.gz --dir audit']
  static override args = {file: argument({description: 'what domesday bundle wrote', required: true})}
  static override flags = {
    'dry-run': dryRun,
    dir: Flags.string({summary: 'Unpack into this folder.', helpValue: '<folder>'}),
  }

  async run() {
    const {args, flags} = await this.parse(Unbundle)
    const file = resolve(flags.folder, args.file)
    const target = resolve(flags.folder, flags.dir ?? basename(file).replace(/(\.domesday)?\.tar\.gz$|\.tgz$/, ''))
    if (flags['dry-run']) {
      const {dryRunUnbundle} = await import('../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunUnbundle(file, target))
    }
    const {unbundle} = await import('../audit/unbundle.ts')
    const {files} = await unbundle({file, target, signal: this.interruption()})
    this.log(`${files.length} ${files.length === 1 ? 'file' : 'files'}, all as packed, in ${target}`)
    this.log(`Go on there, with what was collected: domesday report -C ${target}`)
    return {folder: target, files}
  }
}
