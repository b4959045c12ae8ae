# What of system.c cannot be said in C.
  .text

# The function that each descriptor {function, key, offset} of a thread's variable names: the descriptor in rdi, the
# variable's address in rax, and every other register as it was, vector registers too.
  .globl macos__tlv_bootstrap
macos__tlv_bootstrap:
  movq thread_block@gottpoff(%rip), %rax
  movq %fs:(%rax), %rax
  testq %rax, %rax
  je 1f
  addq 16(%rdi), %rax
  ret
1:
  pushq %rbp
  movq %rsp, %rbp
  pushq %rdi
  pushq %rsi
  pushq %rdx
  pushq %rcx
  pushq %r8
  pushq %r9
  pushq %r10
  pushq %r11
  pushq %rbx
  subq $16384, %rsp
  andq $-64, %rsp
  xorl %eax, %eax
  movl $8, %ecx
  leaq 512(%rsp), %rdi  # the header of what xsave writes has to be zero
  rep stosq
  movl $-1, %eax
  movl $-1, %edx
  xsave (%rsp)
  movq %rsp, %rbx
  call make_thread_block
  movl $-1, %eax
  movl $-1, %edx
  xrstor (%rbx)
  leaq -72(%rbp), %rsp
  popq %rbx
  popq %r11
  popq %r10
  popq %r9
  popq %r8
  popq %rcx
  popq %rdx
  popq %rsi
  popq %rdi
  popq %rbp
  jmp macos__tlv_bootstrap

# A jmp_buf of macOS has 148 bytes, one of glibc 200.
  .globl macos_setjmp
macos_setjmp:
  movq %rbx, (%rdi)
  movq %rbp, 8(%rdi)
  movq %r12, 16(%rdi)
  movq %r13, 24(%rdi)
  movq %r14, 32(%rdi)
  movq %r15, 40(%rdi)
  leaq 8(%rsp), %rax
  movq %rax, 48(%rdi)
  movq (%rsp), %rax
  movq %rax, 56(%rdi)
  xorl %eax, %eax
  ret

  .globl macos_longjmp
macos_longjmp:
  movl %esi, %eax
  testl %eax, %eax
  jne 1f
  incl %eax
1:
  movq (%rdi), %rbx
  movq 8(%rdi), %rbp
  movq 16(%rdi), %r12
  movq 24(%rdi), %r13
  movq 32(%rdi), %r14
  movq 40(%rdi), %r15
  movq 48(%rdi), %rsp
  jmpq *56(%rdi)

  .section .note.GNU-stack, "", @progbits
