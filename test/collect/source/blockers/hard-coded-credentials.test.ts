import {describe, expect, it} from '@jest/globals'
import {findBlockers} from '../../../../src/collect/source/blockers/find-blockers.ts'
import {writtenPasswords} from './written-passwords.ts'

/** Where users and passwords are found in a file. */
const placesIn = (path: string, text: string): readonly number[] =>
  findBlockers({path, text}).flatMap(({id, lines}) => (id === 'hard-coded-credentials' ? lines : []))

describe('a password that is written out', () => {
  it.each(writtenPasswords)('is told by its place in %s: %s', (_, path, text) => {
    expect(placesIn(path, `\n${text}\n`)).not.toEqual([])
  })

  it('is told where the item that a program signs in by has its value, and where it is moved there', () => {
    const program = [
      '       WORKING-STORAGE SECTION.',
      "       01 WS-KEY PIC X(8) VALUE 'QX7TIDE'.",
      '       01 WS-OTHER PIC X(8).',
      '       PROCEDURE DIVISION.',
      "           MOVE 'QX8TIDE' TO WS-OTHER.",
      '           EXEC SQL CONNECT :WS-USER IDENTIFIED BY :WS-KEY USING :WS-SERVER END-EXEC.',
      '           EXEC CICS SIGNON USERID(WS-USER) PASSWORD(WS-OTHER) END-EXEC.',
    ]

    expect(placesIn('A.cbl', program.join('\n'))).toEqual([2, 5])
  })
})

describe('a file of very many blank lines', () => {
  it.each(['a.ini', 'a.sql', 'a.bat', 'a.vbs', 'a.bas'])('holds nobody up: %s', (path) => {
    const started = process.cpuUsage()
    placesIn(path, `password${'\n  '.repeat(30_000)}`)

    // Where each line is read to the end of all, it takes four seconds.
    expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000)
  })
})

describe('a password of the form of something else', () => {
  it.each(['SUMMER_2024', '@dmin2024x', '!Summer2024', 'My_Password1', '/Harbour99'])('is one: %s', (written) => {
    expect(placesIn('a.properties', `db.password=${written}`)).toEqual([1])
  })

  it.each([
    ...['DB_PASSWORD', 'DB2_PASSWORD', 'OAUTH2_KEY', 'PW_1', '@password', '@p1', '!vault', '/run/secrets/db1'],
    ...['$ummer2024', 'Welcome$Home1', 'abc(123)', 'my_password', 'user_password1', '/data01'],
  ])('is taken for a placeholder, a variable, a call or a path: %s', (written) => {
    expect(placesIn('a.properties', `db.password=${written}`)).toEqual([])
  })
})

