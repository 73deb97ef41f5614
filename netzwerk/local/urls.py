"""Addresses of the local stack's own pages."""

from django.urls import path, re_path

from netzwerk.local import views

app_name = "local"
urlpatterns = [
    path("mails/", views.mail_list, name="mail-list"),
    re_path(r"^mails/(?P<number>[0-9]{1,20})/$", views.mail_detail, name="mail-detail"),
    re_path(r"^mails/(?P<number>[0-9]{1,20})/html/$", views.mail_html, name="mail-html"),
]
