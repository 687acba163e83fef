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
    ['message-queuing', 'a.ps1', "$q = New-Object System.Messaging.MessageQueue '.\\private$\\slips'"],
    ['message-queuing', 'a.ps1', 'Add-Type -AssemblyName System.Messaging; '],
    ['windows-authentication', 'a.ps1', '$cs = "Server=$Server;Database=Dock;Integrated Security=SSPI"'],
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
    ['licence-bound', 'a.bas', 'Dim crx As New CRAXDRT.Application'],
    ['licence-bound', 'a.bas', 'Set o = CreateObject("CrystalRuntime.Application")'],
    ['licence-bound', 'a.vbp', 'Object={00025600-0000-0000-C000-000000000046}#5.2#0; crystl32.ocx'],
    ['licence-bound', 'a.csproj', '<Reference Include="CrystalDecisions.Shared, Version=10.5.3700.0" />'],
    ['licence-bound', 'a.pas', 'uses UCrpe32;'],
    ['licence-bound', 'a.srw', 'lole.ConnectToNewObject("CrystalRuntime.Application")'],
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
    ['absolute-paths', 'a.bat', 'copy C:\\Claims\\in.txt D:\\Archive'],
    ['absolute-paths', 'a.cmd', 'net use Z: \\\\fs01\\claims$'],
    ['absolute-paths', 'a.bas', 'Open "\\\\fs01\\claims\\in.txt" For Input As #1'],
    ['absolute-paths', 'a.pas', "  Table1.DatabaseName := 'C:\\Claims\\Data';"],
    ['absolute-paths', 'a.sql', "CREATE OR REPLACE DIRECTORY claims_in AS '/u01/claims/in';"],
    ['absolute-paths', 'a.pkb', "  f := UTL_FILE.FOPEN('D:\\claims', 'in.txt', 'r');"],
    ['absolute-paths', 'A.cbl', '           SELECT CLAIMS ASSIGN TO "C:\\CLAIMS\\IN.DAT".'],
    ['hard-coded-credentials', 'a.dfm', "  Params.Strings = ('Password=hunter2')"],
    ['hard-coded-credentials', 'a.pas', "const DB_PASSWORD = 'hunter2';"],
    ['local-disk-state', 'a.pas', 'AssignFile(F, Name); Rewrite(F);'],
    ['native-libraries', 'a.pas', "function Rate: Integer; stdcall; external 'rates.dll';"],
    ['serial-ports', 'a.pas', "Port := CreateFile('COM1', GENERIC_READ, 0, nil, 0, 0, 0);"],
    ['windows-registry', 'a.pas', 'Reg := TRegistry.Create;'],
    ['assembler', 'a.asm', 'CLMDATE  CSECT'],
    ['assembler', 'a.mlc', "CLMDATE  START X'100'"],
    ['com-components', 'a.bas', 'Set fs = Server.CreateObject("Scripting.FileSystemObject")'],
    ['com-components', 'a.pas', "  Excel := CreateOleObject('Excel.Application');"],
    ['desktop-databases', 'a.bas', 'cn.Open "Provider=Microsoft.Jet.OLEDB.4.0;Data Source=" & path'],
    ['desktop-databases', 'a.bas', 'Dim db As DAO.Database'],
    ['desktop-databases', 'a.frm', '   Begin VB.Data datClaims '],
    [
      'desktop-databases',
      'a.config',
      '<add connectionString="Provider=Microsoft.ACE.OLEDB.12.0;Data Source=c.accdb"/>',
    ],
    ['desktop-databases', 'a.pas', 'uses Windows, Forms, DB, DBTables;'],
    ['ebcdic-exchange', 'a.jcl', '  OUTREC FIELDS=(1,80,TRAN=ETOA)'],
    ['ebcdic-exchange', 'A.java', 'Reader in = new InputStreamReader(file, "Cp1047");'],
    ['ebcdic-exchange', 'a.py', "line = raw.decode('cp037')"],
    ['ebcdic-exchange', 'a.sh', 'iconv -f IBM-1047 -t UTF-8 claims.dat'],
    ['file-transfer', 'a.jcl', '//SEND     EXEC PGM=FTP,REGION=2M'],
    ['hard-coded-credentials', 'a.bas', 'cn.Open "DSN=claims", "sa", "hunter2"'],
    ['hard-coded-credentials', 'a.bas', 'Set db = OpenDatabase("c.mdb", False, False, ";pwd=hunter2")'],
    ['hard-coded-credentials', 'a.cls', 'If txtPassword = "hunter2" Then'],
    ['hard-coded-credentials', 'a.bat', 'sqlcmd -S claims -U sa -P hunter2 -i run.sql'],
    ['hard-coded-credentials', 'a.cmd', 'net use Z: \\\\fs01\\claims hunter2 /user:DEPT\\clerk'],
    ['hard-coded-credentials', 'a.cmd', 'set DB_PASSWORD=hunter2'],
    ['hard-coded-credentials', 'a.sh', 'sqlplus -s clerk/hunter2@claims @run.sql'],
    ['hard-coded-credentials', 'a.sql', "CREATE DATABASE LINK hr CONNECT TO clerk IDENTIFIED BY hunter2 USING 'hr';"],
    ['hard-coded-credentials', 'a.pkb', "  c_password CONSTANT VARCHAR2(30) := 'hunter2';"],
    ['hard-coded-credentials', 'a.sql.tsql', "CREATE LOGIN clerk WITH PASSWORD='hunter2'"],
    ['hard-coded-credentials', 'a.tsql', "EXEC sp_addlinkedsrvlogin @rmtsrvname='PAY', @rmtpassword='hunter2'"],
    ['hard-coded-credentials', 'a.pas', "  Database1.Params.Values['PASSWORD'] := 'hunter2';"],
    ['hard-coded-credentials', 'a.dfm', "      'PASSWORD=hunter2')"],
    ['hard-coded-credentials', 'a.srw', "SQLCA.DBPass = 'hunter2'"],
    ['hard-coded-credentials', 'A.cbl', "       05  WS-DB-PASSWORD  PIC X(8) VALUE 'HUNTER2'."],
    ['hard-coded-credentials', 'A.cbl', "           MOVE 'HUNTER2' TO WS-DB-PASSWORD."],
    ['hard-coded-credentials', 'a.jcl', "//CLAIMS   JOB (ACCT),'CLAIMS',USER=CLERK,PASSWORD=HUNTER2"],
    ['hard-coded-credentials', 'a.ini', 'DbPassword=hunter2'],
    ['hard-coded-credentials', 'a.ini', 'Login Pass = hunter2'],
    ['hard-coded-credentials', 'a.ini', 'Connect=DSN=claims;UID=clerk;PWD=hunter2'],
    ['hard-coded-credentials', 'a.prg', "h = SQLCONNECT('claims', 'clerk', 'hunter2')"],
    ['hard-coded-credentials', 'a.prg', 'h = SQLSTRINGCONNECT("DRIVER=SQL Server;SERVER=s;UID=clerk;PWD=hunter2")'],
    ['hard-coded-credentials', 'a.sct', 'lcPassword = "hunter2"'],
    ['hard-coded-credentials', 'a.ftp', 'user clerk hunter2'],
    ['hard-coded-credentials', 'a.ftp', 'pass hunter2'],
    ['hard-coded-credentials', 'a.clle', "CONNECT RDB(PAY) USER(CLERK) PASSWORD('hunter2')"],
    ['hard-coded-credentials', 'a.clp', 'CHGUSRPRF USRPRF(CLERK) PASSWORD(HUNTER2)'],
    ['hard-coded-credentials', 'a.bat', 'osql /S claims /U sa /P hunter2 /i run.sql'],
    ['hard-coded-credentials', 'a.bat', 'psexec \\\\app01 -u clerk -p hunter2 run.exe'],
    ['hard-coded-credentials', 'a.bat', 'winscp.com /command "open sftp://clerk:hunter2@files.dept.example/" "exit"'],
    ['hard-coded-credentials', 'a.bat', 'echo user clerk hunter2>> commands.txt'],
    ['printing', 'a.bas', 'Worksheets(1).PrintOut'],
    ['printing', 'a.bas', 'Open "LPT1:" For Output As #1'],
    ['printing', 'a.pas', '  Printer.BeginDoc;'],
    ['printing', 'a.bat', 'copy labels.txt lpt1:'],
    ['printing', 'a.jcl', '//LETTERS  DD SYSOUT=(A,,LH01)'],
    ['printing', 'a.jcl', '//OUT1     OUTPUT CLASS=A,FORMDEF=A10110,PAGEDEF=V06483'],
    ['printing', 'A.cbl', '           EXEC CICS SPOOLOPEN OUTPUT NODE(WS-NODE) USERID(WS-USER) END-EXEC'],
    ['serial-ports', 'a.bas', 'Open "COM1:9600,n,8,1" For Input As #1'],
    ['serial-ports', 'a.vbp', 'Object={648A5603-2C6E-101B-82B6-000000000014}#1.1#0; MSCOMM32.OCX'],
    ['serial-ports', 'a.bat', 'mode com1:9600,n,8,1'],
    ['sixteen-bit-libraries', 'a.bas', 'Declare Function GetVersion Lib "Kernel" () As Long'],
    ['sixteen-bit-libraries', 'a.mak', 'THREED.VBX'],
    ['thirty-two-bit-libraries', 'a.bas', 'Private Declare Function GetDC Lib "user32" (ByVal w As Long) As Long'],
    ['thirty-two-bit-libraries', 'a.vbp', 'Type=OleDll'],
  ])('%s is found in %s: %s', (id, path, line) => {
    expect(found(path, '', line)).toContain(`${id}:2`)
  })

  it.each<readonly [string, string, string]>([
    ['a comment', 'A.java', '// String host = "10.20.30.40";'],
    ['a block comment', 'A.java', '/* new FTPClient() */'],
    ['a comment of XML', 'web.config', '<!-- <sessionState mode="InProc" /> -->'],
    ['a comment of a shell', 'a.py', "# log = '/opt/claims/log.txt'"],
    ['a comment of BASIC', 'a.vb', '\' Set xl = CreateObject("Excel.Application")'],
    ['a comment of T-SQL', 'a.tsql', "/* CREATE LOGIN clerk WITH PASSWORD='hunter2' */"],
    ['a comment that goes on in the next line', 'a.bas', '\' as it was: _\n  Const DB_PASSWORD = "hunter2"'],
    ['a remark that goes on over lines', 'a.cls', 'Rem once _\r\n and _ \r\n  cn.Open "DSN=claims;UID=sa;PWD=hunter2"'],
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
    ['a comment of COBOL', 'A.cbl', "      *    MOVE 'HUNTER2' TO WS-DB-PASSWORD."],
    ['a comment of JCL', 'a.jcl', "//*CLAIMS  JOB (ACCT),'CLAIMS',PASSWORD=HUNTER2"],
    ['a comment of Delphi', 'a.pas', "{ Printer.BeginDoc; '\\\\fs01\\claims\\in' }"],
    ['a comment of PL/SQL', 'a.pkb', "-- f := UTL_FILE.FOPEN('D:\\claims', 'in.txt', 'r');"],
    ['a comment of a batch', 'a.bat', 'rem copy labels.txt lpt1:'],
    ['a comment of assembler', 'a.asm', '* CLMDATE CSECT'],
    ['assembler of another processor', 'a.asm', 'start:  mov ax, 1'],
    ['what a text says', 'a.bas', 'MsgBox "CreateObject(x), Printer.Print and Declare Function f Lib failed"'],
    ['a function of its own', 'a.bas', 'Public Function GetObject(key As String) As Object'],
    ['a method of its own', 'a.bas', 'Set o = pool.CreateObject("x")'],
    [
      'a declaration for 64 bits',
      'a.bas',
      'Private Declare PtrSafe Function GetDC Lib "user32" (ByVal w As LongPtr) As LongPtr',
    ],
    ['a password that is asked for', 'a.bas', 'cn.Open "DSN=claims;UID=" & user & ";PWD=" & word'],
    ['a password of nothing', 'a.bas', 'Const DB_PASSWORD = ""'],
    ['a text about a password', 'a.bas', 'lblPassword = "Password:"'],
    ['a statement about a column', 'a.bas', 's = "UPDATE users SET password = ? WHERE userid = 5;"'],
    ['a password of the environment', 'a.bat', 'sqlcmd -S claims -U sa -P %DB_PASSWORD%'],
    ['a password of the environment', 'a.bat', 'psexec \\\\app01 -u clerk -p %WORD% run.exe'],
    ['a password of a variable', 'a.clle', 'CONNECT RDB(PAY) USER(CLERK) PASSWORD(&WORD)'],
    ['a password that is none', 'a.clp', 'CRTUSRPRF USRPRF(CLERK) PASSWORD(*NONE)'],
    ['a comment of CL', 'a.clp', '/* CHGUSRPRF CLERK PASSWORD(HUNTER2) */'],
    ['a password of a variable', 'a.prg', "h = SQLCONNECT('claims', 'clerk', lcWord)"],
    ['a comment of FoxPro', 'a.prg', "* h = SQLCONNECT('claims', 'clerk', 'hunter2')"],
    ['a comment behind FoxPro', 'a.prg', "x = 1 && SQLCONNECT('claims', 'clerk', 'hunter2')"],
    ['a flag', 'a.ini', 'SavePassword=1'],
    ['a password of nothing', 'a.ini', 'Connect=DSN=claims;UID=clerk;PWD='],
    ['commands of FTP', 'a.ftp', 'open files.dept.example'],
    ['a user who is anybody', 'a.ftp', 'open files.dept.example\nbinary\nput a.csv'],
    ['a switch of the same letter', 'a.bat', 'osql -S claims -E -p -i run.sql'],
    ['a password of the environment', 'a.sh', 'sqlplus -s "$DB_USER/$DB_PASSWORD@claims" @run.sql'],
    ['a sign-on by the system', 'a.sh', 'sqlplus / as sysdba'],
    ['a password that a run gives', 'a.sql', 'CREATE USER clerk IDENTIFIED BY &word;'],
    ['a message', 'A.cbl', "           MOVE 'Password is wrong' TO WS-PASSWORD-MSG."],
    ['a flag', 'A.cbl', "       05  WS-PASSWORD-OK  PIC X VALUE 'N'."],
    ['an item without a value', 'A.cbl', '       05  WS-PASSWORD  PIC X(8) VALUE SPACES.'],
    ['a user that a symbol gives', 'a.jcl', "//CLAIMS   JOB (ACCT),'CLAIMS',USER=&SYSUID"],
    ['a sysout of a class alone', 'a.jcl', '//REPORT   DD SYSOUT=(A,INTRDR)'],
    ['a job that is spooled', 'A.cbl', "           EXEC CICS SPOOLOPEN OUTPUT USERID('INTRDR') END-EXEC"],
    ['a name that ends in com1', 'a.bas', 's = "http://claims.example.com1"'],
    ['a web address in a batch', 'a.bat', 'start https://claims.dept.example/help'],
    ['a switch of a batch', 'a.bat', 'xcopy in out /d:01-01-2020'],
    ['a code page of Windows', 'A.java', 'new InputStreamReader(file, "Cp1252");'],
    ['a dialogue of Windows', 'a.bas', 'Declare PtrSafe Function f Lib "comdlg32.dll" (p As O) As Long'],
    ['a file that is read in its bytes', 'a.bas', 'Open name For Binary Access Read As #1'],
    ['a password with a part of the environment', 'a.cmd', 'set pwd=Claims__%random%'],
  ])('%s is none', (_, path, line) => {
    expect(found(path, line)).toEqual([])
  })

  it('stand behind a comment whose last sign is no continuation', () => {
    expect(found('a.bas', "' see DB_", 'Const DB_PASSWORD = "hunter2"')).toEqual(['hard-coded-credentials:2'])
    expect(found('a.bas', "' as it was: _", 'Const A_PWD = "hunter2"', 'Const B_PWD = "hunter2"')).toEqual([
      'hard-coded-credentials:3',
    ])
  })

  it('keep their lines where comments of many lines stand above', () => {
    expect(found('A.java', '/* one', ' * two', ' */', 'String host = "10.20.30.40"; // "10.20.30.41"')).toEqual([
      'hard-coded-ip:4',
    ])
  })

  it.each([
    ['the branch for Office of 64 bits', '#If VBA7 Then', 'PtrSafe ', '', []],
    ['a branch that others compile', '#If MAC Then', 'PtrSafe ', '', ['thirty-two-bit-libraries:4']],
    ['Windows of 32 bits', '#If Win32 Then', '', '', ['thirty-two-bit-libraries:2']],
  ])('of conditional code are those that %s leaves', (_, question, first, second, expected) => {
    const declared = (safe: string, library: string) => `Declare ${safe}Function f Lib "${library}" () As Long`
    const other = question.includes('Win32') ? 'Kernel' : 'kernel32'

    expect(found('a.bas', question, declared(first, 'kernel32'), '#Else', declared(second, other), '#End If')).toEqual(
      expected,
    )
  })

  it('of FTP in a job are the lines behind the machine, and none where a symbol or a machine alone stands', () => {
    const job = (...lines: readonly string[]) =>
      found('a.jcl', '//SEND     EXEC PGM=FTP', '//* to the partner', '//INPUT    DD *', ...lines, '//')

    expect(job('ftp.dept.example', 'clerk', 'hunter2', "put 'CLM.OUT' out.txt", 'quit')).toEqual([
      'file-transfer:1',
      'hard-coded-credentials:5',
    ])
    expect(job('OPEN ftp.dept.example', 'USER clerk hunter2', 'quit')).toEqual([
      'file-transfer:1',
      'hard-coded-credentials:5',
    ])
    expect(job('ftp.dept.example', '&USER', '&PASS', 'quit')).toEqual(['file-transfer:1'])
    expect(job('ftp.dept.example', 'anonymous', 'clerk@dept.example', 'quit')).toEqual(['file-transfer:1'])
    expect(job("put 'CLM.OUT' out.txt", 'quit')).toEqual(['file-transfer:1'])
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
      'a.cbl',
      'a.jcl',
      'a.pas',
      'a.dfm',
      'a.sql',
      'a.bas',
      'a.asm',
      'a.vbp',
      'a.ini',
    ])
      expect(found(path, long, '/*'.repeat(100_000), '<!--'.repeat(100_000), '"10.1.1.'.repeat(100_000))).toEqual([])
  })

  it('of one file are listed up to a hundred lines', () => {
    const lines = Array.from({length: 5000}, () => 'String host = "10.20.30.40";')
    expect(found('A.java', ...lines)).toHaveLength(100)
  })
})

describe('a script for FTP', () => {
  it('has its password on the line behind its user', () => {
    expect(
      found('a.ftp', 'open files.dept.example', 'clerk', 'hunter2', 'put a.csv', 'bye').filter((one) =>
        one.startsWith('hard'),
      ),
    ).toEqual(['hard-coded-credentials:3'])
  })
})
