import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkPowerShell} from '../../../../../src/collect/source/languages/powershell/imports.ts'
import {factsOf, found} from '../scan.ts'

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'job.ps1', text)).map(({is: _, ...rest}) => rest)
}

async function linked(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const read = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
  return linkPowerShell(read).map(({from, to, line}) => `${from}:${line} ${to}`)
}

describe('PowerShell imports', () => {
  it('lead to scripts that are dot-sourced or run, from the own folder, whatever the case and the slashes', async () => {
    expect(
      await linked({
        'jobs/load.ps1': `. "$PSScriptRoot\\lib\\Common.ps1"
& ".\\step.ps1" -Day 1
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
. (Join-Path $here "..\\shared\\log.ps1")
# . .\\old.ps1
<# . .\\old.ps1 #>
"text . .\\old.ps1"`,
        'jobs/lib/common.ps1': '',
        'jobs/step.ps1': '',
        'jobs/old.ps1': '',
        'shared/log.ps1': '',
      }),
    ).toEqual([
      'jobs/load.ps1:1 jobs/lib/common.ps1',
      'jobs/load.ps1:2 jobs/step.ps1',
      'jobs/load.ps1:4 shared/log.ps1',
    ])
  })

  it('lead to modules by path and by name, and from a manifest to what it loads', async () => {
    expect(
      await linked({
        'a.ps1': `#Requires -Modules Payments
using module .\\modules\\Dates.psm1
Import-Module -Name ActiveDirectory, .\\modules\\Files`,
        'modules/Payments/Payments.psm1': '',
        'modules/Payments/Payments.psd1': `@{
  RootModule = 'Payments.psm1'
  ModuleVersion = '1.0'
  Description = 'Dates.psm1'
}`,
        'modules/Dates.psm1': '',
        'modules/Files.psm1': '',
      }),
    ).toEqual([
      'a.ps1:1 modules/Payments/Payments.psm1',
      'a.ps1:2 modules/Dates.psm1',
      'a.ps1:3 modules/Files.psm1',
      'modules/Payments/Payments.psd1:2 modules/Payments/Payments.psm1',
    ])
  })

  it('lead to the file that declares a function, where one alone does', async () => {
    expect(
      await linked({
        'a.ps1': 'Send-Claim 1\nWrite-Note "x"',
        'send.ps1': 'function Send-Claim { param($Id) Write-Note $Id }\nfunction Write-Note {}',
        'note.ps1': 'function Write-Note {}',
      }),
    ).toEqual(['a.ps1:1 send.ps1'])
  })
})

