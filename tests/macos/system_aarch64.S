// What of system.c cannot be said in C.
  .text

// The function that each descriptor {function, key, offset} of a thread's variable names: the descriptor in x0, where the
// variable's address comes back, and every other register but x16 and x17 as it was, vector registers too.
  .globl macos__tlv_bootstrap
macos__tlv_bootstrap:
  adrp x16, :gottprel:thread_block
  ldr x16, [x16, #:gottprel_lo12:thread_block]
  mrs x17, tpidr_el0
  ldr x16, [x17, x16]
  cbz x16, 1f
  ldr x17, [x0, #16]
  add x0, x16, x17
  ret
1:
  sub sp, sp, #672
  stp x0, x1, [sp]
  stp x2, x3, [sp, #16]
  stp x4, x5, [sp, #32]
  stp x6, x7, [sp, #48]
  stp x8, x9, [sp, #64]
  stp x10, x11, [sp, #80]
  stp x12, x13, [sp, #96]
  stp x14, x15, [sp, #112]
  stp x29, x30, [sp, #128]
  stp q0, q1, [sp, #160]
  stp q2, q3, [sp, #192]
  stp q4, q5, [sp, #224]
  stp q6, q7, [sp, #256]
  stp q8, q9, [sp, #288]
  stp q10, q11, [sp, #320]
  stp q12, q13, [sp, #352]
  stp q14, q15, [sp, #384]
  stp q16, q17, [sp, #416]
  stp q18, q19, [sp, #448]
  stp q20, q21, [sp, #480]
  stp q22, q23, [sp, #512]
  stp q24, q25, [sp, #544]
  stp q26, q27, [sp, #576]
  stp q28, q29, [sp, #608]
  stp q30, q31, [sp, #640]
  bl make_thread_block
  ldp q0, q1, [sp, #160]
  ldp q2, q3, [sp, #192]
  ldp q4, q5, [sp, #224]
  ldp q6, q7, [sp, #256]
  ldp q8, q9, [sp, #288]
  ldp q10, q11, [sp, #320]
  ldp q12, q13, [sp, #352]
  ldp q14, q15, [sp, #384]
  ldp q16, q17, [sp, #416]
  ldp q18, q19, [sp, #448]
  ldp q20, q21, [sp, #480]
  ldp q22, q23, [sp, #512]
  ldp q24, q25, [sp, #544]
  ldp q26, q27, [sp, #576]
  ldp q28, q29, [sp, #608]
  ldp q30, q31, [sp, #640]
  ldp x0, x1, [sp]
  ldp x2, x3, [sp, #16]
  ldp x4, x5, [sp, #32]
  ldp x6, x7, [sp, #48]
  ldp x8, x9, [sp, #64]
  ldp x10, x11, [sp, #80]
  ldp x12, x13, [sp, #96]
  ldp x14, x15, [sp, #112]
  ldp x29, x30, [sp, #128]
  add sp, sp, #672
  b macos__tlv_bootstrap

// A jmp_buf of macOS has 192 bytes, one of glibc 312.
  .globl macos_setjmp
macos_setjmp:
  stp x19, x20, [x0]
  stp x21, x22, [x0, #16]
  stp x23, x24, [x0, #32]
  stp x25, x26, [x0, #48]
  stp x27, x28, [x0, #64]
  stp x29, x30, [x0, #80]
  stp d8, d9, [x0, #96]
  stp d10, d11, [x0, #112]
  stp d12, d13, [x0, #128]
  stp d14, d15, [x0, #144]
  mov x16, sp
  str x16, [x0, #160]
  mov w0, #0
  ret

  .globl macos_longjmp
macos_longjmp:
  ldp x19, x20, [x0]
  ldp x21, x22, [x0, #16]
  ldp x23, x24, [x0, #32]
  ldp x25, x26, [x0, #48]
  ldp x27, x28, [x0, #64]
  ldp x29, x30, [x0, #80]
  ldp d8, d9, [x0, #96]
  ldp d10, d11, [x0, #112]
  ldp d12, d13, [x0, #128]
  ldp d14, d15, [x0, #144]
  ldr x16, [x0, #160]
  mov sp, x16
  cmp w1, #0
  csinc w0, w1, wzr, ne
  ret

// Functions with variable arguments, which lie where the stack begins: its address is one more argument.
.macro variadic name, register
  .globl macos_\name
macos_\name:
  mov \register, sp
  b \name\()_on_stack
.endm
  variadic open, x2
  variadic asprintf_l, x3
  variadic snprintf_l, x4
  variadic snprintf, x3
  variadic sprintf, x2
  variadic sscanf, x2
  variadic fprintf, x2
  variadic PyErr_Format, x2
  variadic PyUnicode_FromFormat, x1
  variadic PyObject_CallFunctionObjArgs, x1

  .section .note.GNU-stack, "", %progbits
