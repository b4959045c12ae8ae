"""The command line in Chinese: each English text and its translation."""

from __future__ import annotations

MESSAGES = {
    # argparse's own words
    "usage: ": "用法：",
    "arguments": "参数",
    "options": "选项",
    "commands": "命令",
    "show this help and leave": "显示本帮助并退出",
    "show the version and leave": "显示版本号并退出",
    # dsocr
    "Text from pictures, on this machine alone.": "识别图片中的文字，全部在本机完成。",
    "examples:": "示例：",
    "the text of a photo": "读出一张照片中的文字",
    "one JSON object a picture, one a row": "每张图片一个 JSON 对象，每行一个",
    "also the picture with the lines outlined": "同时输出标出文字行的图片",
    "from another program": "从其他程序读入",
    "each picture that appears in a folder": "文件夹中每出现一张图片就读一张",
    "how fast this machine reads": "测量本机的识别速度",
    "whether all is well": "检查一切是否正常",
    "what is installed": "查看已安装的模型",
    "what can be read": "查看可识别的语言",
    "list the languages that a model reads": "列出模型可识别的语言",
    "Lists the languages whose letters a model knows. Without --model also those that another model reads, with what to "
    "add to the command.":
        "列出模型认识其全部字母的语言。不带 --model 时，还列出其他模型可识别的语言，以及命令中应加的选项。",
    "also those with letters that it lacks": "也列出缺少部分字母的语言",
    "lacks {letters}": "缺少 {letters}",
    "what this machine can do": "查看本机的能力",
    "`dsocr COMMAND --help` tells more.": "详情请用 `dsocr 命令 --help` 查看。",
    # names of the commands' groups
    "output": "输出",
    "reading": "识别",
    "address": "地址",
    "limits": "限制",
    # dsocr read
    "print the text of pictures": "输出图片中的文字",
    "Prints the text of pictures (JPEG, PNG, WebP, BMP, pages of PDF and TIFF) in reading order.":
        "按阅读顺序输出图片（JPEG、PNG、WebP、BMP、PDF 和 TIFF 页面）中的文字。",
    "a file, a folder, a pattern, or - for stdin": "文件、文件夹、通配模式，或用 - 表示标准输入",
    "also look into the folders below a folder": "同时查找子文件夹",
    "then read each picture that appears there, until Ctrl-C": "随后持续读取其中新出现的图片，直到按下 Ctrl-C",
    "of PDF and TIFF files, like 1,3-5,8- (default: all)": "PDF 和 TIFF 文件的页码，如 1,3-5,8-（默认：全部）",
    "dots per inch for PDF pages (default: 200)": "PDF 页面的分辨率，每英寸点数（默认：200）",
    "a file of options, `name = value` on each row; what is typed wins":
        "选项文件，每行一个 `名称 = 值`；命令行上的选项优先",
    "a file, or a folder for one file a picture (default: stdout)":
        "输出文件；若为文件夹，则每张图片一个文件（默认：标准输出）",
    "the picture with its lines outlined, .png or .jpg; a folder where there are many pictures":
        "标出文字行的图片，.png 或 .jpg；图片不止一张时为文件夹",
    "a file of its own for each picture": "每张图片一个文件",
    "until Ctrl-C": "直到按下 Ctrl-C",
    "exit codes: 0 all read, 1 some pictures failed (each is named on stderr, the rest are printed),":
        "退出码：0 全部读出；1 部分图片失败（逐一在标准错误中列出，其余照常输出）；",
    "2 the command cannot be carried out as given": "2 命令无法按给定方式执行",
    # formats
    "the text in reading order": "按阅读顺序的文字",
    "text laid out as on the page, for a fixed-pitch font": "按版面排列的文字，用等宽字体查看",
    "one JSON object a picture, one a row: lines, words, quads, times":
        "每张图片一个 JSON 对象，每行一个：文字行、词、四角坐标、耗时",
    "one JSON object a line of text": "每行文字一个 JSON 对象",
    "tab-separated, one row a line of text, with a header": "制表符分隔，带表头，每行文字一行",
    "comma-separated: tables by their columns, other text a row a line": "逗号分隔：表格按列，其余文字一行一条",
    "headings, paragraphs and tables": "标题、段落和表格",
    "HTML with boxes and confidences": "带坐标和置信度的 HTML",
    "ALTO 4 XML for libraries and archives": "供图书馆和档案馆使用的 ALTO 4 XML",
    "the pictures with invisible text over them, to search and copy": "图片上覆盖不可见文字，可搜索、可复制",
    " (default: text)": "（默认：text）",
    # the reader's options
    "a name of `dsocr models`, or the folder of another model (default: $DSOCR_MODEL, or the first listed)":
        "`dsocr models` 列出的名称，或其他模型的文件夹（默认：$DSOCR_MODEL，否则为列表第一个）",
    "a name of `dsocr models`, or the folder of another model": "`dsocr models` 列出的名称，或其他模型的文件夹",
    "0: one a CPU, at most 4 (default); big: one a fast core, and only there":
        "线程数；0 表示每个 CPU 一个，最多 4 个（默认）；big 表示每个大核一个，且只用大核",
    "how the networks compute (default: auto, the fastest that is safe here)":
        "网络的计算精度（默认：auto，本机可靠的最快一种）",
    "take no more: fewer threads, then smaller pictures; 0 is no limit (default)":
        "内存上限：不够时先减少线程，再缩小检测尺寸；0 表示不限（默认）",
    "what the networks run on (default: cpu); `dsocr info` tells what there is":
        "网络在何处运行（默认：cpu）；`dsocr info` 列出本机可用的选项",
    "leave out lines under it, 0 to 1 (default: 0.7)": "舍去低于此置信度的文字行，0 到 1（默认：0.7）",
    "leave out places that are text with less confidence, 0 to 1 (default: the model's)":
        "舍去文字置信度低于此值的区域，0 到 1（默认：由模型决定）",
    "how far a place grows beyond the core of its text, 0 to 10 (default: the model's)":
        "文字区域自文字核心向外扩展的程度，0 到 10（默认：由模型决定）",
    "search at no more than this on the longer side: faster, misses small text":
        "检测时长边不超过这么多像素：更快，但会漏掉小字",
    "leave out what takes longer, and say so: small lines first; 0 is no limit (default)":
        "超出此毫秒数的部分略去并说明，先略去小字；0 表示不限（默认）",
    "refuse larger pictures (default: 200000000)": "拒绝更大的图片（默认：200000000）",
    "turn lines that stand upside down": "将上下颠倒的文字行转正",
    # dsocr bench
    "measure how fast this machine reads": "测量本机的识别速度",
    "Reads pictures again and again and says how long each stage took.": "反复识别图片，报告每个阶段的耗时。",
    "readings of each picture that count; one more warms up (default: 50)":
        "每张图片计入统计的次数，另有一次预热（默认：50）",
    "to share: it names no folder and no user": "可供分享：不含文件夹名和用户名",
    "as one JSON object": "输出一个 JSON 对象",
    "rounds": "轮",
    "{threads} threads": "{threads} 个线程",
    "{source}: {width} x {height} pixels, {lines} lines, {repeat} readings":
        "{source}：{width} x {height} 像素，{lines} 行文字，识别 {repeat} 次",
    "first reading {first:.0f} ms, peak memory {memory:.0f} MB": "首次识别 {first:.0f} 毫秒，内存峰值 {memory:.0f} MB",
    "copied": "复制",
    ", {before:.0f} to {after:.0f} °C": "，温度 {before:.0f} 至 {after:.0f} °C",
    # dsocr doctor
    "check this installation and this machine": "检查安装和本机",
    "Looks at CPU, memory and models, and reads a sample whose text is known.":
        "检查 CPU、内存和模型，并识别一张内容已知的样图。",
    "to send along with a question": "提问时附上",
    "also looks at a model of your own": "同时检查自己的模型",
    "exit codes: 0 all is well, 1 something is broken (what to do stands beside it)":
        "退出码：0 一切正常；1 有问题（旁边写明如何处理）",
    "All is well.": "一切正常。",
    "ok": "正常",
    "BROKEN": "异常",
    # dsocr models, dsocr info, dsocr completion
    "list the models that can be named by --model": "列出可用于 --model 的模型",
    "Lists the models that came with the package; an asterisk marks the default.": "列出随包附带的模型，星号标出默认模型。",
    "as one JSON array": "输出一个 JSON 数组",
    "show version, CPU, kernels and models": "显示版本、CPU、内核和模型",
    "Shows what this installation and this machine are.": "显示安装和本机的情况。",
    "print a script that completes commands in a shell": "输出命令补全脚本",
    "Prints a script for a shell; it completes commands, options, formats and models.":
        "输出供 shell 使用的脚本，可补全命令、选项、格式和模型。",
    "in ~/.bashrc": "写入 ~/.bashrc",
    "in ~/.zshrc, after compinit": "写入 ~/.zshrc，放在 compinit 之后",
    "the shell that you use": "所用的 shell",
    # dsocr serve
    "a web page for this machine or the local network": "供本机或局域网使用的网页",
    "a web page and a REST interface on this machine": "在本机提供网页和 REST 接口",
    "Serves a web page (camera, upload, paste) and a REST interface. Nothing that is sent is kept.":
        "提供网页（拍照、上传、粘贴）和 REST 接口。收到的内容一概不保存。",
    "where to listen; 0.0.0.0 is the whole local network (default: 127.0.0.1, this machine alone)":
        "监听地址；0.0.0.0 为整个局域网（默认：127.0.0.1，仅限本机）",
    "0 takes any free one (default: 8765)": "端口；0 表示任取一个空闲端口（默认：8765）",
    "what visitors have to show (default: $DSOCR_TOKEN; else random beyond this machine, none on it)":
        "访问者须出示的口令（默认：$DSOCR_TOKEN；否则对外随机生成，本机不需要）",
    "another name that this server is called by; may be repeated": "本服务的其他主机名，可多次给出",
    "PEM; with --key the server speaks HTTPS, which browsers ask for before they give the camera to another machine":
        "PEM 证书；与 --key 同用即启用 HTTPS，浏览器要求 HTTPS 才允许其他设备使用相机",
    "PEM, of the certificate": "证书的 PEM 私钥",
    "of one request (default: 25000000)": "单个请求的字节数上限（默认：25000000）",
    "refuse larger pictures (default: 60000000)": "拒绝更大的图片（默认：60000000）",
    "received, waiting or read at one time (default: 16)": "同时接收、等待或识别的请求数（默认：16）",
    "http://127.0.0.1:8765/, for this machine alone": "http://127.0.0.1:8765/，仅限本机",
    "for the local network: the address carries a token, the code is to scan": "供局域网使用：网址带口令，可扫二维码",
    'It needs: pip install "dsocr-native[serve]"': '需先安装：pip install "dsocr-native[serve]"',
    # what a limit cost
    "left out to keep within the limits: ": "为遵守限制而略去：",
    "text searched at {detector_side} pixels instead of {usual_detector_side}":
        "检测尺寸为 {detector_side} 像素，通常为 {usual_detector_side}",
    "{n} lines not read": "{n} 行未识别",
    "{n} lines not checked for being read from the wrong side": "{n} 行未检查是否读反",
    # progress
    "pictures": "张图片",
    "{done} of {total} {unit}, {rate:.1f} a second, {left} left": "{total} {unit}，已完成 {done}，每秒 {rate:.1f}，还需{left}",
    "about {n:.0f} s": "约 {n:.0f} 秒",
    "about {n:.0f} min": "约 {n:.0f} 分钟",
    "about {n:.1f} h": "约 {n:.1f} 小时",
}

