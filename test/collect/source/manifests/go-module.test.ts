import {describe, expect, it} from '@jest/globals'
import {scanned} from './scan.ts'

describe('go.mod', () => {
  it('tells direct modules from indirect ones, with what replaces them', async () => {
    const {uses, needs, problems} = await scanned({
      'tide/go.mod': `module git.dft.example/tides/tide/v2 // the gauge

go 1.21

require github.com/gin-gonic/gin v1.9.1

require (
	git.dft.example/tides/core v0.0.0
	github.com/old/name v1.0.0
	gopkg.in/yaml.v3 v3.0.1 // indirect
	// github.com/not/used v1.0.0
)

replace git.dft.example/tides/core => ../core

replace (
	github.com/old/name v1.0.0 => github.com/fork/name v1.0.1
	github.com/old/name v0.9.0 => github.com/wrong/name v9.0.0
)
`,
      'core/go.mod': 'module git.dft.example/tides/core\n\ngo 1.22.0\n\ntoolchain go1.22.5\n',
    })

    expect(uses).toEqual([
      'core/go.mod go-1-22-5 at core/go.mod:5',
      'tide/go.mod go at tide/go.mod:3',
      'tide/go.mod pkg:golang/github.com/fork/name@v1.0.1 at tide/go.mod:9',
      'tide/go.mod pkg:golang/github.com/gin-gonic/gin@v1.9.1 at tide/go.mod:5',
      'tide/go.mod pkg:golang/gopkg.in/yaml.v3@v3.0.1 at tide/go.mod:10 (brought in)',
    ])
    expect(needs).toEqual(['tide/go.mod needs core/go.mod at tide/go.mod:14'])
    expect(problems).toEqual([])
  })

  it('is checked against go.sum, which has every module that is built in', async () => {
    const mod = 'module a\n\nrequire (\n\tgit.dft.example/b v1.0.0\n\tgit.dft.example/c v1.0.0 // indirect\n)\n'
    const sum =
      'git.dft.example/b v1.0.0 h1:x=\ngit.dft.example/b v1.0.0/go.mod h1:y=\ngit.dft.example/c v1.0.0/go.mod h1:z=\n'
    const {problems} = await scanned({
      'whole/go.mod': mod,
      'whole/go.sum': sum,
      'cut/go.mod': mod,
      'cut/go.sum': sum.slice(0, 60),
    })

    expect(problems).toEqual([
      'cut/go.sum stale-lock: it does not have what go.mod asks for (git.dft.example/c v1.0.0)',
    ])
  })

  it('that is none, or was left in a merge, is told', async () => {
    const {problems} = await scanned({
      'a/go.mod': 'go 1.21\n',
      'b/go.mod': 'module b\n<<<<<<< HEAD\ngo 1.21\n=======\ngo 1.22\n>>>>>>> x\n',
    })

    expect(problems).toEqual([
      'a/go.mod bad-manifest: it names no module',
      'b/go.mod:2 bad-manifest: it holds the marks of a merge that nobody finished',
    ])
  })
})
