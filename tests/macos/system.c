// Stands for macOS' libSystem where glibc does the same in another way: other constants, structures or names. run.py looks
// for `macos_<name>` here before it takes a function of glibc. Numbers are those of macOS 11's headers. What each kind of
// processor needs beyond C is in system_<machine>.S.
#define _GNU_SOURCE
#include <complex.h>
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

// --- variable arguments ----------------------------------------------------------------------------------------------
//
// VARIADIC(result, name, parameters, last, call) is a function of the module's kind whose `call` has a va_list `rest`. On
// x86-64 both systems pass them alike. On aarch64 macOS has all of them on the stack, in 8 bytes each: there
// system_<machine>.S calls <name>_on_stack with their address.

#if defined(__x86_64__)
#define MORE ...
#define VARIADIC(result, name, parameters, last, call) \
  result macos_##name parameters {                     \
    va_list rest;                                      \
    va_start(rest, last);                              \
    result value = call;                               \
    va_end(rest);                                      \
    return value;                                      \
  }
#else
struct Rest {  // a va_list of AAPCS64, whose registers are used up
  char* stack;
  void *general, *vector;
  int general_offset, vector_offset;
};
#define MORE char* stack
#define VARIADIC(result, name, parameters, last, call)                    \
  __attribute__((visibility("hidden"))) result name##_on_stack parameters { \
    va_list rest;                                                         \
    memcpy(&rest, &(struct Rest){.stack = stack}, sizeof rest);           \
    return call;                                                          \
  }

// Of Python; a wheel's module for x86-64 calls these themselves.
struct Object;
extern struct Object* PyErr_FormatV(struct Object*, const char*, va_list);
extern struct Object* PyUnicode_FromFormatV(const char*, va_list);
extern struct Object* PyObject_Vectorcall(struct Object*, struct Object**, size_t, struct Object*);
VARIADIC(struct Object*, PyErr_Format, (struct Object* kind, const char* format, MORE), format,
         PyErr_FormatV(kind, format, rest))
VARIADIC(struct Object*, PyUnicode_FromFormat, (const char* format, MORE), format, PyUnicode_FromFormatV(format, rest))
__attribute__((visibility("hidden"))) struct Object* PyObject_CallFunctionObjArgs_on_stack(struct Object* callable, char* stack) {
  struct Object** arguments = (struct Object**)stack;
  size_t count = 0;
  while (arguments[count] != NULL) ++count;
  return PyObject_Vectorcall(callable, arguments, count, NULL);
}
int macos_vfprintf(FILE* file, const char* format, char* stack) {
  va_list rest;
  memcpy(&rest, &(struct Rest){.stack = stack}, sizeof rest);
  return vfprintf(file, format, rest);
}
#endif

// --- data ------------------------------------------------------------------------------------------------------------

FILE* macos___stderrp;
uint32_t macos_mach_task_self_ = 1;

// _RuneLocale of runetype.h up to the table that libc++ takes for the classic locale.
struct __attribute__((packed)) {
  char magic[8], encoding[32];
  void *get, *put;
  int32_t invalid;
  uint32_t types[256];
  int32_t lower[256], upper[256];
} macos__DefaultRuneLocale;

static void __attribute__((constructor)) fill(void) {
  enum { kAlpha = 0x100, kControl = 0x200, kDigit = 0x400, kGraph = 0x800, kLower = 0x1000, kPunct = 0x2000, kSpace = 0x4000,
         kUpper = 0x8000, kHex = 0x10000, kBlank = 0x20000, kPrint = 0x40000 };
  macos___stderrp = stderr;
  for (int c = 0; c < 128; ++c) {
    macos__DefaultRuneLocale.types[c] =
        (isalpha(c) ? kAlpha : 0) | (iscntrl(c) ? kControl : 0) | (isdigit(c) ? kDigit : 0) | (isgraph(c) ? kGraph : 0) |
        (islower(c) ? kLower : 0) | (ispunct(c) ? kPunct : 0) | (isspace(c) ? kSpace : 0) | (isupper(c) ? kUpper : 0) |
        (isxdigit(c) ? kHex : 0) | (isblank(c) ? kBlank : 0) | (isprint(c) ? kPrint : 0);
  }
  for (int c = 0; c < 256; ++c) {
    macos__DefaultRuneLocale.lower[c] = c < 128 ? tolower(c) : c;
    macos__DefaultRuneLocale.upper[c] = c < 128 ? toupper(c) : c;
  }
}

