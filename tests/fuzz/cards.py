"""Cards to begin with: one of each dialect, and the traps among them."""

_CARDS = (
    r"""BEGIN:VCARD
VERSION:3.0
PRODID:-//Somebody//EN
N:Beispiel;Anna;Maria,Luise;Dr.;MBA
FN:Dr. Anna Beispiel
NICKNAME:Anni
ORG:Beispiel\, Muster;Vertrieb
TITLE:Leiterin
item1.EMAIL;type=INTERNET;type=pref:anna@example.org
item1.X-ABLabel:_$!<Work>!$_
TEL;TYPE=CELL,VOICE:+49 170 1
item2.ADR;type=HOME:;;Weg 1\nHof;Berlin;;10115;Deutschland
item2.X-ABADR:de
LABEL;TYPE=HOME:Weg 1
URL:www.example.org
IMPP;X-SERVICE-TYPE=Skype:skype:anna?chat
X-JABBER:anna@example.org
BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12
item3.X-ABDATE:2010-06-19
item3.X-ABLabel:Namenstag
X-PHONETIC-FIRST-NAME:Anna
X-MAIDENNAME:Schmidt
CATEGORIES:Verein,Freunde\, alte
NOTE:eins\nzwei\; drei
PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgo=
REV:2024-01-01T00:00:00Z
UID:1f0e
END:VCARD
""",
    """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;Anna;;;
TEL;HOME;PREF:030 1
NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=iso-8859-1:eins=0D=0A=
zw=E4i=
 drei
X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Anni;1;;;
PHOTO;BASE64;JPEG:
  /9j/4AAQ

AGENT:
BEGIN:VCARD
FN:Bert
END:VCARD
END:VCARD
""",
    """BEGIN:VCARD
VERSION:4.0
KIND:individual
FN;PREF=1;ALTID=1;LANGUAGE=de:Anna
N;SORT-AS="Yamada,Taro":山田;太郎;;;
TEL;VALUE=uri;TYPE="cell,voice";PREF=1:tel:+49-170-1;ext=2
ADR;LABEL="Weg 1^nBerlin^'":;;;;;;
IMPP:im:telegram:anna
LANG;PREF=1:de-DE
ANNIVERSARY:20100619
BDAY:--0412
PHOTO:data:image/png;base64,iVBORw0KGgo=
GENDER:F
UID:urn:uuid:12345678-1234-4234-8234-123456789012
END:VCARD
""",
)
SEEDS = [card.encode() for card in _CARDS] + ["".join(_CARDS).encode("utf-16")]
