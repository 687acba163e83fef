import {findingsOfResources} from '../cloud/findings-of-resources.ts'
import {templateUses} from '../cloud/nested-stacks.ts'
import {resourcesOfTemplate} from '../cloud/resources-of-template.ts'
import type {ManifestFindings, ManifestKind} from '../manifest-kind.ts'
import {mergeFindings} from '../merge-findings.ts'
import {asMap, readYaml} from '../yaml-tree.ts'

/** Templates of CloudFormation and SAM, in YAML and JSON. */
export const cloudformation: ManifestKind = {
  id: 'cloudformation',
  files: /\.(ya?ml|json|template)$/i,
  // One of Serverless holds a template, and is read for itself.
  holds: (text) =>
    /AWSTemplateFormatVersion|Transform["']?\s*:\s*["']?AWS::Serverless|["']?Type["']?\s*:\s*["']?AWS::[A-Z]\w+::[A-Z]/.test(
      text,
    ) &&
    /^\s*["']?Resources["']?\s*:/m.test(text) &&
    !/^service\s*:/m.test(text) &&
    // What another tool fills first is no template yet; `{{resolve:ssm:...}}` is CloudFormation's own.
    !/\{\{(?!\s{0,4}resolve:)/.test(text),
  read(files, tell) {
    const templates = files.flatMap((file) =>
      readYaml(file, tell).map((document) => ({file, document, template: asMap(document.root)})),
    )
    const found = templateUses(templates).map(({file, document, template, given}) =>
      findingsOfResources(resourcesOfTemplate(file, document, template, given), 'CloudFormation'),
    )
    return mergeFindings([...found, others(found.reduce((sum, one) => sum + one.others, 0))])
  },
}

function others(count: number): ManifestFindings {
  if (count === 0) return {}
  const message = `${count} ${count === 1 ? 'resource' : 'resources'} of CloudFormation of other kinds (networks, roles, ...): counted, not read`
  return {notes: [{code: 'counted', what: 'CloudFormation resource', count, message}]}
}
