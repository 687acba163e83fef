import {httpCall, type LibraryRules} from '../library.ts'
import {servlet, soap} from './makers.ts'
import {
  clientType,
  exchangeMapping,
  feignClient,
  functionRoute,
  mapping,
  micronautClient,
  micronautMapping,
  resource,
  resourcePath,
  restClient,
  rootNamed,
  typeBase,
} from './serving.ts'

/** What serves endpoints, and interfaces that are called by. */
export const servingRules: readonly LibraryRules[] = [
  {
    imports: ['org.springframework.cloud.openfeign.', 'org.springframework.cloud.netflix.feign.'],
    annotations: {FeignClient: clientType(feignClient)},
  },
  {
    imports: ['org.springframework.web.service.annotation.'],
    annotations: {
      HttpExchange: exchangeMapping(undefined),
      ...Object.fromEntries(
        ['Get', 'Post', 'Put', 'Delete', 'Patch'].map((verb) => [
          `${verb}Exchange`,
          exchangeMapping(verb.toUpperCase()),
        ]),
      ),
    },
  },
  {
    imports: ['org.springframework.web.reactive.function.server.', 'org.springframework.web.servlet.function.'],
    calls: Object.fromEntries(
      ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS'].map((verb) => [verb, functionRoute]),
    ),
  },
  {
    // Which controllers get the prefix is said by code.
    imports: ['org.springframework.web.servlet.config.', 'org.springframework.web.reactive.config.'],
    calls: {addPathPrefix: () => ({is: 'root', by: 'spring', path: {literal: '{}'}})},
  },
  {
    imports: ['io.micronaut.http.'],
    annotations: {
      Controller: typeBase('value', 0),
      Client: clientType(micronautClient),
      ...Object.fromEntries(
        ['Get', 'Post', 'Put', 'Delete', 'Patch', 'Head', 'Options'].map((verb) => [
          verb,
          micronautMapping(verb.toUpperCase()),
        ]),
      ),
    },
  },
  {imports: ['io.dropwizard.'], calls: {setUrlPattern: rootNamed('jax-rs')}},
  {
    imports: ['org.springframework.web.bind.annotation.', 'org.springframework.cloud.openfeign.'],
    annotations: {
      RequestMapping: mapping('ANY'),
      GetMapping: mapping('GET'),
      PostMapping: mapping('POST'),
      PutMapping: mapping('PUT'),
      DeleteMapping: mapping('DELETE'),
      PatchMapping: mapping('PATCH'),
    },
  },
  {
    imports: ['javax.ws.rs.', 'jakarta.ws.rs.', 'org.jboss.resteasy.client.'],
    annotations: {
      ApplicationPath: rootNamed('jax-rs'),
      Path: resourcePath,
      GET: resource('GET'),
      POST: resource('POST'),
      PUT: resource('PUT'),
      DELETE: resource('DELETE'),
      PATCH: resource('PATCH'),
      HEAD: resource('HEAD'),
      OPTIONS: resource('OPTIONS'),
    },
    types: {
      Client: {methods: {target: httpCall()}},
      ClientBuilder: {methods: {target: httpCall()}},
      ResteasyClient: {methods: {target: httpCall()}},
    },
  },
  {imports: ['org.eclipse.microprofile.rest.client.'], annotations: {RegisterRestClient: clientType(restClient)}},
  {imports: ['javax.servlet.', 'jakarta.servlet.'], annotations: {WebServlet: servlet}},
  {imports: ['javax.jws.', 'jakarta.jws.'], annotations: {WebService: soap}},
]
