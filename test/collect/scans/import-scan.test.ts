import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, it} from '@jest/globals'
import {importScan, type ScanOptions} from '../../../src/collect/scans/import-scan.ts'
import {InventoryRecord} from '../../../src/model/inventory.ts'

const root = mkdtempSync(join(tmpdir(), 'domesday-scans-'))
afterAll(() => rmSync(root, {recursive: true}))

let turns = 0
async function imported(content: string | object, more: Partial<ScanOptions> = {system: 'rota'}) {
  const file = join(root, `${++turns}`)
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  const {records} = await importScan({
    file,
    shownAs: 'scan.json',
    organisation: 'tides',
    sourceId: 'scan',
    producedBy: {name: 'domesday', version: '1.0.0'},
    observedAt: '2026-11-01T00:00:00Z',
    ...more,
  })
  return records.map((record) => InventoryRecord.parse(record))
}

function told(records: readonly InventoryRecord[]) {
  const locators = new Map(
    records.flatMap((one) => (one.record === 'evidence' ? [[one.id, one.locator] as const] : [])),
  )
  return {
    found: records.flatMap((one) =>
      one.record === 'vulnerability'
        ? [
            [
              one.subject,
              one.identifier ?? 'scanned',
              one.status ?? one.known,
              one.highestSeverity,
              one.assessed,
              one.evidence.map((id) => locators.get(id)).join(),
            ],
          ]
        : [],
    ),
    uses: records.flatMap((one) => (one.record === 'relation' ? [`${one.from} ${one.type} ${one.to}`] : [])),
    coverage: records.find((one) => one.record === 'coverage'),
    problems: records.flatMap((one) => (one.record === 'problem' ? [one] : [])),
    vulnerabilities: records.filter((one) => one.record === 'vulnerability'),
  }
}

const lodash = 'pkg:npm/lodash@4.17.20'
const trivy = (results: readonly object[]) => ({
  SchemaVersion: 2,
  CreatedAt: '2026-10-20T09:12:00.123456789Z',
  ArtifactName: 'rota:2.1',
  ArtifactType: 'container_image',
  Results: results,
})
const packages = {
  Target: 'app/package-lock.json',
  Class: 'lang-pkgs',
  Type: 'npm',
  Packages: [
    {Name: 'lodash', Identifier: {PURL: lodash}},
    {Name: 'pg', Identifier: {PURL: 'pkg:npm/pg@8.1.0'}},
  ],
}
const finding = {
  VulnerabilityID: 'CVE-2021-23337',
  VendorIDs: ['GHSA-35jh-r3h4-6jhm'],
  PkgName: 'lodash',
  PkgIdentifier: {PURL: lodash},
  InstalledVersion: '4.17.20',
  FixedVersion: '4.17.21',
  Severity: 'HIGH',
}

describe('a report by Trivy', () => {
  it('is what it found in each package, with other names and mends, of the day of the scan', async () => {
    const {found, uses, vulnerabilities} = told(await imported(trivy([{...packages, Vulnerabilities: [finding]}])))

    expect(found).toEqual(
      [
        [lodash, 'CVE-2021-23337', 1, 'high', '2026-10-20', 'scan.json#/Results/0/Vulnerabilities/0'],
        ['tides/rota', 'scanned', 0, undefined, '2026-10-20', 'scan.json'],
      ].toSorted(),
    )
    expect(uses.toSorted()).toEqual([`tides/rota USES ${lodash}`, 'tides/rota USES pkg:npm/pg@8.1.0'])
    expect(vulnerabilities).toContainEqual(
      expect.objectContaining({aliases: ['GHSA-35jh-r3h4-6jhm'], fixedIn: ['4.17.21'], within: 'tides/rota'}),
    )
  })

  it('without findings says that what was scanned has none known', async () => {
    expect(told(await imported(trivy([packages]))).found).toEqual([
      ['tides/rota', 'scanned', 0, undefined, '2026-10-20', 'scan.json'],
    ])
  })

  it('that found nothing to look at says nothing of what was scanned', async () => {
    const {found, coverage} = told(await imported(trivy([{Target: 'key.pem', Class: 'secret', Secrets: [{}]}])))

    expect(found).toEqual([])
    expect(coverage).toMatchObject({
      notes: [{code: 'no-assessment'}, {code: 'not-read', what: 'secrets', count: 1}],
    })
  })

  it('counts for its packages wherever they are used, where nobody says what was scanned', async () => {
    const {found, uses} = told(await imported(trivy([{...packages, Vulnerabilities: [finding]}]), {}))

    expect(uses).toEqual([])
    expect(found.map(([subject, identifier]) => `${subject} ${identifier}`)).toEqual(
      expect.arrayContaining([`${lodash} CVE-2021-23337`, 'pkg:npm/pg@8.1.0 scanned']),
    )
  })

  it('keeps what it cannot join to a package with what was scanned, so that it is not lost', async () => {
    const {PkgIdentifier: _, ...nameless} = finding
    const {found} = told(await imported(trivy([{...packages, Vulnerabilities: [nameless]}])))

    expect(found.map(([subject, identifier]) => [subject, identifier])).toContainEqual(['tides/rota', 'CVE-2021-23337'])
    expect(told(await imported(trivy([{...packages, Vulnerabilities: [nameless]}]), {})).problems).toEqual([
      expect.objectContaining({code: 'no-target'}),
    ])
  })

  it('of a host is of that host', async () => {
    const {uses} = told(await imported(trivy([packages]), {host: 'Web01.tides.example'}))

    expect(uses).toContain(`host:tides/web01-tides-example USES ${lodash}`)
  })
})

