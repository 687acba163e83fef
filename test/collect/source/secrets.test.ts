import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {collectSource} from '../../../src/collect/source/collect-source.ts'
import {anyOfThem, writtenPasswords} from './blockers/written-passwords.ts'
import {openScanJournal, type ScanJournal} from '../../../src/collect/source/scan-journal.ts'

const folder = mkdtempSync(join(tmpdir(), 'domesday-secrets-'))
afterAll(() => rmSync(folder, {recursive: true}))

/** Each secret stands between `«` and `»`, which are taken out before the file is written. */
const files: Record<string, string> = {
  'package.json': '{"name":"sec","version":"1.0.0","dependencies":{"axios":"1","pg":"8"}}',
  'a.js': `const axios = require('axios')
const {exec} = require('child_process')
const {Client} = require('pg')
const {HOOK, DUMP} = require('./given')
fetch("https://api.dept.example.gov.uk/x?token=«QueryToken1234567»")
fetch("https://api.dept.example.gov.uk/y?api_key=«QueryKeyAbc99»&id=«Id77Marker»")
axios.get('https://api.dept.example.gov.uk/z/sv=2020&sig=«SasSigValue%2Babcdef»')
axios.post('https://hooks.slack.dept.gov.uk/deep/«aB3dE5gH7jK9mN1pQ3sT5v»/end')
axios.post('https://hooks.slack.com/services/T0000AAAA/B0000BBBB/«SlackHookSecretAAAAAAAAA»')
axios.post('https://discord.com/api/webhooks/1234567890/«DiscordHookSecretAAAA»')
axios.get('https://user:«UrlPass/word1»@api.dept.gov.uk/q')
axios.post(HOOK)
exec(DUMP)
exec('PGPASSWORD=«PgPassMarker1» psql -h db5.dept.gov.uk')
exec('mysqldump -p«ExecDump1» shop')
new Client({host: 'db.dept.gov.uk', password: '«ClientPw1»'})
`,
  'given.js': `exports.HOOK = 'https://office.dept.gov.uk/hook/«0a1b2c3d4e5f60718293a4b5c6d7e8f9»'
exports.DUMP = 'mysqldump --password=«ExportedDump1» shop'
exports.API_KEY = '«ExportedKey1»'
exports.PLAIN = '«4f5e6d7c8b9a0f1e2d3c4b5a6978»'
`,
  'pom.xml': '<project><groupId>g</groupId><artifactId>a</artifactId><version>1</version></project>',
  'a.php': `<?php
const HOOK = 'https://api.dept.gov.uk/p?token=«PhpConst1»';
$r = mysqli_connect("db.dept.gov.uk","u","«MysqliPw0rd1»","shop");
$p = new PDO("mysql:password=«PdoDsn1»;host=db2.dept.gov.uk;dbname=a", "u", "«PdoPassw0rd2»");
file_get_contents("https://api.dept.gov.uk/x?sig=«PhpSig1»");
exec("mysqldump --password=«PhpExec1» shop");
`,
  'requirements.txt': 'requests==2.0\noracledb==1\n',
  'a.py': `import ftplib, oracledb, subprocess, requests
f = ftplib.FTP("ftp.dept.gov.uk", "u", "«FtpPw10»")
oracledb.connect("scott/«OraPw11»@db6.dept.gov.uk:1521/X")
subprocess.run(["mysqldump", "-p«DumpPw12»", "-h", "db7.dept.gov.uk"])
subprocess.run("mysqldump -u root --password=«DumpPw13» shop", shell=True)
requests.get("https://api.dept.gov.uk/x?access_token=«PyToken14»")
requests.get(base() + "/x?token=«PyRest15»")
`,
  'consts.py': "COMMAND = 'mysqldump -u root -p«PyConst16» shop'\nURL = 'https://a.dept.gov.uk/x?token=«PyConst17»'\n",
  'settings.py':
    "HOOK_URL = 'https://hooks.slack.com/services/T0000AAAA/B0000BBBB/«PySettingHook»'\nRUN = 'dump -p«PyRun18»'\n",
  'A.java': `import java.net.http.*;
public class A {
  static final String LINK = "https://api.dept.gov.uk/x?token=«JavaToken19»";
  static final String LINE = "mysqldump --password=«JavaDump20» shop";
  void a() throws Exception {
    HttpRequest.newBuilder(java.net.URI.create("https://api.dept.gov.uk/y?sig=«JavaSig21»")).build();
    Runtime.getRuntime().exec("mysqldump --password=«JavaExec22» shop");
    java.sql.DriverManager.getConnection("jdbc:oracle:thin:scott/«JavaOra23»@db.dept.gov.uk:1521:X");
  }
}
`,
  'a.go': `package main
import ("net/http"; "os/exec")
const link = "https://api.dept.gov.uk/x?token=«GoToken24»"
func main() { http.Get("https://api.dept.gov.uk/y?token=«GoToken25»"); exec.Command("sh", "-c", "dump -p«GoDump26»") }
`,
  'a.rb': `require 'net/http'
Net::HTTP.get(URI('https://api.dept.gov.uk/x?token=«RubyToken27»'))
system('mysqldump --password=«RubyDump28» shop')
`,
  'A.cs': `using System.Net.Http; using System.Diagnostics;
class A { async void B() { await new HttpClient().GetAsync("https://api.dept.gov.uk/x?token=«CsToken29»");
 Process.Start("mysqldump", "--password=«CsDump30»");
 new System.Data.SqlClient.SqlConnection("Server=db.dept.gov.uk;Database=pay;User Id=u;Password=«CsPw31»"); } }
`,
  'A.vb': `Imports System.Net
Module A
Sub B()
  Shell("mysqldump --password=«VbDump32» shop")
End Sub
End Module
`,
  'a.ps1': `Invoke-RestMethod -Uri "https://api.dept.gov.uk/x?token=«PsToken33»"
Start-Process "mysqldump" -ArgumentList "-p«PsDump34»"
Invoke-Sqlcmd -ServerInstance db.dept.gov.uk -Username u -Password "«PsPw35»" -Query "select 1 from a"
`,
  'a.sh': `#!/bin/bash
curl -u admin:«CurlPw36» https://api.dept.gov.uk/q
curl "ftp://u:x/«CurlFtp153»@files.dept.gov.uk/d/f.txt"
curl "https://api.dept.gov.uk/a;b=c;pwd=x/«CurlPath154»"
curl https://hooks.slack.com/services/T0001/B0002/«quokka9»
curl -H "Authorization: Bearer «BearerTok37abcdefgh»" "https://api.dept.gov.uk/q2?token=«ShToken38»"
sqlplus scott/«SqlplusPw39»@db3.dept.gov.uk:1521/X
mysql -h db4.dept.gov.uk -u root -p«MysqlPw40» shop
sshpass -p «SshPass41» scp a.csv u@files.dept.gov.uk:/in/a.csv
PGPASSWORD=«PgPass42» psql -h db5.dept.gov.uk -U u shop
export TOKEN=«ShExport43»
/opt/run.sh --token «ShRun44»
`,
  'a.cbl': `       IDENTIFICATION DIVISION.
       PROGRAM-ID. SECPROG.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 WS-PASSWORD PIC X(20) VALUE '«CobolPw45»'.
       01 WS-PROG PIC X(8) VALUE 'OTHER'.
       PROCEDURE DIVISION.
           MOVE '«CobolPw46»' TO WS-PASSWORD.
           EXEC CICS WEB SEND PATH('/x?pw=«CobolPath152»')
               SESSTOKEN(WS-T) METHOD(GET) END-EXEC.
           CALL WS-PROG USING WS-PASSWORD.
           STOP RUN.
`,
  'a.jcl': `//SECJOB   JOB (ACCT),'X',CLASS=A,USER=ME,PASSWORD=«JCLPW47»
//FTPSTEP  EXEC FTPPROC,PSW=«JCLPSW150»,FTPPW=«JCLFTPPW151»
//STEP1    EXEC PGM=MYPROG,PARM='SCOTT/«JCLPW48»'
//SYSIN    DD *
  CONNECT '«JCLPW49»'
/*
`,
  '.env': `SLACK_URL=https://hooks.slack.com/services/T0000AAAA/B0000BBBB/«EnvHookSecretAAAA»
STRIPE=«0f1e2d3c4b5a69788796a5b4c3d2e1f0»
DB_PASSWORD=«EnvPw51»
DATABASE_URL=postgres://u:«EnvPw52»@db.dept.gov.uk/pay
DUMP=mysqldump -p«EnvDump53»
`,
  'application.yml': `spring:
  datasource:
    url: jdbc:oracle:thin:scott/«YmlOra54»@db.dept.gov.uk:1521:X
    password: «YmlPw55»
hook: https://api.dept.gov.uk/x?sig=«YmlSig56»
`,
  'web.config': `<configuration><connectionStrings><add name="A" connectionString="Server=db.dept.gov.uk;Database=a;Password=«ConfigPw57»"/></connectionStrings>
<appSettings><add key="Api" value="https://u:«ConfigPw58»@api.dept.gov.uk/x"/></appSettings></configuration>`,
  'docker-compose.yml': `services:
  web:
    image: registry.dept.gov.uk/web:1
    command: run --password=«ComposeCommand59»
    environment:
      - API_TOKEN=«ComposeEnv60»
      - HOOK=https://hooks.slack.com/services/T0000AAAA/B0000BBBB/«ComposeHookAAAA»
`,
  'deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  template:
    spec:
      containers:
        - name: web
          image: registry.dept.gov.uk/web:1
          args: ["--password=«KubeArg62»"]
          env:
            - name: DB_PASSWORD
              value: «KubeEnv63»
---
apiVersion: v1
kind: Secret
metadata: {name: s}
stringData: {password: «KubeSecret64»}
`,
  'main.tf': `resource "aws_db_instance" "a" {
  engine = "mysql"
  username = "u"
  password = "«TfPw65»"
}
variable "token" { default = "«TfVar66»" }
`,
  Dockerfile: `FROM node:20
ARG TOKEN=«DockerArg67»
ENV PASSWORD=«DockerEnv68» URL=https://u:«DockerUrl69»@api.dept.gov.uk/x
RUN curl "https://api.dept.gov.uk/x?token=«DockerRun70»"
CMD ["run", "--password=«DockerCmd71»"]
`,
  '.github/workflows/a.yml': `on: push
jobs:
  a:
    runs-on: ubuntu-latest
    env: {TOKEN: «FlowEnv72»}
    steps:
      - run: curl -u a:«FlowRun73» https://api.dept.gov.uk/x
`,
  'mapper.xml': `<mapper namespace="a"><select id="a">select * from pay where password = '«MapperPw74»'</select></mapper>`,
  'a.sql': "create user a identified by '«SqlPw75»';\ncreate table pay (id int);\n",
  'consts2.py':
    "LOAD = 'sqlldr scott/«PyLoad80»'\nGRANT = 'alter user x identified by «PySql81»'\nFEED = 'u:«PyFeed82»@files.dept.gov.uk:21'\nBARE = 'https://a.dept.gov.uk/x?«BareQuery83»'\n",
  'b.py':
    "import subprocess, os\nsubprocess.run('(PW=«PyGroup84»;dump)', shell=True)\nos.system('$(PW=«PySub85» dump)')\nos.system('bash<<<«PyHere86»')\nos.popen('http://u:«PyUrl87»@a.dept.gov.uk/x')\n",
  'dyn.cbl': `       IDENTIFICATION DIVISION.
       PROGRAM-ID. DYNSQL.
       DATA DIVISION.
       WORKING-STORAGE SECTION.
       01 WS-PASS PIC X(20) VALUE '«CobolPw88»'.
       01 WS-SQL PIC X(99) VALUE "ALTER USER X IDENTIFIED BY «CobolSql89»".
       PROCEDURE DIVISION.
           EXEC SQL PREPARE S1 FROM :WS-SQL END-EXEC.
           STOP RUN.
`,
  'web/package.json':
    '{"name":"w","scripts":{"a":"curl https://a.dept.gov.uk/?token=«NpmScript90»"},"dependencies":{"lib":"git+https://u:«NpmDep91»@git.dept.gov.uk/lib.git#v1"}}',
  'web/package-lock.json':
    '{"name":"w","lockfileVersion":3,"packages":{"":{"name":"w"},"node_modules/lib":{"version":"1.0.0","resolved":"https://u:«NpmLock92»@npm.dept.gov.uk/lib.tgz?token=«NpmLock93»"}}}',
  'web/.npmrc': '//npm.dept.gov.uk/:_authToken=«Npmrc94»\n',
  'py/requirements.txt':
    '--extra-index-url https://u:«PipIndex95»@pypi.dept.gov.uk/simple\nlib @ git+https://«PipToken96»@git.dept.gov.uk/lib.git@v1\ngit+https://u:«PipPw97»@git.dept.gov.uk/other.git#egg=other\n',
  'rb/Gemfile':
    'source "https://u:«GemPw98»@gems.dept.gov.uk"\ngem "lib", git: "https://u:«GemGit99»@git.dept.gov.uk/lib.git"\n',
  'php/composer.json':
    '{"name":"a/b","repositories":[{"type":"vcs","url":"https://u:«Composer100»@git.dept.gov.uk/l.git"}],"require":{"a/l":"dev-main"}}',
  'NuGet.config':
    '<configuration><packageSources><add key="a" value="https://u:«Nuget101»@nuget.dept.gov.uk/v3"/></packageSources><packageSourceCredentials><a><add key="ClearTextPassword" value="«Nuget102»"/></a></packageSourceCredentials></configuration>',
  'sub.tf': `resource "aws_sns_topic_subscription" "a" {
  topic_arn = aws_sns_topic.t.arn
  protocol  = "https"
  endpoint  = "https://u:«TfSns103»@hook.dept.gov.uk/x?token=«TfSns104»"
}
resource "aws_instance" "b" { user_data = "mysql -p«TfData105»" }
resource "aws_lambda_function" "c" {
  function_name = "c"
  environment { variables = { HOOK = "https://hooks.slack.com/services/T0000AAAA/B0000BBBB/«TfHookAAAAAAAA»" } }
}
`,
  'template.yaml': `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Db:
    Type: AWS::RDS::DBInstance
    Properties: {Engine: mysql, MasterUserPassword: «CfnPw107»}
  Fn:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {URL: "https://u:«CfnUrl108»@a.dept.gov.uk/x?token=«CfnTok109»"}}}