// --- variables of threads --------------------------------------------------------------------------------------------

static const char* thread_data;
static size_t thread_size;
__thread char* thread_block __attribute__((tls_model("initial-exec"), visibility("hidden")));

void set_thread_data(const char* data, size_t size) {
  thread_data = data;
  thread_size = size;
}

// Once a thread, called by macos__tlv_bootstrap. What it leaves is not freed: destructors of the module may still use it.
__attribute__((visibility("hidden"), used)) void make_thread_block(void) {
  thread_block = aligned_alloc(64, (thread_size + 63) / 64 * 64);
  memcpy(thread_block, thread_data, thread_size);
}

extern int __cxa_thread_atexit_impl(void (*)(void*), void*, void*);
extern void* __dso_handle;
int macos__tlv_atexit(void (*function)(void*), void* object) {
  return __cxa_thread_atexit_impl(function, object, &__dso_handle);
}

// --- threads: what is initialised by a constant has a signature there --------------------------------------------------

enum { kMutex = 0x32AAABA7, kCond = 0x3CB0B1BB };
static pthread_mutex_t preparing = PTHREAD_MUTEX_INITIALIZER;

// Zeros are an unlocked mutex and a condition that nobody waits for.
static void prepare(void* object, long signature, size_t size) {
  if (__atomic_load_n((long*)object, __ATOMIC_ACQUIRE) != signature) return;
  pthread_mutex_lock(&preparing);
  if (*(long*)object == signature) {
    memset((char*)object + sizeof(long), 0, size - sizeof(long));
    __atomic_store_n((long*)object, 0, __ATOMIC_RELEASE);
  }
  pthread_mutex_unlock(&preparing);
}

static pthread_mutex_t* mutex(void* object) {
  prepare(object, kMutex, sizeof(pthread_mutex_t));
  return object;
}
static pthread_cond_t* cond(void* object) {
  prepare(object, kCond, sizeof(pthread_cond_t));
  return object;
}

int macos_pthread_mutex_lock(void* m) { return pthread_mutex_lock(mutex(m)); }
int macos_pthread_mutex_unlock(void* m) { return pthread_mutex_unlock(mutex(m)); }
int macos_pthread_mutex_destroy(void* m) { return pthread_mutex_destroy(mutex(m)); }
int macos_pthread_cond_wait(void* c, void* m) { return pthread_cond_wait(cond(c), mutex(m)); }
int macos_pthread_cond_signal(void* c) { return pthread_cond_signal(cond(c)); }
int macos_pthread_cond_broadcast(void* c) { return pthread_cond_broadcast(cond(c)); }
int macos_pthread_cond_destroy(void* c) { return pthread_cond_destroy(cond(c)); }
int macos_pthread_key_create(unsigned long* key, void (*destroy)(void*)) {
  pthread_key_t made;
  const int result = pthread_key_create(&made, destroy);
  *key = made;
  return result;
}
unsigned macos_pthread_mach_thread_np(pthread_t thread) { return (unsigned)(uintptr_t)thread; }

// --- files -----------------------------------------------------------------------------------------------------------

struct Stat {
  int32_t device;
  uint16_t mode, links;
  uint64_t inode;
  uint32_t user, group;
  int32_t device_kind;
  struct timespec accessed, modified, changed, born;
  int64_t size, blocks;
  int32_t block_size;
  uint32_t flags, generation;
  int32_t spare;
  int64_t more[2];
};

static int told(int result, const struct stat* found, struct Stat* out) {
  if (result != 0) return result;
  *out = (struct Stat){.device = (int32_t)found->st_dev, .mode = (uint16_t)found->st_mode, .links = (uint16_t)found->st_nlink,
                       .inode = found->st_ino, .user = found->st_uid, .group = found->st_gid, .accessed = found->st_atim,
                       .modified = found->st_mtim, .changed = found->st_ctim, .size = found->st_size,
                       .blocks = found->st_blocks, .block_size = (int32_t)found->st_blksize};
  return 0;
}