describe('the operating system of what was scanned', () => {
  const ofSystem = async (content: object, more?: Partial<ScanOptions>) =>
    told(await imported(content, more)).uses.filter((line) => line.includes('technology:'))
  const by = (Family: string, Name: string) => ({...trivy([packages]), Metadata: {OS: {Family, Name}}})

  it.each([
    ['alpine', '3.12.0', 'alpine-linux-3-12-0'],
    ['amazon', '2 (Karoo)', 'amazon-linux-2'],
    ['redhat', '8.4', 'rhel-8-4'],
    ['suse linux enterprise server', '15.3', 'sles-15-3'],
  ])('is one that it uses, by Trivy: %s %s', async (family, name, technology) => {
    expect(await ofSystem(by(family, name))).toEqual([`tides/rota USES technology:tides/${technology}`])
    expect(await ofSystem(by(family, name), {})).toEqual([])
  })

  it('is told by Grype, and of one that is in no catalogue nothing is', async () => {
    const report = {matches: [], descriptor: {name: 'grype', timestamp: '2026-10-21T10:00:00Z'}}
    expect(await ofSystem({...report, distro: {name: 'debian', version: '10'}})).toEqual([
      'tides/rota USES technology:tides/debian-10',
    ])
    expect(await ofSystem({...report, distro: {name: 'constructor', version: '10'}})).toEqual([])
  })
})

describe('a package that only builds or tests', () => {
  const scopesOf = (records: readonly InventoryRecord[]) =>
    Object.fromEntries(
      records.flatMap((one) => (one.record === 'relation' ? [[one.to, one.attributes.scope ?? 'runs']] : [])),
    )

  it('is told as such where a bill with its vulnerabilities says so', async () => {
    const component = (name: string, scope?: string) => ({
      'bom-ref': name,
      name,
      purl: `pkg:npm/${name}@1.0.0`,
      ...(scope && {scope}),
    })
    const bill = {
      bomFormat: 'CycloneDX',
      specVersion: '1.4',
      metadata: {timestamp: '2026-10-01T00:00:00Z'},
      components: [component('a'), component('b', 'excluded'), component('c', 'optional')],
      vulnerabilities: [{id: 'CVE-2021-1', affects: [{ref: 'b'}]}],
    }

    expect(scopesOf(await imported(bill))).toEqual({
      'pkg:npm/a@1.0.0': 'runs',
      'pkg:npm/b@1.0.0': 'development',
      'pkg:npm/c@1.0.0': 'optional',
    })
  })

  it('is told as such where Trivy lists it so, unless another of its lists needs it where it runs', async () => {
    const listed = (purl: string, Dev?: boolean) => ({Name: purl, Identifier: {PURL: purl}, ...(Dev && {Dev})})
    const lists = [
      {Class: 'lang-pkgs', Packages: [listed('pkg:npm/a@1.0.0', true), listed('pkg:npm/b@1.0.0', true)]},
      {Class: 'lang-pkgs', Packages: [listed('pkg:npm/b@1.0.0')]},
    ]

    expect(scopesOf(await imported(trivy(lists)))).toEqual({
      'pkg:npm/a@1.0.0': 'development',
      'pkg:npm/b@1.0.0': 'runs',
    })
  })
})