`,
  'chart/Chart.yaml':
    'apiVersion: v2\nname: c\nversion: 1.0.0\ndependencies: [{name: d, version: "1", repository: "https://u:«Helm110»@charts.dept.gov.uk"}]\n',
  'chart/values.yaml':
    'image: {repository: registry.dept.gov.uk/c, tag: "1"}\nHOOK_URL: https://a.dept.gov.uk/hooks/«HelmHook111»\nplain: «HelmPlain112x»\n',
  Jenkinsfile:
    "pipeline { stages { stage('a') { steps { sh 'curl -u a:«Jenkins113» https://a.dept.gov.uk/x?token=«Jenkins114»' } } } }",
  '.gitlab-ci.yml':
    'image: registry.dept.gov.uk/a:1\na:\n  variables: {T: «Gitlab115»}\n  script: ["curl https://a.dept.gov.uk/x?token=«Gitlab116»"]\n',
  'nginx.conf':
    'server { location / { proxy_pass https://a.dept.gov.uk/x?token=«Nginx117»; proxy_set_header Authorization "Basic «Nginx118»"; } }\n',
  'job.ps1':
    '$pw = "«PsVar119»"\nnet use Z: \\\\files.dept.gov.uk\\in «PsNet120» /user:u\n& sqlcmd -S db.dept.gov.uk -U u -P «PsSql121» -Q "select 1 from pay"\n',
  'agent.sql': `EXEC sp_addlinkedserver @server = N'HR', @srvproduct = N'', @provider = N'SQLNCLI', @datasrc = N'hr.dept.gov.uk', @provstr = N'Uid=u;Pwd=«SqlProv140»'
