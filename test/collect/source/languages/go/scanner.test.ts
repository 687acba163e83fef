import {describe, expect, it} from '@jest/globals'
import type {Fact} from '../../../../../src/collect/source/languages/fact.ts'
import {linkGo} from '../../../../../src/collect/source/languages/go/imports.ts'
import {factsOf, found} from '../scan.ts'

const head = (...imports: readonly string[]): string =>
  `package main\n\nimport (\n${imports.map((one) => `\t${one.includes('"') ? one : `"${one}"`}\n`).join('')})\n`

async function said<K extends Fact['is']>(kind: K, text: string) {
  return (await factsOf(kind, 'main.go', text)).map(({is: _, line: __, ...rest}) => rest)
}

describe('Go imports', () => {
  it('of the own modules lead to every file of the package but its tests', async () => {
    const texts = {
      'api/main.go': `package main
// import "example.gov.uk/claims/old"
import (
	"fmt"
	db "example.gov.uk/claims/internal/db" // import "example.gov.uk/claims/old"
	"github.com/pkg/errors"
)
var s = \`
import "example.gov.uk/claims/old"
\``,
      'api/internal/db/open.go': 'package db',
      'api/internal/db/rows.go': 'package db\nimport "example.gov.uk/claims"',
      'api/internal/db/open_test.go': 'package db',
      'api/old/old.go': 'package old',
      'errors/errors.go': 'package errors',
    }
    const files = await Promise.all(
      Object.entries(texts).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(
      linkGo(files, [{path: 'api/go.mod', text: '// claims\nmodule example.gov.uk/claims\n\ngo 1.22\n'}]).map(
        ({from, to, line}) => `${from}:${line} ${to}`,
      ),
    ).toEqual([
      'api/main.go:5 api/internal/db/open.go',
      'api/main.go:5 api/internal/db/rows.go',
      'api/internal/db/rows.go:2 api/main.go',
    ])
  })
})

describe('Go', () => {
  it('serves what its routers are given, below the paths of their groups', async () => {
    const text = `${head('net/http', 'github.com/gin-gonic/gin')}
func main() {
	http.HandleFunc("GET /health", health)
	g := gin.Default()
	v1 := g.Group("/v1")
	claims := v1.Group("/claims")
	claims.GET("/:id", get)
	v1.POST("/payees", post)
	// v1.GET("/commented", get)
	cache.GET("key")
}`

    expect(await said('serves', text)).toEqual([
      {method: 'GET', path: {literal: '/health'}},
      {method: 'GET', path: {literal: '/v1/claims/:id'}},
      {method: 'POST', path: {literal: '/v1/payees'}},
    ])
  })

  it('serves by the methods that Gorilla is told, before or behind what serves', async () => {
    const text = `${head('net/http', 'github.com/gorilla/mux')}
func routes() {
	r := mux.NewRouter()
	r.HandleFunc("/a", h).Methods("GET").Name("a")
	r.HandleFunc("/b", h).Methods("get", http.MethodHead)
	r.Handle("/c", http.HandlerFunc(h)).
		Methods(http.MethodPost)
	r.Path("/d").Methods("PUT").HandlerFunc(h)
	r.Methods("PATCH").Path("/e").Handler(h)
	r.HandleFunc("/f", h)
	s := r.PathPrefix("/gw").Subrouter()
	s.HandleFunc("/g", h).Methods("DELETE")
	t := s.Methods("GET").Subrouter()
	t.HandleFunc("/h", h)
	s.HandleFunc("", h)
	s.Path("/i").HandlerFunc(h).Methods("POST")
	r.PathPrefix("/static/").Handler(files)
	r.HandleFunc("/j", h).Methods(known...)
	r.Use(http.HandlerFunc(h))
}`

    expect((await said('serves', text)).map(({method, path}) => `${method} ${Object.values(path).join()}`)).toEqual([
      'GET /a',
      'GET /b',
      'HEAD /b',
      'POST /c',
      'PUT /d',
      'PATCH /e',
      'ANY /f',
      'DELETE /gw/g',
      'GET /gw/h',
      'ANY /gw',
      'POST /gw/i',
      'ANY /static',
      'ANY /j',
    ])
  })

  it('serves by the methods that other routers are given as names', async () => {
    const echo = `${head('net/http', 'github.com/labstack/echo/v4')}
func routes() {
	e.Add("PUT", "/a", h)
	e.Match([]string{"GET", http.MethodPost}, "/b", h)
}`
    const others = `${head('net/http', 'github.com/go-chi/chi/v5', 'github.com/julienschmidt/httprouter')}
func routes() {
	r.Method(http.MethodDelete, "/c", h)
	r.MethodFunc(method, "/d", h)
	p.HandlerFunc("GET", "/e", h)
}`

    const served = [...(await said('serves', echo)), ...(await said('serves', others))]
    expect(served.map(({method, path}) => `${method} ${Object.values(path).join()}`)).toEqual([
      'PUT /a',
      'GET /b',
      'POST /b',
      'DELETE /c',
      'ANY /d',
      'GET /e',
    ])
  })

  it('serves what stands in functions that a router calls', async () => {
    const text = `${head('github.com/go-chi/chi/v5')}
func routes() {
	r := chi.NewRouter()
	r.Route("/claims", func(r chi.Router) {
		r.Get("/{id}", get)
	})
}`

    expect(await said('serves', text)).toEqual([{method: 'GET', path: {literal: '/claims/{id}'}}])
  })

  it('asks databases and names their tables', async () => {
    const text = `${head('database/sql', 'os', '_ "github.com/lib/pq"', 'gorm.io/gorm')}
const dsn = "postgres://app:s3cret@db.dept.gov.uk/claims"
type Store struct { db *sql.DB }
func (Claim) TableName() string { return "claim" }
func open() {
	db, err := sql.Open("postgres", dsn)
	other, _ := sql.Open("mysql", os.Getenv("MYSQL_DSN"))
	db.Query(\`SELECT * FROM payee WHERE id = $1\`, id)
}
func (s *Store) drop() { s.db.Exec("DELETE FROM " + table) ; s.db.Exec("DELETE FROM award") }`

    expect((await said('database', text)).filter(({connection}) => connection)).toEqual([
      {product: 'postgresql', connection: {literal: 'postgres://db.dept.gov.uk/claims'}},
      {product: 'mysql', connection: {key: 'MYSQL_DSN'}},
    ])
    expect(await said('sql', text)).toEqual([
      {of: 'tables', reads: ['payee'], writes: [], calls: []},
      {of: 'tables', reads: [], writes: [], calls: [], isPartial: true},
      {of: 'tables', reads: [], writes: ['award'], calls: []},
    ])
    expect(await said('mapped', text)).toEqual([{entity: 'Claim', table: {literal: 'claim'}}])
    expect(await said('setting', text)).toEqual([{from: 'environment', key: 'MYSQL_DSN'}])
    expect(JSON.stringify(await found('main.go', text))).not.toContain('s3cret')
  })

  it('calls over HTTP, sends and receives messages, and asks clouds by the names that imports have', async () => {
    const text = `${head('fmt', 'net/http', 'os/exec', 'net/smtp', 'github.com/segmentio/kafka-go', 'store "github.com/aws/aws-sdk-go-v2/service/s3"')}
func run(c *http.Client) {
	http.Get(fmt.Sprintf("https://api.dept.gov.uk/claims/%s", id))
	req, _ := http.NewRequest(http.MethodPost, "https://pay.dept.gov.uk/run", nil)
	w := &kafka.Writer{Addr: kafka.TCP("k:9092"), Topic: "paid"}
	r := kafka.NewReader(kafka.ReaderConfig{Topic: "claimed"})
	svc := store.NewFromConfig(cfg)
	svc.PutObject(ctx, &store.PutObjectInput{})
	exec.Command("pg_dump", "-h", x)
	smtp.SendMail("smtp.dept.gov.uk:25", nil, "a", nil, nil)
}`

    expect(await said('http', text)).toEqual([
      {operation: 'GET', url: {literal: 'https://api.dept.gov.uk/claims/{}'}},
      {operation: 'POST', url: {literal: 'https://pay.dept.gov.uk/run'}},
    ])
    expect(await said('queue', text)).toEqual([
      {product: 'apache-kafka', does: 'sends', queue: {literal: 'paid'}},
      {product: 'apache-kafka', does: 'receives', queue: {literal: 'claimed'}},
    ])
    expect(await said('cloud', text)).toEqual([{service: 'aws-s3', operation: 'PutObject'}])
    expect(await said('process', text)).toEqual([{program: {literal: 'pg_dump'}}])
    expect(await said('mail', text)).toEqual([{server: {literal: 'smtp.dept.gov.uk:25'}}])
  })

  it('sends to and receives from the queues and topics of AWS that its messages name', async () => {
    const text = `${head('github.com/aws/aws-sdk-go/aws', 'github.com/aws/aws-sdk-go/service/sqs', 'topics "github.com/aws/aws-sdk-go-v2/service/sns"')}
func run(svc *sqs.SQS) {
	svc.SendMessage(&sqs.SendMessageInput{QueueUrl: aws.String("https://sqs.eu-west-2.amazonaws.com/1234/gw-events"), MessageBody: m})
	in := sqs.ReceiveMessageInput{QueueUrl: url}
	svc.ReceiveMessage(&in)
	a := &topics.PublishInput{TopicArn: aws.String("arn:aws:sns:eu-west-2:1234:paid")}
	b := &topics.PublishInput{PhoneNumber: number}
}`

    expect(await said('queue', text)).toEqual([
      {product: 'aws-sqs', does: 'sends', queue: {literal: 'gw-events'}},
      {product: 'aws-sqs', does: 'receives', queue: {unresolved: 'decided at run time'}},
      {product: 'aws-sns', does: 'sends', queue: {literal: 'paid'}},
    ])
  })

  it('with an error still gives the rest, and says where the error is', async () => {
    const read = await found(
      'main.go',
      `${head('net/http')}func a() { http.Get("https://a.dept.gov.uk/") }\nfunc b( {\n`,
    )

    expect(read.fault?.line).toBeGreaterThan(5)
    expect(read.facts).toContainEqual({
      is: 'http',
      operation: 'GET',
      url: {literal: 'https://a.dept.gov.uk/'},
      line: 6,
    })
  })
})

describe('Go that is ahead of its grammar', () => {
  it('is no syntax error: new takes a value', async () => {
    const text = 'package a\n\nimport "os"\n\nvar x = T{At: new(time.Now()), Name: os.Getenv("NAME")}\n'

    expect(await found('a.go', text)).toEqual({
      imports: [{specifier: 'os', line: 3}],
      declares: ['a'],
      facts: [{is: 'setting', from: 'environment', key: 'NAME', line: 5}],
    })
  })
})

describe('SQL in Go', () => {
  it('is read where a builder of queries takes it', async () => {
    const text =
      'package a\n\nimport "github.com/Masterminds/squirrel"\n\nvar q = squirrel.Expr("UPDATE album SET n = 1 WHERE id IN (SELECT id FROM song)")\n'

    expect(await factsOf('sql', 'a.go', text)).toEqual([
      {is: 'sql', of: 'tables', reads: ['song'], writes: ['album'], calls: [], line: 5},
    ])
  })
})

describe('Routes of Go below a part that is decided at run time', () => {
  it('have its place', async () => {
    const text = `package a

import "github.com/go-chi/chi/v5"

func f(r chi.Router, prefix string) {
	r.Route(prefix, func(r chi.Router) { r.Get("/one", one) })
	r.Group(func(r chi.Router) { r.Get("/two", two) })
}
`

    expect((await factsOf('serves', 'a.go', text)).map(({path}) => path)).toEqual([
      {literal: '/{}/one'},
      {literal: '/two'},
    ])
  })
})

describe('A test of Go in a package of its own', () => {
  it('imports the package beside it', async () => {
    const files = await Promise.all(
      [
        ['a/a.go', 'package a\n'],
        ['a/a_test.go', 'package a_test\n\nimport "m/a"\n'],
        ['a/b_test.go', 'package a\n\nimport "m/a"\n'],
      ].map(async ([path = '', text = '']) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )

    expect(linkGo(files, [{path: 'go.mod', text: 'module m\n'}])).toEqual([
      {from: 'a/a_test.go', to: 'a/a.go', line: 3},
    ])
  })
})

describe('texts and machines of Go', () => {
  it('follows what a text is made of by its verbs', async () => {
    const text = `${head('net/http', 'fmt', 'os')}
const base = "https://pay.msti.example"
func main() {
	http.Get(fmt.Sprintf("%s/e", os.Getenv("SVC_URL")))
	http.Get(fmt.Sprintf("%s/v%d/%s?q=100%%", base, 2, id))
	http.Get(fmt.Sprintf("%s/x", where()))
}`
    expect((await said('http', text)).map(({url}) => url)).toEqual([
      {key: 'SVC_URL', rest: '/e'},
      {literal: 'https://pay.msti.example/v{}/{}?q=100%'},
      {literal: '{}/x'},
    ])
  })

  it('says the machines of mail and of brokers', async () => {
    const text = `${head('net/smtp', 'github.com/segmentio/kafka-go', 'github.com/IBM/sarama')}
func main() {
	smtp.SendMail("mail.msti.example:25", nil, from, to, body)
	kafka.NewReader(kafka.ReaderConfig{Brokers: []string{"k1.msti.example:9092", "k2.msti.example:9092"}, Topic: "tides"})
	w := &kafka.Writer{Addr: kafka.TCP("k3.msti.example:9092"), Topic: "tides"}
	sarama.NewSyncProducer([]string{"k4.msti.example:9092"}, nil)
}`
    expect((await said('address', text)).map(({host, port, protocol}) => `${protocol} ${host} ${port}`)).toEqual([
      'smtp mail.msti.example 25',
      'kafka k1.msti.example 9092',
      'kafka k2.msti.example 9092',
      'kafka k3.msti.example 9092',
      'kafka k4.msti.example 9092',
    ])
  })
})

describe('Names in Go', () => {
  it('are those of the function that sets or takes them, else of the file', async () => {
    const text = `package a
import "net/http"
const base = "https://all.dept.gov.uk"
func one() { url := "https://one.dept.gov.uk/x"; http.Get(url) }
func two() { url := "https://two.dept.gov.uk"; go func() { http.Get(url) }() }
func given(url string) { http.Get(url) }
func taken(base string) { http.Get(base) }
func all() { http.Get(base + "/all") }
`

    expect((await factsOf('http', 'a.go', text)).map(({line, url}) => [line, url])).toEqual([
      [4, {literal: 'https://one.dept.gov.uk/x'}],
      [5, {literal: 'https://two.dept.gov.uk'}],
      [6, {unresolved: 'decided at run time'}],
      [7, {unresolved: 'decided at run time'}],
      [8, {literal: 'https://all.dept.gov.uk/all'}],
    ])
  })
})

describe('Fields in Go', () => {
  it('are variables by their tags, and hold the clients that they are made with', async () => {
    const text = `package a
import "github.com/aws/aws-sdk-go-v2/service/eventbridge"
type Config struct {
	Host  string \`envconfig:"DB_HOST" required:"true"\`
	Token string \`env:"TF_VAR_api_token,required" json:"-"\`
	Plain string \`json:"env"\`
}
type Client struct { svc EventBridge }
func New(cfg aws.Config) *Client { return &Client{svc: eventbridge.NewFromConfig(cfg), name: "x"} }
func (c *Client) Send() { c.svc.PutEvents(ctx, input) }
const help = \`env:"NOT_ASKED,"\`
`

    const {facts} = await found('a.go', text)
    expect(facts.map((fact) => (fact.is === 'cloud' ? [fact.line, fact.service, fact.operation] : fact))).toEqual([
      {is: 'setting', from: 'environment', key: 'DB_HOST', line: 4},
      {is: 'setting', from: 'environment', key: 'TF_VAR_api_token', line: 5},
      [10, 'aws-eventbridge', 'PutEvents'],
    ])
  })
})

describe('Routes of Macaron', () => {
  it('stand below the groups whose functions add them, and of a combo at its path', async () => {
    const text = `package routes
import "gopkg.in/macaron.v1"
func Register(m *macaron.Macaron) {
	m.Get("/", ignore, home)
	m.Group("/user", func() {
		m.Get("", show)
		m.Group("/:name", func() {
			m.Combo("/edit", signedIn).Get(edit).Post(bind, save)
		}, signedIn)
	})
	m.Group("/a", func() { m.Group("/b", func() { m.Group("/c", func() { m.Group("/d", func() {
		m.Group("/e", func() { m.Group("/f", func() { m.Get("/g", deep) }) })
	}) }) }) })
	m.Route("/login", "GET,POST", login)
	m.Get("/last", last)
	cache.Get("name", value)
}
`

    const served = await factsOf('serves', 'routes.go', text)
    expect(served.map(({line, method, path}) => `${line} ${method} ${'literal' in path ? path.literal : '?'}`)).toEqual(
      [
        '4 GET /',
        '6 GET /user',
        '8 GET /user/:name/edit',
        '8 POST /user/:name/edit',
        '12 GET /a/b/c/d/e/f/g',
        '14 GET /login',
        '14 POST /login',
        '15 GET /last',
      ],
    )
  })
})
