"""Which languages a model can write: those whose letters are all in its character list. Punctuation is not looked at."""

from __future__ import annotations

import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, FrozenSet, List, Optional, Union

from ._core import ModelError
from .catalog import model_folder

LATIN = "abcdefghijklmnopqrstuvwxyz"
CYRILLIC = "абвгдежзийклмнопрстуфхцчшщъыьэюя"
GEORGIAN = "აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ"
DEVANAGARI = "अआइईउऊएऐओऔकखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह"

# code: name, and the letters that its texts cannot do without; capitals count as well.
ALPHABETS = {
    "af": ("Afrikaans", LATIN + "áèéêëíîïóôöúû"), "ar": ("Arabic", "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"),
    "az": ("Azerbaijani", LATIN + "çəğıöşü"),
    "be": ("Belarusian", CYRILLIC.translate(dict.fromkeys(map(ord, "ищъ"))) + "іўё"),
    "bg": ("Bulgarian", CYRILLIC.translate(dict.fromkeys(map(ord, "ыэ")))),
    "bn": ("Bengali", "অআইউএওকখগঘচছজটঠডতথদধনপফবভমযরলশষসহ"), "bs": ("Bosnian", LATIN + "čćđšž"),
    "ca": ("Catalan", LATIN + "àçèéíïòóúü"),
    "ckb": ("Kurdish, Sorani", "ئابپتجچحخدرڕزژسشعغفڤقکگلڵمنوۆیێە"), "cs": ("Czech", LATIN + "áčďéěíňóřšťúůýž"),
    "cy": ("Welsh", LATIN + "âêîôûŵŷ"), "da": ("Danish", LATIN + "åæø"), "de": ("German", LATIN + "äöüß"),
    "el": ("Greek", "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώ"), "en": ("English", LATIN),
    "es": ("Spanish", LATIN + "áéíñóúü"), "et": ("Estonian", LATIN + "äõöüšž"), "eu": ("Basque", LATIN + "ñ"),
    "fa": ("Persian", "ابپتثجچحخدذرزژسشصضطظعغفقکگلمنوهی"), "fi": ("Finnish", LATIN + "äöå"),
    "fr": ("French", LATIN + "àâæçèéêëîïôœùûüÿ"), "ga": ("Irish", LATIN + "áéíóú"), "gl": ("Galician", LATIN + "áéíñóúü"),
    "he": ("Hebrew", "אבגדהוזחטיכךלמםנןסעפףצץקרשת"), "hi": ("Hindi", DEVANAGARI),
    "hr": ("Croatian", LATIN + "čćđšž"), "hu": ("Hungarian", LATIN + "áéíóöőúüű"), "id": ("Indonesian", LATIN),
    "is": ("Icelandic", LATIN + "áæðéíóöþúý"), "it": ("Italian", LATIN + "àèéìòù"),
    "ja": ("Japanese", "あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわをん"
                       "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲンー"
                       "日本語人年月時分学校東京駅円"),
    "ka": ("Georgian", GEORGIAN), "kk": ("Kazakh", CYRILLIC + "ёәғқңөұүһі"),
    "kn": ("Kannada", "ಅಆಇಈಉಊಎಏಐಒಓಔಕಖಗಘಚಛಜಝಟಠಡಢಣತಥದಧನಪಫಬಭಮಯರಲಳವಶಷಸಹ"),
    "ko": ("Korean", "가나다라마바사아자차카타파하한국어"), "ky": ("Kyrgyz", CYRILLIC + "ёңөү"),
    "la": ("Latin", LATIN), "lb": ("Luxembourgish", LATIN + "äéë"), "lt": ("Lithuanian", LATIN + "ąčęėįšųūž"),
    "lv": ("Latvian", LATIN + "āčēģīķļņšūž"), "mk": ("Macedonian", "абвгдѓежзѕијклљмнњопрстќуфхцчџш"),
    "mn": ("Mongolian, Cyrillic", CYRILLIC + "ёөү"), "mr": ("Marathi", DEVANAGARI + "ळ"), "ms": ("Malay", LATIN), "mt": ("Maltese", LATIN + "ċġħż"),
    "ne": ("Nepali", DEVANAGARI), "nl": ("Dutch", LATIN + "éëïóöü"), "no": ("Norwegian", LATIN + "åæø"), "pl": ("Polish", LATIN + "ąćęłńóśźż"),
    "ps": ("Pashto", "آابپتټثجځچڅحخدډذرړزژږسشښصضطظعغفقکګلمنڼهوۍیېئي"),
    "pt": ("Portuguese", LATIN + "àáâãçéêíóôõú"), "ro": ("Romanian", LATIN + "ăâîșț"),
    "ru": ("Russian", CYRILLIC + "ё"), "sd": ("Sindhi", "آابٻڀتٿٽٺثپجڄڃچڇحخدڌڏڊڍذرڙزسشصضطظعغفڦقڪکگڳڱلمنڻوهھءي"),
    "sk": ("Slovak", LATIN + "áäčďéíĺľňóôŕšťúýž"), "sl": ("Slovenian", LATIN + "čšž"),
    "sq": ("Albanian", LATIN + "çë"), "sr": ("Serbian, Cyrillic", "абвгдђежзијклљмнњопрстћуфхцчџш"),
    "sv": ("Swedish", LATIN + "åäö"), "sw": ("Swahili", LATIN),
    "ta": ("Tamil", "அஆஇஈஉஊஎஏஐஒஓகஙசஞடணதநபமயரலவழளறன"), "te": ("Telugu", "అఆఇఈఉఊఎఏఐఒఓకఖగఘచఛజటఠడతథదధనపఫబభమయరలవశషసహ"),
    "th": ("Thai", "กขคงจฉชซญฎฏฐณดตถทธนบปผฝพฟภมยรลวศษสหอฮ"), "tl": ("Filipino", LATIN + "ñ"),
    "tr": ("Turkish", LATIN + "çğıöşü"), "ug": ("Uyghur", "ئابپتجچخدرزژسشغفقكگڭلمنھەوۆۇۈۋېىي"),
    "uk": ("Ukrainian", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
    "ur": ("Urdu", "آابپتٹثجچحخدڈذرڑزژسشصضطظعغفقکگلمنںوہھءیے"),
    "vi": ("Vietnamese", LATIN + "àáâãèéêìíòóôõùúýăđĩũơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"),
    "zh": ("Chinese, simplified", "的一是了我不在人们有来他这上着个地到大里说就去子得也和那要下看天时过出小么起你都把好还多没为又可家学"),
    "zh-Hant": ("Chinese, traditional", "的一是了我不在人們有來他這上著個地到大裡說就去子得也和那要下看天時過出小麼起你都把好還多沒為又可家學"),
}
NO_CAPITALS = "ßıÿſ" + GEORGIAN  # their capitals are others' letters, or rare


@dataclass(frozen=True)
class Language:
    """code: as in BCP 47. name: in English. missing: the letters that the model does not know, in the alphabet's order."""

    code: str
    name: str
    missing: str

    @property
    def is_read(self) -> bool:
        """Whether the model knows all its letters."""
        return not self.missing

    def to_dict(self) -> dict[str, Any]:
        """The fields by name."""
        return {**asdict(self), "is_read": self.is_read}


def languages(model: Optional[Union[str, os.PathLike[str]]] = None) -> List[Language]:
    """Every language that is known here, by its code, with what the model lacks of its letters.

    model: as for `Reader`. That all letters are known does not say how well they are read.
    """
    known = characters(Path(model_folder(model)))
    return [Language(code, name, "".join(letter for letter in with_capitals(letters) if letter not in known))
            for code, (name, letters) in sorted(ALPHABETS.items())]


def characters(folder: Path) -> FrozenSet[str]:
    """A model's character list, by the name that its model.ini gives it."""
    try:
        match = re.search(r"^[ \t]*charset[ \t]*=([^#\n]*)", (folder / "model.ini").read_text("utf-8"), re.MULTILINE)
        return frozenset((folder / match[1].strip()).read_text("utf-8").split("\n")) if match else frozenset()
    except OSError as problem:
        raise ModelError(f"{problem.filename}: cannot be opened: {problem.strerror}") from None
    except UnicodeDecodeError:
        sentence = "found bytes that are no UTF-8, expected text in model.ini and in its charset"
        raise ModelError(f"{folder}: {sentence}") from None


def with_capitals(letters: str) -> str:
    """Letters, and the capitals that are single letters of their own."""
    capitals = (letter.upper() for letter in letters if letter not in NO_CAPITALS)
    return "".join(dict.fromkeys([*letters, *(capital for capital in capitals if len(capital) == 1)]))
