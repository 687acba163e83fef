import {hasPermit} from '../src/permits.js'

test('an operator without a permit is refused', async () => {
  globalThis.fetch = async () => new Response('', {status: 404})
  expect(await hasPermit('nobody')).toBe(false)
})
