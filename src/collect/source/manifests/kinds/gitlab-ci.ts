import {environmentIn} from '../../../../model/environment-name.ts'
import type {SourceFile} from '../../walk-tree.ts'
import {buildImage} from '../build-runtimes.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {reachedByScripts, withoutHashLines} from '../reached-by-scripts.ts'
import {servedHosts} from '../served-hosts.ts'
import {asList, asMap, asText, readYaml, type YamlDocument} from '../yaml-tree.ts'

/** Pipelines of GitLab: the images that build, and where is deployed to. Included files elsewhere are not fetched. */
export const gitlabCi: ManifestKind = {
  id: 'gitlab-ci',
  files: /(^|\/)(\.gitlab-ci[\w.-]*|\.gitlab\/ci\/.+)\.ya?ml$/i,
  read: (files, tell) =>
    mergeFindings(
      files.flatMap((file) => [
        reachedByScripts(file, withoutHashLines(file.text), {withUrls: false}),
        ...readYaml(file, tell).flatMap((document) => {
          const root = asMap(document.root)
          const variables = asMap(root.variables)
          // The top itself, and its defaults, are written as jobs are.
          return [root, ...Object.values(root).map(asMap)].map((job) => readJob(file, document, job, variables))
        }),
      ]),
    ),
}

type Fields = Readonly<Record<string, unknown>>

function readJob(file: SourceFile, document: YamlDocument, job: Fields, variables: Fields): ManifestFindings {
  const image = asText(job.image) ?? asText(asMap(job.image).name)
  const services = asList(job.services).map((one) => asText(one) ?? asText(asMap(one).name))
  const fill = (text: string): string => withVariables(text, {...variables, ...asMap(job.variables)})
  return mergeFindings([
    image ? buildImage(fill(image), 'image', {file, line: document.lineOf(job, 'image')}) : {},
    ...services.map((service) =>
      service ? buildImage(fill(service), 'service', {file, line: document.lineOf(job, 'services')}, 'test') : {},
    ),
    deployment(file, document, asMap(job.environment)),
  ])
}

/** Variables that the file itself sets; others stay as they stand. */
function withVariables(text: string, variables: Fields): string {
  return text.replace(/\$(?:\{(\w{1,100})\}|(\w{1,100}))/g, (whole, braced?: string, plain?: string) => {
    const value = variables[braced ?? plain ?? '']
    return asText(value) ?? asText(asMap(value).value) ?? whole
  })
}

function deployment(file: SourceFile, document: YamlDocument, stated: Fields): ManifestFindings {
  const name = (asText(stated.name) ?? '').split('/')[0] ?? ''
  const host = /^https?:\/\/([^/:]+)/.exec(asText(stated.url) ?? '')?.[1]
  return servedHosts([host], {
    file,
    line: document.lineOf(stated, 'url'),
    environment: environmentIn(name) ?? (name || undefined),
  })
}
