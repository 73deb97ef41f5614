"""Languages by the words that tables have for them."""

from __future__ import annotations

# The languages that address books in Europe name most, by code and by word.
LANGUAGES = {
    word: code
    for code, words in {
        "de": "deutsch german", "en": "englisch english", "fr": "französisch french", "it": "italienisch italian",
        "es": "spanisch spanish", "pt": "portugiesisch portuguese", "nl": "niederländisch dutch",
        "pl": "polnisch polish",
        "ru": "russisch russian", "tr": "türkisch turkish", "cs": "tschechisch czech", "da": "dänisch danish",
        "sv": "schwedisch swedish", "ja": "japanisch japanese", "zh": "chinesisch chinese", "ar": "arabisch arabic",
        "uk": "ukrainisch ukrainian", "hu": "ungarisch hungarian", "el": "griechisch greek",
    }.items()
    for word in (code, *words.split())
}  # fmt: skip
