import {describe, expect, it} from '@jest/globals'
import {declared, ofType} from './declared.ts'

const database = `
# resource "aws_db_instance" "old" { engine = "mysql" }
/* resource "aws_db_instance" "older" {
  engine = "oracle-ee"
} */
resource "aws_db_instance" "main" {
  identifier     = "licences"
  engine         = "postgres"
  engine_version = var.postgres_version
  password       = "hunter2"
  tags = merge(local.tags, { Name = "licences" })
}
variable "postgres_version" {
  type    = string
  default = "11.22"
}
locals { tags = { Service = "licensing" } }
`

describe('Terraform', () => {
  it('tells databases with the versions that variables give them, and no secret', async () => {
    const {links, records, problems} = await declared({'infra/main.tf': database})

    expect(links).toEqual([
      'infra/terraform:aws_db_instance.main USES amazon-rds-postgresql-11-22 at infra/main.tf:6',
      'the tree WRITES infra/terraform:aws_db_instance.main at infra/main.tf:6',
    ])
    expect(problems).toEqual([])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('takes a file of variables for an environment of its own', async () => {
    const {links} = await declared({
      'infra/main.tf': database,
      'infra/prod.tfvars': 'postgres_version = "12.4"\n',
      'infra/envs/dev/terraform.tfvars': 'postgres_version = "14"\n',
    })

    expect(ofType(links, 'USES')).toEqual([
      'infra/terraform:aws_db_instance.main (dev) amazon-rds-postgresql-14 at infra/main.tf:6 (development)',
      'infra/terraform:aws_db_instance.main (prod) amazon-rds-postgresql-12-4 at infra/main.tf:6 (production)',
    ])
  })

  it('reads variables in JSON too, each kind of file in the turn in which Terraform loads it', async () => {
    const {links, problems} = await declared({
      'a/main.tf': database,
      'a/b.auto.tfvars.json': '{"postgres_version": "12.4"}',
      'a/a.auto.tfvars': 'postgres_version = "13"\n',
      'a/terraform.tfvars': 'postgres_version = "14"\n',
      'a/terraform.tfvars.json': '{"postgres_version": "15"}',
      'b/main.tf': database,
      'b/prod.tfvars.json': '{"postgres_version": "9.6.24"}',
      'c/main.tf': database,
      'c/terraform.tfvars.json': '{"postgres_version": "${version}"}',
      'd/main.tf': database,
      'd/terraform.tfvars.json': '{"postgres_version": ',
    })

    expect(ofType(links, 'USES')).toEqual([
      'a/terraform:aws_db_instance.main amazon-rds-postgresql-12-4 at a/main.tf:6',
      'b/terraform:aws_db_instance.main (prod) amazon-rds-postgresql-9-6-24 at b/main.tf:6 (production)',
      'c/terraform:aws_db_instance.main amazon-rds-postgresql at c/main.tf:6',
      'd/terraform:aws_db_instance.main amazon-rds-postgresql-11-22 at d/main.tf:6',
    ])
    expect(problems).toEqual(['d/terraform.tfvars.json:1 bad-manifest: this is no sound JSON'])
  })

  it('takes what is applied without a further file for production, where that is said and the files are for others', async () => {
    const stage = (name: string) => `variable "env" {\n  default = "${name}"\n}\n`
    const {links} = await declared({
      ...{'stated/main.tf': database, 'stated/env.tf': stage('prod'), 'stated/dev.tfvars': 'env = "dev"\n'},
      ...{'loaded/main.tf': database, 'loaded/terraform.tfvars': 'postgres_version = "12.4"\n'},
      ...{'loaded/dev.tfvars': '\n'},
      ...{'unsaid/main.tf': database, 'unsaid/dev.tfvars': '\n'},
      ...{'other/main.tf': database, 'other/env.tf': stage('dev'), 'other/test.tfvars': 'env = "test"\n'},
      ...{'open/main.tf': `variable "env" {}\n${database}`, 'open/terraform.tfvars': '\n', 'open/dev.tfvars': '\n'},
    })

    expect(ofType(links, 'USES').map((link) => link.replace(/terraform:aws_db_instance\.main | at \S+/g, ''))).toEqual([
      'loaded/(dev) amazon-rds-postgresql-12-4 (development)',
      'loaded/amazon-rds-postgresql-12-4',
      'open/(dev) amazon-rds-postgresql-11-22 (development)',
      'other/(test) amazon-rds-postgresql-11-22 (test)',
      'stated/(dev) amazon-rds-postgresql-11-22 (development)',
      'stated/amazon-rds-postgresql-11-22 (production)',
      'unsaid/(dev) amazon-rds-postgresql-11-22 (development)',
    ])
  })

  it('does not take a set of variables for production whose name is not known, nor what its parts read', async () => {
    const given = ['production', 'pre-production', 'authdev1', 'dv_review.backend', 'build', 'common']
    const {links} = await declared({
      'infra/main.tf': `
resource "aws_sqs_queue" "mail" {}
resource "aws_lambda_function" "send" { runtime = "python3.8" }
resource "aws_lambda_event_source_mapping" "send" {
  event_source_arn = aws_sqs_queue.mail.arn
  function_name    = aws_lambda_function.send.arn
}
`,
      ...Object.fromEntries(given.map((name) => [`infra/config/${name}.tfvars`, 'size = 1\n'])),
    })

    expect(ofType(links, 'READS').map((link) => link.replace(/^.*?send (\(\S+\)).* at \S+/, '$1'))).toEqual([
      '(authdev1) (authdev1)',
      '(build) (build)',
      '(common)',
      '(dv_review.backend) (dv_review)',
      '(pre-production) (preproduction)',
      '(production) (production)',
    ])
  })

  it('puts an ARN together where name, region and account are known: the resource that the account lists', async () => {
    const {links, attributesOf} = await declared({
      'main.tf': `
provider "aws" {
  region              = "eu-west-2"
  allowed_account_ids = ["000000000007"]
}
resource "aws_sqs_queue" "mail" { name = "licence-mail" }
resource "aws_s3_bucket" "scans" { bucket = "licence-scans" }
resource "aws_lambda_function" "send" {
  function_name = "send-\${var.what}"
  runtime       = "python3.8"
  environment { variables = { QUEUE = aws_sqs_queue.mail.url, SECRET = "hunter2" } }
}
resource "aws_lambda_event_source_mapping" "send" {
  event_source_arn = aws_sqs_queue.mail.arn
  function_name    = aws_lambda_function.send.arn
}
variable "what" { default = "mail" }
`,
    })

    expect(links).toEqual([
      './terraform:aws_lambda_function.send CALLS interface aws-sqs-licence-mail at main.tf:8',
      './terraform:aws_lambda_function.send PART_OF the tree at main.tf:8',
      './terraform:aws_lambda_function.send READS interface aws-sqs-licence-mail at main.tf:8',
      './terraform:aws_lambda_function.send RUNS_ON arn:aws:lambda:eu-west-2:000000000007:function:send-mail at main.tf:8',
      'arn:aws:lambda:eu-west-2:000000000007:function:send-mail USES aws-lambda-python3-8 at main.tf:8',
      'datastore:msti/licence-scans-9edaa4f9ecdd RUNS_ON arn:aws:s3:::licence-scans at main.tf:7',
      'the tree RUNS_ON arn:aws:lambda:eu-west-2:000000000007:function:send-mail at main.tf:8',
      'the tree RUNS_ON arn:aws:s3:::licence-scans at main.tf:7',
      'the tree RUNS_ON arn:aws:sqs:eu-west-2:000000000007:licence-mail at main.tf:6',
      'the tree WRITES datastore:msti/licence-scans-9edaa4f9ecdd at main.tf:7',
    ])
    expect(attributesOf('arn:aws:sqs:eu-west-2:000000000007:licence-mail')).toEqual({
      provider: 'aws',
      account: '000000000007',
      region: 'eu-west-2',
      service: 'sqs',
      type: 'sqs:queue',
    })
  })

  it('follows modules of the tree with what they are given, count and for_each, and fetches none from elsewhere', async () => {
    const {links, notes} = await declared({
      'site/main.tf': `
module "store" {
  source   = "../modules/store"
  for_each = { claims = "12", cases = "13" }
  name     = each.key
  version_of = each.value
}
module "queue" {
  source = "../modules/queue"
  count  = 2
  name   = "mail-\${count.index}"
}
module "none" {
  source = "../modules/queue"
  count  = var.enabled ? 1 : 0
  name   = "none"
}
module "network" {
  source  = "terraform-aws-modules/vpc/aws"
  version = "5.1.0"
}
variable "enabled" { default = false }
resource "aws_iam_role" "r" { name = "r" }
resource "aws_sqs_queue" "many" {
  for_each = var.unknown
  name = each.key
}
`,
      'modules/store/main.tf':
        'variable "name" {}\nvariable "version_of" {}\nresource "aws_db_instance" "this" {\n engine = "mysql"\n engine_version = var.version_of\n}\n',
      'modules/queue/main.tf': 'variable "name" {}\nresource "aws_sqs_queue" "this" { name = var.name }\n',
    })

    expect(links).toEqual([
      'site/terraform:module.store["cases"].aws_db_instance.this USES amazon-rds-mysql-13 at modules/store/main.tf:3',
      'site/terraform:module.store["claims"].aws_db_instance.this USES amazon-rds-mysql-12 at modules/store/main.tf:3',
      'the tree USES pkg:terraform/terraform-aws-modules/vpc/aws@5.1.0 at site/main.tf:18',
      'the tree WRITES site/terraform:module.store["cases"].aws_db_instance.this at modules/store/main.tf:3',
      'the tree WRITES site/terraform:module.store["claims"].aws_db_instance.this at modules/store/main.tf:3',
    ])
    expect(notes).toEqual([
      'number of resources in Terraform: 1 behind placeholders that nothing in the tree fills, so not known (site/main.tf:24)',
      'property of a resource in Terraform: 1 behind placeholders that nothing in the tree fills, so not known (site/main.tf:24)',
      '1 resource of Terraform of other kinds (networks, roles, ...): counted, not read',
      '1 module of Terraform stands outside the tree: not fetched, so what they declare is not known',
    ])
  })
})

describe('HCL as people write it', () => {
  it('is read whole: heredocs, escapes, comments of three sorts, choices, loops and functions', async () => {
    const {links, problems} = await declared({
      'main.tf': `# "unclosed
// { [
locals {
  text = <<-EOT
    resource "aws_db_instance" "no" { engine = "mysql" }
    \${not.looked.at}
  EOT
  list  = [for n in var.names : upper(n) if n != ""]
  quote = "a \\"b\\" $\${c} \${join("-", ["d", "e"])}"
  names = { a = "x", "b" : lower("Y"), (local.key) = "z" }
  key   = "c"
  isBig = length(var.names) > 2 && !false ? -1 : 2 * 3
}
variable "names" { default = [] }
resource "aws_db_instance" "a" {
  engine         = local.names["b"] == "y" ? "postgres" : "mysql"
  engine_version = try(var.none.version, format("%s.%d", "11", 5))
  dynamic "x" {
    for_each = local.list
    content { y = x.value[*].id }
  }
}
resource aws_mq_broker b {
  engine_type    = provider::x::y("ActiveMQ")
  engine_version = "5.15.0"
}
`,
    })

    expect(problems).toEqual([])
    expect(ofType(links, 'USES')).toEqual(['./terraform:aws_db_instance.a amazon-rds-postgresql at main.tf:15'])
  })

  it('that is broken in one block gives the others', async () => {
    const {links, problems} = await declared({
      'main.tf': `resource "aws_db_instance" "a" {
  engine = = "x"
}
resource "aws_db_instance" "b" {
  engine = "mysql"
}
resource "aws_db_instance" "c" {
  engine = "unclosed
}
resource "aws_db_instance" "d" {
  engine = "postgres"
`,
    })

    expect(problems).toEqual(['main.tf:2 bad-hcl: this is no sound HCL in 3 places; the rest is read'])
    expect(ofType(links, 'USES')).toEqual(['./terraform:aws_db_instance.b amazon-rds-mysql at main.tf:4'])
  })

  it('that was made to break a reader costs itself alone, and no more time than its size', async () => {
    const bomb = Array.from({length: 60}, (_, at) => `l${at + 1} = "\${local.l${at}}\${local.l${at}}"`).join('\n')
    const lists = Array.from({length: 60}, (_, at) => `m${at + 1} = concat(local.m${at}, local.m${at})`).join('\n')
    const {links, problems} = await declared({
      'deep/main.tf': `a = ${'['.repeat(5000)}`,
      'blocks/main.tf': 'a {'.repeat(5000),
      'quotes/main.tf': `a = "${'${"'.repeat(5000)}`,
      'not/main.tf': `a = ${'!'.repeat(5000)}true`,
      'swell/main.tf': `locals {\nl0 = "xx"\n${bomb}\nm0 = [1]\n${lists}\n}\nresource "aws_sqs_queue" "q" { name = local.l60 }\n`,
      'round/main.tf':
        'locals {\n a = local.b\n b = local.a\n}\nresource "aws_sqs_queue" "q" { name = local.a }\nmodule "self" { source = "./" }\nmodule "other" { source = "../other" }\n',
      'other/main.tf': 'module "back" { source = "../round" }\n',
      'many/main.tf': 'resource "aws_db_instance" "m" {\n count = 1000000000\n engine = "mysql"\n}\n',
      'up/main.tf': 'module "out" { source = "../../../../etc" }\n',
      'wide/main.tf': `a = "${'\\'.repeat(200_000)}\n${'b = <<X\n'.repeat(2000)}`,
      'sound/main.tf': 'resource "aws_db_instance" "s" { engine = "mysql" }\n',
      'constructor/main.tf': 'resource "constructor" "__proto__" { toString = constructor.a.b }\n',
    })

    expect(problems.map((line) => line.replace(/\/.*$/, ''))).toEqual(['blocks', 'deep', 'not', 'quotes', 'wide'])
    expect(ofType(links, 'USES')).toEqual([
      'many/terraform:aws_db_instance.m amazon-rds-mysql at many/main.tf:1',
      'sound/terraform:aws_db_instance.s amazon-rds-mysql at sound/main.tf:1',
    ])
  })

  it('writes its state where its backend says, and reads those of others, each a file on a server', async () => {
    const {links, notes} = await declared({
      'app/package.json': '{"name":"app"}',
      'app/infra/main.tf': `terraform {
  backend "s3" {
    bucket = "tf-states"
    key    = "app/terraform.tfstate"
  }
}
locals { states = "tf-states" }
data "terraform_remote_state" "net" {
  backend = "s3"
  config = {
    bucket = local.states
    key    = "network/terraform.tfstate"
  }
}
data "terraform_remote_state" "hidden" {
  backend = "s3"
  config = { bucket = var.nowhere, key = "x" }
}
`,
      'net/package.json': '{"name":"net"}',
      'net/main.tf':
        'terraform {\n  backend "azurerm" {\n    storage_account_name = "states"\n    container_name = "tf"\n    key = "net"\n  }\n}\n',
      'other/main.tf':
        'terraform {\n  cloud {\n    organization = "dept"\n    workspaces { name = "other" }\n  }\n}\ndata "terraform_remote_state" "l" {\n  backend = "local"\n  config = { path = "../x" }\n}\n',
    })
    const file = (links: readonly string[]) => links.filter((line) => line.includes('interface '))

    expect(file(links)).toEqual([
      'app/package.json READS interface s3-tf-states-s3-amazonaws-com-network-terraform-tfstate at app/infra/main.tf:8',
      'app/package.json WRITES interface s3-tf-states-s3-amazonaws-com-app-terraform-tfstate at app/infra/main.tf:2',
      'net/package.json WRITES interface https-states-blob-core-windows-net-tf-net at net/main.tf:2',
      'the tree WRITES interface https-app-terraform-io-dept-other at other/main.tf:2',
    ])
    expect(notes).toEqual([
      'place of a state of Terraform: 1 behind placeholders that nothing in the tree fills, so not known (app/infra/main.tf:15)',
    ])
  })

  it('runs on the schedule of the rule whose target it is', async () => {
    const {attributesOf} = await declared({
      'main.tf': `resource "aws_cloudwatch_event_rule" "night" {
  name = "night"
  schedule_expression = "rate(1 day)"
}
resource "aws_cloudwatch_event_target" "t" {
  rule = aws_cloudwatch_event_rule.night.name
  arn = aws_lambda_function.f.arn
}
resource "aws_lambda_function" "f" { function_name = "f" }
`,
    })

    expect(attributesOf('component:msti/t#./terraform:aws_lambda_function.f')).toMatchObject({
      schedules: ['rate(1 day)'],
    })
  })
})
