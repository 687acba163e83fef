import {access, mkdir, readFile, writeFile} from 'node:fs/promises'
import {dirname, join} from 'node:path'
import {UsageError} from '../errors.ts'
import {Slug} from '../model/values.ts'
import {cannotWrite} from '../model/write-whole.ts'

/** Writes domesday.yaml, an example declared inventory and .gitignore; refuses to overwrite. Returns the paths written. */
export async function initFolder(root: string, organisation: string): Promise<readonly string[]> {
  const files = await filesOfInit(root, organisation)
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(root, path)), {recursive: true})
      await writeFile(join(root, path), text, {flag: 'wx'})
    }
    const ignored = await ignoreCache(join(root, '.gitignore'))
    return [...files.map(([path]) => path), ...(ignored ? ['.gitignore'] : [])]
  } catch (error) {
    throw cannotWrite(root, error)
  }
}

/** What would be written: paths with their text. Errors: a UsageError where one is there, or no organisation has that id. */
export async function filesOfInit(
  root: string,
  organisation: string,
): Promise<readonly (readonly [path: string, text: string])[]> {
  if (!Slug.safeParse(organisation).success) {
    throw new UsageError('bad-organisation', `'${organisation}' is not an organisation's slug.`, {
      hint: 'Use lower case letters, digits and hyphens, as in its page on GOV.UK: ministry-of-clocks.',
    })
  }
  const files = [
    ['domesday.yaml', settingsExample(organisation)],
    [`inventories/${organisation}/estate.yaml`, declaredExample(organisation)],
  ] as const
  for (const [path] of files) {
    if (await exists(join(root, path)))
      throw new UsageError('already-there', `${path} is there already, and init overwrites nothing.`, {
        hint: 'Edit it, or choose another folder with -C.',
      })
  }
  return files
}

/** `.domesday/` can be rebuilt, so it does not belong under version control. An existing file gains the line. */
async function ignoreCache(path: string): Promise<boolean> {
  const before = await readFile(path, 'utf8').catch(() => '')
  if (/^\.domesday\/?$/m.test(before)) return false
  await writeFile(path, `${before}${before && !before.endsWith('\n') ? '\n' : ''}.domesday/\n`)
  return true
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

/** `ministry-of-clocks` as `Ministry of Clocks`. */
function nameOf(slug: string): string {
  return slug
    .split('-')
    .map((word) => (/^(and|for|in|of|on|the|to)$/.test(word) ? word : word.slice(0, 1).toUpperCase() + word.slice(1)))
    .join(' ')
}

function settingsExample(organisation: string): string {
  return `# What this audit looks at and how. Every key is in docs/formats.md.
schema: domesday/settings@1

# Whose estate it is. The id is the slug of the organisation's page on GOV.UK.
organisations:
  - id: ${organisation}
    name: ${nameOf(organisation)}   # as it stands in reports; mend it where it is wrong
    # budgetGbp: 940000000     # the yearly budget, for the financial criterion

# Where facts come from. Nothing that is looked at is changed or executed.
sources:
  - id: estate
    import: declared
    organisation: ${organisation}
    file: inventories/${organisation}/estate.yaml
  # - id: finance
  #   import: spreadsheet      # CSV, XLSX or ODS; import spreadsheet --suggest-mapping
  #   organisation: ${organisation}
  #   file: inventories/${organisation}/finance.xlsx
  #   mapping: inventories/${organisation}/finance.mapping.yaml
  # - id: booking
  #   collect: source          # TypeScript, JavaScript, Java, C#, PHP, Python, Ruby, Go,
  #                            # Shell, PowerShell, Windows batch, Visual Basic,
  #                            # Visual Basic 6, Classic ASP, Microsoft Access, Delphi,
  #                            # Visual FoxPro, PowerBuilder, Oracle Forms, PL/SQL, T-SQL,
  #                            # Integration Services, Reporting Services, Crystal Reports,
  #                            # COBOL, PL/I, Assembler, REXX, CLIST, JCL, BMS, MFS,
  #                            # CICS definitions, IMS definitions, Scheduler definitions,
  #                            # RPG, CL, DDS, Natural; packages, containers, Terraform,
  #                            # pipelines, SQL; what else there is is counted
  #   organisation: ${organisation}
  #   paths: [../booking]      # relative to this folder
  #   system: booking          # left out, each tree is a system of its own

# Which components belong to which system, where a source does not say it.
# systems:
#   - {id: booking, name: Booking, organisation: ${organisation}, match: [{path: "../booking/**"}, {host: "booking*"}]}

# What only your department knows, in a plugin: code that runs when this folder is audited. docs/plugins.md
# plugins: [./plugins/${organisation}]

store:
  kind: embedded               # a file in .domesday/, nothing to install; or a Neo4j server: docs/neo4j.md

assess:
  horizonYears: 3              # the framework's
  # asOf: 2026-11-01           # left out: today in London

plan:
  # from: 2027-01-04           # left out: the next quarter
  teams: []                    # - {skill: developer, personDaysPerQuarter: 120}
  blackouts: []                # - {from: 2027-03-15, to: 2027-04-16, why: year end}
  deadlines: []                # - {system: ${organisation}/booking, date: 2027-09-30, what: server room closes}

report:
  marking: OFFICIAL-SENSITIVE  # stands on every page
  edition: full
`
}

function declaredExample(organisation: string): string {
  return `# What people know of the estate. Everything but id and name may be left out, and left out means unknown.
schema: domesday/declared@1
organisation: ${organisation}

systems:
  - id: example-system
    name: Example System
    description: What it does, for whom
    owner: The team that answers for it
    supports: [{service: example-service, name: The service that people use}]
    technologies: [{product: oracle-database, version: "19c"}, {product: windows-server, version: "2016"}]
    # hosts: [{name: example01.department.example, environment: production}]
    # dependsOn: [{system: another-system, kind: call, how: looks up addresses}]   # call, file, message, store, other
    # contract: {supplier: A Supplier Ltd, ends: 2028-03-31, replacement: none}    # none, planned, signed, not-needed
    # people: {needed: 4, have: 3, leavingWithin12Months: 1}
    # incidents: []              # an empty list is a kept record with nothing in it
    # vulnerabilities: {assessed: 2026-08-01, known: 0}
    # cost: {annualRunGbp: 410000, source: finance return}
    # plan: {exists: true, funded: false, targetDate: 2028-06-30}
    # scores: {assessor: Your Name, date: 2026-09-01, L4: {score: 3, reason: why}, C1: 2}
`
}
