import type {SourceFile} from '../../walk-tree.ts'
import {buildImage, buildRuntime} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {withoutComments} from '../without-comments.ts'

/** Pipelines of Jenkins, as text: images of their agents, and tools whose names tell a version. */
export const jenkinsfile: ManifestKind = {
  id: 'jenkinsfile',
  files: /(^|\/)Jenkinsfile[\w.-]*$|\.jenkinsfile$/i,
  read: (files) => mergeFindings(files.map(readJenkinsfile)),
}

const image = /\bimage\s{0,10}\(?\s{0,10}(['"])([^'"\n]{1,300})\1|\bdocker\.image\(\s{0,10}(['"])([^'"\n]{1,300})\3/
const tool = /\b(jdk|nodejs|go|dotnetsdk)\s{1,10}(?:\(\s{0,4})?['"]([^'"\n]{1,100})['"]/
const products: Readonly<Record<string, string>> = {jdk: 'java', nodejs: 'nodejs', go: 'go', dotnetsdk: 'dotnet'}
const longestLine = 20_000

function readJenkinsfile(file: SourceFile): ManifestFindings {
  const lines = withoutComments(file.text, {line: ['//'], block: true}).split('\n')
  return mergeFindings(
    lines.flatMap((text, at) => {
      if (text.length > longestLine) return []
      const place = {file, line: at + 1}
      const [, , first, , second] = image.exec(text) ?? []
      const reference = first ?? second
      const [, kind = '', name = ''] = tool.exec(text) ?? []
      const product = Object.hasOwn(products, kind) ? products[kind] : undefined
      const version = /(\d+(?:\.\d+)*)/.exec(name)?.[1]
      return [
        reference ? buildImage(reference, 'image', place) : {},
        // What a server calls a tool is its own choice of words.
        product && version ? lessSure(buildRuntime(product, version, `tool ${name}, version`, place)) : {},
      ]
    }),
  )
}

function lessSure(findings: ManifestFindings): ManifestFindings {
  return {technologies: (findings.technologies ?? []).map((one) => ({...one, confidence: 0.6}))}
}
