import {resolve} from 'node:path'
import {Args} from '@oclif/core'
import {AuditCommand} from '../base-command.ts'

export default class Doctor extends AuditCommand {
  static override summary = 'Say what works on this machine and in this folder, and how to mend the rest.'
  static override description =
    'With aws, tries the credentials that are set here and the roles that domesday.yaml names, one request each.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --json',
    '<%= config.bin %> doctor aws',
  ]
  static override args = {about: Args.string({description: 'aws: try access to AWS instead', options: ['aws']})}

  async run() {
    const {args, flags} = await this.parse(Doctor)
    const {renderChecks} = await import('../render/text/checks.ts')
    const checks = await checksOf(args.about, resolve(flags.folder))
    this.log(renderChecks(checks))
    if (checks.some(({outcome}) => outcome === 'fails')) process.exitCode = 2
    return {checks}
  }
}

async function checksOf(about: string | undefined, root: string) {
  if (about === 'aws') return (await import('../audit/doctor-aws.ts')).checkAws(root)
  return (await import('../audit/doctor.ts')).checkAll(root)
}
