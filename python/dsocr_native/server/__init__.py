"""`dsocr serve`: a web page and a REST interface over one Reader, on this machine alone.

    settings, limits     what the owner of the machine chose
    serving, listening   from the start to Ctrl-C; sockets, addresses
    qr                   the code to scan
    connections          clocks for clients that say nothing, or take nothing
    gate, sites          who may ask: host names, other sites, the token
    courtesy, problems   what every answer carries; what went wrong, as an answer
    bodies, multipart    what comes in, counted while it comes
    requests, query      what it means
    desk                 how many at once, and the thread that reads
    documents, pages     formats by name and Accept; pages that come back from the browser, edited
    api, openapi         the REST interface and its description
    assets, page/        the web page, held in memory

It needs the extra `dsocr-native[serve]`: Starlette, uvicorn, python-multipart and segno, all pure Python. Nothing else
in the package imports this folder before `dsocr serve` is called.
"""