#if defined(__x86_64__)
#define INODE64 "$INODE64"
#else
#define INODE64
#endif
int stat_inode64(const char* path, struct Stat* out) __asm__("macos_stat" INODE64);
int stat_inode64(const char* path, struct Stat* out) {
  struct stat found;
  return told(stat(path, &found), &found, out);
}
int fstat_inode64(int file, struct Stat* out) __asm__("macos_fstat" INODE64);
int fstat_inode64(int file, struct Stat* out) {
  struct stat found;
  return told(fstat(file, &found), &found, out);
}

static int open_with(const char* path, int flags, va_list rest) {
  const struct { int there, here; } pairs[] = {{0x8, O_APPEND}, {0x200, O_CREAT}, {0x400, O_TRUNC}, {0x800, O_EXCL},
                                               {0x1000000, O_CLOEXEC}};
  int here = flags & 3;
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; ++i) here |= flags & pairs[i].there ? pairs[i].here : 0;
  return open(path, here, here & O_CREAT ? va_arg(rest, int) : 0);
}

VARIADIC(int, open, (const char* path, int flags, MORE), flags, open_with(path, flags, rest))

void* macos_mmap(void* address, size_t size, int access, int flags, int file, off_t offset) {
  return mmap(address, size, access, (flags & 0x13) | (flags & 0x1000 ? MAP_ANONYMOUS : 0), file, offset);
}

// --- the machine -----------------------------------------------------------------------------------------------------

long macos_sysconf(int name) {
  switch (name) {
    case 29: return sysconf(_SC_PAGESIZE);
    case 57: return sysconf(_SC_NPROCESSORS_CONF);
    case 58: return sysconf(_SC_NPROCESSORS_ONLN);
    case 200: return sysconf(_SC_PHYS_PAGES);
    default: errno = EINVAL; return -1;
  }
}

int macos_clock_gettime(int clock, struct timespec* out) {
  switch (clock) {
    case 0: return clock_gettime(CLOCK_REALTIME, out);
    case 4: case 6: case 8: return clock_gettime(CLOCK_MONOTONIC, out);
    case 12: return clock_gettime(CLOCK_PROCESS_CPUTIME_ID, out);
    case 16: return clock_gettime(CLOCK_THREAD_CPUTIME_ID, out);
    default: errno = EINVAL; return -1;
  }
}

// MACH_TASK_BASIC_INFO: the virtual, the resident and the largest resident size, and times.
int macos_task_info(uint32_t task, int flavor, uint64_t* out, uint32_t* words) {
  long pages = 0, resident = 0;
  FILE* file = fopen("/proc/self/statm", "r");
  if (task != 1 || flavor != 20 || *words < 12 || file == NULL || fscanf(file, "%ld %ld", &pages, &resident) != 2) return 4;
  fclose(file);
  out[0] = (uint64_t)(pages * sysconf(_SC_PAGESIZE));
  out[1] = out[2] = (uint64_t)(resident * sysconf(_SC_PAGESIZE));
  return 0;
}

// What every Mac with Apple's processors has, and nothing else.
int macos_sysctlbyname(const char* name, int* out, size_t* size, const void* in, size_t in_size) {
  const int has = strstr(name, "FEAT_DotProd") != NULL || strstr(name, "FEAT_FP16") != NULL;
  if (!has || out == NULL || size == NULL || *size < sizeof *out || in != NULL || in_size != 0) return errno = ENOENT, -1;
  *out = 1;
  *size = sizeof *out;
  return 0;
}

void* macos_dlopen(const char* path, int mode) { return (void)path, (void)mode, NULL; }
int* macos___error(void) { return &errno; }
extern int __xpg_strerror_r(int, char*, size_t);
int macos_strerror_r(int number, char* text, size_t size) { return __xpg_strerror_r(number, text, size); }
void macos_dyld_stub_binder(void) { abort(); }  // everything is bound before any code runs

// --- numbers and memory ----------------------------------------------------------------------------------------------

