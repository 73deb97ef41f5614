"""An export as Monica 4 writes it, made up by hand after its published format: every section has something in it."""

from __future__ import annotations

import json
from base64 import b64encode
from io import BytesIO
from typing import Any

from PIL import Image

Json = dict[str, Any]

LENA, PAUL, RUTH, KIM, OTTO = (f"5f0c1a00-0000-4000-8000-00000000000{number}" for number in range(1, 6))
LUNCH, CONCERT, NOBODYS = (f"ac700000-0000-4000-8000-00000000000{number}" for number in range(1, 4))
EMAIL, PHONE, WHATSAPP, LINKEDIN, FACEBOOK = (f"f1e1d000-0000-4000-8000-00000000000{number}" for number in range(1, 6))
PORTRAIT, GARDEN = "9407a000-0000-4000-8000-000000000001", "9407a000-0000-4000-8000-000000000002"
AT_HOME, TO_CONCERT = "7e4e0000-0000-4000-8000-000000000001", "7e4e0000-0000-4000-8000-000000000002"


def sample() -> bytes:
    """Return the export."""
    return json.dumps(export(), indent=4, ensure_ascii=False).encode()


def export() -> Json:
    """Return the export as values."""
    return wrapped(
        many("user", {"uuid": "0", "first_name": "Mia", "properties": {"locale": "de", "me_contact": OTTO}}),
        many("contact", lena(), paul(), ruth(), kim(), otto()),
        many("relationship", *_relationships()),
        many("photo", _photo(PORTRAIT, picture()), _photo(GARDEN, picture("green"))),
        many("document", thing("d0c00000", original_filename="cv.pdf", dataUrl="data:application/pdf;base64,AAAA")),
        many("activity", *_activities()),
    )


def wrapped(*data: Json) -> Json:
    """Return an export with this data of its account."""
    return {
        "version": "1.0-preview.1",
        "app_version": "4.0.0",
        "export_date": "2024-05-02T09:00:00.000000Z",
        "url": "https://monica.example.org",
        "exported_by": "0",
        "account": {
            "uuid": "acc0",
            "created_at": "2019-01-01T00:00:00.000000Z",
            "updated_at": None,
            "data": list(data),
            "properties": {
                "journal_entries": [{"uuid": "j1", "properties": {"type": "entry", "title": "A day", "post": "Rain."}}],
                "modules": [{"key": "pets", "properties": {"active": True}}],
                "reminder_rules": [{"number_of_days_before": 7, "properties": {"active": True}}],
                "audit_logs": [],
            },
            "instance": {
                "activity_types": [
                    thing(AT_HOME, translation_key="ate_at_home"),
                    thing(TO_CONCERT, translation_key="went_concert"),
                ],
                "contact_field_types": [
                    thing(EMAIL, name="Email", protocol="mailto:", type="email", delible=False),
                    thing(PHONE, name="Phone", protocol="tel:", type="phone", delible=False),
                    thing(WHATSAPP, name="Whatsapp", protocol="https://wa.me/"),
                    thing(LINKEDIN, name="LinkedIn"),
                    thing(FACEBOOK, name="Facebook", protocol="https://facebook.com/"),
                ],
                "genders": [thing("gender-f", name="Woman", type="F")],
            },
        },
    }


def contact(uid: str, *data: Json, **properties: Any) -> Json:
    """Return one person with what hangs on them."""
    said = {"is_starred": False, "is_partial": False, "is_active": True, "is_dead": False, "number_of_views": 3}
    return {"uuid": uid, "created_at": "2020-02-01T10:00:00.000000Z", "properties": {**said, **properties},
            "data": list(data)}  # fmt: skip


def lena() -> Json:
    """Return somebody with nearly everything."""
    return contact(
        LENA,
        many(
            "call",
            thing("ca11-1", called_at="2024-03-05T00:00:00.000000Z", content="About the move", contact_called=True),
            thing("ca11-2", called_at="2024-02-01T00:00:00.000000Z", contact_called=False, emotions=["joy"]),
            thing("ca11-3", content="When was that?"),
        ),
        many(
            "contact_field",
            thing("cf-1", data="lena.hart@example.org", type=EMAIL),
            thing("cf-2", data="+49 30 1234567", type=PHONE),
            thing("cf-3", data="+49 170 7654321", type=WHATSAPP),
            thing("cf-4", data="https://www.linkedin.com/in/lena-hart", type=LINKEDIN),
            thing("cf-5", data="lena.hart", type=FACEBOOK),
        ),
        many("debt", thing("debt-1", amount=20, currency="EUR", in_debt=True, status="inprogress")),
        many("gift", thing("gift-1", name="Book", status="idea"), thing("gift-2", name="Tea", status="offered")),
        many(
            "note",
            {**thing("note-2", body="Moved to Leipzig."), "created_at": "2023-06-01T08:00:00.000000Z"},
            {**thing("note-1", body="Likes\nclimbing."), "created_at": "2021-01-15T08:00:00.000000Z"},
        ),
        many(
            "reminder",
            _reminder("Birthday of Lena", "1984-03-09", "year", delible=False),
            _reminder("Wedding day", "2015-08-20", "year"),
            _reminder("Ask about the garden", "2024-06-01", "one_time"),
        ),
        many("task", thing("task-1", title="Send the photos", completed=False)),
        many(
            "address",
            thing(
                "addr-1",
                name="Home",
                street="Lindenallee 4",
                city="Leipzig",
                province="Sachsen",
                postal_code="04103",
                country="DE",
            ),
        ),
        many("pet", thing("pet-1", name="Momo", category="cat")),
        many("conversation", _conversation()),
        many("life_event", thing("life-1", name="New job", happened_at="2022-01-01T00:00:00.000000Z")),
        many("activity", LUNCH, CONCERT),
        many("photo", PORTRAIT, GARDEN),
        first_name="Lena",
        middle_name="Marie",
        last_name="Hart",
        nickname="Leni",
        description="Met at the climbing hall.",
        is_starred=True,
        job="Architect",
        company="Studio Hart",
        food_preferences="Vegetarian",
        stay_in_touch_frequency=60,
        tags=["climbing", "Leipzig"],
        gender="gender-f",
        birthdate=_day("1984-03-09"),
        first_met_date=_day("2018-09-12"),
        first_met_through=PAUL,
        avatar={"avatar_source": "photo", "avatar_photo": PORTRAIT},
    )


