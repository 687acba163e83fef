import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

const gemfile = `source 'https://rubygems.org'
ruby '~> 3.2.0'

gem 'rails', '~> 7.0', # gem 'commented'
    '>= 7.0.4'
gem "sidekiq"
# gem 'not-used', '1.0'
gem 'clock-core', path: '../core'
gem 'helper', git: 'https://token@git.moc.example/lib/helper.git', tag: 'v1'

group :development, :test do
  gem 'rspec-rails'
  if ENV['CI']
    gem 'simplecov'
  end
end
gem 'pry', group: [:development, :test]
gem 'assets-only', groups: %i[assets]
gem name_of_gem, '1.0'
`
const lock = `GIT
  remote: https://token@git.moc.example/lib/helper.git
  revision: 0123abcd
  tag: v1
  specs:
    helper (1.0.0)

PATH
  remote: ../core
  specs:
    clock-core (0.1.0)
      nokogiri

GEM
  remote: https://rubygems.org/
  specs:
    assets-only (2.0.0)
    nokogiri (1.15.4-aarch64-linux)
      racc (~> 1.4)
    nokogiri (1.15.4-x86_64-linux)
      racc (~> 1.4)
    pry (0.14.2)
    racc (1.7.1)
    rails (7.0.8)
      bundler (>= 1.15.0)
      nokogiri
    rspec-rails (6.0.3)
    sidekiq (7.1.2)

PLATFORMS
  aarch64-linux
  x86_64-linux

DEPENDENCIES
  assets-only
  clock-core!
  helper!
  pry
  rails (~> 7.0, >= 7.0.4)
  rspec-rails
  sidekiq

RUBY VERSION
   ruby 3.2.2p53

BUNDLED WITH
   2.4.10
`

describe('a Gemfile with its lock file', () => {
  it('tells gems of production, what they bring in, Rails and Ruby, and a gem of the same tree', async () => {
    const found = await scanned({
      'web/Gemfile': gemfile,
      'web/Gemfile.lock': lock,
      'core/clock-core.gemspec':
        "Gem::Specification.new do |s|\n  s.name = 'clock-core'\n  s.version = '0.1.0'\n  s.add_dependency 'nokogiri', '>= 1.8'\n  s.add_development_dependency 'rake'\nend\n",
    })

    expect(found.uses).toEqual([
      'core/clock-core.gemspec pkg:gem/nokogiri at core/clock-core.gemspec:4',
      'web/Gemfile pkg:gem/assets-only@2.0.0 at web/Gemfile:18',
      'web/Gemfile pkg:gem/nokogiri@1.15.4 at web/Gemfile.lock:18 (brought in)',
      'web/Gemfile pkg:gem/racc@1.7.1 at web/Gemfile.lock:23 (brought in)',
      'web/Gemfile pkg:gem/rails@7.0.8 at web/Gemfile:4',
      'web/Gemfile pkg:gem/sidekiq@7.1.2 at web/Gemfile:6',
      'web/Gemfile pkg:generic/helper@0123abcd at web/Gemfile:9',
      'web/Gemfile ruby-3-2-2 at web/Gemfile.lock:44',
      'web/Gemfile ruby-on-rails-7-0-8 at web/Gemfile:4',
    ])
    expect(found.needs).toEqual(['web/Gemfile needs core/clock-core.gemspec at web/Gemfile:8'])
    expect(found.problems).toEqual([
      'web/Gemfile:19 unresolved-dependency: one line takes gems that only running it would tell, so they are not known',
    ])
    expect(found.notes).toEqual([
      '4 packages are asked for to build or to test only: no production dependencies, not listed',
    ])
    expect(JSON.stringify(found.records)).not.toContain('token')
  })

  it('without a lock file keeps ranges, and takes Ruby from its own file', async () => {
    const {uses} = await scanned({
      Gemfile: "ruby file: '.ruby-version'\ngem 'rails', '~> 6.1.0'\ngem 'exact', '1.2.3'\n",
      '.ruby-version': 'ruby-2.7.5\n',
    })

    expect(uses).toEqual([
      './Gemfile pkg:gem/exact@1.2.3 at Gemfile:3',
      './Gemfile pkg:gem/rails at Gemfile:2',
      './Gemfile ruby-2-7-5 at .ruby-version:1',
      './Gemfile ruby-on-rails-6-1 at Gemfile:2',
    ])
  })

  it('is told where its lock file was cut, or a merge left unfinished', async () => {
    const {problems} = await scanned({
      'a/Gemfile': "gem 'rails'\n",
      'a/Gemfile.lock': lock.slice(0, lock.indexOf('    racc (1.7.1)')),
      'b/Gemfile': "gem 'rails'\n",
      'b/Gemfile.lock': lock.replace('GEM\n', '<<<<<<< ours\nGEM\n'),
    })

    expect(problems).toEqual([
      'b/Gemfile.lock:14 bad-manifest: it holds the marks of a merge that nobody finished',
      'a/Gemfile.lock:23 incomplete-lock: it has no list of DEPENDENCIES, so the file is not whole: what is missing is not known',
    ])
  })
})
