import {describe, expect, it} from '@jest/globals'
import {declared, ofType} from './declared.ts'

async function uses(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return ofType((await declared(files)).links, 'USES').map((line) => line.replace(/^the tree /, ''))
}

describe('a Dockerfile', () => {
  it('runs its last stage, and what that starts from; the other stages build', async () => {
    expect(
      await uses({
        Dockerfile: `ARG NODE=14
FROM maven:3-eclipse-temurin-11 AS jar
# FROM python:2.7
FROM node:\${NODE}-buster as Base
RUN apt-get update && apt-get install -y --no-install-recommends \\
    openjdk-8-jre-headless php7.4-fpm curl && rm -rf /x
FROM golang:1.15 AS tool
RUN apk add python3.9
FROM base
COPY --from=jar /a /a
`,
      }),
    ).toEqual([
      'debian-10 at Dockerfile:4',
      'eclipse-temurin-11 at Dockerfile:2 (build)',
      'go-1-15 at Dockerfile:7 (build)',
      'java-8 at Dockerfile:5',
      'nodejs-14 at Dockerfile:4',
      'php-7-4 at Dockerfile:5',
      'python-3-9 at Dockerfile:8 (build)',
    ])
  })

  it('puts in the defaults of its arguments, of which one may stand in another, and finds stages by names made of them', async () => {
    expect(
      await uses({
        'a/Dockerfile':
          'ARG V=8.5\nARG TAG=${V}-jre8\nARG BASE=tomcat\nFROM --platform=$BUILDPLATFORM ${BASE}:${TAG:-x}\n',
        'b/Dockerfile':
          'ARG REGISTRY=\nARG ENV=prod\nFROM ${REGISTRY:-docker.io/library/}python:${PY-3.8}-slim-bullseye AS base-prod\nFROM node:10 AS base-dev\nFROM base-${ENV}\n',
        'c/Dockerfile': 'ARG V\nARG TAG=${V}-alpine\nFROM ruby:${TAG}\n',
        'd/Dockerfile':
          'FROM ${A:-${B:-php:7.4}}\nCOPY --chown=a --from=composer:2 /a /a\nCOPY --from=node:12 /a /a\nCOPY --from=0 /a /a\n',
        'e/Dockerfile': `FROM ${'${A:-'.repeat(5000)}x${'}'.repeat(5000)}\n`,
      }),
    ).toEqual([
      'debian-11 at b/Dockerfile:3',
      'java-8 at a/Dockerfile:4',
      'nodejs-10 at b/Dockerfile:4 (build)',
      'nodejs-12 at d/Dockerfile:3 (build)',
      'php-7-4 at d/Dockerfile:1',
      'python-3-8 at b/Dockerfile:3',
      'tomcat-8-5 at a/Dockerfile:4',
    ])
  })

  it('tells the Java that runs in an image, whoever built it; what the code is compiled for then only builds', async () => {
    const pom =
      '<project><artifactId>a</artifactId><properties><maven.compiler.release>8</maven.compiler.release></properties></project>'
    expect(
      (
        await uses({
          'a/pom.xml': pom,
          'a/Dockerfile': 'FROM tomcat:9.0-jdk11\n',
          'b/pom.xml': pom,
          'b/Dockerfile': 'FROM openjdk:11-jre\n',
        })
      ).filter((line) => /java|jdk/.test(line)),
    ).toEqual([
      'a/pom.xml java-11 at a/Dockerfile:1',
      'a/pom.xml java-8 at a/pom.xml:1 (build)',
      'b/pom.xml java-8 at b/pom.xml:1 (build)',
      'b/pom.xml openjdk-11 at b/Dockerfile:1',
    ])
  })

  it('whose image nothing tells is counted, and none is guessed', async () => {
    const {links, notes} = await declared({
      'a/Dockerfile': 'ARG TAG\nFROM node:$TAG\n',
      'b/web.dockerfile': 'FROM ${BASE:-ruby:2.5}\n',
      'c/Dockerfile': 'FROM scratch\nCOPY a /\n',
      'd/Dockerfile': 'RUN nothing\n',
    })

    expect(ofType(links, 'USES')).toEqual(['the tree ruby-2-5 at b/web.dockerfile:1'])
    expect(notes).toEqual([
      'base image: 1 behind placeholders that nothing in the tree fills, so not known (a/Dockerfile:2)',
    ])
  })

  it('is read in time that grows with its size alone, whatever it holds', async () => {
    const {problems} = await declared({
      'a/Dockerfile': 'FROM a\n'.repeat(30_000),
      'b/Dockerfile': `FROM a\n${"ENV A='".repeat(30_000)}`,
      'c/Dockerfile': `FROM a\nRUN <<E\n${'apt-get install \\\n'.repeat(20_000)}`,
      'd/Dockerfile': `${'\n'.repeat(100_000)}# escape=\`\nFROM \`\n`,
    })

    expect(problems).toEqual([])
  })

  it('of Windows tells the framework and the system under it', async () => {
    expect(
      await uses({
        Dockerfile: 'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8-windowsservercore-ltsc2019\n',
        'b/Dockerfile': 'FROM mcr.microsoft.com/mssql/server:2017-latest\n',
      }),
    ).toEqual([
      'dotnetfx-4-8 at Dockerfile:1',
      'mssqlserver-2017 at b/Dockerfile:1',
      'windows-server-2019 at Dockerfile:1',
    ])
  })

  it('of another environment runs nothing in production', async () => {
    expect(
      await uses({
        'Dockerfile.dev': 'FROM node:10\n',
        'debug.Dockerfile': 'FROM node:12\n',
        'dev/Dockerfile': 'FROM node:14\n',
        'devices/Dockerfile': 'FROM node:16\n',
      }),
    ).toEqual([
      'nodejs-10 at Dockerfile.dev:1 (development)',
      'nodejs-12 at debug.Dockerfile:1',
      'nodejs-14 at dev/Dockerfile:1 (development)',
      'nodejs-16 at devices/Dockerfile:1',
    ])
  })

  it('of tests runs nothing in production', async () => {
    expect(await uses({'test/Dockerfile': 'FROM mysql:5.5\n'})).toEqual(['mysql-5-5 at test/Dockerfile:1 (test)'])
  })

  it('tells which variables it sets for what runs, never to what', async () => {
    const {records, attributesOf} = await declared({
      'a/package.json': '{"name":"a"}',
      'a/Dockerfile': 'FROM node:14 AS b\nENV ONLY_BUILD=1\nFROM node:14\nENV DB_PASSWORD=hunter2 PORT=80\n',
    })

    expect(attributesOf('component:msti/t#a/package.json')).toMatchObject({
      environmentVariablesSet: ['DB_PASSWORD', 'PORT'],
    })
    expect(JSON.stringify(records)).not.toContain('hunter2')
  })

  it('and a target framework that name one version are used in production, though one only builds', async () => {
    expect(
      await uses({
        'a.csproj':
          '<Project Sdk="x"><PropertyGroup><TargetFramework>net6.0</TargetFramework></PropertyGroup></Project>',
        Dockerfile: 'FROM mcr.microsoft.com/dotnet/sdk:6.0 AS b\nFROM debian:11\n',
      }),
    ).toContain('./a.csproj dotnet-6-0 at a.csproj:1 Dockerfile:1')
  })
})
