import {describe, expect, it} from '@jest/globals'
import {languageScanners, scannerOf} from '../../../../../src/collect/source/languages/all-languages.ts'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {found} from '../scan.ts'

const told = (facts: readonly Fact[]): readonly string[] =>
  facts.map(({line, is, ...rest}) => {
    const {does, protocol, server, path, program, host, reads, writes, calls, key, product} = rest as Record<
      string,
      unknown
    >
    const text = (value: unknown): unknown =>
      typeof value === 'object' && value !== null ? Object.values(value)[0] : value
    const parts = [does, protocol, text(server), text(path), text(program), host, key, product]
    const sql = [reads, writes, calls].map((list) =>
      Array.isArray(list) && list.length > 0 ? list.join(' ') : undefined,
    )
    return [line, is, ...parts, ...sql].filter((part) => part !== undefined).join(' ')
  })

async function says(...lines: readonly string[]): Promise<readonly string[]> {
  return told((await found('run.bat', lines.join('\r\n'))).facts)
}

describe('batch files of Windows', () => {
  it('run programs on other machines, and carry files by WinSCP, without who signs in', async () => {
    const lines = [
      'psexec \\\\app01,app02 -u DEPT\\clerk -p hunter2 cmd /c close.exe',
      'winscp.com /command "open sftp://clerk:hunter2@files.dept.example/" "put D:\\out\\a.csv /in/" "exit"',
      '"C:\\tools\\WinSCP.com" /command "open ftp://old.dept.example"',
    ]
    const said = await says(...lines)

    expect(said).toEqual([
      '1 address smb app01',
      '1 address smb app02',
      '1 process psexec',
      '2 file writes sftp files.dept.example /in/a.csv',
      '2 process winscp',
      '3 file ftp old.dept.example',
      '3 process winscp',
    ])
    expect(JSON.stringify((await found('run.bat', lines.join('\n'))).facts)).not.toMatch(/hunter2|clerk/)
  })

  it('copy files to shares, by drives that they map and variables that they set once', async () => {
    expect(
      await says(
        '@echo off',
        'REM copy a \\\\nowhere\\b',
        ':: copy a \\\\nowhere\\b',
        'set OUT=D:\\out',
        'net use Z: \\\\files01\\in Secret1 /user:dom\\u',
        'if not exist %OUT%\\a.txt goto end',
        'copy /y "%OUT%\\a.txt" Z:\\claims\\a.txt >nul 2>&1',
        'if "%1"=="x" (xcopy /s D:\\in \\\\files02\\in) else (',
        '  move ^',
        '    D:\\in\\b.txt \\\\files02\\done',
        ')',
        'type D:\\a.log >> \\\\files03\\all.log & del D:\\a.log',
        'copy %1 %TARGET_SHARE%\\x',
      ),
    ).toEqual([
      '5 file smb files01 \\\\files01\\in',
      '7 file reads local D:\\out\\a.txt',
      '7 file writes smb files01 \\\\files01\\in\\claims\\a.txt',
      '8 file reads local D:\\in',
      '8 file writes smb files02 \\\\files02\\in',
      '9 file reads local D:\\in\\b.txt',
      '9 file writes local D:\\in\\b.txt',
      '9 file writes smb files02 \\\\files02\\done',
      '12 file reads local D:\\a.log',
      '12 file writes smb files03 \\\\files03\\all.log',
      '13 setting TARGET_SHARE',
      '13 file writes local TARGET_SHARE',
    ])
  })

  it('ask databases through their clients, with options by hyphen or slash', async () => {
    expect(
      await says(
        'set SERVER=db01.example.gov.uk',
        'sqlcmd -S %SERVER%\\ONE -d claims -U u -P Secret1 -Q "EXEC dbo.close_claims"',
        'osql /S%SERVER% /E /Q "delete from old_rows"',
        'bcp claims.dbo.rates out \\\\files01\\rates.csv -S %SERVER% -T',
        'sqlplus scott/Secret2@ORA1 @run.sql',
      ),
    ).toEqual([
      '2 database mssqlserver',
      '2 address sqlserver db01.example.gov.uk',
      '2 sql dbo.close_claims',
      '2 process sqlcmd',
      '3 database mssqlserver',
      '3 address sqlserver db01.example.gov.uk',
      '3 sql old_rows',
      '3 process osql',
      '4 database mssqlserver',
      '4 address sqlserver db01.example.gov.uk',
      '4 sql claims.dbo.rates',
      '4 file writes smb files01 \\\\files01\\rates.csv',
      '5 database oracle-database',
      '5 process sqlplus',
    ])
  })

  it('give FTP the commands that they write before, and have those of others as files of their own', async () => {
    expect(
      await says(
        'echo open ftp.example.gov.uk> c.txt',
        'echo user u Secret1>> c.txt',
        'echo put D:\\out\\a.txt a.txt>>c.txt',
        'ftp -n -s:c.txt',
        'ftp -s:send.ftp files.example.gov.uk',
      ),
    ).toEqual(['4 file writes ftp ftp.example.gov.uk a.txt', '5 file ftp files.example.gov.uk'])
    const session = await found('send.ftp', 'open ftp.example.gov.uk\nu\nSecret2\ncd in\nput b.txt\nbye\n')
    expect(told(session.facts)).toEqual(['1 file writes ftp ftp.example.gov.uk in/b.txt'])
    expect(JSON.stringify(session)).not.toContain('Secret')
  })

  it('start programs and scripts, and what they call of the tree they import', async () => {
    const text = [
      'call sub\\next.bat %1',
      'call :label',
      '"%ProgramFiles%\\Other\\tool.exe" -a',
      'start "A title" /wait app.exe',
      "for /f %%i in ('dir /b') do call %~dp0each.cmd %%i",
      'cscript //nologo scripts\\mail.vbs',
      'powershell -ExecutionPolicy Bypass -File D:\\jobs\\clean.ps1',
      'cmd /c "copy c:\\a.txt \\\\files03\\b"',
      'myprog -x | find "a"',
      '%RUNNER%',
      ':label',
    ].join('\n')
    const run = await found('jobs/run.bat', text)
    const files = [
      {file: {path: 'jobs/run.bat', sha256: ''}, found: run},
      {file: {path: 'jobs/Sub/NEXT.BAT', sha256: ''}, found: await found('a.bat', '')},
      {file: {path: 'jobs/each.cmd', sha256: ''}, found: await found('a.cmd', '')},
    ]

    expect(told(run.facts)).toEqual([
      '1 process next.bat',
      '3 process tool.exe',
      '4 process app.exe',
      '5 process each.cmd',
      '6 process mail.vbs',
      '7 process clean.ps1',
      '8 file reads local c:\\a.txt',
      '8 file writes smb files03 \\\\files03\\b',
      '9 process myprog',
      '10 setting RUNNER',
      '10 process decided at run time',
    ])
    expect(languageScanners.find(({id}) => id === 'batch')?.link(files, [])).toEqual([
      {from: 'jobs/run.bat', to: 'jobs/Sub/NEXT.BAT', line: 1},
      {from: 'jobs/run.bat', to: 'jobs/each.cmd', line: 5},
    ])
  })

  it('lead to scripts of the folder in which they are started, named with their own folder', async () => {
    const names = ['tool/run.bat', 'tool/parts/log/log.bat', 'tool/parts/one/more/one.bat', 'other/log.bat']
    const text = 'call log\\log.bat\ncall log.bat\ncall ..\\x\\log.bat'
    const files = await Promise.all(
      names.map(async (path) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(languageScanners.find(({id}) => id === 'batch')?.link(files, [])).toEqual([
      {from: 'tool/run.bat', to: 'tool/parts/log/log.bat', line: 1},
      {from: 'tool/parts/one/more/one.bat', to: 'tool/parts/log/log.bat', line: 1},
      {from: 'other/log.bat', to: 'tool/parts/log/log.bat', line: 1},
    ])
  })

  it('tell no machine that whoever sets them up is to name, and no mark as a program', async () => {
    expect(
      await says(
        'set SERVER=YOUR-FILE-SERVER',
        'xcopy "\\\\%SERVER%\\c$\\backup\\*" C:\\backup\\ /E',
        'IF %ERR% NEQ 0 echo REPAIRED! (%TRY%:%ERR%).',
      ),
    ).toEqual([
      '2 file reads smb decided at run time',
      '2 file writes local C:\\backup\\',
      '3 setting ERR',
      '3 setting TRY',
    ])
  })

  it('run nothing behind their end but what a label leads to, and have code of other languages there', async () => {
    expect(
      await says(
        '@if (@X)==(@Y) @end /* JScript comment',
        '@echo off',
        'if "%1"=="" (',
        '  exit /b 1',
        ')',
        'first.exe',
        'goto :rest',
        'never.exe',
        ':rest',
        'second.exe',
        'third.exe //E:JScript "%~f0" & exit /b %errorlevel%',
        '@if (@X)==(@Y) @end JScript comment */',
        'var names = WScript.Arguments.Item(0);',
        'WScript.Echo("none");',
      ),
    ).toEqual(['6 process first.exe', '10 process second.exe', '11 process third.exe'])
  })

  it('ask before they run: what they compare is no program', async () => {
    expect(
      await says(
        'if not errorlevel == 0 goto done',
        'if errorlevel 1 first.exe',
        'if not "%1"=="" goto SET_CURR_DIR',
        'if "%1" == "" second.exe',
        'if %1== x third.exe',
        '%2:',
        'dotnet publish src',
        'dotnet out\\app.dll',
      ),
    ).toEqual([
      '2 process first.exe',
      '4 process second.exe',
      '5 process third.exe',
      '7 process dotnet',
      '8 process app.dll',
    ])
  })

  it('are no definitions of commands of IBM i, which end so too', () => {
    expect(
      scannerOf('a.cmd', "             CMD        PROMPT('Encrypt')\n             PARM       KWD(KEY) TYPE(*CHAR)\n"),
    ).toBeUndefined()
    expect(scannerOf('a.bat', '       IDENTIFICATION DIVISION.\n       PROGRAM-ID. A.\n')).toBeUndefined()
    expect(scannerOf('a.cmd', '@echo off\r\ncall next.cmd')?.id).toBe('batch')
  })

  it('go through lists that run nothing, and through what commands give', async () => {
    expect(
      await says(
        'for %%a in ("1 2 3" four) do tool.exe %%a & for /f tokens^=2^ delims^=.^" %%j in (\'java -fullversion\') do echo %%j',
        'for /l %%i in (1 1 33) do (set lev=%%i)',
        'for /f "tokens=*" %%a in (\'lister.exe /x ^| find "("\') do echo %%a',
        'for /f "usebackq" %%a in (`second.exe`) do set "v=%%a%%b"',
        ';set KEPT=x',
        ';(echo(SourceFiles0=%KEPT%)>>"%temp%\\2.sed"',
        'echo.text&echo:more',
        'echo text (in brackets) goes on & third.exe (x) y',
      ),
    ).toEqual([
      '1 process tool.exe',
      '1 process java',
      '3 process lister.exe',
      '4 process second.exe',
      '8 process third.exe',
    ])
  })

  it('make tasks of the scheduler, with what these run and when', async () => {
    const {facts} = await found(
      'a.bat',
      'schtasks /create /tn "Nightly claims" /tr "D:\\jobs\\run.bat /x" /sc daily /st 02:00 /ru dom\\u /rp Secret1\nat 03:00 /every:M D:\\jobs\\at.bat',
    )

    expect(facts).toEqual([
      {
        ...{
          is: 'part',
          kind: 'job',
          name: 'Nightly claims',
          language: 'Windows batch',
          product: 'windows-task-scheduler',
        },
        ...{line: 1, until: 1, schedules: ['daily at 02:00']},
      },
      {is: 'job', schedule: {literal: 'daily at 02:00'}, line: 1},
      {is: 'process', program: {literal: 'run.bat'}, line: 1},
      {is: 'process', program: {literal: 'at.bat'}, line: 2},
    ])
  })

  it.each([
    ['a variable that is made of itself', 'set A=%B%\nset B=%A%\ncopy %A% \\\\f\\x\ncopy a \\\\kept\\x'],
    ['a line that always goes on', `${'a ^\n'.repeat(2000)}\ncopy a \\\\kept\\x`],
    ['quotes that never close', `echo "${'x'.repeat(50_000)}\ncopy a \\\\kept\\x`],
    ['calls of calls', `${'call '.repeat(5000)} x\ncopy a \\\\kept\\x`],
    ['signs of percent alone', `${'%'.repeat(50_000)}\ncopy a \\\\kept\\x`],
  ])('are read on behind %s', async (_, text) => {
    expect(told((await found('a.bat', text)).facts).at(-1)).toMatch(/file writes smb kept \\\\kept\\x$/)
  })
})