def paul() -> Json:
    """Return somebody whose birthday has no year, and whom a reminder brings to mind every two weeks."""
    return contact(
        PAUL,
        many("reminder", _reminder("Write to Paul", "2024-01-08", "week", frequency_number=2)),
        many("activity", LUNCH),
        first_name="Paul",
        last_name="Hart",
        birthdate=_day("2024-02-29", is_year_unknown=True),
    )


def ruth() -> Json:
    """Return somebody who died, and whose year of birth was guessed from the age."""
    return contact(
        RUTH,
        first_name="Ruth",
        last_name="Hart",
        is_dead=True,
        birthdate=_day("1938-01-01", is_age_based=True),
        deceased_date=_day("2021-11-30"),
    )


def kim() -> Json:
    """Return somebody of whom little more than the name is known: a child of Lena's."""
    return contact(KIM, first_name="Kim", is_partial=True)


def otto() -> Json:
    """Return somebody who was put away."""
    return contact(OTTO, first_name="Otto", last_name="Brand", is_active=False)


def picture(colour: str = "red") -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), colour).save(out, "PNG")
    return out.getvalue()


def data_url(content: bytes, kind: str = "image/png") -> str:
    """Return a picture as Monica writes it into the file."""
    return f"data:{kind};base64,{b64encode(content).decode()}"


def _relationships() -> list[Json]:
    """Return each from both ends, as Monica keeps them: what `of_contact` is to `contact_is`."""
    return [
        _related(LENA, "spouse", PAUL), _related(PAUL, "spouse", LENA),
        _related(LENA, "child", KIM), _related(KIM, "parent", LENA),
        _related(PAUL, "uncle", OTTO), _related(OTTO, "nephew", PAUL),
        _related(LENA, "colleague", OTTO), _related(OTTO, "colleague", LENA),
        _related(LENA, "friend", "not-in-this-file"),
    ]  # fmt: skip


def _activities() -> list[Json]:
    return [
        thing(LUNCH, summary="Lunch", description="With *cake*.", happened_at="2024-04-01T00:00:00.000000Z",
               type=AT_HOME),
        thing(CONCERT, summary="Concert", happened_at="2023-12-10T00:00:00.000000Z", type=TO_CONCERT),
        thing(NOBODYS, summary="Alone", happened_at="2023-12-11T00:00:00.000000Z"),
    ]  # fmt: skip


def _conversation() -> Json:
    return thing(
        "conv-1",
        happened_at="2024-01-20T00:00:00.000000Z",
        contact_field_type=WHATSAPP,
        messages=[
            thing("msg-1", content="Are you there?", written_at="2024-01-20T10:00:00.000000Z", written_by_me=True),
            thing("msg-2", content="Soon.", written_at="2024-01-20T10:05:00.000000Z", written_by_me=False),
        ],
    )


def many(kind: str, *values: Any) -> Json:
    return {"count": len(values), "type": kind, "values": list(values)}


def thing(uid: str, **properties: Any) -> Json:
    stamp = "2024-01-01T12:00:00.000000Z"
    return {"uuid": uid, "created_at": stamp, "updated_at": stamp, "properties": properties}


def _related(contact_is: str, kind: str, of_contact: str) -> Json:
    return thing(f"{contact_is[-1]}-{kind}", type=kind, contact_is=contact_is, of_contact=of_contact)


def _reminder(title: str, day: str, every: str, *, delible: bool = True, frequency_number: int = 1) -> Json:
    return thing(
        title, initial_date=f"{day}T00:00:00.000000Z", title=title, frequency_type=every,
        frequency_number=frequency_number, delible=delible, inactive=False,
    )  # fmt: skip


def _day(day: str, *, is_age_based: bool = False, is_year_unknown: bool = False) -> Json:
    return {"uuid": day, "is_age_based": is_age_based, "is_year_unknown": is_year_unknown,
            "date": f"{day}T00:00:00.000000Z"}  # fmt: skip


def _photo(uid: str, content: bytes) -> Json:
    return thing(uid, original_filename="photo.png", filesize=len(content), mime_type="image/png",
                  dataUrl=data_url(content))  # fmt: skip