# Whole sentences of argparse and of the core; the first that fits is taken.
PATTERNS = (
    (r"^the following arguments are required: (.+)$", r"缺少必需的参数：\1"),
    (r"^unrecognized arguments: (.+)$", r"无法识别的参数：\1"),
    (r"^argument (.+?): invalid choice: (.+?) \(choose from (.+)\)$", r"参数 \1：\2 无效，可选：\3"),
    (r"^argument (.+?): invalid (?:int|float) value: (.+)$", r"参数 \1：\2 不是数字"),
    (r"^argument (.+?): expected one argument$", r"参数 \1：需要一个值"),
    (r"^(.+): cannot be opened: No such file(?: or directory)?$", r"\1：无法打开：文件不存在"),
    (r"^(.+): cannot be opened: Permission denied$", r"\1：无法打开：没有权限"),
    (r"^(.+): cannot be opened: Is a directory$", r"\1：无法打开：这是一个文件夹"),
    (r"^(.+): cannot be written: (.+)$", r"\1：无法写入：\2"),
    (r"^(.+): found bytes that are no UTF-8, expected text in model.ini and in its charset$",
     r"\1：含有不是 UTF-8 的字节；model.ini 及其字符表应为文本"),
    (r"^(.+): is empty.*$", r"\1：文件是空的"),
    (r"^(.+): found a folder without pictures, expected (.+) files$", r"\1：文件夹中没有图片，应有 \2 文件"),
    (r"^(.+): found no file that fits the pattern$", r"\1：没有符合该模式的文件"),
    (r"^(.+): reading PDF files needs pypdfium2, which is not installed; type: (.+)$",
     r"\1：读取 PDF 需要 pypdfium2，尚未安装；请执行：\2"),
    (r"^(\S+): found (.+), expected a whole number from (\d+) to (\d+), or (\w+)$",
     r"\1：给出的是 \2，应为 \3 到 \4 的整数，或 \5"),
    (r"^(.+): reading this kind of picture needs Pillow, which is not installed; type: (.+)$",
     r"\1：读取这种图片需要 Pillow，尚未安装；请执行：\2"),
    (r"^(.+): found no picture that Pillow can read: (.+)$", r"\1：Pillow 无法读取：\2"),
    (r"^(.+): the page cannot be rendered: (.+)$", r"\1：该页无法渲染：\2"),
    (r"^(.+): found (\d+) pages, none of which --pages names$", r"\1：共 \2 页，--pages 没有选中任何一页"),
    (r"^argument --pages: found (.+), expected page numbers like (.+)$", r"参数 --pages：给出的是 \1，应为页码，如 \2"),
    (r"^(\S+): found (.+), expected a folder \(its name ends in (.+)\) where there are several pictures$",
     r"\1：给出的是 \2；图片不止一张时应为文件夹（名称以 \3 结尾）"),
    (r"^(.*) port (\d+): cannot listen there: not the name of a host; --host and --port choose$",
     r"\1 端口 \2：无法监听：这不是主机名；请用 --host 和 --port 另选"),
    (r"^(.*) port (\d+): cannot listen there: (.+); --host and --port choose$",
     r"\1 端口 \2：无法监听：\3；请用 --host 和 --port 另选"),
    (r"^(\S+): found (.+), expected a folder \(its name ends in (.+)\) with --watch$",
     r"\1：给出的是 \2；与 --watch 同用时应为文件夹（名称以 \3 结尾）"),
    (r"^(\S+): found none, expected a folder \(its name ends in (.+)\) for the format (\w+) with --watch$",
     r"\1：未给出；--watch 使用格式 \3 时应给出文件夹（名称以 \2 结尾）"),
    (r"^(\S+): found (.+), expected a folder that --watch (.+) does not look into$",
     r"\1：给出的是 \2，应为 --watch \3 不读取的文件夹"),
    (r"^(\S+): found (.+), expected `name = value` with one of (.+)$", r"\1：给出的是 \2，应为 `名称 = 值`，名称可为 \3"),
    (r"^(\S+): found (.+), expected yes or no$", r"\1：给出的是 \2，应为 yes 或 no"),
    (r"^(\S+): found (.+), expected a whole number from (\d+) to (\d+)$", r"\1：给出的是 \2，应为 \3 到 \4 的整数"),
    (r"^the networks run on the cpu \(this build has no (\w+)\)$", r"网络改在 CPU 上运行：此构建不含 \1"),
    (r"^the networks run on the cpu \((\w+) found no GPU\)$", r"网络改在 CPU 上运行：\1 未找到 GPU"),
    (r"^the networks run on the cpu \((\w+) \((.+)\) failed its self-check\)$",
     r"网络改在 CPU 上运行：\1（\2）未通过自检"),
    (r"^(\S+): found (.+), expected a number from (\d+) to (\d+)$", r"\1：给出的是 \2，应为 \3 到 \4 的数"),
)
