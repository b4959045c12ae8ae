// A plugin of qemu-user that counts the instructions a program executes, in sections that the program itself ends.
//
//   qemu-aarch64 -plugin libplugin.so,out=FILE[,blocks=on][,cache=BYTES] PROGRAM
//
// A section ends where the program calls getpriority(PRIO_PROCESS, 0xD50C), which does nothing, and at its exit. FILE
// gets one JSON object a section: {"instructions": n}; with blocks also {"blocks": {"address": instructions}}; with
// cache also {"read_misses": n, "write_misses": n, "written_back": n}, lines of 64 bytes of a modelled cache of that size.
// Counts are exact for programs of one thread.
#include <inttypes.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// --- What of qemu's plugin interface, version 1, is used here -------------------------------------------------------

#define EXPORT __attribute__((visibility("default")))

typedef uint64_t Id;
typedef struct Tb Tb;
typedef struct Insn Insn;
typedef uint32_t MemInfo;
typedef struct Info {
  const char* target_name;
  struct {
    int least, current;
  } version;
} Info;
enum { kAddU64 = 0, kNoRegisters = 0, kReadsAndWrites = 3 };

extern void qemu_plugin_register_vcpu_tb_trans_cb(Id id, void (*call)(Id, Tb*));
extern void qemu_plugin_register_vcpu_tb_exec_inline(Tb* tb, int operation, void* counter, uint64_t added);
extern void qemu_plugin_register_vcpu_mem_cb(Insn* insn, void (*call)(unsigned, MemInfo, uint64_t, void*), int registers,
                                             int accesses, void* data);
extern void qemu_plugin_register_vcpu_syscall_cb(Id id, void (*call)(Id, unsigned, int64_t, uint64_t, uint64_t, uint64_t,
                                                                     uint64_t, uint64_t, uint64_t, uint64_t, uint64_t));
extern void qemu_plugin_register_atexit_cb(Id id, void (*call)(Id, void*), void* data);
extern size_t qemu_plugin_tb_n_insns(const Tb* tb);
extern uint64_t qemu_plugin_tb_vaddr(const Tb* tb);
extern Insn* qemu_plugin_tb_get_insn(const Tb* tb, size_t index);
extern bool qemu_plugin_mem_is_store(MemInfo info);

EXPORT int qemu_plugin_version = 1;

// --- Blocks of instructions and how often each ran -------------------------------------------------------------------

typedef struct Block {
  struct Block* next;
  uint64_t address;
  uint64_t instructions;  // executed in this section
} Block;

static FILE* out;
static bool with_blocks;
static Block* blocks;
static uint64_t instructions;

// --- A cache of 16 ways, least recently used out first ---------------------------------------------------------------

enum { kLineBits = 6, kWays = 16 };

typedef struct Line {
  uint64_t tag;  // 0: empty
  bool dirty;
} Line;

static Line* cache;
static uint64_t sets;
static uint64_t read_misses, write_misses, written_back;

static void Touch(uint64_t address, bool store) {
  const uint64_t tag = (address >> kLineBits) + 1;
  Line* set = cache + (tag % sets) * kWays;
  int way = 0;
  while (way < kWays - 1 && set[way].tag != tag) ++way;
  Line line = set[way];
  if (line.tag != tag) {
    written_back += line.dirty;
    *(store ? &write_misses : &read_misses) += 1;
    line = (Line){tag, false};
  }
  memmove(set + 1, set, sizeof(Line) * way);
  line.dirty |= store;
  set[0] = line;
}

static void Access(unsigned cpu, MemInfo info, uint64_t address, void* data) {
  (void)cpu, (void)data;
  Touch(address, qemu_plugin_mem_is_store(info));
}

// --- Sections --------------------------------------------------------------------------------------------------------

static void EndSection(void) {
  fprintf(out, "{\"instructions\": %" PRIu64, instructions);
  if (cache != NULL) {
    fprintf(out, ", \"read_misses\": %" PRIu64 ", \"write_misses\": %" PRIu64 ", \"written_back\": %" PRIu64, read_misses,
            write_misses, written_back);
  }
  if (with_blocks) {
    const char* separator = ", \"blocks\": {";
    for (Block* block = blocks; block != NULL; block = block->next) {
      if (block->instructions == 0) continue;
      // A block that was translated again has the same address: readers add what stands there twice.
      fprintf(out, "%s\"%" PRIx64 "\": %" PRIu64, separator, block->address, block->instructions);
      separator = ", ";
      block->instructions = 0;
    }
    fputs("}", out);
  }
  fputs("}\n", out);
  fflush(out);
  instructions = read_misses = write_misses = written_back = 0;
}

static void Translated(Id id, Tb* tb) {
  (void)id;
  const size_t count = qemu_plugin_tb_n_insns(tb);
  qemu_plugin_register_vcpu_tb_exec_inline(tb, kAddU64, &instructions, count);
  if (with_blocks) {
    Block* block = calloc(1, sizeof *block);
    if (block == NULL) abort();
    *block = (Block){blocks, qemu_plugin_tb_vaddr(tb), 0};
    blocks = block;
    qemu_plugin_register_vcpu_tb_exec_inline(tb, kAddU64, &block->instructions, count);
  }
  for (size_t i = 0; cache != NULL && i < count; ++i) {
    qemu_plugin_register_vcpu_mem_cb(qemu_plugin_tb_get_insn(tb, i), Access, kNoRegisters, kReadsAndWrites, NULL);
  }
}

static void SystemCall(Id id, unsigned cpu, int64_t number, uint64_t which, uint64_t who, uint64_t a3, uint64_t a4,
                       uint64_t a5, uint64_t a6, uint64_t a7, uint64_t a8) {
  (void)id, (void)cpu, (void)a3, (void)a4, (void)a5, (void)a6, (void)a7, (void)a8;
  enum { kGetPriorityOnAarch64 = 141, kMark = 0xD50C };
  if (number == kGetPriorityOnAarch64 && which == 0 && who == kMark) EndSection();
}

static void Exit(Id id, void* data) {
  (void)id, (void)data;
  EndSection();
  fclose(out);
}

static bool Option(const char* argument, const char* name, const char** value) {
  const size_t length = strlen(name);
  if (strncmp(argument, name, length) != 0 || argument[length] != '=') return false;
  *value = argument + length + 1;
  return true;
}

EXPORT int qemu_plugin_install(Id id, const Info* info, int count, char** arguments) {
  (void)info;
  for (int i = 0; i < count; ++i) {
    const char* value;
    if (Option(arguments[i], "out", &value)) {
      out = fopen(value, "w");
    } else if (Option(arguments[i], "blocks", &value)) {
      with_blocks = strcmp(value, "on") == 0;
    } else if (Option(arguments[i], "cache", &value)) {
      sets = strtoull(value, NULL, 10) / (kWays << kLineBits);
      cache = sets == 0 ? NULL : calloc(sets * kWays, sizeof *cache);
    }
  }
  if (out == NULL) {
    fprintf(stderr, "plugin.c: out=FILE is missing or cannot be written\n");
    return 1;
  }
  qemu_plugin_register_vcpu_tb_trans_cb(id, Translated);
  qemu_plugin_register_vcpu_syscall_cb(id, SystemCall);
  qemu_plugin_register_atexit_cb(id, Exit, NULL);
  return 0;
}
