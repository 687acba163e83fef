import {describe, expect, it} from '@jest/globals'
import {withConstants} from '../../../../../src/collect/source/languages/known-constants.ts'
import {found} from '../scan.ts'

describe('what stands before the endpoints of routers in Python', () => {
  it('is that of applications below others, and of constants that another file sets', async () => {
    const files = {
      'main.py': `from fastapi import FastAPI
from conf import PREFIX, UNSET
from ships import router
from dues import router as dues
app = FastAPI()
sub = FastAPI()
@sub.get("/ping")
def ping(): ...
app.mount("/internal", sub)
app.mount("/static", StaticFiles(directory="x"))
app.include_router(router, prefix=PREFIX)
app.include_router(dues, prefix=UNSET)`,
      'conf.py': 'PREFIX = "/api/v2"\n',
      'ships.py':
        'from fastapi import APIRouter\nrouter = APIRouter(prefix="/ships")\n@router.get("/{id}")\ndef a(id): ...',
      'dues.py': 'from fastapi import APIRouter\nrouter = APIRouter()\n@router.get("/dues")\ndef a(id): ...',
    }
    const read = await Promise.all(
      Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )
    const served = withConstants(read).flatMap(({found: {facts}}) =>
      facts.flatMap((fact) => (fact.is === 'serves' && 'literal' in fact.path ? [fact.path.literal] : [])),
    )

    expect(served).toEqual(['/internal/ping', '/api/v2/ships/{id}', '/{}/dues'])
  })
})
