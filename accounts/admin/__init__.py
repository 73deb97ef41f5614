"""The pages of those who operate the site: accounts, jobs and invitations, and nothing that users wrote.

Only what is registered here is shown; Django's own site, and what packages register with it, is nowhere to be reached.
"""

from accounts.admin.accounts import AccountAdmin
from accounts.admin.invitations import InvitationAdmin
from accounts.admin.jobs import JobAdmin
from accounts.admin.site import OperatorsSite
from accounts.models import Invitation, User
from netzwerk.core.models import Job

site = OperatorsSite(name="admin")
site.register(User, AccountAdmin)
site.register(Invitation, InvitationAdmin)
site.register(Job, JobAdmin)

__all__ = ["site"]
