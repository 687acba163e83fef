import {expect, it} from '@jest/globals'
import {cloudServiceName} from '../../../src/collect/source/cloud-service-name.ts'

it.each([
  ['aws-secrets-manager', 'aws-secretsmanager'],
  ['aws-sfn', 'aws-stepfunctions'],
  ['google-secrets', 'google-secretmanager'],
  ['google-secret-manager', 'google-secretmanager'],
  ['google-secretmanager', 'google-secretmanager'],
  ['google-secretmanager-v1', 'google-secretmanager'],
  ['google-secretmanager_v1beta1', 'google-secretmanager'],
  ['google-tasks-v2beta3', 'google-tasks'],
  ['google-storage', 'google-storage'],
  ['google-constructor', 'google-constructor'],
  ['azure-storage-blob', 'azure-storage-blob'],
])('a service of a cloud has one name: %s', (called, name) => {
  expect(cloudServiceName(called)).toBe(name)
})
