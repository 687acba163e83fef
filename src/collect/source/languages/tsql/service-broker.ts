import {nameAt} from './names.ts'
import type {FactAt, Reading} from './reading.ts'

const product = 'sql-server-service-broker'

/** `RECEIVE ... FROM queue` and `BEGIN DIALOG ... TO SERVICE 'name'`. */
export function brokerAt(reading: Reading, at: number): number | undefined {
  const {tokens} = reading
  const word = tokens[at]?.text
  if (word === 'receive') {
    for (let place = at + 1; place < at + 200; place += 1) {
      const token = tokens[place]
      if (!token || token.kind === 'go' || token.text === ';') return undefined
      if (token.kind !== 'word' || token.text !== 'from') continue
      const name = nameAt(tokens, place + 1)
      if (name && !name.isOpen)
        reading.found.push({
          said: {is: 'queue', product, does: 'receives', queue: {literal: name.parts.join('.')}},
          at: tokens[at]?.at ?? 0,
        })
      return name?.next ?? place
    }
  }
  if (word === 'begin' && tokens[at + 1]?.text === 'dialog') return dialogue(reading, at)
  return undefined
}

function dialogue({tokens, sentTo}: Reading, at: number): number | undefined {
  for (let place = at + 2; place < at + 60; place += 1) {
    const token = tokens[place]
    if (!token || token.kind === 'go' || token.text === ';') return undefined
    if (token.text !== 'to' || tokens[place + 1]?.text !== 'service') continue
    const name = tokens[place + 2]
    if (name?.kind === 'text') sentTo.push({service: name.text, at: tokens[at]?.at ?? 0})
    return place + 3
  }
  return undefined
}

/** What is sent to a service goes to its queue, where the script says which that is. */
export function brokerFacts({sentTo, queues}: Reading): readonly FactAt[] {
  return sentTo.map(({service, at}) => {
    const queue = queues.get(service.toLowerCase())
    return {
      at,
      said: {
        is: 'queue',
        product,
        does: 'sends',
        operation: 'SEND',
        ...(queue !== undefined && {queue: {literal: queue}}),
      },
    }
  })
}
