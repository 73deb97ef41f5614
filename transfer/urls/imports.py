"""Addresses of imports."""

from django.urls import path

from transfer.views import deciding, imports

urlpatterns = [
    path("import/", imports.import_list, name="import-list"),
    path("import/new/", imports.import_create, name="import-create"),
    path("import/<uuid:imported>/", imports.import_detail, name="import-detail"),
    path("import/<uuid:imported>/accept/", imports.import_accept, name="import-accept"),
    path("import/<uuid:imported>/again/", imports.import_again, name="import-again"),
    path("import/<uuid:imported>/discard/", imports.import_discard, name="import-discard"),
    path("import/<uuid:imported>/undo/", imports.import_undo, name="import-undo"),
    path("import/<uuid:imported>/broken.txt", imports.import_broken, name="import-broken"),
    path("import/<uuid:imported>/all/", deciding.decide_all, name="import-decide-all"),
    path("import/rows/<uuid:row>/", deciding.row_detail, name="import-row"),
    path("import/rows/<uuid:row>/decide/", deciding.row_decide, name="import-row-decide"),
    path("import/rows/<uuid:row>/choose/", deciding.row_choose, name="import-row-choose"),
]
