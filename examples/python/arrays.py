"""Reads pixels that are already in memory: what OpenCV, a camera or a screenshot gives.

    pip install numpy opencv-python-headless
    python arrays.py receipt.jpg
"""

import sys

import cv2

import dsocr_native as dsocr

reader = dsocr.Reader()
frame = cv2.imread(sys.argv[1])  # H x W x 3, uint8, BGR
page = reader.read(frame[..., ::-1])  # RGB; strides may be negative
print(page.text)

if len(page) > 0:
    (left, top), _, (right, bottom), _ = ((max(int(x), 0), max(int(y), 0)) for x, y in page[0].quad)
    crop = frame[top:bottom, left:right, ::-1]  # a part of the picture, no copy
    print("first line again:", reader.recognize([crop])[0].text)
