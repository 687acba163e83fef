import {describe, expect, it} from '@jest/globals'
import {withConstants} from '../../../../../src/collect/source/languages/known-constants.ts'
import {settleViewSets} from '../../../../../src/collect/source/languages/python/view-sets.ts'
import {found} from '../scan.ts'

describe("sets of views of Django's REST framework", () => {
  it('serve what their bases, their methods and their actions say, below the path that they are registered at', async () => {
    const files = {
      's/views.py': `from rest_framework import viewsets, mixins
from rest_framework.decorators import action
class PilotViewSet(viewsets.ReadOnlyModelViewSet):
    lookup_field = 'slug'
    @action(detail=True, methods=["post"], url_path="sign-on")
    def sign_on(self, request, slug=None): ...
    @action(detail=False)
    def recent(self, request): ...
class SlipViewSet(mixins.CreateModelMixin, viewsets.GenericViewSet):
    http_method_names = ['post', 'delete']
    def list(self, request): ...
    def destroy(self, request, pk=None): ...
class OwnViewSet(BaseViewSet): ...`,
      's/urls.py': `from django.urls import include, path
from rest_framework.routers import DefaultRouter
from .views import PilotViewSet
from . import views
router = DefaultRouter()
router.register("pilots", PilotViewSet)
router.register("slips", views.SlipViewSet)
router.register("own", views.OwnViewSet)
router.register("gone", GoneViewSet)
urlpatterns = [path("api/", include(router.urls))]`,
    }
    const read = await Promise.all(
      Object.entries(files).map(async ([path, text]) => ({file: {path, sha256: ''}, found: await found(path, text)})),
    )
    const served = settleViewSets(withConstants(read)).flatMap(({found: {facts}}) =>
      facts.flatMap((fact) =>
        fact.is === 'serves' && 'literal' in fact.path ? [`${fact.method} ${fact.path.literal}`] : [],
      ),
    )

    expect(served).toEqual([
      'GET /api/pilots',
      'GET /api/pilots/{slug}',
      'POST /api/pilots/{slug}/sign-on',
      'GET /api/pilots/recent',
      'POST /api/slips',
      'DELETE /api/slips/{pk}',
      'ANY /api/own',
      'ANY /api/gone',
    ])
  })
})
