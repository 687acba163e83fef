import {describe, expect, it} from '@jest/globals'
import {environmentOf, isSettingsFile, scanSettings} from '../../../../src/collect/source/settings/settings-files.ts'

const seen = (path: string, text: string) =>
  scanSettings({path, text}).map(({key, line, address, literal}) => [key, line, address?.host ?? literal])

describe('settings', () => {
  it('are read of properties and variables, comments and continued lines apart', () => {
    const text =
      '# a=never\na = one\n! b=never\nb.url=https://scott:tiger@b.msti.example/x?key=1\nc: two \\\n  three\nd=\nexport E="five"\n'

    expect(seen('app.properties', text)).toEqual([
      ['a', 2, 'one'],
      ['b.url', 4, 'b.msti.example'],
      ['c', 5, 'two three'],
      ['d', 7, undefined],
      ['E', 8, 'five'],
    ])
    expect(JSON.stringify(scanSettings({path: '.env', text}))).not.toMatch(/scott|tiger|key=1/)
  })

  it('are read of INI files by section and key; a key that says so names a machine', () => {
    const text =
      '; [Old]\r\nmode=live\r\n[Database]\r\nServer = SQLCLAIMS\\PROD\r\nUser=clerk\r\nPassword=hunter2\r\nName="Claims"\r\n[Paths]\r\nExport=X:\\out\r\n=x\r\n[cut'

    expect(seen('claims.ini', text)).toEqual([
      ['mode', 2, 'live'],
      ['Database.Server', 4, 'sqlclaims'],
      ['Database.User', 5, undefined],
      ['Database.Password', 6, undefined],
      ['Database.Name', 7, 'Claims'],
      ['Paths.Export', 9, 'X:\\out'],
    ])
  })

  it.each([
    ['a.ini', '[x]\npswd=Harbour-c6'],
    [
      'a.properties',
      'db.pswd=Harbour-c6\ndb.pw=Harbour-c6\ndb.psw=Harbour-c6\nldap.cred=Harbour-c6\ndb.username=Harbour-c6',
    ],
    [
      'a.properties',
      'master.key=Harbour-c6\npin=Harbour-c6\notp=Harbour-c6\nmasterkey=Harbour-c6\nuser.dbPass=Harbour-c6',
    ],
    ['app.config', '<configuration><appSettings><add key="pswd" value="Harbour-c6"/></appSettings></configuration>'],
    ['.env', 'FTPPW=Harbour-c6\nPSW=Harbour-c6'],
  ])('keep no value of a key that is called as a password is: %s', (path, text) => {
    const found = scanSettings({path, text})

    expect(found.length).toBeGreaterThan(0)
    expect(found.filter(({literal}) => literal !== undefined)).toEqual([])
  })

  it('keep what stands behind words that only end so', () => {
    expect(seen('a.properties', 'spin=left\nmapping.key=lamps\npower=on')).toEqual([
      ['spin', 1, 'left'],
      ['mapping.key', 2, 'lamps'],
      ['power', 3, 'on'],
    ])
  })

  it('say of a connection to Oracle its machine and its database, where no file of names has them', () => {
    const text =
      '[A]\nOne=Provider=OraOLEDB.Oracle;Data Source=ora01.dept.example:1521/PAY;Password=hunter2\nTwo=DATA SOURCE=//ora02.dept.example:1522/hr.pay\nThree=Server=web01.dept.example:8080/api'

    expect(scanSettings({path: 'a.ini', text}).map(({address}) => address)).toEqual([
      {host: 'ora01.dept.example', protocol: 'oracle', port: '1521', database: 'PAY'},
      {host: 'ora02.dept.example', protocol: 'oracle', port: '1522', database: 'hr.pay'},
      {host: 'web01.dept.example', protocol: 'host', port: '8080'},
    ])
  })

  it('are read of YAML with the path of each key, and aliases are not followed', () => {
    const text =
      'spring:\n  datasource:\n    url: jdbc:postgresql://db01:5432/pay\n  list: [one, two]\nbase: &b {x: 1}\nmore: *b\n---\nq: orders\n'

    expect(seen('application.yml', text)).toEqual([
      ['spring.datasource.url', 3, 'db01'],
      ['spring.list.0', 4, 'one'],
      ['spring.list.1', 4, 'two'],
      ['base.x', 5, '1'],
      ['q', 8, 'orders'],
    ])
    expect(scanSettings({path: 'application.yml', text})[0]?.address).toEqual({
      host: 'db01',
      protocol: 'postgresql',
      port: '5432',
      database: 'pay',
    })
  })

  it('are read of .NET: JSON with comments, and XML', () => {
    const json =
      '{ // the shop\n "ConnectionStrings": {"Shop": "Server=sql01,1433;Database=Shop;User Id=sa;Password=hunter2"},\n "Billing": {"Url": "http://billing"}}'
    expect(seen('appsettings.json', json)).toEqual([
      ['ConnectionStrings.Shop', 2, 'sql01'],
      ['Billing.Url', 3, 'http://billing'],
    ])
    const xml =
      '<configuration><appSettings><add key="Q" value="orders"/></appSettings>\n<connectionStrings><add name="Shop" connectionString="Data Source=SQL02\\\\PAY;Initial Catalog=Shop;Password=hunter2"/></connectionStrings></configuration>'
    expect(seen('Web.config', xml)).toEqual([
      ['Q', 1, 'orders'],
      ['ConnectionStrings:Shop', 2, 'sql02'],
    ])
    expect(
      JSON.stringify([
        scanSettings({path: 'appsettings.json', text: json}),
        scanSettings({path: 'Web.config', text: xml}),
      ]),
    ).not.toContain('hunter2')
  })

  it('are the variables that containers are given', () => {
    const compose = 'services:\n  shop:\n    environment:\n      - QUEUE_NAME=orders\n      - LOG=1\n'
    expect(seen('docker-compose.yml', compose)).toEqual([
      ['QUEUE_NAME', 4, 'orders'],
      ['LOG', 5, '1'],
    ])
    const kubernetes = 'spec:\n  env:\n    - name: BILLING_URL\n      value: http://billing:8080\n'
    expect(seen('deployment.yaml', kubernetes)).toEqual([['BILLING_URL', 4, 'http://billing:8080']])
  })

  it.each([
    ['db.password', 'hunter2'],
    ['api_key', 'abc'],
    ['x', 'AKIAIOSFODNN7EXAMPLEabcdefgh12'],
    ['url', 'jdbc:oracle:thin:scott/tiger@db01:1521:PAY'],
  ])('keep no value that may be secret: %s', (key, value) => {
    expect(JSON.stringify(scanSettings({path: 'a.properties', text: `${key}=${value}`}))).not.toMatch(
      /hunter2|abc|scott|tiger/,
    )
  })

  it('are for one environment where the name of their file says so', () => {
    expect(
      [
        'application-prod.yml',
        'Web.Release.config',
        'appsettings.Staging.json',
        '.env.test',
        'application.yml',
        'Web.config',
        'appsettings.aks_production.json',
        'appsettings.aks_production_shared.json',
        'appsettings.aks-prod.json',
        'appsettings.aks_pre-production_shared.json',
        'appsettings.aks_tps-sandbox_shared.json',
        'appsettings.Sandpit.json',
        'application-common.yml',
      ].map(environmentOf),
    ).toEqual([
      ...['production', 'production', 'staging', 'test', undefined, undefined],
      ...['production', 'production', 'production', 'preproduction', 'development', 'sandpit', undefined],
    ])
  })

  it('give nothing where their file is not sound or nests too deep', () => {
    expect(scanSettings({path: 'application.yml', text: 'a: [1, 2'})).toEqual(expect.any(Array))
    expect(scanSettings({path: 'appsettings.json', text: `${'{"a":'.repeat(5000)}1`})).toEqual([])
    expect(scanSettings({path: 'Web.config', text: '<configuration><a'})).toEqual([])
    expect(isSettingsFile('i18n/messages.properties')).toBe(false)
  })
})

describe('what an array of PHP gives keys', () => {
  it('has the keys that Laravel asks for, with variables of the environment and their defaults', () => {
    const text = [
      '<?php',
      "// 'gone' => 'x',",
      'return [',
      "  'pay' => ['endpoint' => env('PAY_ENDPOINT'), 'retries' => 3, 'list' => ['a', 'b']],",
      "  'permits' => array('url' => env('PERMITS_URL', 'https://permits.msti.example/p')),",
      "  'time' => ['url' => 'https://time.msti.example', 'path' => '/a' . $x, 'key' => base_path('b'), 'secret' => 'Qx7tide'],",
      '];',
    ].join('\n')
    expect(
      scanSettings({path: 'config/services.php', text}).map(({key, literal, line}) => [key, literal, line]),
    ).toEqual([
      ['services.pay.endpoint', '${PAY_ENDPOINT}', 4],
      ['services.permits.url', '${PERMITS_URL:https://permits.msti.example/p}', 5],
      ['services.time.url', 'https://time.msti.example', 6],
      ['services.time.secret', undefined, 6],
    ])
    expect(scanSettings({path: 'src/services.php', text})).toEqual([])
  })
})
