import {mkdir, readdir, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {UsageError} from '../errors.ts'
import {Slug} from '../model/values.ts'
import {cannotWrite} from '../model/write-whole.ts'
import {apiVersion} from './department.ts'

interface NewPlugin {
  /** The organisation's slug. */
  readonly id: string
  /** Where its files go: a folder that is not there yet, or is empty. */
  readonly folder: string
  readonly typescript: boolean
  /** The host's own version. */
  readonly version: string
}

/** Writes a plugin that works as it stands; refuses to overwrite. Returns the names of the files. */
export async function newPlugin({id, folder, typescript, version}: NewPlugin): Promise<readonly string[]> {
  if (!Slug.safeParse(id).success)
    throw new UsageError('bad-organisation', `'${id}' is not an organisation's slug.`, {
      hint: 'Use lower case letters, digits and hyphens, as in its page on GOV.UK: ministry-of-clocks.',
    })
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new UsageError('not-empty', `${folder} is not empty, and nothing is written over.`, {
      hint: 'Name another folder with --dir.',
    })
  const code = `department.${typescript ? 'ts' : 'js'}`
  const files = {
    'package.json': packageText(id, code, version),
    [code]: typescript ? typescriptText(id) : javascriptText(id),
    'README.md': readmeText(id, code),
  }
  try {
    await mkdir(folder, {recursive: true})
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, {flag: 'wx'})
  } catch (error) {
    throw cannotWrite(folder, error)
  }
  return Object.keys(files)
}

export function pluginName(id: string): string {
  return `domesday-plugin-${id}`
}

function titleOf(id: string): string {
  const small = new Set(['of', 'for', 'and', 'the'])
  return id
    .split('-')
    .map((word) => (small.has(word) ? word : word.charAt(0).toUpperCase() + word.slice(1)))
    .join(' ')
}

function packageText(id: string, code: string, version: string): string {
  const manifest = {
    name: pluginName(id),
    version: '0.1.0',
    description: `What domesday should know of ${titleOf(id)}`,
    type: 'module',
    files: [code],
    scripts: {test: 'domesday plugin check .'},
    oclif: {hooks: {department: `./${code}`}},
    peerDependencies: {domesday: `^${version}`},
    peerDependenciesMeta: {domesday: {optional: true}},
  }
  return `${JSON.stringify(manifest, null, 2)}\n`
}

function javascriptText(id: string): string {
  return `// @ts-check
/** @import {CriterionRule, Department, Thing} from 'domesday/plugin' */

const organisation = '${id}'

/**
 * An example: the department knows that its contractors leave together.
 * @type {CriterionRule}
 */
${ruleText('const contractors =')}
/**
 * @param {Thing} thing
 * @param {string} key
 */
${valueText('thing, key')}
/** @returns {Department} */
export default () => (${departmentText(id)})
`
}

function typescriptText(id: string): string {
  return `import type {AttributeValue, CriterionRule, Department, Thing} from 'domesday/plugin'

const organisation = '${id}'

/** An example: the department knows that its contractors leave together. */
${ruleText('const contractors: CriterionRule =')}
${valueText('thing: Thing, key: string', ': AttributeValue | undefined')}
export default (): Department => (${departmentText(id)})
`
}

function ruleText(start: string): string {
  return `${start} {
  id: 'contractors',
  criterion: 'L3',
  propose: ({system, proposed}) => {
    const owner = attribute(system, 'owner')
    if (!String(owner?.value ?? '').includes('Contractors')) return undefined
    return {
      effect: 'widen',
      low: proposed.low,
      high: 6,
      confidence: 0.5,
      rationale: 'Contractors look after it, and their contract may end',
      evidence: owner?.evidence ?? [],
      missing: [{what: 'how many staff know it', how: 'people: {needed, have}'}],
    }
  },
}
`
}

function valueText(parameters: string, returns = ''): string {
  return `function attribute(${parameters})${returns} {
  return thing.attributes[key]?.[0]
}
`
}

function departmentText(id: string): string {
  return `{
  apiVersion: ${apiVersion},
  organisations: [{id: organisation, name: '${titleOf(id)}'}],
  // Components that belong to a system, by globs on path, name, host, tag or account. The system is then in the estate.
  // systems: [{id: 'example', organisation, match: [{path: '**/sources/example/**'}]}],
  criteria: [contractors],
  // A language or a kind of manifest that domesday cannot read: scanners, of which docs/plugins.md has an example.
  calendar: {
    blackouts: [{from: '2027-03-15', to: '2027-04-16', why: 'financial year end', organisation}],
  },
}`
}

function readmeText(id: string, code: string): string {
  return `# ${pluginName(id)}

What domesday should know of ${titleOf(id)}: it stands in \`${code}\`.

Try it: \`npx domesday plugin check .\`

Use it: install it in the audit folder, or keep it there, and list it in domesday.yaml. What is listed there is run.

\`\`\`yaml
plugins: [${pluginName(id)}]     # or its folder, as ./plugins/${id}
\`\`\`
`
}