describe('a report by Grype', () => {
  const match = (more: object = {}) => ({
    vulnerability: {id: 'GHSA-35jh-r3h4-6jhm', severity: 'High', fix: {versions: ['4.17.21'], state: 'fixed'}},
    relatedVulnerabilities: [{id: 'CVE-2021-23337'}],
    artifact: {name: 'lodash', version: '4.17.20', purl: lodash},
    ...more,
  })

  it('is what it matched; what its rules ignore is kept and not counted', async () => {
    const {found, vulnerabilities} = told(
      await imported({
        matches: [match()],
        ignoredMatches: [match({vulnerability: {id: 'CVE-2020-8203', severity: 'Negligible'}})],
        source: {type: 'directory', target: './app'},
        descriptor: {name: 'grype', version: '0.84.0', timestamp: '2026-10-21T10:00:00+01:00'},
      }),
    )

    expect(found.toSorted()).toEqual(
      [
        [lodash, 'CVE-2020-8203', 'not-affected', 'low', '2026-10-21', 'scan.json#/ignoredMatches/0'],
        [lodash, 'GHSA-35jh-r3h4-6jhm', 1, 'high', '2026-10-21', 'scan.json#/matches/0'],
        ['tides/rota', 'scanned', 0, undefined, '2026-10-21', 'scan.json'],
      ].toSorted(),
    )
    expect(vulnerabilities).toContainEqual(expect.objectContaining({aliases: ['CVE-2021-23337']}))
  })
})