EXEC sp_addlinkedsrvlogin 'HR', 'false', NULL, 'u', '«SqlLogin141»'
CREATE LOGIN clerk WITH PASSWORD = '«SqlCreate142»'
SELECT a FROM OPENROWSET('SQLNCLI', 'Server=db7.dept.gov.uk;Uid=u;Pwd=«SqlRowset143»', 'SELECT a FROM t') x
EXEC xp_cmdshell 'net use Z: \\\\files.dept.gov.uk\\in «SqlNet144» /user:u & sqlcmd -S db8.dept.gov.uk -U u -P «SqlCmd145»'
EXEC msdb.dbo.sp_add_job @job_name = N'Nightly'
EXEC msdb.dbo.sp_add_jobstep @job_name = N'Nightly', @step_name = N'send', @subsystem = N'CmdExec', @command = N'send.exe /password:«SqlStep146»'
GO
`,
  'task.xml':
    '<Task xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task"><Actions><Exec><Command>send.exe</Command><Arguments>-p «TaskArg147» \\\\files.dept.gov.uk\\in</Arguments></Exec></Actions></Task>',
  'send.ftp': 'open ftp.dept.gov.uk\nuser u «FtpFile148»\nput a.txt\n',
  'make.cmd':
    'schtasks /create /tn Nightly /tr "run.exe «TaskRun149»" /sc daily /ru u /rp «TaskPw150»\r\nset PW=«SetPw151»\r\nosql -Udb -P%PW% -Sdb9.dept.gov.uk\r\n',
  'job.bat': 'net use Z: \\\\files.dept.gov.uk\\in «BatNet122» /user:u\r\nsqlplus scott/«BatSql123»@db @run.sql\r\n',
  'images/docker-compose.yml': `services:
  web:
    image: "u:«ImagePw155»@registry.dept.gov.uk/web:1"
    build: https://u:«BuildPw156»@git.dept.gov.uk/web.git
  api:
    image: https://u:«ImagePw157»@registry.dept.gov.uk/api:1
    build: {context: "https://git.dept.gov.uk/api.git?private_token=«BuildPw158»"}
