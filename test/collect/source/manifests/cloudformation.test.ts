import {describe, expect, it} from '@jest/globals'
import {declared} from './declared.ts'

describe('CloudFormation', () => {
  it('tells stores, queues and functions of a template of SAM, with its parameters and functions worked out', async () => {
    const {links, notes, problems, attributesOf, records} = await declared({
      'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Transform: AWS::Serverless-2016-10-31
Parameters:
  Version: {Type: String, Default: "10.10"}
  Password: {Type: String, NoEcho: true, Default: hunter2}
Mappings: {Names: {live: {queue: licence-mail}}}
Globals: {Function: {Runtime: nodejs12.x}}
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: postgres, EngineVersion: !Ref Version, MasterUserPassword: !Ref Password}
  Mail:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !FindInMap [Names, live, queue]}
  Send:
    Type: AWS::Serverless::Function
    Properties:
      Environment: {Variables: {TABLE: !Ref Cases, URL: !Sub "https://\${Other}/x"}}
      Events:
        Mail: {Type: SQS, Properties: {Queue: !GetAtt Mail.Arn}}
        Night: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
  Cases:
    Type: AWS::DynamoDB::Table
    Properties: {TableName: !Sub "\${AWS::StackName}-cases"}
  Role: {Type: AWS::IAM::Role}
`,
    })

    expect(links).toEqual([
      './cloudformation:template.yaml:Db USES amazon-rds-postgresql-10-10 at template.yaml:9',
      './cloudformation:template.yaml:Send PART_OF the tree at template.yaml:15',
      './cloudformation:template.yaml:Send READS ./cloudformation:template.yaml:Cases at template.yaml:15',
      './cloudformation:template.yaml:Send READS interface aws-sqs-licence-mail at template.yaml:15',
      './cloudformation:template.yaml:Send USES aws-lambda-nodejs12-x at template.yaml:15',
      'the tree WRITES ./cloudformation:template.yaml:Cases at template.yaml:22',
      'the tree WRITES ./cloudformation:template.yaml:Db at template.yaml:9',
    ])
    expect(attributesOf('component:msti/t#./cloudformation:template.yaml:Send')).toMatchObject({
      schedules: ['rate(1 day)'],
      environmentVariablesSet: ['TABLE', 'URL'],
      runtime: 'nodejs12.x',
    })
    expect(notes).toEqual([
      'property of a resource in CloudFormation: 1 behind placeholders that nothing in the tree fills, so not known (template.yaml:22)',
      '1 resource of CloudFormation of other kinds (networks, roles, ...): counted, not read',
    ])
    expect(problems).toEqual([])
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('leaves out what stands under a condition that never holds, whoever deploys it', async () => {
    const stores = ['Never', 'Neither', 'ByDefault', 'Unknown'].map(
      (name) => `  ${name}: {Type: AWS::DynamoDB::Table, Condition: Is${name}, Properties: {TableName: t-${name}}}\n`,
    )
    const {links} = await declared({
      'template.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Parameters:
  Env: {Type: String, Default: dev}
Conditions:
  IsNever: !Equals [a, b]
  IsNeither: !And [!Condition IsByDefault, !Not [!Or [!Equals [a, a], !Condition IsNever]]]
  IsByDefault: !Equals [!Ref Env, prod]
Resources:
${stores.join('')}`,
    })

    expect(links).toEqual([
      'the tree WRITES ./cloudformation:template.yaml:ByDefault at template.yaml:11',
      'the tree WRITES ./cloudformation:template.yaml:Unknown at template.yaml:12',
    ])
  })

  it('gives a template of the tree the parameters of the stack that takes it in', async () => {
    const nested = `AWSTemplateFormatVersion: "2010-09-09"
Parameters: {V: {Type: String, Default: "13"}, W: {Type: String, Default: postgres}}
Resources:
  Db: {Type: AWS::RDS::DBInstance, Properties: {Engine: !Ref W, EngineVersion: !Ref V}}
`
    const stack = (name: string, url: string, parameters: string) =>
      `  ${name}: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${url}, Parameters: ${parameters}}}\n`
    const {links} = await declared({
      'root.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Parameters: {Version: {Type: String, Default: "9.6"}, Engine: {Type: String}}
Resources:
${stack('A', './db/once.yaml', '{V: !Ref Version}')}${stack('B', 'db/twice.yaml', '{V: "10"}')}${stack('C', 'db/twice.yaml', '{V: "11"}')}${stack('D', './db/open.yaml', '{W: !Ref Engine}')}`,
      'db/once.yaml': nested,
      'db/twice.yaml': nested,
      'db/open.yaml': nested,
      'db/circle.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${stack('A', 'circle.yaml', '{V: "1"}')}${stack('B', 'round.yaml', '{}')}`,
      'db/round.yaml': `AWSTemplateFormatVersion: "2010-09-09"\nResources:\n${stack('A', 'circle.yaml', '{}')}`,
    })

    expect(links.filter((link) => link.includes('USES'))).toEqual([
      'db/cloudformation:once.yaml:Db USES amazon-rds-postgresql-9-6 at db/once.yaml:4',
      'db/cloudformation:twice.yaml:Db (B) USES amazon-rds-postgresql-10 at db/twice.yaml:4',
      'db/cloudformation:twice.yaml:Db (C) USES amazon-rds-postgresql-11 at db/twice.yaml:4',
    ])
  })

  it('of SAM tells what each event of a function is: endpoints, queues, topics, streams, buckets and schedules', async () => {
    const {links, notes, attributesOf} = await declared({
      'template.yaml': `Transform: AWS::Serverless-2016-10-31
Globals: {Function: {Runtime: python3.9, Environment: {Variables: {STAGE: x}}}}
Resources:
  Front:
    Type: AWS::Serverless::HttpApi
    Properties: {Domain: {DomainName: api.dept.gov.uk}}
  Work:
    Type: AWS::Serverless::Function
    Properties:
      Environment: {Variables: {OWN: y}}
      Events:
        Get: {Type: Api, Properties: {Path: "/licences/{id}", Method: get}}
        Any: {Type: HttpApi, Properties: {Path: /all, Method: "*", ApiId: !Ref Front}}
        Rest: {Type: HttpApi}
        Own: {Type: SQS, Properties: {Queue: !GetAtt Mail.Arn}}
        Other: {Type: SQS, Properties: {Queue: "arn:aws:sqs:eu-west-2:000000000007:payments"}}
        Unknown: {Type: SQS, Properties: {Queue: !ImportValue elsewhere}}
        Topic: {Type: SNS, Properties: {Topic: !Ref News}}
        Stream: {Type: Kinesis, Properties: {Stream: !GetAtt Flow.Arn}}
        Changes: {Type: DynamoDB, Properties: {Stream: !GetAtt Cases.StreamArn}}
        Put: {Type: S3, Properties: {Bucket: !Ref Scans, Events: "s3:ObjectCreated:*"}}
        Night: {Type: Schedule, Properties: {Schedule: rate(1 day)}}
        Noon: {Type: ScheduleV2, Properties: {ScheduleExpression: cron(0 12 * * ? *)}}
        Odd: {Type: [x], Properties: 1}
  Steps:
    Type: AWS::Serverless::StateMachine
    Properties: {Name: steps, Events: {Hour: {Type: Schedule, Properties: {Schedule: rate(1 hour)}}}}
  Late:
    Type: AWS::Lambda::Function
    Properties: {FunctionName: late}
  Rule:
    Type: AWS::Events::Rule
    Properties: {ScheduleExpression: rate(2 days), Targets: [{Arn: !GetAtt Late.Arn, Id: a}]}
  Mail: {Type: AWS::SQS::Queue, Properties: {QueueName: mail}}
  News: {Type: AWS::SNS::Topic, Properties: {TopicName: news}}
  Flow: {Type: AWS::Kinesis::Stream, Properties: {Name: flow}}
  Cases: {Type: AWS::DynamoDB::Table, Properties: {TableName: cases}}
  Scans: {Type: AWS::S3::Bucket, Properties: {BucketName: scans}}
`,
    })
    const work = './cloudformation:template.yaml:Work'

    expect(links.filter((line) => !line.includes(' WRITES ') && !line.includes('arn:'))).toEqual([
      './cloudformation:template.yaml:Late PART_OF the tree at template.yaml:28',
      './cloudformation:template.yaml:Steps PART_OF the tree at template.yaml:25',
      `${work} PART_OF the tree at template.yaml:7`,
      `${work} READS ./cloudformation:template.yaml:Cases at template.yaml:7`,
      expect.stringMatching(
        /^\.\/cloudformation:template\.yaml:Work READS datastore:msti\/scans-\w+ at template\.yaml:7$/,
      ),
      `${work} READS interface aws-kinesis-flow at template.yaml:7`,
      `${work} READS interface aws-sns-news at template.yaml:7`,
      `${work} READS interface aws-sqs-mail at template.yaml:7`,
      `${work} READS interface aws-sqs-payments at template.yaml:7`,
      `${work} USES aws-lambda-python3-9 at template.yaml:7`,
      'interface any-all PART_OF the tree at template.yaml:7',
      'interface any-default PART_OF the tree at template.yaml:7',
      'interface get-licences-id PART_OF the tree at template.yaml:7',
      'the tree RUNS_ON host:msti/api-dept-gov-uk at template.yaml:4',
    ])
    expect(attributesOf(`component:msti/t#${work}`)).toMatchObject({
      environmentVariablesSet: ['OWN', 'STAGE'],
      schedules: ['cron(0 12 * * ? *)', 'rate(1 day)'],
    })
    expect(attributesOf('component:msti/t#./cloudformation:template.yaml:Steps')).toMatchObject({
      schedules: ['rate(1 hour)'],
    })
    expect(attributesOf('component:msti/t#./cloudformation:template.yaml:Late')).toMatchObject({
      schedules: ['rate(2 days)'],
    })
    expect(notes).toEqual([
      'property of a resource in CloudFormation: 1 behind placeholders that nothing in the tree fills, so not known (template.yaml:7)',
    ])
  })

  it('is read where parameters of Systems Manager and secrets stand in it, of which none is told', async () => {
    const {links} = await declared({
      'a.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: mysql, EngineVersion: "5.7", MasterUserPassword: "{{resolve:secretsmanager:db:SecretString:p}}"}
`,
      'b.yaml':
        'AWSTemplateFormatVersion: "2010-09-09"\nResources:\n  Q: {Type: AWS::SQS::Queue, Properties: {QueueName: "{{ name }}"}}\n',
    })

    expect(links).toEqual([
      './cloudformation:a.yaml:Db USES amazon-rds-mysql-5-7 at a.yaml:3',
      'the tree WRITES ./cloudformation:a.yaml:Db at a.yaml:3',
    ])
  })

  it('is read in JSON too, and a bucket of that name is one in all the world', async () => {
    const {links} = await declared({
      'stack.json': JSON.stringify(
        {
          AWSTemplateFormatVersion: '2010-09-09',
          Resources: {
            Scans: {Type: 'AWS::S3::Bucket', Properties: {BucketName: {'Fn::Join': ['-', ['licence', 'scans']]}}},
          },
        },
        undefined,
        1,
      ),
    })

    expect(links).toContain('the tree RUNS_ON arn:aws:s3:::licence-scans at stack.json:4')
  })

  it('cut short is told, and what only mentions it is left alone', async () => {
    const {links, problems} = await declared({
      'a.json': '{"AWSTemplateFormatVersion": "2010-09-09",\n"Resources": {"A": {"Type": "AWS::S3::Bucket"',
      'b.yaml': '# AWSTemplateFormatVersion\nResources: [1, 2]\n',
      'c.yaml':
        'AWSTemplateFormatVersion: x\nResources: {A: 1, B: {Type: [x]}, constructor: {Type: AWS::SQS::Queue}}\n',
    })

    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(/^a\.json:\d bad-manifest: this is no sound YAML$/)
    expect(links).toEqual([])
  })
})

describe('a service of Serverless', () => {
  it('tells its functions, what calls them and on which schedule, and the resources of its template', async () => {
    const {links, notes, attributesOf} = await declared({
      'serverless.yml': `service: licences
custom:
  runtime: nodejs14.x
  customDomain: {domainName: licences.dept.example}
provider:
  name: aws
  runtime: \${self:custom.runtime}
  stage: \${opt:stage, 'dev'}
  environment: {TABLE: x}
functions:
  web:
    handler: a.b
    events:
      - httpApi: GET /licences
      - http: {path: "licences/{id}", method: post}
      - schedule: cron(0 3 * * ? *)
  mail:
    handler: a.c
    runtime: \${env:RUNTIME}
    events:
      - sqs: arn:aws:sqs:eu-west-2:000000000007:licence-mail
resources:
  Resources:
    Scans: {Type: "AWS::S3::Bucket", Properties: {BucketName: licence-scans}}
`,
    })

    expect(links).toEqual([
      './serverless:mail PART_OF the tree at serverless.yml:17',
      './serverless:mail READS interface aws-sqs-licence-mail at serverless.yml:17',
      './serverless:web PART_OF the tree at serverless.yml:11',
      './serverless:web USES aws-lambda-nodejs14-x at serverless.yml:11 (development)',
      'datastore:msti/licence-scans-9edaa4f9ecdd RUNS_ON arn:aws:s3:::licence-scans at serverless.yml:24',
      'interface get-licences PART_OF the tree at serverless.yml:11',
      'interface post-licences-id PART_OF the tree at serverless.yml:11',
      'the tree RUNS_ON arn:aws:s3:::licence-scans at serverless.yml:24',
      'the tree RUNS_ON host:msti/licences-dept-example at serverless.yml:4 (development)',
      'the tree WRITES datastore:msti/licence-scans-9edaa4f9ecdd at serverless.yml:24',
    ])
    expect(attributesOf('component:msti/t#./serverless:web')).toMatchObject({
      schedules: ['cron(0 3 * * ? *)'],
    })
    expect(notes).toEqual([
      'runtime of a function: 1 behind placeholders that nothing in the tree fills, so not known (serverless.yml:17)',
    ])
  })

  it('tells what each event of a function is, with variables within variables, and what is not known', async () => {
    const {links, notes, attributesOf} = await declared({
      'serverless.yml': `service: tides
custom: {topic: {prod: tides-prod, dev: tides-dev}, name: "t-\${sls:stage}"}
provider: {name: aws, stage: prod}
functions:
  a:
    handler: h.a
    events:
      - sns: \${self:custom.topic.\${self:provider.stage}}
      - sns: \${ssm:/tides/topic}
      - sqs: {arn: !GetAtt Charges.Arn}
      - stream: arn:aws:kinesis:eu-west-2:000000000007:stream/tide-stream
      - stream: {type: dynamodb, arn: !GetAtt Table.StreamArn}
      - s3: {bucket: files-of-tides, event: "s3:ObjectCreated:*"}
      - s3: {bucket: tide-others, existing: true}
      - kafka: {topic: harbour.tides.v1, bootstrapServers: ["kafka1.dept.example:9092"]}
      - msk: {arn: "arn:aws:kafka:eu-west-2:1:cluster/c/u", topic: msk-topic}
      - rabbitmq: {arn: "arn:aws:mq:eu-west-2:1:broker:b", queue: berths}
      - schedule: {rate: cron(0 4 * * ? *), enabled: false}
      - schedule: {rate: [rate(1 day), "rate(2 days)"]}
      - schedule: \${ssm:/tides/when}
      - eventBridge: {schedule: rate(1 hour)}
      - httpApi: GET /x
      - http: {path: "\${self:custom.name}/\${ssm:/base}/y", method: get}
resources:
  - \${file(other.yml)}
  - Resources:
      Charges: {Type: AWS::SQS::Queue, Properties: {QueueName: charges}}
      Table: {Type: AWS::DynamoDB::Table, Properties: {TableName: "\${self:custom.name}-\${AWS::Region}"}}
      Plain: {Type: AWS::DynamoDB::Table, Properties: {TableName: "tides-\${sls:stage}"}}
      Open: {Type: AWS::DynamoDB::Table, Properties: {TableName: "tides-\${ssm:/x}"}}
`,
    })

    expect(
      links.flatMap((link) => (/ (READS|CALLS|WRITES) /.test(link) ? link.replace(/-[\da-f]{12}/, '') : [])),
    ).toEqual([
      './serverless:a CALLS host:msti/kafka1-dept-example at serverless.yml:5',
      './serverless:a READS ./cloudformation:serverless.yml:Table at serverless.yml:5',
      './serverless:a READS datastore:msti/files-of-tides at serverless.yml:5',
      './serverless:a READS interface apache-kafka-harbour-tides-v1 at serverless.yml:5',
      './serverless:a READS interface apache-kafka-msk-topic at serverless.yml:5',
      './serverless:a READS interface aws-kinesis-tide-stream at serverless.yml:5',
      './serverless:a READS interface aws-sns-tides-prod at serverless.yml:5',
      './serverless:a READS interface aws-sqs-charges at serverless.yml:5',
      './serverless:a READS interface rabbitmq-berths at serverless.yml:5',
      'the tree CALLS host:msti/kafka1-dept-example at serverless.yml:15',
      'the tree WRITES ./cloudformation:serverless.yml:Open at serverless.yml:30',
      'the tree WRITES ./cloudformation:serverless.yml:Plain at serverless.yml:29',
      'the tree WRITES ./cloudformation:serverless.yml:Table at serverless.yml:28',
      'the tree WRITES datastore:msti/files-of-tides at serverless.yml:5 (production)',
    ])
    expect(links.filter((link) => link.includes('interface get-'))).toEqual([
      'interface get-t-prod-y PART_OF the tree at serverless.yml:5',
      'interface get-x PART_OF the tree at serverless.yml:5',
    ])
    expect(attributesOf('component:msti/t#./serverless:a')).toMatchObject({
      schedules: ['rate(1 day)', 'rate(1 hour)', 'rate(2 days)'],
    })
    expect(notes).toEqual([
      'part of a service in another file: 1 behind placeholders that nothing in the tree fills, so not known (serverless.yml:24)',
      'property of a resource in CloudFormation: 2 behind placeholders that nothing in the tree fills, so not known (serverless.yml:28, serverless.yml:30)',
      'schedule of a function: 1 behind placeholders that nothing in the tree fills, so not known (serverless.yml:5)',
      'source of an event of a function: 1 behind placeholders that nothing in the tree fills, so not known (serverless.yml:5)',
    ])
  })
})
