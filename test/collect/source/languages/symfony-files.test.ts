import {describe, expect, it} from '@jest/globals'
import {symfonyFacts} from '../../../../src/collect/source/languages/symfony-files.ts'
import {servedRoots} from '../../../../src/collect/source/served-roots.ts'

const factsOf = (path: string, text: string) => symfonyFacts({path, text, sha256: ''}).map(({line: _, ...fact}) => fact)

describe('files of settings of Symfony', () => {
  it('say routes, and what stands before those of folders and files', () => {
    const routes = `controllers:
    resource: {path: ../src/Controller/, namespace: App\\Controller}
    type: attribute
    prefix: /manif
api: {resource: routes/api.yaml, prefix: /api}
legacy_export:
    path: /export/{year}
    controller: App\\Controller\\LegacyController::export
    methods: [GET, POST]
when@dev:
    never: {path: /never}
`
    const facts = factsOf('web/config/routes.yaml', routes)

    expect(facts).toEqual([
      {is: 'root', by: 'symfony', path: {literal: '/manif'}, below: 'web/src/Controller'},
      {is: 'root', by: 'symfony', path: {literal: '/api'}, below: 'web/config/routes/api.yaml'},
      {is: 'serves', method: 'GET', path: {literal: '/export/{year}'}, by: 'symfony'},
      {is: 'serves', method: 'POST', path: {literal: '/export/{year}'}, by: 'symfony'},
    ])
    const inner = symfonyFacts({
      path: 'web/config/routes/api.yaml',
      text: 'inner: {resource: ../../src/Api/, prefix: v1}',
      sha256: '',
    })
    const owner = {id: 'o', name: 'o'}
    const rootOf = servedRoots({
      facts: new Map([
        ['web/config/routes.yaml', symfonyFacts({path: 'web/config/routes.yaml', text: routes, sha256: ''})],
        ['web/config/routes/api.yaml', inner],
      ]),
      ownerOf: () => owner,
      follow: () => [],
    })

    expect(
      ['web/src/Controller/M.php', 'web/src/Api/M.php', 'web/src/Other.php'].map((file) =>
        rootOf(owner, 'symfony', file),
      ),
    ).toEqual(['/manif', '/api/v1', ''])
  })

  it('say the queues of Messenger, to which messages are routed or from which they are taken', () => {
    const text = `framework:
    messenger:
        transports:
            async:
                dsn: 'amqp://mq1.harbour.example:5672/%2f/manifests'
                options: { queues: { manifests.accepted: ~ } }
            slips: 'amqp://mq1.harbour.example:5672/%2f/slips'
            open: '%env(MESSENGER_TRANSPORT_DSN)%'
            sync: 'sync://'
        routing:
            'App\\Message\\ManifestAccepted': async
`
    expect(factsOf('config/packages/messenger.yaml', text)).toEqual([
      {is: 'queue', product: 'rabbitmq', exchange: {literal: 'manifests'}, does: 'sends'},
      {is: 'queue', product: 'rabbitmq', queue: {literal: 'manifests.accepted'}, does: 'sends'},
      {is: 'queue', product: 'rabbitmq', queue: {literal: 'slips'}, does: 'receives'},
      {is: 'queue', product: 'symfony-messenger', queue: {unresolved: 'decided at run time'}, does: 'receives'},
    ])
  })
})
