import {describe, expect, it} from '@jest/globals'
import {settleRouters} from '../../../../../src/collect/source/languages/go/routers-given.ts'
import {found} from '../scan.ts'

/** Endpoints of a tree of Go, by method and path. */
async function served(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const read = await Promise.all(
    Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
  )
  return settleRouters(read)
    .flatMap(({found: {facts}}) =>
      facts.flatMap((fact) =>
        fact.is === 'serves' ? [`${fact.method} ${'literal' in fact.path ? fact.path.literal : ''}`] : [],
      ),
    )
    .toSorted()
}

const gin = 'package main\nimport "github.com/gin-gonic/gin"\n'

describe('routers of Go that functions take or give', () => {
  it('have before them what the function is given, in the same file and in others of the package', async () => {
    const setup = 'func setup(g *gin.RouterGroup) { g.GET("/calls/:mmsi", nil) }\n'
    const main =
      'func main() { r := gin.Default(); v := r.Group("/radio"); setup(v.Group("/v2")); setup(v.Group("/v3")) }\n'

    expect(await served({'main.go': gin + setup + main})).toEqual([
      'GET /radio/v2/calls/:mmsi',
      'GET /radio/v3/calls/:mmsi',
    ])
    expect(await served({'a/main.go': gin + main, 'a/setup.go': gin + setup, 'b/setup.go': gin + setup})).toEqual([
      'GET /radio/v2/calls/:mmsi',
      'GET /radio/v3/calls/:mmsi',
      'GET {}/calls/:mmsi',
    ])
  })

  it('have it through functions of other packages, and methods where one alone is of that name', async () => {
    const main = `${gin.replace('"github', '(\n"tides/routes"\n"github').replace('gin"\n', 'gin"\n)\n')}
func main() { r := gin.Default(); routes.Setup(r.Group("/api")) }`
    const routes = `${gin.replace('main', 'routes')}
type H struct{}
func Setup(api *gin.RouterGroup) { api.GET("/all", nil); h := H{}; h.Register(api.Group("/gauges")) }
func (h H) Register(g gin.IRouter) { g.POST("", nil) }`

    expect(await served({'main.go': main, 'routes/routes.go': routes})).toEqual(['GET /api/all', 'POST /api/gauges'])
    const other = `${gin.replace('main', 'other')}\ntype O struct{}\nfunc (o O) Register(g gin.IRouter) { g.POST("/o", nil) }`
    expect(await served({'main.go': main, 'routes/routes.go': routes, 'other/o.go': other})).toEqual([
      'GET /api/all',
      'POST {}',
      'POST {}/o',
    ])
  })

  it('have it where they are mounted, and where functions are given for a path', async () => {
    const chi = `package main
import "github.com/go-chi/chi/v5"
func zones() http.Handler { r := chi.NewRouter(); r.Get("/{id}", one); return r }
func buoys(r chi.Router) { r.Get("/lit", lit) }
func main() { r := chi.NewRouter(); r.Get("/top", top); r.Mount("/zones", zones()); r.Route("/buoys", buoys) }`

    expect(await served({'main.go': chi})).toEqual(['GET /buoys/lit', 'GET /top', 'GET /zones/{id}'])
  })
})
