"""Alphabets that a recogniser is taught beside Chinese and English (train.new_letters).

Another one is an entry of `ALPHABETS`, and its fonts are entries of `fonts.FAMILIES`.
"""

import re
import unicodedata
from collections.abc import Iterable

from tools.data.alphabet import Alphabet, Language

MESSAGES = ("cinnamon-l10n gnome-control-center-data gnome-shell-common libgeonames-common libgtk-3-common "
            "mate-control-center-common mate-utils-common nautilus-data pidgin-data pluma-common poedit-common thunar-data "
            "tuxpaint-data vlc-l10n iso-codes")  # the programs with most translations
NAMES = "unicode-cldr-core"


def greek_capitals(text: str) -> str:
    """Without the accents, which only small letters bear; a dieresis stays."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", text.upper()).replace("\u0301", ""))


CYRILLIC = Alphabet(
    "Cyrillic", re.compile(r"[\u0400-\u052f]"), "абвгдежзиклмнопрстуфхцчшьюя",
    "manpages-ru manpages-uk manpages-sr fortunes-ru fortunes-bg "
    "hunspell-ru hunspell-uk hunspell-be hunspell-bg hunspell-sr hunspell-kk",
    (Language("Russian", 4.0, "ru_RU", "ru", "ru/*.u8"),
     Language("Ukrainian", 2.0, "uk_UA", "uk"),
     Language("Bulgarian", 1.2, "bg_BG", fortunes="bg/*.u8"),
     Language("Serbian", 1.2, "sr_RS", "sr"),
     Language("Belarusian", 0.8, "be_BY"),
     Language("Kazakh", 0.8, "kk_KZ")),
    frames=("«{}»", "„{}“", "({})", '"{}"', "— {}", "• {}"))

KOREAN = Alphabet(
    "Korean", re.compile(r"[\uac00-\ud7a3\u3131-\u3163]"), "가나다라마바사아자차카타파하",
    "hunspell-ko installation-guide-amd64 libreoffice-help-ko",
    (Language("Korean", 1.0, "ko", guide="ko", help="ko"),),
    fewest=4, script="korean", is_wide=True,
    numbers=("{}", "{}%", "{}원", "₩{}", "{}개", "{}명", "{}층", "{}℃", "{}년", "{}월", "{}일", "{}시", "제{}호", "{}번"),
    frames=("({})", "[{}]", "<{}>", "「{}」", "『{}』", "‘{}’", "“{}”", '"{}"', "· {}", "• {}", "▶ {}", "※ {}", "■ {}",
            "○ {}", "● {}", "★ {}", "→ {}", "{}~", "{}ㅋㅋ", "{}ㅠㅠ"))

GREEK = Alphabet(
    "Greek", re.compile(r"[\u0370-\u03ff]"), "αβγδεζηθικλμνξοπρςστυφχψωάέήίόύώ",
    "hunspell-el manpages-el installation-guide-amd64 libreoffice-help-el",
    (Language("Greek", 1.0, "el_GR", "el", guide="el", help="el"),),
    numbers=("{}", "{}%", "{} €", "{}€", "Αρ. {}", "{}ο", "{}η"), frames=("«{}»", "“{}”", "({})", '"{}"', "- {}", "• {}"),
    capitals=greek_capitals)

VIETNAMESE = Alphabet(
    "Vietnamese", re.compile(r"[\u00c0-\u00fd\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0"
                             r"\u1ea0-\u1ef9]"), "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ",
    "hunspell-vi manpages-vi installation-guide-amd64 libreoffice-help-vi",
    (Language("Vietnamese", 1.0, "vi_VN", "vi", guide="vi", help="vi"),),
    fewest=4, numbers=("{}", "{}%", "{} đ", "{}đ", "Số {}"), frames=("“{}”", "({})", '"{}"', "- {}", "• {}"))

ARABIC = Alphabet(
    "Arabic", re.compile(r"[\u0600-\u06ff]"), "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي",
    f"hunspell-ar libreoffice-l10n-ar {MESSAGES} {NAMES}",
    (Language("Arabic", 1.0, "ar", messages="ar", names="ar"),),
    fewest=4, script="arabic", digits="٠١٢٣٤٥٦٧٨٩",
    numbers=("{}", "{}%", "{} ريال", "{} د.إ", "رقم {}", "{} درهم", "{} كم", "{}ج"),
    frames=("«{}»", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

PERSIAN = Alphabet(
    "Persian", re.compile(r"[\u0600-\u06ff]"), "ءآأؤئابپتثجچحخدذرزژسشصضطظعغفقکگلمنهوی",
    f"myspell-fa libreoffice-l10n-fa {MESSAGES} {NAMES}",
    (Language("Persian", 1.0, "fa_IR", messages="fa", names="fa"),),
    fewest=4, script="arabic", digits="۰۱۲۳۴۵۶۷۸۹",
    numbers=("{}", "{}٪", "{} تومان", "{} ریال", "شماره {}", "{} کیلومتر", "{} متر"),
    frames=("«{}»", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

URDU = Alphabet(
    "Urdu", re.compile(r"[\u0600-\u06ff]"), "ءآأؤئابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھیے",
    f"{MESSAGES} {NAMES}",
    (Language("Urdu", 1.0, messages="ur", names="ur", typed=("كک", "يی", "هہ", "ىی")),),
    fewest=4, script="urdu", weight=3.0, digits="۰۱۲۳۴۵۶۷۸۹",
    numbers=("{}", "{}٪", "{} روپے", "روپے {}", "نمبر {}", "{} کلومیٹر", "₨ {}"),
    frames=("”{}“", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،", "{}۔"))

PASHTO = Alphabet(
    "Pashto", re.compile(r"[\u0600-\u06ff]"), "آأابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼهوۍیېيئ",
    f"{MESSAGES} {NAMES}",
    (Language("Pashto", 1.0, messages="ps", names="ps"),),
    fewest=4, script="urdu", digits="۰۱۲۳۴۵۶۷۸۹", numbers=("{}", "{}٪", "{} افغانۍ", "شمېره {}"),
    frames=("«{}»", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

SINDHI = Alphabet(
    "Sindhi", re.compile(r"[\u0600-\u06ff]"), "ءآابٻڀتٿٽٺثپجڄڃچڇحخدڌڏڊڍذرڙزسشصضطظعغفڦقڪکگڳڱلمنڻوهھيئ۽۾",
    f"{MESSAGES} {NAMES}",
    (Language("Sindhi", 1.0, messages="sd", names="sd"),),
    fewest=4, script="urdu", numbers=("{}", "{}%", "{} رپيا", "نمبر {}"),
    frames=("”{}“", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

UYGHUR = Alphabet(
    "Uyghur", re.compile(r"[\u0600-\u06ff]"), "ئابپتجچخدرزژسشغفقكگڭلمنھەوۆۇۈۋېىي",
    f"libreoffice-l10n-ug {MESSAGES} {NAMES}",
    (Language("Uyghur", 1.0, messages="ug", names="ug", typed=("کك", "یى")),),
    fewest=4, script="uyghur", weight=2.0, numbers=("{}", "{}%", "{} يۈەن", "¥{}"),
    frames=("«{}»", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

KURDISH = Alphabet(
    "Kurdish", re.compile(r"[\u0600-\u06ff]"), "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنهوۆیێە",
    f"{MESSAGES} {NAMES}",
    (Language("Kurdish", 1.0, messages="ckb", names="ckb", typed=("كک", "يی", "ىی", "ھه")),),
    fewest=4, script="uyghur", digits="٠١٢٣٤٥٦٧٨٩", numbers=("{}", "{}%", "{} دینار", "ژمارە {}", "{} کم"),
    frames=("«{}»", "({})", '"{}"', "- {}", "• {}", "{}؟", "{}،"))

HEBREW = Alphabet(
    "Hebrew", re.compile(r"[\u05d0-\u05ea]"), "אבגדהוזחטיךכלםמןנסעףפץצקרשת",
    f"hunspell-he libreoffice-l10n-he {MESSAGES} {NAMES}",
    (Language("Hebrew", 1.0, "he_IL", messages="he", names="he"),),
    fewest=4, script="hebrew",
    numbers=("{}", "{}%", '{} ש"ח', "₪{}", "{} ₪", "מס' {}"), frames=("({})", '"{}"', "- {}", "• {}"))

GEORGIAN = Alphabet(
    "Georgian", re.compile(r"[\u10d0-\u10ff]"), "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ",
    f"libreoffice-l10n-ka {MESSAGES} {NAMES}",
    (Language("Georgian", 1.0, messages="ka", names="ka"),),
    script="georgian", numbers=("{}", "{}%", "{} ლარი", "{} ₾", "№{}"),
    frames=("„{}“", "({})", '"{}"', "- {}", "• {}"), capitals=str)

DEVANAGARI = Alphabet(
    "Devanagari", re.compile(r"[\u0900-\u097f]"), "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसहािीुूेैोौं्",
    "hunspell-hi hunspell-ne libreoffice-help-hi libreoffice-l10n-hi libreoffice-l10n-mr libreoffice-l10n-ne "
    f"{MESSAGES} {NAMES}",
    (Language("Hindi", 3.0, "hi_IN", help="hi", messages="hi", names="hi"),
     Language("Marathi", 1.0, messages="mr", names="mr"),
     Language("Nepali", 1.0, "ne_NP", messages="ne", names="ne")),
    fewest=4, script="devanagari", digits="०१२३४५६७८९",
    numbers=("{}", "{}%", "{} रुपये", "₹{}", "रु. {}", "{} कि.मी."), frames=("({})", "“{}”", '"{}"', "- {}", "• {}", "{}।"))

TAMIL = Alphabet(
    "Tamil", re.compile(r"[\u0b80-\u0bff]"), "அஆஇஈஉஊஎஏஐஒஓகஙசஜஞடணதநனபமயரறலளழவஷஸஹாிீுூெேைொோௌ்",
    f"libreoffice-l10n-ta {MESSAGES} {NAMES}",
    (Language("Tamil", 1.0, messages="ta", names="ta"),),
    fewest=4, script="tamil", numbers=("{}", "{}%", "ரூ. {}", "₹{}", "{} கி.மீ."),
    frames=("({})", "“{}”", '"{}"', "- {}", "• {}"))

TELUGU = Alphabet(
    "Telugu", re.compile(r"[\u0c00-\u0c7f]"), "అఆఇఈఉఊఎఏఐఒఓఔకఖగఘచఛజఝటఠడఢణతథదధనపఫబభమయరఱలళవశషసహాిీుూృెేైొోౌం్",
    f"hunspell-te libreoffice-l10n-te {MESSAGES} {NAMES}",
    (Language("Telugu", 1.0, "te_IN", messages="te", names="te"),),
    fewest=4, script="telugu", numbers=("{}", "{}%", "రూ. {}", "₹{}", "{} కి.మీ."),
    frames=("({})", "“{}”", '"{}"', "- {}", "• {}"))

KANNADA = Alphabet(
    "Kannada", re.compile(r"[\u0c80-\u0cff]"), "ಅಆಇಈಉಊಎಏಐಒಓಔಕಖಗಘಚಛಜಝಟಠಡಢಣತಥದಧನಪಫಬಭಮಯರಲಳವಶಷಸಹಾಿೀುೂೃೆೇೈೊೋೌಂ್",
    f"libreoffice-l10n-kn {MESSAGES} {NAMES}",
    (Language("Kannada", 1.0, messages="kn", names="kn"),),
    fewest=4, script="kannada", digits="೦೧೨೩೪೫೬೭೮೯", numbers=("{}", "{}%", "ರೂ. {}", "₹{}", "{} ಕಿ.ಮೀ."),
    frames=("({})", "“{}”", '"{}"', "- {}", "• {}"))

THAI = Alphabet(
    "Thai", re.compile(r"[\u0e00-\u0e7f]"), "กขคฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮะัาำิีึืุูเแโใไๅ็่้๊๋์",
    f"hunspell-th libreoffice-l10n-th {MESSAGES} {NAMES}",
    (Language("Thai", 1.0, "th_TH", messages="th", names="th"),),
    fewest=4, script="thai", is_spaced=False, digits="๐๑๒๓๔๕๖๗๘๙", numbers=("{}", "{}%", "{} บาท", "฿{}", "{}.-", "{} กม."),
    frames=("({})", "“{}”", '"{}"', "- {}", "• {}", "{}ๆ", "{}ฯ"))

ALPHABETS = (CYRILLIC, KOREAN, GREEK, VIETNAMESE, ARABIC, PERSIAN, URDU, PASHTO, SINDHI, UYGHUR, KURDISH, HEBREW,
             GEORGIAN, DEVANAGARI, TAMIL, TELUGU, KANNADA, THAI)


def alphabets_of(charset: Iterable[str]) -> tuple[Alphabet, ...]:
    """Those that the charset is for. Persian is not taught where others are that have all its letters together."""
    known = frozenset(charset)
    found = [alphabet for alphabet in ALPHABETS if alphabet.letters_are_in(known)]
    return tuple(one for one in found
                 if not set(one.basic) <= set().union(*(other.basic for other in found if other is not one)))
