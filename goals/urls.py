"""Addresses of goals."""

from django.urls import path

from goals.views import goals, inventory, panel, start
from goals.wizards import STEPS, GoalWizard

app_name = "goals"
urlpatterns = [
    path("", goals.goal_list, name="goal-list"),
    path("start/", start.goal_start, name="goal-start"),
    path("start/people/", start.start_people, name="start-people"),
    path("new/", goals.goal_create, name="goal-create"),
    path("inventory/", inventory.inventory, name="inventory"),
    path("inventory/hint/", inventory.inventory_hint, name="inventory-hint"),
    path("inventory/<slug:origin>/", inventory.inventory_circle, name="inventory-circle"),
    path(
        "wizard/<uuid:draft>/<slug:step>/",
        GoalWizard.as_view(STEPS, url_name="goals:draft-step"),
        name="draft-step",
    ),
    path("contacts/<uuid:contact>/", panel.contact_panel, name="contact-panel"),
    path("contacts/<uuid:contact>/roles/", panel.role_give, name="role-give"),
    path("contacts/<uuid:contact>/steps/", panel.step_plan, name="step-plan"),
    path("roles/<uuid:role>/take/", panel.role_take, name="role-take"),
    path("steps/<uuid:next_step>/finish/", panel.step_finish, name="step-finish"),
    path("steps/<uuid:next_step>/reopen/", panel.step_reopen, name="step-reopen"),
    path("<uuid:goal>/", goals.goal_detail, name="goal-detail"),
    path("<uuid:goal>/wizard/", goals.goal_wizard, name="goal-wizard"),
    path("<uuid:goal>/lead/", goals.goal_lead, name="goal-lead"),
    path("<uuid:goal>/status/<slug:status>/", goals.goal_status, name="goal-status"),
    path("<uuid:goal>/contacts/<uuid:contact>/roles/<slug:kind>/", panel.role_restore, name="role-restore"),
]
