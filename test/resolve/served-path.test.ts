import {describe, expect, it} from '@jest/globals'
import {compareFits, fitOf, saysLetters, servedPath, tellingParts, uriMapPath} from '../../src/resolve/served-path.ts'

function fits(called: string, served: string): boolean {
  const path = servedPath(served)
  return path !== undefined && fitOf(called, path) !== undefined
}

describe('a path that is served', () => {
  it.each([
    ['/dues/berths', '/dues/berths'],
    ['/dues/berths/', '/dues/berths'],
    ['/dues/berths?x=1', '/dues/berths'],
    ['/dues/{}', '/dues/{berth}'],
    ['/dues/7', '/dues/{berth}'],
    ['/dues/7', '/dues/:berth'],
    ['/dues/7', '/dues/<int:berth>'],
    ['/dues/berth-7.json', '/dues/berth-{number}.json'],
    ['/dues/a/b', '/dues/*'],
    ['/dues/{}/b', '/dues/*'],
    ['/duesold', '/dues*'],
    ['/dues/2026-11', '/dues/{month:\\d{4}-\\d{2}}'],
    ['/dues/7/free', '/dues/{a:[^/]+}/free'],
    ['/dues/berth-{}.json', '/dues/berth-{number}.json'],
    ['/dues/a/b', '/dues/{*rest}'],
    ['/dues/a/b', '/dues/{rest:path}'],
    ['/dues/a/b', '/dues/<path:rest>'],
    ['/dues/a/b', '/dues/*rest'],
    ['/dues/a/b', '/dues/:rest*'],
  ])('takes %s, as %s', (called, served) => {
    expect(fits(called, served)).toBe(true)
  })

  it.each([
    ['/dues/berths', '/dues'],
    ['/dues', '/dues/berths'],
    ['/app/dues', '/dues'],
    ['/Dues', '/dues'],
    // Only a run decides these.
    ['/dues/{}', '/dues/berths'],
    ['/{}', '/dues'],
    ['/{}/berths', '/dues/*'],
    ['/dues/{}', '/dues/berth-{number}'],
    ['/due', '/dues*'],
    ['{}', '/dues'],
    ['/dues/berth-{}', '/dues/berth-{number}.json'],
    // Whether it takes one part or several, a pattern does not say in every framework.
    ['/dues/a/b', '/dues/{rest:.*}'],
    ['/dues/7', '/dues/{never'],
  ])('does not take %s, as %s', (called, served) => {
    expect(fits(called, served)).toBe(false)
  })

  it('fits better the more of it is said by letter', () => {
    const ways = ['/dues/*', '/dues/{a}/{b}', '/dues/berths/{b}', '/*', '/dues/berths/7', '/dues/{a}/7']
    const ranked = ways
      .flatMap((served) => {
        const path = servedPath(served)
        const fit = path && fitOf('/dues/berths/7', path)
        return fit ? [{served, fit}] : []
      })
      .toSorted((a, b) => compareFits(b.fit, a.fit))

    expect(ranked.map(({served}) => served)).toEqual([
      '/dues/berths/7',
      '/dues/berths/{b}',
      '/dues/{a}/7',
      '/dues/{a}/{b}',
      '/dues/*',
      '/*',
    ])
  })

  it.each([
    ['/dues/berths', '/dues/berths'],
    ['/dues/berths?x=1', '/dues/berths'],
    ['/dues/', '/dues/*'],
    ['/dues/a', '/dues/*'],
    ['/dues/a/b', '/dues/*'],
    ['/dues/{}/b', '/dues/*'],
    ['/dues', '/dues*'],
    ['/duesold/7', '/dues*'],
    ['/', '/*'],
    ['/anything', '/*'],
  ])('of a URIMAP takes %s, as %s', (called, said) => {
    const path = uriMapPath(said)

    expect(path && fitOf(called, path)).toBeDefined()
  })

  it.each([
    ['/dues', '/dues/*'],
    ['/dues/berths/', '/dues/berths'],
    ['/dues/berths', '/dues/berths/'],
    ['/dues/7', '/dues/{berth}'],
    ['/dues/7', '/dues/:berth'],
    ['/dues/a/berths', '/dues/*/berths'],
    ['/Dues/berths', '/dues/berths'],
    ['/dues/{}', '/dues/b*'],
    ['/dues', '/dues?query=all'],
    ['{}', '/*'],
  ])('of a URIMAP does not take %s, as %s', (called, said) => {
    const path = uriMapPath(said)

    expect(path && fitOf(called, path)).toBe(undefined)
  })

  it('of a URIMAP fits better the more of it is said by letter', () => {
    const ranked = ['/*', '/dues/*', '/dues/berths*', '/dues/berths', '/dues/b*']
      .flatMap((said) => {
        const path = uriMapPath(said)
        const fit = path && fitOf('/dues/berths', path)
        return fit ? [{said, fit}] : []
      })
      .toSorted((a, b) => compareFits(b.fit, a.fit))

    expect(ranked.map(({said}) => said)).toEqual(['/dues/berths', '/dues/berths*', '/dues/b*', '/dues/*', '/*'])
    expect(['/*', '/d*', '/dues'].map((said) => saysLetters(uriMapPath(said) ?? {parts: [], rest: undefined}))).toEqual(
      [false, true, true],
    )
  })

  it('tells its service by two words at least that are not everyday', () => {
    const telling = (path: string) => tellingParts(servedPath(path) ?? {parts: [], rest: undefined})

    expect(telling('/api/v1/dues/berths/{id}')).toEqual(['dues', 'berths'])
    expect(telling('/api/v2/users/{id}')).toEqual([])
    expect(telling('/dues/*')).toEqual([])
  })

  it('is matched by its parts in order, however many there are', () => {
    const path = servedPath(`/${'{a}x'.repeat(100)}`)

    expect(path && fitOf(`/${'x'.repeat(400)}y`, path)).toBe(undefined)
    expect(path && fitOf(`/${'yx'.repeat(100)}`, path)).toEqual([1, 1, -0])
  })
})