describe('a PowerShell script', () => {
  it('asks databases by cmdlets, by .NET and by programs; no password is kept', async () => {
    const text = `$server = 'SQL01\\LIVE'
Invoke-Sqlcmd -ServerInstance $server -Database Claims -Query "SELECT * FROM dbo.Claim JOIN dbo.Payee p ON 1=1"
$c = New-Object System.Data.SqlClient.SqlConnection("Server=tcp:db.dept.gov.uk,1433;Database=Pay;User Id=app;Password=s3cret")
$o = [System.Data.OleDb.OleDbConnection]::new()
$o.ConnectionString = "Provider=MSDAORA;Data Source=ORA1;Password=s3cret"
sqlcmd -S oldsql -d Legacy -U sa -P s3cret -Q "DELETE FROM dbo.Staging"
# Invoke-Sqlcmd -ServerInstance commented`

    expect(await said('database', text)).toEqual([
      {product: 'mssqlserver', connection: {literal: 'Server=SQL01\\LIVE;Database=Claims'}, line: 2},
      {
        product: 'mssqlserver',
        connection: {literal: 'Server=tcp:db.dept.gov.uk,1433;Database=Pay'},
        line: 3,
      },
      {product: 'sql', line: 4},
      {product: 'oracle-database', connection: {literal: 'Provider=MSDAORA;Data Source=ORA1'}, line: 5},
      {
        product: 'mssqlserver',
        operation: 'sqlcmd',
        connection: {literal: 'Server=oldsql;Database=Legacy'},
        line: 6,
      },
    ])
    expect(await said('address', text)).toEqual([
      {host: 'sql01', protocol: 'sqlserver', database: 'Claims', line: 2},
      {host: 'db.dept.gov.uk', protocol: 'sqlserver', port: '1433', database: 'Pay', line: 3},
      {host: 'ora1', protocol: 'oracle', line: 5},
      {host: 'oldsql', protocol: 'sqlserver', database: 'Legacy', line: 6},
    ])
    expect(await said('sql', text)).toEqual([
      {of: 'tables', reads: ['dbo.Claim', 'dbo.Payee'], writes: [], calls: [], line: 2},
      {of: 'tables', reads: [], writes: ['dbo.Staging'], calls: [], line: 6},
    ])
    expect(JSON.stringify(await found('job.ps1', text))).not.toContain('s3cret')
  })

  it('takes its arguments from a table, and SQL from a here-string', async () => {
    const text = `$p = @{ ServerInstance = 'SQL02'; Database = "Benefits" }
$sql = @"
UPDATE dbo.Award SET Rate = $rate
"@
Invoke-Sqlcmd @p -Query $sql`

    expect(await said('database', text)).toEqual([
      {product: 'mssqlserver', connection: {literal: 'Server=SQL02;Database=Benefits'}, line: 5},
    ])
    expect(await said('sql', text)).toEqual([{of: 'tables', reads: [], writes: ['dbo.Award'], calls: [], line: 2}])
  })

  it('calls over HTTP what its variables say, and says where they do not', async () => {
    const text = `param([string]$Base = "https://api.dept.gov.uk/v1", $Other)
Invoke-RestMethod -Uri "$Base/claims/$($id)" -Method Post \`
  -Body $body
iwr $Other
iwr "$env:API_URL/ping"
(New-Object Net.WebClient).DownloadFile("https://files.dept.gov.uk/a.csv", 'a.csv')`

    expect(await said('http', text)).toEqual([
      {operation: 'POST', url: {literal: 'https://api.dept.gov.uk/v1/claims/{}'}, line: 2},
      {operation: 'GET', url: {unresolved: 'decided at run time'}, line: 4},
      {operation: 'GET', url: {key: 'API_URL', rest: '/ping'}, line: 5},
      {operation: 'GET', url: {literal: 'https://files.dept.gov.uk/a.csv'}, line: 6},
    ])
    expect(await said('setting', text)).toEqual([{from: 'environment', key: 'API_URL', line: 5}])
  })

  it('does not follow a variable that is set twice, and one that a loop sets', async () => {
    const text = `$u = "https://a.dept.gov.uk"; $u = "https://b.dept.gov.uk"
iwr $u
foreach ($v in Get-Urls) { iwr $v }`

    expect((await said('http', text)).map(({url}) => url)).toEqual([
      {unresolved: 'decided at run time'},
      {unresolved: 'decided at run time'},
    ])
  })

  it('exchanges files, sends mail, reaches machines and starts programs', async () => {
    const text = `Copy-Item -Force C:\\out\\pay.csv \\\\fs01\\bacs\\in
Import-Csv "\\\\fs02.dept.gov.uk\\hr\\staff.csv"
Send-MailMessage -SmtpServer smtp.dept.gov.uk -To a@example.org
Invoke-Command -ComputerName web01, web02 -ScriptBlock { iisreset }
Get-WmiObject Win32_Service -ComputerName app01
& "C:\\Program Files\\Pay\\pay.exe" /run
Start-Process -FilePath notepad.exe -Wait`

    expect(await said('file', text)).toEqual([
      {protocol: 'local', path: {literal: 'C:\\out\\pay.csv'}, does: 'reads', line: 1},
      {protocol: 'smb', server: {literal: 'fs01'}, path: {literal: '\\\\fs01\\bacs\\in'}, does: 'writes', line: 1},
      {
        protocol: 'smb',
        server: {literal: 'fs02.dept.gov.uk'},
        path: {literal: '\\\\fs02.dept.gov.uk\\hr\\staff.csv'},
        does: 'reads',
        line: 2,
      },
    ])
    expect(await said('mail', text)).toEqual([{server: {literal: 'smtp.dept.gov.uk'}, line: 3}])
    expect((await said('address', text)).map(({host, protocol}) => `${protocol} ${host}`)).toEqual([
      'smtp smtp.dept.gov.uk',
      'winrm web01',
      'winrm web02',
      'wmi app01',
    ])
    expect(await said('process', text)).toEqual([
      {program: {literal: 'pay.exe'}, line: 6},
      {program: {literal: 'notepad.exe'}, line: 7},
    ])
  })

  it('schedules, asks clouds, and reads the registry and the environment', async () => {
    const text = `$t = New-ScheduledTaskTrigger -Daily -At 3am
schtasks /create /tn Load /sc weekly /st 04:00 /tr load.exe
Write-S3Object -BucketName pay -File a.csv
Get-AzStorageBlob -Container pay
aws sqs send-message --queue-url x
Get-ItemProperty -Path 'HKLM:\\SOFTWARE\\Dept\\Pay'
[Environment]::GetEnvironmentVariable("PAY_MODE")
$env:PAY_SET = 1
"$env:PAY_READ and $env:PATH"; '$env:NOT_READ'`

    expect(await said('job', text)).toEqual([
      {schedule: {literal: 'daily at 3am'}, line: 1},
      {schedule: {literal: 'weekly at 04:00'}, line: 2},
    ])
    expect(await said('cloud', text)).toEqual([
      {service: 'aws-s3', operation: 'Write-S3Object', line: 3},
      {service: 'azure-storage-blob', operation: 'Get-AzStorageBlob', line: 4},
      {service: 'aws-sqs', operation: 'send-message', line: 5},
    ])
    expect(await said('setting', text)).toEqual([
      {from: 'configuration', key: 'HKLM:\\SOFTWARE\\Dept\\Pay', line: 6},
      {from: 'environment', key: 'PAY_MODE', line: 7},
      {from: 'environment', key: 'PAY_READ', line: 9},
    ])
  })

  it('that is cut in half says so, and gives what stands before', async () => {
    const text = `Invoke-RestMethod -Uri https://api.dept.gov.uk/a
function Get-Half { if ($x) {`

    expect(await found('half.ps1', text)).toMatchObject({
      fault: {line: 2, message: "syntax error: '{' is never closed"},
      facts: [{is: 'http'}, {is: 'address', host: 'api.dept.gov.uk'}],
    })
  })

  it('holds texts with code that holds texts, names behind dots, and backticks', async () => {
    const text = `"a $(Get-X "b)" 'c') d"; $x.Where({ $_.Name -eq "}" })
Write-Host "say \`"hi\`" $(1 + (2))"; function Get-Y {}`

    expect(await found('texts.ps1', text)).toMatchObject({declares: ['Get-Y']})
    expect((await found('texts.ps1', text)).fault).toBeUndefined()
  })

  it('calls an address that a command of its own, called like a request, is given', async () => {
    const text = `$a = New-GraphGetRequest -uri "https://graph.dept.gov.uk/users/$Id" -tenant $t
Write-Log -Uri 'https://help.dept.gov.uk/a'
New-GraphGetRequest -uri $b -note 'https://other.dept.gov.uk'
Write-Host("https://said.dept.gov.uk")
$endpoint = "Not reached. More: https://more.dept.gov.uk"
$endpoint = "https://api.dept.gov.uk"`

    expect((await factsOf('address', 'a.ps1', text)).map(({host, standing}) => [host, standing])).toEqual([
      ['graph.dept.gov.uk', 'connection'],
      ['help.dept.gov.uk', 'named'],
      ['other.dept.gov.uk', 'named'],
      ['said.dept.gov.uk', 'named'],
      ['more.dept.gov.uk', 'named'],
      ['api.dept.gov.uk', 'connection'],
    ])
  })

  it('takes drives of other providers for no files, and machines of examples for none', async () => {
    const text = `New-PSDrive -Name a -PSProvider ActiveDirectory -Root '//RootDSE/'
New-PSDrive -Name b -PSProvider FileSystem -Root '\\\\fs01\\x'
$url = 'https://glpi.contoso.com/agent'
Invoke-WebRequest $url`

    const {facts} = await found('a.ps1', text)
    expect(facts.filter(({is}) => is !== 'http')).toEqual([
      {is: 'file', protocol: 'smb', server: {literal: 'fs01'}, path: {literal: '\\\\fs01\\x'}, line: 2},
    ])
  })

  it('calls nothing by asking a program for its version', async () => {
    const text =
      '$v = psql --version | Get-Part\nGet-AzCopyVersion\nGet-AzCosmosDBEmulatorVersion\nmysql -V 2>$null\npsql -h db01 app'

    const {facts} = await found('a.ps1', text)
    expect(facts.map(({is, line}) => `${line} ${is}`)).toEqual(['5 database', '5 address'])
  })

  it('calls no service by a function that it declares itself', async () => {
    const text =
      'function Get-AzToken { "x" }\n$token = Get-AzToken\nGet-AzVM\nGet-AzDataTableEntity @Table\nGet-AzStaticWebApp\nGet-AzPublicIpAddress\nGet-AzSqlDatabase\nGet-AzAccessToken\nRegister-AzStackHCI\nNew-AzActionGroup\nGet-AzOddThing\naz role assignment create'

    expect(await factsOf('cloud', 'a.ps1', text)).toEqual([
      {is: 'cloud', service: 'azure-vm', operation: 'Get-AzVM', line: 3},
      {is: 'cloud', service: 'azure-data-tables', operation: 'Get-AzDataTableEntity', line: 4},
      {is: 'cloud', service: 'azure-staticwebapp', operation: 'Get-AzStaticWebApp', line: 5},
      {is: 'cloud', service: 'azure-network', operation: 'Get-AzPublicIpAddress', line: 6},
      {is: 'cloud', service: 'azure-sql', operation: 'Get-AzSqlDatabase', line: 7},
      {is: 'cloud', service: 'azure-stackhci', operation: 'Register-AzStackHCI', line: 9},
      {is: 'cloud', service: 'azure-monitor', operation: 'New-AzActionGroup', line: 10},
      {is: 'cloud', service: 'azure', operation: 'Get-AzOddThing', line: 11},
      {is: 'cloud', service: 'azure-resource', operation: 'role assignment create', line: 12},
    ])
  })
})
