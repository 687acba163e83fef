import {productsOfBuildMachine} from '../../../../lifecycle/aliases/build-machines.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {buildImage, buildRuntime} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {reachedByScripts, withoutHashLines} from '../reached-by-scripts.ts'
import {withoutComments} from '../without-comments.ts'

/** Pipelines of Jenkins, as text: images and labels of their agents, tools whose names tell a version, machines reached. */
export const jenkinsfile: ManifestKind = {
  id: 'jenkinsfile',
  files: /(^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/i,
  read: (files) => mergeFindings(files.map(readJenkinsfile)),
}

const images: readonly RegExp[] = [
  /\bimage\s{0,10}[(:]?\s{0,10}(?:['"]([^'"\n]{1,300})['"]|([a-z0-9][\w./-]{0,200}:[\w.-]{1,100})(?=\s|$))/g,
  /\bdocker\.image\(\s{0,10}['"]([^'"\n]{1,300})['"]/g,
  /\b(?:docker|withDockerContainer)\s{0,10}\(?\s{0,10}['"]([^'"\n]{1,300})['"]/g,
  /\bdocker\s{1,4}run\s{1,4}(?:-[\w=:/.${}-]{1,200}\s{1,4}){0,20}([a-z0-9][\w./-]{0,200}:[\w.-]{1,100})(?=[\s'"]|$)/g,
]
const tool = /\b(jdk|nodejs|go|dotnetsdk)\s{1,10}(?:\(\s{0,4})?['"]([^'"\n]{1,100})['"]/
/** `tool 'jdk8'`, `tool name: 'Node 14'`: of any kind, so that its name has to tell which. */
const anyTool =
  /\btool\s{0,4}\(?\s{0,4}(?:name:\s{0,4})?['"]((?:open)?jdk|java|node(?:js)?)[\s_-]{0,3}(\d[^'"\n]{0,20})['"]/i
const agent = /\b(?:label|node)\s{0,10}\(?\s{0,10}['"]([^'"\n]{1,200})['"]/
const products: Readonly<Record<string, string>> = {jdk: 'java', nodejs: 'nodejs', go: 'go', dotnetsdk: 'dotnet'}
const longestLine = 20_000

function readJenkinsfile(file: SourceFile): ManifestFindings {
  const text = withoutHashLines(withoutComments(file.text, {line: ['//'], block: true, triple: true}))
  return mergeFindings([
    ...text.split('\n').flatMap((line, at) => (line.length > longestLine ? [] : readLine(line, {file, line: at + 1}))),
    reachedByScripts(file, text, {withUrls: true}),
  ])
}

function readLine(
  text: string,
  place: {readonly file: SourceFile; readonly line: number},
): readonly ManifestFindings[] {
  const references = images.flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([, quoted, plain]) => quoted ?? plain ?? ''),
  )
  const [, kind = '', name = ''] = tool.exec(text) ?? []
  const [, anyKind = '', anyVersion = ''] = anyTool.exec(text) ?? []
  const product = Object.hasOwn(products, kind) ? products[kind] : undefined
  const version = /(\d+(?:\.\d+)*)/.exec(name)?.[1]
  const words = agent.exec(text)?.[1]?.split(/[\s&|()!]+/) ?? []
  return [
    ...[...new Set(references)].map((reference) => buildImage(reference, 'image', place)),
    // What a server calls a tool is its own choice of words.
    product && version ? lessSure(buildRuntime(product, version, `tool ${name}, version`, place)) : {},
    anyVersion
      ? lessSure(
          buildRuntime(
            /^node/i.test(anyKind) ? 'nodejs' : 'java',
            /^\d+(?:\.\d+)*/.exec(anyVersion)?.[0] ?? '',
            'tool, version',
            place,
          ),
        )
      : {},
    ...words.flatMap((label) => agentOf(label, place)),
  ]
}

/** A label of a department's own machines is its own choice of words too. */
function agentOf(
  label: string,
  place: {readonly file: SourceFile; readonly line: number},
): readonly ManifestFindings[] {
  return productsOfBuildMachine(label).flatMap(({product, version}) =>
    version === undefined ? [] : [lessSure(buildRuntime(product, version, `agent ${label}, version`, place))],
  )
}

function lessSure(findings: ManifestFindings): ManifestFindings {
  return {technologies: (findings.technologies ?? []).map((one) => ({...one, confidence: 0.6}))}
}
