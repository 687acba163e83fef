/** Writes docs/commands.md from the commands themselves; with `--check` fails when it is stale. */
import {readFile, writeFile} from 'node:fs/promises'
import {join} from 'node:path'
import {Config} from '@oclif/core'

const root = join(import.meta.dirname, '..')
const path = join(root, 'docs', 'commands.md')
const config = await Config.load({root, userPlugins: false})
const own = config.commands
  .filter((command) => command.pluginName === 'domesday')
  .sort((a, b) => (a.id < b.id ? -1 : 1))
const text = `# Commands

Made from the commands by \`npm run commands\`. Results go to standard output, progress to standard error.
Exit status: 0 done, 1 a bug, 2 usage, 3 bad inventory, 4 source, 5 store (of \`audit\`: all is done but the load of a Neo4j
server, or a folder cannot be written), 6 plugin, 8 done but some scope is not complete, 10 findings over the threshold
that \`--fail-on\` names, 130 stopped by Ctrl-C: what was finished is kept, and the same command goes on from there.

${own.map(chapter).join('\n')}`

if (!process.argv.includes('--check')) await writeFile(path, text)
else if ((await readFile(path, 'utf8').catch(() => '')) !== text) {
  process.stderr.write('docs/commands.md is stale: npm run commands\n')
  process.exitCode = 1
}

function chapter(command) {
  const name = command.id.replaceAll(':', ' ')
  const args = Object.values(command.args).map(
    (arg) => (arg.required ? `<${arg.name}>` : `[${arg.name}]`) + (arg.multiple ? '...' : ''),
  )
  const flags = Object.values(command.flags)
    .filter((flag) => !flag.hidden)
    .sort((a, b) => (a.name < b.name ? -1 : 1))
  const fill = (line) => line.replaceAll('<%= config.bin %>', config.bin)
  return [
    `## domesday ${[name, ...args].join(' ')}`,
    '',
    command.summary ?? '',
    ...(command.description ? ['', command.description] : []),
    ...(args.length > 0
      ? ['', ...Object.values(command.args).map((arg) => `- \`${arg.name}\`: ${arg.description}`)]
      : []),
    '',
    '| flag | meaning |',
    '|---|---|',
    ...flags.map(
      (flag) =>
        `| \`${flag.char ? `-${flag.char}, ` : ''}--${flag.name}${flag.type === 'option' ? ` ${flag.helpValue ?? `<${flag.name}>`}` : ''}\` | ${flag.summary ?? flag.description ?? ''}${flag.options ? ` One of ${flag.options.join(', ')}.` : ''} |`,
    ),
    '',
    ...(command.examples?.length
      ? ['```', ...command.examples.map((example) => `$ ${fill(String(example))}`), '```', '']
      : []),
  ].join('\n')
}
