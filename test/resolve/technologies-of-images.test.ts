import {expect, it} from '@jest/globals'
import {technologiesOfImages} from '../../src/resolve/technologies-of-images.ts'
import {entity, relation} from '../estates.ts'

const [agent, bare, image] = ['arn:i-agent', 'arn:i-bare', 'arn:image'].map((id) => entity('resource', id))
const [old, seen] = ['msti/debian-10', 'msti/debian-12'].map((id) => entity('technology', `technology:${id}`))
if (!agent || !bare || !image || !old || !seen) throw new Error('no such thing')
const entities = new Map([agent, bare, image, old, seen].map((one) => [one.id, one]))

it('gives a resource what its image’s name tells, unless something else says what it runs', () => {
  const found = technologiesOfImages(entities, [
    relation(agent.id, 'USES', image.id),
    relation(agent.id, 'USES', seen.id),
    {...relation(bare.id, 'USES', image.id), evidence: ['e2']},
    {...relation(image.id, 'USES', old.id), certainty: 'inferred', evidence: ['e1']},
  ])

  expect(found).toEqual([
    {
      ...relation(bare.id, 'USES', old.id, {how: 'by its image'}),
      certainty: 'inferred',
      evidence: ['e1', 'e2'],
      scopes: [],
    },
  ])
})