`,
  'images/deployment.yaml': `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec: {template: {spec: {containers: [{name: c, image: "https://u:«ImagePw159»@registry.dept.gov.uk/node:14"}]}}}
`,
  'images/task.tf': `resource "aws_ecs_task_definition" "t" {
  family = "t"
  container_definitions = jsonencode([{name = "c", image = "u:«ImagePw160»@registry.dept.gov.uk/node:14"}])
}
`,
  'images/Dockerfile': 'FROM u:«ImagePw161»@registry.dept.gov.uk/node:14\n',
  crontab: '0 3 * * * root mysqldump -p«CronPw76» shop\n',
  'era/send.jcl':
    "//SEND JOB (A),'A',USER=CLERK,PASSWORD=«JobPw130»\n//S EXEC PGM=FTP\n//INPUT DD *\nftp.dept.gov.uk\nclerk\n«FtpPw131»\nput 'CLM.OUT' out.dat\nquit\n",
  'era/MOVES.cbl':
    "       PROGRAM-ID. MOVES.\n       WORKING-STORAGE SECTION.\n       01 DB-PASSWORD PIC X(9) VALUE '«CobPw132»'.\n       PROCEDURE DIVISION.\n           MOVE '«CobPw133»' TO DB-PASSWORD.\n           CALL DB-PASSWORD.\n",
  'era/main.bas':
    'Const DB_PASSWORD = "«BasPw134»"\nSub Go()\n  cn.Open "DSN=claims", "sa", "«BasPw135»"\n  Set x = CreateObject("Rates.Table")\n  Set db = OpenDatabase("c.mdb", False, False, ";pwd=«BasPw136»")\nEnd Sub\n',
  'era/main.pas': "const Password = '«PasPw137»';\nbegin\n  Db.Params.Values['PASSWORD'] := '«PasPw138»';\nend.\n",
  'era/main.dfm':
    "object Db: TDatabase\n  DatabaseName = 'claims'\n  Params.Strings = (\n    'PASSWORD=«DfmPw139»')\nend\n",
  'era/main.srw': "SQLCA.DBPass = '«PbPw140»'\n",
  'era/run.cmd': 'set DB_PASSWORD=«CmdPw141»\r\nisql -U u -P «CmdPw142» -i run.sql\r\n',
  'era/users.sql': "CREATE USER clerk IDENTIFIED BY «OraPw143»;\nCREATE LOGIN clerk WITH PASSWORD = '«SqlPw144»';\n",
  'era/main.ini': '[db]\nDbPassword=«IniPw145»\n',
}

const secrets = Object.values(files).flatMap((text) =>
  [...text.matchAll(/«([^»]*)»/g)].map(([, secret = '']) => secret),
)

async function collected(
  given: Readonly<Record<string, string>>,
): Promise<{readonly inventory: string; readonly cache: string}> {
  rmSync(join(folder, 'tree'), {recursive: true, force: true})
  rmSync(join(folder, 'scans'), {recursive: true, force: true})
  for (const [path, text] of Object.entries(given)) {
    mkdirSync(dirname(join(folder, 'tree', path)), {recursive: true})
    writeFileSync(join(folder, 'tree', path), text.replace(/[«»]/g, ''))
  }
  const journals: ScanJournal[] = []
  const inventory = await collectSource({
    auditFolder: folder,
    paths: ['tree'],
    organisation: 'msti',
    sourceId: 'src',
    exclude: [],
    producedBy: {name: 'domesday', version: '0.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
    journalOf: () => {
      const journal = openScanJournal({path: join(folder, 'scans', 'tree.jsonl'), code: 'a', stays: true})
      journals.push(journal)
      return journal
    },
  })
  for (const journal of journals) await journal.finish()
  const cache = readdirSync(join(folder, 'scans')).map((name) => readFileSync(join(folder, 'scans', name), 'utf8'))
  return {inventory: JSON.stringify(inventory), cache: cache.join('\n')}
}

describe('a secret that stands in a file of any kind', () => {
  it('is kept neither in the inventory nor in what is kept for the next scan', async () => {
    const {inventory, cache} = await collected(files)
    const foundIn = (kept: string): readonly string[] => secrets.filter((secret) => kept.includes(secret))

    expect(new Set(secrets).size).toBeGreaterThan(70)
    expect({inventory: foundIn(inventory), cache: foundIn(cache)}).toEqual({inventory: [], cache: []})
    // What was found beside them is there all the same.
    for (const told of ['mysqldump', 'api.dept.gov.uk', '/services/{}', 'hooks.slack.com', 'SECPROG', 'db.dept.gov.uk'])
      expect(cache).toContain(told)
    for (const told of ['mysqldump', 'POST /services/{}', 'POST /hook/{}']) expect(inventory).toContain(told)
  })

  it('is told by its place alone, whatever the form in which it signs in', async () => {
    const given = Object.fromEntries(
      writtenPasswords.map(([, path, text], at) => [`form${String(at)}/${path}`, text.replace(/^\n/, '')] as const),
    )
    const {inventory, cache} = await collected(given)
    const told = new Set([...inventory.matchAll(/\/(form\d+)\/[^"]*:\d+"/g)].map(([, form = '']) => form))
    const untold = writtenPasswords.filter((_, at) => !told.has(`form${String(at)}`)).map(([what]) => what)

    expect({inventory: anyOfThem.test(inventory), cache: anyOfThem.test(cache)}).toEqual({
      inventory: false,
      cache: false,
    })
    expect(inventory).toContain('hard-coded user names and passwords')
    expect(untold).toEqual([])
  })
})
