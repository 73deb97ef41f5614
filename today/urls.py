"""Addresses of today."""

from django.urls import path

from today import views

app_name = "today"
urlpatterns = [
    path("", views.home, name="home"),
    path("today/goals/", views.goals, name="goals"),
    path("today/people/", views.people, name="people"),
]
