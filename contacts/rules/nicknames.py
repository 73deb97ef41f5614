"""Short forms of given names, German and English, in the comparable spelling of `contacts.rules.names`."""

from __future__ import annotations

_GROUPS = """
johannes hans hannes johann jo
josef joseph sepp joe jo
alexander alex sascha xander
alexandra alex sandra sascha
michael michi mike micha mick
michaela michi michaela ela
thomas tom tommy
robert rob bob bobby bert
william will bill billy willy wilhelm willi
richard rick dick richie
elisabeth elizabeth lisa lisbeth liz beth betty sissi elli liesl
margarete margarethe margaret grete gretel greta peggy maggie meg marga
katharina catharina katherine catherine kathrin katrin kathi kate katie kati cathy
christian chris christoph
christina christine chris tina christa christl
christopher chris christoph kit
matthias mathias matze hias
mattheus matthew matt
andreas andi andy andre
andrea andi andy
stefanie stephanie steffi
stefan stephan steven steve steffen
benjamin ben benni benny
daniel dan danny dani
daniela dani ela
david dave
edward eddie ted ned eduard edi
franziska franzi franzi sissi
franz francis frank francesco
friedrich fritz fred frederick freddy
georg george schorsch jorg
gabriele gabi gaby
heinrich heinz heiner henry harry
jacob jakob jack jake
jakob jasch
james jim jimmy jamie
jennifer jenny jen
johanna hanna hannah jo
john jack johnny jon
jonathan jon johnny
karl carl charles charlie chuck
ludwig lutz louis lewis
magdalena lena magda leni
helena lena helen leni
manfred manni fred
maximilian max
maria mary mia mitzi marie
nikolaus niklas klaus nick nicolas nicholas
patricia pat patty trish
patrick pat paddy
peter pete
philip philipp phil
rebecca becky
rudolf rudi
samuel sam sammy
samantha sam
sebastian basti seb
susanne susanna susan susi sue suse
teresa theresa resi tess theresia
theodor theo ted
ulrich uli
ulrike uli ulli rike
ursula uschi ulla
veronika vroni
victoria vicky tori
viktoria vicky
walter walt
wolfgang wolfi wolf
"""
_PLACES: dict[str, set[int]] = {}
for _number, _line in enumerate(_GROUPS.strip().splitlines()):
    for _name in _line.split():
        _PLACES.setdefault(_name, set()).add(_number)


def are_nicknames(one: str, other: str) -> bool:
    """Return whether one of two given names is a usual short form of the other, or both are of a third."""
    return not _PLACES.get(one, set()).isdisjoint(_PLACES.get(other, set()))
