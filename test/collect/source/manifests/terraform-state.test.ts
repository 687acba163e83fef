import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

const arn = 'arn:aws:rds:eu-west-2:000000000007:db:licences'

const state = {
  version: 4,
  outputs: {password: {value: 'hunter2', sensitive: true}},
  resources: [
    {
      mode: 'managed',
      type: 'aws_db_instance',
      name: 'main',
      module: 'module.store',
      instances: [
        {
          attributes: {
            arn,
            identifier: 'licences',
            engine: 'postgres',
            engine_version: '11',
            engine_version_actual: '11.22',
            address: 'licences.abc.eu-west-2.rds.amazonaws.com',
            username: 'hunter2',
            password: 'hunter2',
            tags: {Environment: 'live'},
          },
        },
      ],
    },
    {mode: 'data', type: 'aws_db_instance', name: 'other', instances: [{attributes: {arn: `${arn}2`}}]},
    {
      mode: 'managed',
      type: 'azurerm_postgresql_server',
      name: 'a',
      instances: [
        {
          index_key: 0,
          attributes: {
            id: '/subscriptions/S1/resourceGroups/G/providers/Microsoft.DBforPostgreSQL/servers/Fees',
            name: 'fees',
            version: '9.6',
          },
        },
      ],
    },
    {
      mode: 'managed',
      type: 'aws_iam_role',
      name: 'r',
      instances: [{attributes: {arn: 'arn:aws:iam::000000000007:role/r'}}],
    },
  ],
}

describe('machines of Terraform', () => {
  const machine = 'arn:aws:ec2:eu-west-2:000000000007:instance/i-0abc'

  it('are workloads by their tags, and run on the instance where a state knows it', async () => {
    const {links} = await declared({
      'known/terraform.tfstate': JSON.stringify({
        version: 4,
        resources: [
          {
            mode: 'managed',
            type: 'aws_instance',
            name: 'queue',
            instances: [{attributes: {arn: machine, instance_type: 't2.medium', tags: {Name: 'mq01'}}}],
          },
        ],
      }),
      'code/main.tf': 'resource "aws_instance" "web" {\n  tags = { Name = "web01" }\n  user_data = "hunter2"\n}\n',
    })

    expect(links).toEqual([
      'code/terraform:aws_instance.web PART_OF the tree at code/main.tf:1',
      `known/terraform:aws_instance.queue PART_OF the tree at known/terraform.tfstate:1`,
      `known/terraform:aws_instance.queue RUNS_ON ${machine} at known/terraform.tfstate:1`,
      `the tree RUNS_ON ${machine} at known/terraform.tfstate:1`,
    ])
  })
})

describe('a state of Terraform', () => {
  it('knows resources by the ids that their providers list, their stores by their hosts, and no secret is copied', async () => {
    const {links, records, attributesOf, notes} = await declared({
      'infra/terraform.tfstate': JSON.stringify(state, undefined, 2),
      // What the state knows is not told a second time.
      'infra/store/main.tf': 'resource "aws_db_instance" "main" {\n  engine = "postgres"\n  engine_version = "11"\n}\n',
      'infra/main.tf': 'module "store" { source = "./store" }\n',
    })
    const azure = '/subscriptions/s1/resourcegroups/g/providers/microsoft.dbforpostgresql/servers/fees'

    expect(links).toEqual([
      `${azure} USES postgresql-9-6 at infra/terraform.tfstate:47`,
      `${arn} USES amazon-rds-postgresql-11-22 at infra/terraform.tfstate:12 (production)`,
      `datastore:msti/fees-60261fddfb98 RUNS_ON ${azure} at infra/terraform.tfstate:47`,
      `datastore:msti/fees-60261fddfb98 USES postgresql-9-6 at infra/terraform.tfstate:47`,
      `datastore:msti/licences-51255b77d605 RUNS_ON ${arn} at infra/terraform.tfstate:12`,
      `datastore:msti/licences-51255b77d605 USES amazon-rds-postgresql-11-22 at infra/terraform.tfstate:12 (production)`,
      `the tree RUNS_ON ${azure} at infra/terraform.tfstate:47`,
      `the tree RUNS_ON ${arn} at infra/terraform.tfstate:12 (production)`,
      `the tree WRITES datastore:msti/fees-60261fddfb98 at infra/terraform.tfstate:47`,
      `the tree WRITES datastore:msti/licences-51255b77d605 at infra/terraform.tfstate:12 (production)`,
    ])
    expect(attributesOf('datastore:msti/licences-51255b77d605')).toEqual({
      host: 'licences.abc.eu-west-2.rds.amazonaws.com',
      resource: arn,
    })
    expect(notes).toEqual(['1 resource of Terraform of other kinds (networks, roles, ...): counted, not read'])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('that is cut in half, of another version, or none at all is told', async () => {
    const text = JSON.stringify(state, undefined, 2)
    const {links, problems} = await declared({
      'a.tfstate': text.slice(0, text.length / 2),
      'b.tfstate': '{"version":3,"modules":[]}',
      'c.tfstate': '[]',
      'd.tfstate':
        '{"version":4,"resources":[null,7,{"mode":"managed","type":"aws_db_instance","instances":[null,{"attributes":[1]}]}]}',
      'e.tfstate': `{"version":4,"resources":${'['.repeat(20_000)}`,
    })

    expect(problems.map((line) => line.replace(/:\d+ /, ' ').replace(/: it is.*$/, ''))).toEqual([
      'a.tfstate bad-manifest: this is no sound JSON',
      'e.tfstate bad-manifest: this is no sound JSON',
      'b.tfstate unknown-version: this state of Terraform is not of version 4',
      'c.tfstate unknown-version: this state of Terraform is not of version 4',
    ])
    expect(links.length).toBeLessThan(5)
  })
})
