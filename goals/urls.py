"""Addresses of goals."""

from django.urls import path

from goals.views import cards, ending, goals, inventory, log, panel, standing, start, steps
from goals.wizards import STEPS, GoalWizard

app_name = "goals"
urlpatterns = [
    path("", goals.goal_list, name="goal-list"),
    path("start/", start.goal_start, name="goal-start"),
    path("start/people/", start.start_people, name="start-people"),
    path("new/", goals.goal_create, name="goal-create"),
    path("inventory/", inventory.inventory, name="inventory"),
    path("inventory/hint/", inventory.inventory_hint, name="inventory-hint"),
    path("inventory/cards/", cards.cards, name="cards"),
    path("inventory/cards/<uuid:contact>/", cards.card, name="card"),
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
    path("steps/<uuid:next_step>/finish/", steps.step_finish, name="step-finish"),
    path("steps/<uuid:next_step>/move/", steps.step_move, name="step-move"),
    path("steps/<uuid:next_step>/drop/", steps.step_drop, name="step-drop"),
    path("steps/<uuid:next_step>/reopen/", steps.step_reopen, name="step-reopen"),
    path("log/<uuid:log_entry>/", log.log_entry_edit, name="log-entry-edit"),
    path("log/<uuid:log_entry>/delete/", log.log_entry_delete, name="log-entry-delete"),
    path("<uuid:goal>/", goals.goal_detail, name="goal-detail"),
    path("<uuid:goal>/wizard/", goals.goal_wizard, name="goal-wizard"),
    path("<uuid:goal>/lead/", standing.goal_lead, name="goal-lead"),
    path("<uuid:goal>/reached/", ending.goal_reached, name="goal-reached"),
    path("<uuid:goal>/let-go/", ending.goal_let_go, name="goal-let-go"),
    path("<uuid:goal>/status/<slug:status>/", standing.goal_status, name="goal-status"),
    path("<uuid:goal>/status/<slug:status>/undo/", standing.goal_status_undo, name="goal-status-undo"),
    path("<uuid:goal>/log/", log.log_list, name="log-list"),
    path("<uuid:goal>/log/add/", log.log_entry_add, name="log-entry-add"),
    path("<uuid:goal>/log/restore/", log.log_entry_restore, name="log-entry-restore"),
    path("<uuid:goal>/contacts/<uuid:contact>/roles/<slug:kind>/", panel.role_restore, name="role-restore"),
]
