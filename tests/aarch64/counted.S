// A program whose instructions and cache misses can be counted by hand; see test_counter.py.
#define MARK mov x0, #0; mov x1, #0xD50C; mov x8, #141; svc #0

.globl _start
_start:
    MARK
    // Section 1: 1 + 2 * 1000 and the 4 of the mark.
    mov x2, #1000
1:  subs x2, x2, #1
    b.ne 1b
    MARK
    // Section 2 reads 512 lines of 64 bytes, section 3 the same ones, section 4 writes them.
    // Each: 3 + 3 * 512 and the 4 of the mark.
    adrp x4, buffer
    add x4, x4, :lo12:buffer
    mov x2, #512
2:  ldr x3, [x4], #64
    subs x2, x2, #1
    b.ne 2b
    MARK
    adrp x4, buffer
    add x4, x4, :lo12:buffer
    mov x2, #512
3:  ldr x3, [x4], #64
    subs x2, x2, #1
    b.ne 3b
    MARK
    adrp x4, buffer
    add x4, x4, :lo12:buffer
    mov x2, #512
4:  str x3, [x4], #64
    subs x2, x2, #1
    b.ne 4b
    MARK
    mov x0, #0
    mov x8, #94
    svc #0

.bss
.balign 4096
buffer: .skip 512 * 64
