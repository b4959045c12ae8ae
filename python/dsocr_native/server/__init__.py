"""`dsocr serve`: a web page and a REST interface over one Reader, on this machine alone.

    settings, limits     what the owner of the machine chose
    listening, qr        sockets, addresses, the code to scan
    connections          uvicorn, made patient with slow people and impatient with slow attackers
    gate                 who may ask: host names, other sites, the token
    bodies, multipart    what comes in, counted while it comes
    desk                 how many at once, and the thread that reads
    documents, pages     formats by name and Accept; pages that come back from the browser, edited
    api, openapi         the REST interface and its description
    assets, page/        the web page, held in memory

It needs the extra `dsocr-native[serve]`: Starlette, uvicorn, python-multipart and segno, all pure Python. Nothing else
in the package imports this folder before `dsocr serve` is called.
"""
