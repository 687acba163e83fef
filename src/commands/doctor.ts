import {resolve} from 'node:path'
import {AuditCommand} from '../base-command.ts'

export default class Doctor extends AuditCommand {
  static override summary = 'Say what works on this machine and in this folder, and how to mend the rest.'
  static override examples = ['<%= config.bin %> doctor', '<%= config.bin %> doctor --json']

  async run() {
    const {flags} = await this.parse(Doctor)
    const [{checkAll}, {renderChecks}] = await Promise.all([
      import('../audit/doctor.ts'),
      import('../render/text/checks.ts'),
    ])
    const checks = await checkAll(resolve(flags.folder))
    this.log(renderChecks(checks))
    if (checks.some(({outcome}) => outcome === 'fails')) process.exitCode = 2
    return {checks}
  }
}
