"""Cookies of this host alone: messages, whose name Django keeps out of the settings."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


class MessageCookie(CookieStorage):
    """Messages in a cookie that no sister host can set."""

    cookie_name = f"{settings.COOKIE_PREFIX}messages"


class MessageStorage(FallbackStorage):
    """Messages in a cookie, or in the session where they are too long for one."""

    storage_classes = (MessageCookie, SessionStorage)
