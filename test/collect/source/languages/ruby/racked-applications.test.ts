import {describe, expect, it} from '@jest/globals'
import {settleApplications} from '../../../../../src/collect/source/languages/ruby/racked-applications.ts'
import {found} from '../scan.ts'

describe('applications that Rack and Rails put below a path', () => {
  it('have it before their endpoints', async () => {
    const files = {
      'app.rb': `require 'sinatra/base'
class BellApp < Sinatra::Base
  get('/rings/:id') { 'x' }
end
module Api
  class App < Sinatra::Base
    get('/all') { 'x' }
  end
end
class Top < Sinatra::Base
  get('/top') { 'x' }
end`,
      'config.ru': `require_relative 'app'
map '/tower' do
  map('/bell') { run BellApp }
end
run Rack::URLMap.new('/api' => Api::App.new)`,
      'config/routes.rb': "Rails.application.routes.draw do\n  mount Api::App, at: '/v1'\nend",
    }
    const read = await Promise.all(
      Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )
    const served = settleApplications(read)
      .filter(({file}) => file.path === 'app.rb')
      .flatMap(({found: {facts}}) =>
        facts.flatMap((fact) => (fact.is === 'serves' && 'literal' in fact.path ? [fact.path.literal] : [])),
      )

    expect(served.toSorted()).toEqual(['/api/all', '/top', '/tower/bell/rings/:id', '/v1/all'])
  })
})