describe('a report that bears no date', () => {
  const audit = readFileSync(join(import.meta.dirname, 'fixtures', 'npm-audit.json'), 'utf8')

  it('is refused until somebody states it', async () => {
    await expect(imported(audit)).rejects.toMatchObject({code: 'undated-scan', exitStatus: 3})
  })

  it('of npm audit gives each advisory at the package that it is of, once', async () => {
    const {found} = told(await imported(audit, {system: 'rota', scanned: '2026-10-22'}))

    expect(found.map((one) => one.slice(0, 4)).toSorted()).toEqual(
      [
        ['pkg:npm/lodash', 'GHSA-35jh-r3h4-6jhm', 1, 'high'],
        ['pkg:npm/minimist', 'GHSA-xvch-5gv4-984h', 1, 'critical'],
        ['tides/rota', 'scanned', 0, undefined],
      ].toSorted(),
    )
  })

  it('of npm 6 gives the versions too', async () => {
    const {found} = told(
      await imported(
        {
          actions: [],
          advisories: {
            '1673': {
              id: 1673,
              module_name: 'lodash',
              findings: [{version: '4.17.20', paths: ['lodash']}],
              severity: 'high',
              cves: ['CVE-2021-23337'],
              github_advisory_id: 'GHSA-35jh-r3h4-6jhm',
              patched_versions: '>=4.17.21',
            },
          },
          metadata: {vulnerabilities: {high: 1}, dependencies: 3, totalDependencies: 3},
        },
        {system: 'rota', scanned: '2026-10-22'},
      ),
    )

    expect(found).toContainEqual([
      lodash,
      'GHSA-35jh-r3h4-6jhm',
      1,
      'high',
      '2026-10-22',
      'scan.json#/advisories/1673/findings/0',
    ])
  })

  it('of OSV-Scanner rates by the score where its database has no word', async () => {
    const vulnerability = {
      id: 'GHSA-xvch-5gv4-984h',
      aliases: ['CVE-2021-44906'],
      severity: [{type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H'}],
      affected: [
        {
          package: {name: 'minimist', ecosystem: 'npm'},
          ranges: [{type: 'SEMVER', events: [{introduced: '0'}, {fixed: '0.2.4'}]}],
        },
      ],
    }
    const {found, vulnerabilities} = told(
      await imported(
        {
          results: [
            {
              source: {path: '/app/package-lock.json', type: 'lockfile'},
              packages: [
                {package: {name: 'minimist', version: '0.0.8', ecosystem: 'npm'}, vulnerabilities: [vulnerability]},
                {package: {name: 'tides.example:bell', version: '1.2', ecosystem: 'Maven'}, vulnerabilities: []},
              ],
            },
          ],
        },
        {component: 'component:tides/rota', scanned: '2026-10-22'},
      ),
    )

    expect(found.map((one) => one.slice(0, 4))).toContainEqual([
      'pkg:npm/minimist@0.0.8',
      'GHSA-xvch-5gv4-984h',
      1,
      'critical',
    ])
    expect(vulnerabilities).toContainEqual(
      expect.objectContaining({fixedIn: ['0.2.4'], within: 'component:tides/rota'}),
    )
  })
})

describe('CycloneDX with vulnerabilities', () => {
  const bom = (vulnerabilities: readonly object[] | undefined, components: readonly object[]) => ({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    metadata: {timestamp: '2026-10-23T08:00:00Z', component: {name: 'rota', type: 'application', 'bom-ref': 'app'}},
    components,
    ...(vulnerabilities && {vulnerabilities}),
  })
  const component = {type: 'library', name: 'lodash', purl: lodash, 'bom-ref': 'lib-1'}
  const said = (state: string | undefined, ref = 'lib-1') => ({
    id: 'CVE-2021-23337',
    ratings: [{severity: 'medium'}, {severity: 'high'}],
    affects: [{ref}],
    ...(state && {analysis: {state, justification: 'code_not_reachable'}}),
  })

  it.each([
    [undefined, 1],
    ['exploitable', 1],
    ['in_triage', 1],
    ['not_affected', 'not-affected'],
    ['false_positive', 'false-positive'],
    ['resolved', 'resolved'],
  ])('takes the state %s as %s', async (state, expected) => {
    const {found} = told(await imported(bom([said(state)], [component])))

    expect(found).toContainEqual([
      lodash,
      'CVE-2021-23337',
      expected,
      'high',
      '2026-10-23',
      'scan.json#/vulnerabilities/0',
    ])
  })

  it('names a component of another bill by a link, and the whole by its own ref', async () => {
    const link = `urn:cdx:f08a6ccd-4dce-4759-bd84-c626675d60a7/1#${encodeURIComponent(lodash)}`
    const {found} = told(
      await imported(bom([said('not_affected', link), {...said('resolved', 'app'), id: 'CVE-2020-1'}], [])),
    )

    expect(found.map((one) => one.slice(0, 3)).toSorted()).toEqual(
      [
        [lodash, 'CVE-2021-23337', 'not-affected'],
        ['tides/rota', 'CVE-2020-1', 'resolved'],
      ].toSorted(),
    )
  })

  it('without a list of vulnerabilities is no scan', async () => {
    await expect(imported(bom(undefined, [component]))).rejects.toThrow('it is no report of vulnerabilities')
    expect(told(await imported(bom([], [component]))).found).toHaveLength(1)
  })
})

describe('SARIF', () => {
  const run = {
    tool: {driver: {name: 'Bell Checker', rules: [{id: 'CVE-2021-23337', properties: {'security-severity': '7.2'}}]}},
    invocations: [{endTimeUtc: '2026-10-24T08:00:00Z'}],
    results: [{ruleId: 'CVE-2021-23337'}, {ruleId: 'no-eval'}],
  }

  it('gives what has the id of a vulnerability to what was scanned, and counts the rest', async () => {
    const {found, coverage} = told(await imported({version: '2.1.0', runs: [run]}))

    expect(found).toContainEqual([
      'tides/rota',
      'CVE-2021-23337',
      1,
      'high',
      '2026-10-24',
      'scan.json#/runs/0/results/0',
    ])
    expect(coverage).toMatchObject({notes: [{code: 'not-read', count: 1}]})
  })
})

describe('what is no report', () => {
  it.each(['{"matches": []}', '{"message": "405 Method Not Allowed"}', '[]', 'hello', '{"SchemaVersion": 2'])(
    'is refused: %s',
    async (text) => {
      await expect(imported(text)).rejects.toMatchObject({exitStatus: 3})
    },
  )

  it('breaks nothing where its parts are of other kinds than they should be', async () => {
    const wrong = [
      7,
      null,
      'x',
      [],
      {},
      {Vulnerabilities: 'x', Packages: {}},
      {Class: 'lang-pkgs', Vulnerabilities: [null, 3, {VulnerabilityID: {}}]},
    ]
    const {found, problems, coverage} = told(await imported(trivy(wrong as readonly object[]))) // hostile on purpose

    expect(found).toEqual([])
    expect(problems).toHaveLength(3)
    expect(coverage).toMatchObject({status: 'partial'})
  })
})
