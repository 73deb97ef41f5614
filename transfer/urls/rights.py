"""Addresses of people's rights: what is stored about a person, and what is not needed any more."""

from django.urls import URLPattern, path

from transfer.views import report, rights, untouched

urlpatterns: list[URLPattern] = [
    path("data-protection/", rights.data_protection, name="data-protection"),
    path("data-protection/report/<uuid:contact>/", report.person_report, name="person-report"),
    path("data-protection/report/<uuid:contact>/file/", report.person_report_file, name="person-report-file"),
    path("data-protection/erase/<uuid:contact>/", rights.person_erase, name="person-erase"),
    path("data-protection/anonymise/<uuid:contact>/", rights.person_anonymise, name="person-anonymise"),
    path("data-protection/untouched/", untouched.untouched, name="untouched"),
    path("data-protection/untouched/decide/", untouched.decide, name="untouched-decide"),
    path("data-protection/untouched/ask-again/", untouched.ask_again, name="untouched-ask-again"),
]