void macos___bzero(void* memory, size_t size) { memset(memory, 0, size); }
void* macos___memcpy_chk(void* to, const void* from, size_t size, size_t room) {
  if (size > room) abort();
  return memcpy(to, from, size);
}
void macos_memset_pattern16(char* memory, const char* pattern, size_t size) {
  for (size_t i = 0; i < size; ++i) memory[i] = pattern[i % 16];
}
int macos___fpclassifyf(float value) {
  switch (fpclassify(value)) {
    case FP_NAN: return 1;
    case FP_INFINITE: return 2;
    case FP_ZERO: return 3;
    case FP_NORMAL: return 4;
    default: return 5;
  }
}
struct Two { float sine, cosine; };
struct Two macos___sincosf_stret(float value) { return (struct Two){sinf(value), cosf(value)}; }
float complex macos___mulsc3(float a, float b, float c, float d) { return CMPLXF(a, b) * CMPLXF(c, d); }

// --- text; locales are those of C ------------------------------------------------------------------------------------

int macos___tolower(int c) { return c < 128 ? tolower(c) : c; }
int macos___toupper(int c) { return c < 128 ? toupper(c) : c; }
int macos____mb_cur_max_l(void* locale) { return (void)locale, 1; }
void* macos_catopen(const char* name, int flag) { return (void)name, (void)flag, (void*)-1; }
char* macos_catgets(void* catalog, int set, int number, char* text) { return (void)catalog, (void)set, (void)number, text; }
int macos_catclose(void* catalog) { return (void)catalog, -1; }
void macos_freelocale(void* locale) { (void)locale; }
VARIADIC(int, asprintf_l, (char** out, void* locale, const char* format, MORE), format,
         ((void)locale, vasprintf(out, format, rest)))
VARIADIC(int, snprintf_l, (char* out, size_t size, void* locale, const char* format, MORE), format,
         ((void)locale, vsnprintf(out, size, format, rest)))
VARIADIC(int, snprintf, (char* out, size_t size, const char* format, MORE), format, vsnprintf(out, size, format, rest))
VARIADIC(int, sprintf, (char* out, const char* format, MORE), format, vsprintf(out, format, rest))
VARIADIC(int, sscanf, (const char* text, const char* format, MORE), format, vsscanf(text, format, rest))
VARIADIC(int, fprintf, (FILE* file, const char* format, MORE), format, vfprintf(file, format, rest))
double macos_strtod_l(const char* text, char** end, void* locale) { return (void)locale, strtod(text, end); }
float macos_strtof_l(const char* text, char** end, void* locale) { return (void)locale, strtof(text, end); }
#if defined(__x86_64__)
long double macos_strtold_l(const char* text, char** end, void* locale) { return (void)locale, strtold(text, end); }
#else  // where a long double is a double
double macos_strtold_l(const char* text, char** end, void* locale) { return (void)locale, strtod(text, end); }
#endif
size_t macos_strftime_l(char* out, size_t size, const char* format, const struct tm* time, void* locale) {
  return (void)locale, strftime(out, size, format, time);
}
size_t macos_mbrlen_l(const char* s, size_t n, mbstate_t* state, void* locale) { return (void)locale, mbrlen(s, n, state); }
size_t macos_mbrtowc_l(wchar_t* w, const char* s, size_t n, mbstate_t* state, void* locale) {
  return (void)locale, mbrtowc(w, s, n, state);
}
size_t macos_mbsnrtowcs_l(wchar_t* w, const char** s, size_t n, size_t size, mbstate_t* state, void* locale) {
  return (void)locale, mbsnrtowcs(w, s, n, size, state);
}
size_t macos_mbsrtowcs_l(wchar_t* w, const char** s, size_t size, mbstate_t* state, void* locale) {
  return (void)locale, mbsrtowcs(w, s, size, state);
}
int macos_mbtowc_l(wchar_t* w, const char* s, size_t n, void* locale) { return (void)locale, mbtowc(w, s, n); }
size_t macos_wcrtomb_l(char* s, wchar_t w, mbstate_t* state, void* locale) { return (void)locale, wcrtomb(s, w, state); }
size_t macos_wcsnrtombs_l(char* s, const wchar_t** w, size_t n, size_t size, mbstate_t* state, void* locale) {
  return (void)locale, wcsnrtombs(s, w, n, size, state);
}
