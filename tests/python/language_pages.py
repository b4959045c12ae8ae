"""Lines in the languages of dsocr-native-languages, and the pages in `languages/` that show them.

    python tests/python/language_pages.py      # draws the pages anew; needs Pillow with Raqm and Debian's fonts

They are drawn beforehand because few systems have the fonts.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parent / "languages"
SIZE = 34  # pixels of the font
NOTO = "/usr/share/fonts/truetype/noto/Noto"  # fonts-noto-core
NASKH = NOTO + "NaskhArabic-Regular.ttf"
DEJAVU = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"  # fonts-dejavu
SCHEHERAZADE = "/usr/share/fonts/truetype/scheherazade/Scheherazade-Regular.ttf"  # fonts-sil-scheherazade
UKIJ = "/usr/share/fonts/truetype/fonts-ukij-uyghur/UKIJEkran.ttf"  # fonts-ukij-uyghur
LOMA = "/usr/share/fonts/truetype/tlwg/Loma.ttf"  # fonts-tlwg-loma-ttf

URDU = ("ہمارے ہوٹل میں خوش آمدید", "کل رقم: 2450 روپے", "کیا آپ اردو بولتے ہیں؟", "لاہور، پاکستان")
# name of the page: model, font, lines in the order of writing
PAGES = {
    "arabic": ("arabic", SCHEHERAZADE, (
        "أهلاً وسهلاً بكم في المطعم", "المجموع: 24.50 ريال", "هل تتحدث اللغة الإنجليزية؟", "الطابق ٣، غرفة ٢١٥ (يسار)")),
    "georgian": ("georgian", DEJAVU, (
        "კეთილი იყოს თქვენი მობრძანება", "სულ: 24.50 ლარი", "დღეს კარგი ამინდია, არა?", "თბილისი, საქართველო")),
    "hebrew": ("hebrew", DEJAVU, (
        "ברוכים הבאים למסעדה שלנו", "לתשלום: 24.50 ₪ (כולל הכול)", "האם אתה מדבר אנגלית?", "רחוב הרצל 12, תל אביב")),
    "hindi": ("indic", NOTO + "SansDevanagari-Regular.ttf", (
        "हमारे होटल में आपका स्वागत है", "कुल राशि: ₹245", "क्या आप हिंदी बोलते हैं?", "नई दिल्ली, भारत")),
    "kannada": ("indic", NOTO + "SansKannada-Regular.ttf", (
        "ನಮ್ಮ ಹೋಟೆಲ್ ಗೆ ಸುಸ್ವಾಗತ", "ಒಟ್ಟು ಮೊತ್ತ: 245", "ಬೆಂಗಳೂರು, ಕರ್ನಾಟಕ")),
    "kurdish": ("kurdish", NASKH, (
        "بەخێربێن بۆ چێشتخانەکەمان", "کۆی گشتی: 245 دینار", "هەولێر، کوردستان", "سوپاس بۆ هاتنتان")),
    "pashto": ("pashto", NASKH, (
        "زموږ هوټل ته ښه راغلاست", "ټولې پیسې: 245", "کابل، افغانستان")),
    "persian": ("persian", SCHEHERAZADE, (
        "به رستوران ما خوش آمدید", "جمع کل: ۲۴۵۰۰۰ تومان", "آیا می‌توانید کمکم کنید؟", "تهران، خیابان آزادی")),
    "sindhi": ("sindhi", NOTO + "SansArabic-Regular.ttf", (
        "اسان جي هوٽل ۾ ڀليڪار", "ڪل رقم: 245", "ڪراچي، سنڌ")),
    "tamil": ("indic", NOTO + "SansTamil-Regular.ttf", (
        "எங்கள் உணவகத்திற்கு வரவேற்கிறோம்", "மொத்தம்: 245", "சென்னை, தமிழ்நாடு")),
    "telugu": ("indic", NOTO + "SansTelugu-Regular.ttf", (
        "మా హోటల్ కి స్వాగతం", "మొత్తం: 245", "హైదరాబాద్, తెలంగాణ")),
    "thai": ("thai", LOMA, (
        "ยินดีต้อนรับสู่ร้านอาหาร", "ราคารวม 245 บาท", "เปิดทุกวัน 9.00 น.", "กรุงเทพมหานคร ประเทศไทย")),
    "urdu": ("urdu", NASKH, URDU), "urdu-nastaliq": ("urdu", NOTO + "NastaliqUrdu-Regular.ttf", URDU),
    "uyghur": ("uyghur", UKIJ, (
        "رېستورانىمىزغا خۇش كەپسىز", "جەمئىي: 245 يۈەن", "سىز ئىنگلىزچە سۆزلەمسىز؟", "ئۈرۈمچى، شىنجاڭ")),
    "vietnamese": ("vietnamese", NOTO + "Sans-Regular.ttf", (
        "Chào mừng quý khách đến nhà hàng", "Tổng cộng: 245.000 đ", "Đường Nguyễn Huệ, Quận 1", "Cảm ơn, hẹn gặp lại!")),
}
OF_LANGUAGES = {  # dsocr-native-languages
    "ar", "ckb", "fa", "he", "hi", "ka", "kn", "mr", "ne", "ps", "sd", "ta", "te", "th", "ug", "ur", "vi"}
FROM_RIGHT = ("arabic", "hebrew", "kurdish", "pashto", "persian", "sindhi", "urdu", "urdu-nastaliq", "uyghur")


def path_of(page: str) -> Path:
    """The picture."""
    return FOLDER / f"{page}.png"


def draw(page: str) -> Image.Image:
    """Black on white, lines twice the letters' size apart."""
    _, font_file, lines = PAGES[page]
    font = ImageFont.truetype(font_file, SIZE, layout_engine=ImageFont.Layout.RAQM)
    width = max(round(font.getlength(line)) for line in lines) + 2 * SIZE
    image = Image.new("L", (width, 2 * SIZE * (len(lines) + 1)), "white")
    from_right = page in FROM_RIGHT
    for i, line in enumerate(lines, 1):
        place = (width - SIZE if from_right else SIZE, i * 2 * SIZE)
        ImageDraw.Draw(image).text(place, line, fill="black", font=font, anchor="rs" if from_right else "ls",
                                   direction="rtl" if from_right else "ltr")
    return image


if __name__ == "__main__":
    for name in PAGES:
        draw(name).save(path_of(name), optimize=True)
