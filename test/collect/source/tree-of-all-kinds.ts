import {jar} from './manifests/jar.ts'

/** Files of every kind that is read, so that whatever one scan keeps for the next is kept of them. */
export const treeOfAllKinds: Readonly<Record<string, string | Uint8Array>> = {
  'package.json':
    '{"name": "lamps", "version": "1.0.0", "workspaces": ["packages/*"], "dependencies": {"pg": "^8.0.0", "left": "1.0.0"}}',
  'package-lock.json':
    '{"lockfileVersion": 3, "packages": {"": {"name": "lamps"}, "node_modules/pg": {"version": "8.11.0"}}}',
  'tsconfig.json': '{"compilerOptions": {"baseUrl": ".", "paths": {"@lib/*": ["lib/*"]}}}',
  'lib/tool.ts': 'export const tool = 1\n',
  'src/a.ts':
    "import {b} from './b.js'\nimport '@lib/tool'\nimport {Pool} from 'pg'\nexport const pool = new Pool()\npool.query('x')\n",
  'src/b.ts': "export const b = process.env.LAMP_URL ?? 'https://lamps.harbour.example/status'\n",
  'src/broken.ts': 'export function broken( {\n',
  'src/view.test.ts': "import {b} from './b.js'\nfetch('https://tests.harbour.example/' + b)\n",
  'packages/core/package.json': '{"name": "@lamps/core", "main": "dist/index.js"}',
  'packages/core/src/index.ts': 'export const core = 1\n',
  'web/pom.xml':
    '<project><groupId>g</groupId><artifactId>web</artifactId><version>1</version><properties><java.version>8</java.version></properties></project>',
  'web/src/main/java/org/lamps/Api.java':
    'package org.lamps;\nimport org.springframework.web.bind.annotation.*;\n@RestController\nclass Api {\n  @GetMapping("/lamps")\n  String all() { return Names.ALL; }\n}\n',
  'web/src/main/java/org/lamps/Names.java': 'package org.lamps;\nclass Names { static final String ALL = "all"; }\n',
  'web/src/main/resources/application.properties':
    'lamps.url=https://register.harbour.example\npassword=hunter2-hunter2\n',
  'site/composer.json': '{"name": "lamps/site", "require": {"php": ">=7.4"}}',
  'site/index.php':
    '<?php\n$db = new PDO("mysql:host=db.harbour.example;dbname=lamps");\n$db->query("SELECT * FROM lamp");\n',
  'jobs/requirements.txt': 'requests==2.20.0\n',
  'jobs/job.py': 'import requests\nfrom jobs import other\nrequests.get("https://weather.harbour.example/now")\n',
  'jobs/other.py': 'LOG = open("/var/log/lamps/job.log", "w")\n',
  'tool/go.mod': 'module lamps.example/tool\n\ngo 1.20\n',
  'tool/main.go': 'package main\n\nimport "lamps.example/tool/inner"\n\nfunc main() { inner.Run() }\n',
  'tool/inner/run.go': 'package inner\n\nfunc Run() {}\n',
  'old/Old.vbproj': '<Project><PropertyGroup><RootNamespace>Old</RootNamespace></PropertyGroup></Project>',
  'old/Form.vb': 'Imports Old.Data\nPublic Class Form\nEnd Class\n',
  'old/web.config':
    '<configuration><connectionStrings><add name="Lamps" connectionString="Server=sql.harbour.example;Database=Lamps;Password=hunter2"/></connectionStrings></configuration>',
  'infra/main.tf': 'resource "aws_sqs_queue" "lamps" {\n  name = "lamps"\n}\n',
  Dockerfile: 'FROM node:18\nCMD ["node", "src/a.js"]\n',
  'compose.yaml':
    'services:\n  db:\n    image: postgres:12\n    environment:\n      LAMP_URL: https://compose.harbour.example\n',
  'deploy/app.yaml':
    'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: lamps}\nspec:\n  template:\n    spec:\n      containers: [{name: web, image: "nginx:1.19"}]\n',
  'db/V1__lamp.sql': 'CREATE TABLE lamp (id int);\n',
  'bin/run.sh': '#!/bin/sh\ncurl https://shell.harbour.example/\npsql -h db.harbour.example -c "SELECT * FROM lamp"\n',
  'latin.properties': Uint8Array.from([...Buffer.from('name=caf'), 0xe9, 0x0a]),
  'blob.js': Uint8Array.from([0, 1, 2, 3]),
  'made.ts': '// @generated\nexport const made = 1\n',
  'bad/package.json': '{"name": \n',
  'client/http.ts':
    "import axios from 'axios'\nexport const http = axios.create({baseURL: 'https://tides.harbour.example/v1'})\n",
  'client/levels.ts': "import {http} from './http.js'\nexport const levels = () => http.get('/levels')\n",
  'client/stores.ts': "import type {Redis} from 'ioredis'\nexport interface Stores { buoys: Redis }\n",
  'client/all.ts': "export * from './stores.js'\n",
  'client/buoys.ts':
    "import type {Stores} from './all.js'\nexport const read = ({buoys}: Stores) => buoys.get('buoy')\n",
  'client/quiet.ts': "import {quiet} from './all.js'\nexport const silent = quiet\n",
  'client/beacons.ts':
    "import {PrismaClient} from '@prisma/client'\nconst prisma = new PrismaClient()\nexport const all = () => prisma.beacon.findMany()\n",
  'db/schema.prisma':
    'datasource db {\n  provider = "postgresql"\n  url = env("LAMP_DB")\n}\nmodel Beacon {\n  id Int @id\n  @@map("beacons")\n}\n',
  'api/setup.py': 'setup(name="buoys")\n',
  'api/buoys/__init__.py':
    'def make(application):\n    from buoys.rest import blueprint\n    application.register_blueprint(blueprint, url_prefix="/buoys")\n',
  'api/buoys/rest.py':
    'from flask import Blueprint\nblueprint = Blueprint("rest", __name__)\n@blueprint.route("/<id>", methods=["POST"])\ndef f(): pass\n',
  'net/Net.csproj': '<Project Sdk="Microsoft.NET.Sdk" />',
  'net/Usings.cs': 'global using System.Data.SqlClient;\n',
  'net/Names.cs': 'static class Names { public const string Find = "SELECT Id FROM dbo.Moorings"; }\n',
  'net/Berths.cs':
    'class Berths { void A() { new SqlCommand("SELECT Id FROM dbo.Berths", connection); new SqlCommand(Names.Find, connection); } }\n',
  'web/lib/log4j-1.2.17.jar': jar({'META-INF/MANIFEST.MF': 'Manifest-Version: 1.0\r\n'}),
  'web/lib/pay.jar': jar({
    'META-INF/maven/org.harbour/pay/pom.properties': 'groupId=org.harbour\nartifactId=pay\nversion=3.1\n',
  }),
  'chart/Chart.yaml': 'apiVersion: v2\nname: lamps\nversion: 1.2.0\n',
  'chart/values.yaml':
    'image:\n  repository: python\n  tag: "3.8"\ningress: {hosts: [{host: chart.harbour.example}]}\n',
  'chart/values-prod.yaml': 'image: {tag: "3.9"}\ningress: {hosts: [{host: prod.harbour.example}]}\n',
  'chart/templates/web.yaml': 'kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n',
  'tide/main.tide': 'use levels\n',
  'tide/levels.tide': 'call https://levels.harbour.example\n',
}
