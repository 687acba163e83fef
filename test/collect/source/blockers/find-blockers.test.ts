import {readdirSync} from 'node:fs'
import {describe, expect, it} from '@jest/globals'
import {blockerRules} from '../../../../src/collect/source/blockers/all-blockers.ts'
import {findBlockers} from '../../../../src/collect/source/blockers/find-blockers.ts'
import {type BlockerId, blockers} from '../../../../src/model/blockers.ts'

const kinds = new URL('../../../../src/collect/source/blockers/kinds/', import.meta.url)

/** `id:line` of all that is found. */
const found = (path: string, ...lines: readonly string[]): readonly string[] =>
  findBlockers({path, text: lines.join('\n')}).flatMap(({id, lines: at}) => at.map((line) => `${id}:${line}`))

describe('blockers', () => {
  it('have a file each, listed in order, and words in the model', () => {
    const ids = blockerRules.map(({id}) => id)
    expect(ids).toEqual(readdirSync(kinds).map((file) => file.replace(/\.ts$/, '')))
    expect(new Set<BlockerId>([...ids, 'shared-database'])).toEqual(new Set(Object.keys(blockers)))
  })

  it.each([
    ['pyproject.toml', 'rates = "10.2.3.4"'],
    ['pyproject.toml', 'dependencies = ["rates==10.2.3.4"]'],
    ['gradle/libs.versions.toml', 'rates = "10.2.3.4"'],
    ['gradle.properties', 'rates=10.2.3.4'],
    ['setup.py', "install_requires=['rates', '10.2.3.4']"],
    ['app.toml', 'needs = ">=10.2.3.4,<=11.2.3.4"'],
    ['values.yaml', 'image: rates:10.2.3.4'],
    ['values.yaml', 'tag: "10.2.3.4"'],
    ['.env.production', '# DB_HOST=10.2.3.4'],
    ['.env.production', '# ARCHIVE=/var/lib/claims/archive'],
  ])('are no versions and no comments: %s, %s', (path, line) => {
    expect(found(path, line)).toEqual([])
  })

  it.each<readonly [BlockerId, string, string]>([
    ['absolute-paths', 'A.java', 'var in = new File("D:\\\\exports\\\\rates.csv");'],
    ['absolute-paths', 'a.cs', 'var path = @"\\\\fs01\\claims$\\in";'],
    ['absolute-paths', 'a.properties', 'archive.dir=/var/lib/claims/archive'],
    ['absolute-paths', 'a.py', "log = '/opt/claims/log.txt'"],
    ['com-components', 'a.vb', 'Set xl = CreateObject("Excel.Application")'],
    ['com-components', 'a.csproj', '<COMReference Include="ADODB">'],
    ['com-components', 'a.ps1', '$xl = New-Object -ComObject Excel.Application'],
    ['distributed-transactions', 'A.java', 'private UserTransaction transaction;'],
    ['file-transfer', 'A.java', 'FTPClient client = new FTPClient();'],
    ['file-transfer', 'a.py', 'ftp = ftplib.FTP(host)'],
    ['file-transfer', 'a.yml', 'url: ftp://files.dept.example/in'],
    ['file-transfer', 'a.sh', 'ftp -n files.dept.example'],
    ['global-assembly-cache', 'deploy.bat', 'gacutil /i Claims.dll'],
    ['com-components', 'a.vbp', 'Object={831FDD16-0C5C-11D2-A9FC-0000F8754DA1}#2.0#0; MSCOMCTL.OCX'],
    ['file-transfer', 'a.bas', 'ok = FtpPutFile(h, file, "in.txt", 0, 0)'],
    ['absolute-paths', 'a.pas', "Path := 'D:\\exports\\rates.csv';"],
    ['com-components', 'a.pas', "Excel := CreateOleObject('Excel.Application');"],
    ['hard-coded-credentials', 'a.dfm', "  Params.Strings = ('Password=hunter2')"],
    ['hard-coded-credentials', 'a.pas', "const DB_PASSWORD = 'hunter2';"],
    ['local-disk-state', 'a.pas', 'AssignFile(F, Name); Rewrite(F);'],
    ['native-libraries', 'a.pas', "function Rate: Integer; stdcall; external 'rates.dll';"],
    ['printing', 'a.pas', 'Printer.BeginDoc;'],
    ['serial-ports', 'a.pas', "Port := CreateFile('COM1', GENERIC_READ, 0, nil, 0, 0, 0);"],
    ['windows-registry', 'a.pas', 'Reg := TRegistry.Create;'],
    ['hard-coded-credentials', 'a.bas', 'cn.Open "DSN=claims;UID=sa;PWD=hunter2"'],
    ['hard-coded-credentials', 'a.frm', 'Private Const DB_PASSWORD = "hunter2"'],
    ['in-memory-session', 'a.asp', '<% Session("basket") = basket %>'],
    ['local-disk-state', 'a.bas', 'Open name For Append As #1'],
    ['message-queuing', 'a.cls', 'Dim q As New MSMQ.MSMQQueueInfo'],
    ['printing', 'a.frm', 'Printer.Print "Claim"; id'],
    ['serial-ports', 'a.frm', '   Begin MSCommLib.MSComm Scale1'],
    ['hard-coded-ip', 'A.java', 'String host = "10.20.30.40";'],
    ['hard-coded-ip', 'a.yaml', 'host: 172.16.4.9'],
    ['hard-coded-ip', 'a.js', "fetch('http://10.1.2.3:8080/rates')"],
    ['in-memory-session', 'web.config', '<sessionState mode="InProc" timeout="20" />'],
    ['in-memory-session', 'A.java', 'request.getSession(true).setAttribute("basket", basket);'],
    ['in-memory-session', 'a.php', 'session_start();'],
    ['licence-bound', 'A.java', 'import com.ibm.mq.MQQueueManager;'],
    ['licence-bound', 'a.cs', 'using CrystalDecisions.Shared;'],
    ['local-disk-state', 'A.java', 'Files.write(target, bytes);'],
    ['local-disk-state', 'a.cs', 'File.WriteAllText(name, text);'],
    ['local-disk-state', 'a.ts', 'fs.writeFileSync(name, text)'],
    ['local-disk-state', 'a.php', "fopen($name, 'w');"],
    ['local-mail', 'application.properties', 'spring.mail.host=localhost'],
    ['local-mail', 'a.php', 'mail($to, $subject, $body);'],
    ['message-queuing', 'a.cs', 'using System.Messaging;'],
    ['native-libraries', 'a.cs', '[DllImport("claims32.dll")]'],
    ['native-libraries', 'A.java', 'System.loadLibrary("rates");'],
    ['native-libraries', 'a.vb', 'Declare Function Rate Lib "rates32.dll" () As Long'],
    ['windows-authentication', 'web.config', '<add connectionString="Server=db;Integrated Security=SSPI" />'],
    ['windows-registry', 'a.cs', 'var key = Registry.LocalMachine.OpenSubKey(name);'],
    ['windows-registry', 'a.ps1', 'Get-ItemProperty HKLM:\\Software\\Claims'],
    ['windows-service', 'a.cs', 'public class Poller : ServiceBase'],
    ['windows-service', 'a.bat', 'sc create Poller binPath= poller.exe'],
  ])('%s is found in %s: %s', (id, path, line) => {
    expect(found(path, '', line)).toContain(`${id}:2`)
  })

  it.each<readonly [string, string, string]>([
    ['a comment', 'A.java', '// String host = "10.20.30.40";'],
    ['a block comment', 'A.java', '/* new FTPClient() */'],
    ['a comment of XML', 'web.config', '<!-- <sessionState mode="InProc" /> -->'],
    ['a comment of a shell', 'a.py', "# log = '/opt/claims/log.txt'"],
    ['a comment of BASIC', 'a.vb', '\' Set xl = CreateObject("Excel.Application")'],
    ['a version', 'a.cs', '[assembly: AssemblyVersion("10.2.3.4")]'],
    ['this machine', 'a.yaml', 'host: 127.0.0.1'],
    ['an address kept for examples', 'a.yaml', 'host: 192.0.2.10'],
    ['a range of addresses', 'a.yaml', 'allow: 10.0.0.0/8'],
    ['a path of the web', 'a.ts', "app.get('/data/rates', show)"],
    ['a folder of the tree', 'a.ts', "import {rates} from './rates.ts'"],
    ['a library of Windows', 'a.cs', '[DllImport("kernel32.dll")]'],
    ['a session in a store', 'web.config', '<sessionState mode="Redis" />'],
    ['a file that is read', 'a.py', "open(name, 'r')"],
    ['a name of a class', 'a.php', "$class = '\\\\Dompdf\\\\Positioner';"],
    ['a volume of a container', 'compose.yml', '  - data:/var/lib/postgresql/data'],
    ['the answer itself', 'a.php', "fopen('php://output', 'w');"],
    ['a network', 'a.php', "$private = ['172.16.0.0', '172.31.255.255'];"],
    ['a method called mail', 'a.php', '$this->mail($to);'],
  ])('%s is none', (_, path, line) => {
    expect(found(path, line)).toEqual([])
  })

  it('keep their lines where comments of many lines stand above', () => {
    expect(found('A.java', '/* one', ' * two', ' */', 'String host = "10.20.30.40"; // "10.20.30.41"')).toEqual([
      'hard-coded-ip:4',
    ])
  })

  it('are looked for in hostile text without end', () => {
    const long = `x = "${'\\'.repeat(2_000_000)}`
    for (const path of [
      'a.java',
      'a.cs',
      'a.py',
      'a.vb',
      'a.config',
      'a.sh',
      'a.php',
      'a.js',
      'a.yml',
      'a.bat',
      'a.ps1',
    ])
      expect(found(path, long, '/*'.repeat(100_000), '<!--'.repeat(100_000), '"10.1.1.'.repeat(100_000))).toEqual([])
  })

  it('of one file are listed up to a hundred lines', () => {
    const lines = Array.from({length: 5000}, () => 'String host = "10.20.30.40";')
    expect(found('A.java', ...lines)).toHaveLength(100)
  })
})
