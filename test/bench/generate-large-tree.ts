import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'

interface LargeTreeSpec {
  readonly files: number
  readonly bytes: number
}

/** A file of a kind: its place by a number, and its text up to so many bytes. */
type Kind = (at: number) => readonly [path: string, head: string, line: (line: number) => string, tail?: string]

/** Systems of some 400 files each, of all kinds that estates hold. */
const kinds: readonly Kind[] = [
  (at) => [
    `src/main/java/org/lamps/s${at}/Part${at}.java`,
    `package org.lamps.s${at};\nimport java.sql.DriverManager;\nimport org.lamps.s${at + 1}.Part${at + 1};\npublic class Part${at} {\n  static final String DB = "jdbc:postgresql://db${at % 50}.harbour.example:5432/lamps";\n  void load() throws Exception { DriverManager.getConnection(DB).createStatement().executeQuery("SELECT * FROM lamp_${at % 400}"); }\n`,
    (line) => `  int value${line}(int given) { return given * ${line}; } // line ${line}\n`,
    '}\n',
  ],
  (at) => [
    `web/src/part${at}.ts`,
    `import {other} from './part${at + 1}.js'\nimport axios from 'axios'\nexport const load = () => axios.get('https://lamp${at % 300}.harbour.example/status')\n`,
    (line) => `export const value${line} = (given: number) => given * ${line} + ${at}\n`,
  ],
  (at) => [
    `jobs/job_${at}.py`,
    `import requests\nfrom jobs import job_${at + 1}\n\ndef run():\n    requests.post("https://job${at % 300}.harbour.example/run")\n\n`,
    (line) => `def part_${line}(given):\n    return given * ${line}\n\n`,
  ],
  (at) => [
    `Desk/Form${at}.cs`,
    `using System.Data.SqlClient;\nnamespace Lamps.Desk${at % 40} {\npublic class Form${at} {\n  string db = "Server=sql${at % 40}.harbour.example;Database=Lamps";\n`,
    (line) => `  public int Value${line}(int given) { return given * ${line}; }\n`,
    '}}\n',
  ],
  (at) => [
    `site/page${at}.php`,
    `<?php\n$db = new PDO("mysql:host=my${at % 40}.harbour.example;dbname=lamps");\n$db->query("SELECT * FROM page_${at % 200}");\n`,
    (line) => `function part_${at}_${line}($given) { return $given * ${line}; }\n`,
  ],
  (at) => [
    `rota/part_${at}.rb`,
    `require 'net/http'\nNet::HTTP.get(URI("https://rota${at % 200}.harbour.example/"))\n`,
    (line) => `def part_${line}(given)\n  given * ${line}\nend\n`,
  ],
  (at) => [
    `tool/part${at}.go`,
    `package tool\n\nimport "net/http"\n\nfunc Load${at}() { http.Get("https://go${at % 200}.harbour.example/") }\n`,
    (line) => `func part${at}x${line}(given int) int { return given * ${line} }\n`,
  ],
  (at) => [
    `deploy/app${at}.yaml`,
    `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: app${at}}\nspec:\n  template:\n    spec:\n      containers: [{name: web, image: "nginx:1.${at % 20}"}]\n`,
    (line) => `# line ${line} of what somebody wrote about it\n`,
  ],
  (at) => [
    `config/part${at}.properties`,
    `lamps.url=https://settings${at % 200}.harbour.example\n`,
    (line) =>
      line % 8 === 0 ? `lamps.part${line}=value ${line}\n` : `# What part ${line} is for, and who asked for it.\n`,
  ],
  (at) => [
    `db/V${at}__part.sql`,
    `CREATE TABLE part_${at} (id int);\n`,
    (line) => `INSERT INTO part_${at} VALUES (${line});\n`,
  ],
  (at) => [
    `infra/part${at}.tf`,
    `resource "aws_sqs_queue" "part${at}" {\n  name = "part${at}"\n}\n`,
    (line) => `# line ${line}: left as it was\n`,
  ],
  (at) => [
    `bin/run${at}.sh`,
    `#!/bin/sh\ncurl https://shell${at % 200}.harbour.example/\n`,
    (line) => `echo "step ${line}"\n`,
  ],
  (at) => [`docs/page${at}.md`, `# Page ${at}\n`, (line) => `Words of line ${line}, which nobody reads by machine.\n`],
  (at) => [
    `data/part${at}.json`,
    `{"name": "part${at}", "lines": [\n`,
    (line) => `  {"line": ${line}, "text": "what stands there"},\n`,
    '  {}\n]}\n',
  ],
  (at) => [
    `old/Form${at}.vb`,
    `Imports System.Data\nPublic Class Form${at}\n`,
    (line) =>
      `  Public Function Value${line}(given As Integer) As Integer\n    Return given * ${line}\n  End Function\n`,
    'End Class\n',
  ],
]

/** Writes the tree, unless one of that size is there already. */
export function generateLargeTree(folder: string, {files, bytes}: LargeTreeSpec): LargeTreeSpec {
  const note = join(folder, '.domesday', 'generated.json')
  const told = JSON.stringify({files, bytes})
  if (existsSync(note) && readFileSync(note, 'utf8') === told) return {files, bytes}
  const each = Math.floor(bytes / files)
  let written = 0
  for (let at = 0; at < files; at += 1) {
    const system = `systems/s${Math.floor(at / 400)}`
    const kind = kinds[at % kinds.length]
    if (at % 400 === 0)
      write(
        join(folder, system, 'pom.xml'),
        `<project><groupId>lamps</groupId><artifactId>s${at}</artifactId><version>1</version></project>`,
      )
    if (at % 400 === 1)
      write(
        join(folder, system, 'package.json'),
        JSON.stringify({name: `s${at}`, version: '1.0.0', dependencies: {axios: '1.0.0'}}),
      )
    if (!kind) continue
    const [path, head, line, tail = ''] = kind(Math.floor(at / kinds.length))
    let text = head
    for (let number = 0; text.length < each; number += 1) text += line(number)
    write(join(folder, system, path), text + tail)
    written += text.length + tail.length
  }
  write(note, told)
  return {files, bytes: written}
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), {recursive: true})
  writeFileSync(path, text)
}
