import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {argument} from '../argument.ts'
import {AuditCommand} from '../base-command.ts'

export default class Layout extends AuditCommand {
  static override summary = 'Show where each field of the records of a COBOL file is, for moving the data.'
  static override description =
    'Takes a program or copybook and gives every record that it declares: offset from 0, length in bytes and form of each field, packed and binary numbers, REDEFINES and OCCURS included, by the rules of IBM’s compilers for z/OS. What it copies is looked for in --copybooks, or else in its own folder and those beside it. --json gives all that is known of each field.'
  static override examples = [
    '<%= config.bin %> layout claims/cpy/CLMREC.cpy',
    '<%= config.bin %> layout claims/cbl/CLM001.cbl --copybooks claims/cpy,shared/cpy',
    '<%= config.bin %> layout claims/cpy/CLMREC.cpy --json',
  ]
  static override args = {file: argument({description: 'a program or copybook', required: true})}
  static override flags = {
    copybooks: Flags.string({description: 'look for copied members in these folders', helpValue: '<folder>,...'}),
  }

  async run() {
    const {args, flags} = await this.parse(Layout)
    const [{readLayouts}, {renderLayouts}] = await Promise.all([
      import('../collect/source/mainframe/read-layouts.ts'),
      import('../render/text/layouts.ts'),
    ])
    const folder = resolve(flags.folder)
    const folders = flags.copybooks?.split(',').map((one) => resolve(folder, one))
    const layouts = readLayouts(resolve(folder, args.file), folders)
    this.log(renderLayouts(layouts))
    return layouts
  }
}
