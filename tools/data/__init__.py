"""Pictures to learn from: rendered lines and pages, and crops of real pictures read by a teacher.

Pictures are u8 arrays, H x W x 3 in BGR order, as OpenCV reads them and as the published networks expect them.
"""
