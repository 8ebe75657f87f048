/* SPDX-License-Identifier: MIT */
#ifndef LYNX_COMPILER_H
#define LYNX_COMPILER_H

struct lynx_program;

struct lynx_program *lynx_compile(const char *graph);
void lynx_program_free(struct lynx_program *program);

#endif /* LYNX_COMPILER_H */
