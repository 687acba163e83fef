import {resolve} from 'node:path'
import {argument} from '../argument.ts'
import {AuditCommand} from '../base-command.ts'

export default class Doctor extends AuditCommand {
  static override summary = 'Say what works on this machine and in this folder, and how to mend the rest.'
  static override description =
    'With aws, tries the credentials that are set here and the roles that domesday.yaml names, one request each. With neo4j, tries the server that domesday.yaml names: its version, the rights, the constraints, the clock.'
  static override examples = [
    '<%= config.bin %> doctor',
    '<%= config.bin %> doctor --json',
    '<%= config.bin %> doctor aws',
    '<%= config.bin %> doctor neo4j',
  ]
  static override args = {
    about: argument({description: 'aws or neo4j: try access to that instead', options: ['aws', 'neo4j']}),
  }

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
  if (about === 'neo4j') return (await import('../audit/doctor-neo4j.ts')).checkNeo4j(root)
  return (await import('../audit/doctor.ts')).checkAll(root)
}
