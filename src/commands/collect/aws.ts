import {resolve} from 'node:path'
import {Flags} from '@oclif/core'
import {AuditCommand} from '../../base-command.ts'
import {UsageError} from '../../errors.ts'
import {dryRun} from '../../flags.ts'

/** A list with commas, in one flag or in several. */
const list = (summary: string, helpValue: string) => Flags.string({summary, helpValue, multiple: true, delimiter: ','})

export default class CollectAws extends AuditCommand {
  static override summary =
    'Read what runs in accounts of AWS: resources, versions, tags, relations; and what it costs.'
  static override description =
    'Only reads, with the credentials of the environment, and takes up a run that was interrupted or has gaps. Writes inventories/<organisation>/aws.jsonl, or --out, and the evidence to evidence/<organisation>/aws.'
  static override examples = [
    '<%= config.bin %> collect aws --organisation my-department --role DomesdayAudit',
    '<%= config.bin %> collect aws --organisation my-department --accounts 012345678901 --regions eu-west-2',
    '<%= config.bin %> collect aws --organisation my-department --costs --cost-tag System --max-requests 50',
    '<%= config.bin %> collect aws --organisation my-department --replay evidence/my-department/aws',
    '<%= config.bin %> collect aws --print-policy',
  ]
  static override flags = {
    organisation: Flags.string({summary: "The organisation's slug.", helpValue: '<id>'}),
    accounts: list('Accounts instead of those that Organizations lists.', '<id>,...'),
    role: Flags.string({
      summary: "The role to take in each account but the caller's: its name, or an ARN with * for the account.",
      helpValue: '<name>',
    }),
    'external-id': Flags.string({summary: 'The external id that the role asks for.', helpValue: '<id>'}),
    regions: list('Regions instead of all that are enabled.', '<region>,...'),
    costs: Flags.boolean({
      summary: 'Ask Cost Explorer of the payer for 13 months, too: $0.01 a request, told before it asks.',
      default: false,
    }),
    'cost-tag': Flags.string({
      summary: 'Tell costs apart by the values of this tag.',
      helpValue: '<key>',
    }),
    'max-requests': Flags.integer({
      summary: 'Send Cost Explorer no more requests than these, every attempt counted: 200 if left out.',
      helpValue: '<n>',
      min: 1,
    }),
    fresh: Flags.boolean({summary: 'Start over instead of taking up an unfinished run.', default: false}),
    replay: Flags.string({summary: 'Read this evidence instead and ask nothing of AWS.', helpValue: '<evidence>'}),
    'print-policy': Flags.boolean({summary: 'Print the IAM policy that allows all that is read.', default: false}),
    'dry-run': dryRun,
    out: Flags.string({summary: 'Write this file instead.', helpValue: '<file>'}),
  }

  async run() {
    const {flags} = await this.parse(CollectAws)
    if (flags['print-policy']) return this.printPolicy(flags.costs)
    const {accountsOfFlags, collectAwsAlone} = await import('../../audit/collect-alone.ts')
    const {organisation, accounts, role, 'external-id': externalId, regions, replay, out, fresh} = flags
    const {costs, 'cost-tag': costTag, 'max-requests': maxRequests} = flags
    const alone = !costs && (costTag === undefined ? maxRequests && '--max-requests' : '--cost-tag')
    if (alone)
      throw new UsageError('costs-not-asked', `${alone} says how costs are asked for, and they are not asked for.`, {
        hint: 'Add --costs, or take it out.',
      })
    const ofCosts = {...(costs && {costs}), costTag, maxRequests}
    const source = accountsOfFlags({organisation, accounts, role, externalId, regions, replay, ...ofCosts})
    const root = resolve(flags.folder)
    if (flags['dry-run']) {
      const {dryRunAccounts} = await import('../../audit/dry-run-alone.ts')
      return this.tellDryRun(await dryRunAccounts(root, source, out))
    }
    const result = await collectAwsAlone({
      root,
      source,
      fresh,
      out,
      progress: await this.progress(flags),
      signal: this.interruption(),
    })
    return this.tellCollected(result)
  }

  private async printPolicy(costs: boolean) {
    const [{iamPolicy}, {allServices}, {costServices}] = await Promise.all([
      import('../../collect/aws/iam-policy.ts'),
      import('../../collect/aws/all-services.ts'),
      import('../../collect/aws/costs/cost-explorer.ts'),
    ])
    const policy = iamPolicy(costs ? [...allServices, ...costServices] : allServices)
    this.log(JSON.stringify(policy, null, 2))
    return policy
  }
}