describe('no password', () => {
  it.each<readonly [string, string, string]>([
    ['a variable of the environment', 'application.yml', 'password: ${DB_PASSWORD}'],
    ['a comment of an image', 'Dockerfile', '# RUN pip --index-url https://u:Harbour99@h/simple'],
    ['a comment of a pipeline', 'Jenkinsfile', '// sh "sshpass -p Harbour99 ssh u@h"'],
    ['a comment of a list', 'requirements.txt', 'flask==2.0 # https://u:Harbour99@h/simple'],
    ['a secret of a pipeline', '.github/workflows/c.yml', '- run: curl -u a:${{ secrets.PW }} https://h/x'],
    ['a statement with what code puts in', 'A.java', 'e("CREATE USER b IDENTIFIED BY \'" + pw + "\'");'],
    ['a statement with a place', 'a.py', 'e("ALTER USER b IDENTIFIED BY \'%s\'" % pw)'],
    ['a template', 'application.yml', 'password: "{{ vault_password }}"'],
    ['a colour of what passed', 'a.ts', "const colours = {pass: 'green', fail: 'crimson'}"],
    ['a state in YAML', 'a.yml', 'first_pass: success\ncompass: north9west\npass: success'],
    ['a shorter name with a variable', 'docker-compose.yml', '      DB_PASS: ${DB_PASS}\n      - FTP_PASS=$FTP_PASS'],
    ['a shorter name without a value', 'a.yml', 'db_pass:\n  name: Harbour99\ndb_pass: |\n  x'],
    ['a shorter name that code fills', 'a.php', "$db_pass = $_ENV['DB_PASS9x'];\n$pass = 'ab1cd2' . $x;"],
    [
      'a reference to a store of secrets',
      'appsettings.json',
      '"Password": "@Microsoft.KeyVault(SecretUri=https://v/s)"',
    ],
    ['an encrypted text', 'application.properties', 'spring.datasource.password=ENC(G6N718UuyPE5bHyWKyuLQ)'],
    ['an encrypted text of a server of settings', 'application.yml', "password: '{cipher}AQB2a1f0'"],
    ['a reference of Kubernetes', 'deployment.yaml', '- name: DB_PASSWORD\n  valueFrom:\n    secretKeyRef: {name: db}'],
    ['a resource of Terraform', 'main.tf', '  password = var.db_password'],
    ['a resource of AWS', 'main.tf', '  password = "${random_password.db.result}"'],
    ['nothing', 'application.properties', 'spring.datasource.password='],
    ['nothing in XML', 'web.config', '<add key="Password" value="" />'],
    ['a word for one', 'a.config', '<add key="Password" value="password" />'],
    ['what people are to put in', 'a.config', '<add key="Password" value="[password]" />'],
    ['a place for one', 'a.properties', 'password=<your-password>'],
    [
      'an encrypted section',
      'web.config',
      '<connectionStrings configProtectionProvider="R"><CipherValue>Qx7tide</CipherValue>',
    ],
    ['integrated security', 'web.config', '<add connectionString="Server=db;Integrated Security=SSPI" />'],
    ['a variable of a batch', 'a.bat', 'net use Z: \\\\files\\in %PW% /user:%USER%'],
    ['a question', 'a.bat', 'set /p PASSWORD=Password:'],
    ['another variable', 'a.cmd', 'set PASSWORD=%1'],
    ['a share that asks', 'a.cmd', 'net use Z: \\\\files\\in * '],
    ['a share that stays', 'a.cmd', 'net use Z: \\\\files\\in /persistent:no'],
    ['a variable of PowerShell', 'a.ps1', 'Invoke-Sqlcmd -Password $env:PW -Query $q'],
    ['a variable of the environment', 'a.ps1', '$p = ConvertTo-SecureString $env:PW -AsPlainText -Force'],
    ['a question of PowerShell', 'a.ps1', '$password = Read-Host -AsSecureString'],
    ['a type of PowerShell', 'a.ps1', '[string]$Password = ""'],
    ['a variable of a shell', 'a.sh', 'mysql -h db -u root -p"$DB_PASSWORD" shop'],
    ['a switch that asks', 'a.sh', 'mysql -h db -u root -p shop'],
    ['a port', 'a.sh', 'mysql -P3306 -h db'],
    ['the folder that one is in', 'a.sh', 'PWD=/opt/pay && export OLDPWD=/opt'],
    ['a file that holds one', 'a.sh', 'PASSWORD_FILE=/run/secrets/db'],
    ['a path', 'a.sh', 'DB_PASSWORD=/run/secrets/db'],
    ['a command', 'a.sh', 'DB_PASSWORD=$(cat /run/secrets/db)'],
    ['a token that is asked for', 'a.sh', 'curl -u "$USER:$TOKEN" https://api.dept.gov.uk'],
    ['what code puts behind', 'A.java', 'String url = "jdbc:mysql://db/a?user=u&password=" + word;'],
    ['a variable', 'A.java', 'DriverManager.getConnection(url, user, word);'],
    ['a name of a column', 'A.java', 'String COLUMN_PASSWORD = "user_password";'],
    ['a name of a parameter', 'A.java', 'p.put("password", "db.password");'],
    ['a label', 'A.java', 'labels.put("password", "Kennwort");'],
    ['names in a list', 'a.js', "const fields = ['username', 'password', 'email']"],
    ['a kind of a field', 'a.js', "const field = {name: 'password', type: 'password'}"],
    ['a schema', 'a.ts', "properties: {password: {type: 'string'}}"],
    ['a type', 'a.ts', "const schema = {password: 'string'}"],
    ['a comparison', 'a.ts', "if (this.password === 'hidden1') {}"],
    ['a rule of a form', 'a.php', "'password' => 'required|min:8',"],
    ['a translation', 'lang/nl/app.php', "'password' => 'Wachtwrd1',"],
    ['a message', 'messages_de.properties', 'login.password=Zugang1'],
    ['a variable of PHP', 'a.php', '$c = mysqli_connect($host, $user, $word, $name);'],
    ['a variable of Python', 'a.py', 'c = connect(host="db", password=os.environ["PW"])'],
    ['a text of Python with a place', 'a.py', 'url = "postgresql://pay:{word}@db/pay"'],
    ['a text of Python with a place of its own', 'a.py', 'url = "postgresql://pay:%s@db/pay" % word'],
    ['a template of JavaScript', 'a.js', 'const url = `mongodb://pay:${word}@db/pay`'],
    ['a sign-on as anybody', 'a.py', 'f = ftplib.FTP("files.dept.example", "anonymous", "a@dept.example")'],
    ['an address of an example', 'a.py', 'u = "https://user:Qx7tide@example.com/x"'],
    ['a port of an address', 'a.js', "fetch('http://api.dept.example:8080/@me')"],
    ['a comment', 'A.cs', '// Password = "Qx7-tide"'],
    ['a comment of YAML', 'application.yml', '# password: Qx7-tide'],
    [
      'an encrypted text of a package',
      'a.dtsx',
      '<DTS:Property DTS:Name="ServerPassword" Sensitive="1" Encrypted="1">AQAAANCM</DTS:Property>',
    ],
    ['a variable of T-SQL', 'a.tsql', "EXEC sp_addlinkedsrvlogin 'HR', 'false', NULL, @u, @pw"],
    ['a sign-on of whoever asks', 'a.tsql', "EXEC sp_addlinkedsrvlogin 'HR', 'true'"],
    ['a hash', 'a.sql', 'CREATE LOGIN u WITH PASSWORD = 0x0200A1B2C3D4E5F6 HASHED'],
    ['a column', 'a.sql', "UPDATE users SET name = 'x' WHERE password = @p"],
    ['a column of a table', 'a.sql', 'CREATE TABLE u (password VARCHAR(60) NOT NULL)'],
    ['a variable of SQL*Plus', 'a.sql', 'CONNECT &user/&word@PAY'],
    ['a symbol of a job', 'a.jcl', '//S EXEC SENDFTP,USER=&U,PASSWD=&P'],
    ['commands of FTP', 'a.jcl', '//S EXEC PGM=FTP\n//INPUT DD *\nopen files.dept.example\ncd /in\nput A b\nquit\n'],
    [
      'a sign-on from a file',
      'a.jcl',
      "//S EXEC PGM=FTP\n//INPUT DD *\nfiles.dept.example\nlcd 'A.B'\nsite recfm=fb\nquit\n",
    ],
    ['a host variable without a value', 'A.cbl', '           EXEC SQL CONNECT TO :DB USER :U USING :P END-EXEC.'],
    ['an item that is asked for', 'A.cbl', '           EXEC CICS SIGNON USERID(WS-U) PASSWORD(WS-P) END-EXEC.'],
    ['a variable of Control-M', 'a.xml', '<JOB CMDLINE="sqlplus %%USER/%%PW@PAY @run.sql" />'],
    ['an element of a schema', 'a.xml', '<xs:element name="password" type="xs:string"/>'],
    ['a flag', 'a.xml', '<field name="password" hidden="true"/>'],
    ['a variable of CL', 'a.clle', 'CHGVAR VAR(&PWD) VALUE(&WORD)'],
    ['a variable of CLIST', 'a.clist', 'SET &PASSWD = &WORD'],
    ['what REXX puts together', 'a.rexx', "password = 'QX7' || word"],
    ['what REXX puts together over lines', 'a.rexx', "password = 'QX7',\n  || word"],
    ['what PL/I compares', 'a.pli', "IF PASSWORD = 'QX7TIDE' THEN CALL A;"],
    ['what RPG compares', 'a.rpgle', "     C                   IF        PWD = 'QX7TIDE'"],
    [
      'a variable of Terraform without a value',
      'main.tf',
      'variable "db_password" {\n  type = string\n}\nvariable "a" {\n  default = "Qx7tide"\n}',
    ],
    ['a block of several lines', 'a.yml', 'password: |\n  Qx7-tide\n  and more'],
    ['a variable in a table of PowerShell', 'a.ps1', '$a = @{ Password = $word }'],
    ['a default that is none', 'a.sh', ': "${DB_PASSWORD:?unset}" "${DB_PASSWORD:-}"'],
    ['a property without a value', 'A.cs', 'public string Password { get; set; } = "";'],
    ['what a server of an image is told', 'Dockerfile', 'RUN mkdir -p /data/mysql'],
    ['a compass', 'a.ini', 'Compass=north'],
    ['a way around', 'a.ini', 'Bypass=enabled'],
    ['a filter', 'a.ini', 'Low pass=440Hz'],
    ['a first pass', 'a.sh', 'FIRST_PASS=done'],
    ['a first pass of a batch', 'a.bat', 'set FIRST_PASS=begun'],
    ['a first pass of PowerShell', 'a.ps1', '$firstPass = "begun"'],
    ['a pass of a job', 'a.jcl', "//S EXEC PGM=SCAN,PARM='PASS=FIRST'"],
    ['a pass of a program', 'A.cbl', "       01 G-PASS PIC X(8) VALUE 'LATER'."],
    ['a pass for a season', 'A.cbl', "           MOVE 'WEEKLY' TO SEASON-PASS."],
    ['an item beside it', 'A.cbl', "           MOVE 'LAMPS1' TO WS-A DISPLAY WS-PASSWORD"],
    ['a command in backticks', 'a.sh', 'PASSWORD=`pass show x`'],
    ['a reference to Google', 'a.yml', 'password: projects/x/secrets/y/versions/latest'],
    ['a reference to AWS', 'a.yml', 'password: ref+awssecrets://x'],
    ['a reference by an address', 'a.yml', 'password: gcp-secret://x1'],
    ['a reference to KeePass', 'a.properties', 'password=keepass://x1'],
    ['a reference to a vault', 'a.yml', 'password: kv/prod/db#pw'],
    ['a reference to Azure', 'a.yml', 'password: akv:pay-db1'],
    ['a class of a style', 'a.js', "const classes = {password: 'form-control'}"],
    ['an icon', 'a.js', "const icons = {password: 'lock-icon'}"],
    ['how one is hashed', 'a.js', "const hashes = {password: 'bcrypt', older: {password: 'sha256'}}"],
    ['a share for a user', 'a.bat', 'net use Z: \\\\s\\x %PW% /user:clerk'],
    ['a share that asks a user', 'a.bat', 'net use Z: \\\\s\\x * /user:clerk'],
    ['a share with no password', 'a.bat', 'net use Z: \\\\s\\x "" /user:clerk'],
    ['a user alone', 'a.bas', 'cn.Open "DSN=claims;UID=app;PWD="'],
    ['a user beside a variable', 'a.bas', 's = "Provider=SQLOLEDB;User ID=sa;Password=" & word'],
    ['a user of a job', 'a.jcl', "//CLAIMS   JOB (ACCT),'CLAIMS',USER=CLERK"],
    ['a count', 'a.rexx', "pass = 'N'"],
    ['an example of an interface', 'a.yml', 'openapi: 3.0.1\nexample:\n  password: Qx7-tide'],
  ])('is seen in %s: %s', (_, path, text) => {
    expect(placesIn(path, `\n${text}\n`)).toEqual([])
  })
})
