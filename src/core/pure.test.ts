import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'

/** Packages that only turn data into data. */
const PURE = new Set([
  '@noble/hashes',
  'diff',
  'license-expressions',
  'smol-toml',
  'spdx-exceptions',
  'spdx-expression-parse',
  'spdx-license-ids',
  'yaml',
  'zod',
])
/** What reaches for the world or for the clock. */
const WORLDLY = new Set([
  'process',
  'fetch',
  'console',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'queueMicrotask',
  'performance',
  'crypto',
  'globalThis',
  'global',
  'require',
  'WebSocket',
  'XMLHttpRequest',
  'navigator',
  'localStorage',
])

/** Everything in a source file of `src/core` that isn't pure, with its line. */
const impurities = (file: string, text: string): string[] => {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const found: string[] = []
  const report = (node: ts.Node, what: string) => {
    found.push(`${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${what}`)
  }
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier
      if (from !== undefined && ts.isStringLiteral(from) && !isPureModule(file, from.text)) report(node, from.text)
    }
    if (node.kind === ts.SyntaxKind.ImportKeyword && ts.isCallExpression(node.parent)) report(node, 'import()')
    if (ts.isIdentifier(node) && WORLDLY.has(node.text) && isReference(node)) report(node, node.text)
    if (isClock(node)) report(node, node.getText())
    ts.forEachChild(node, visit)
  }
  visit(source)
  return found
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/')

const isPureModule = (file: string, specifier: string): boolean => {
  if (!specifier.startsWith('.')) return PURE.has(packageOf(specifier))
  return !join(dirname(file), specifier).startsWith('..')
}

/** A name that stands for the global, not a property, key or type of that name. */
const isReference = (node: ts.Identifier): boolean => {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node
  return !ts.isPropertySignature(parent) && !ts.isBindingElement(parent) && !ts.isTypeReferenceNode(parent)
}

const isClock = (node: ts.Node): boolean => {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0
  if (ts.isCallExpression(node)) return ['Date', 'Date.now', 'Math.random'].includes(node.expression.getText())
  return false
}

const root = import.meta.dirname

describe('src/core', () => {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => file.split(sep).join('/'))

  it('is found', () => {
    expect(files).toContain(relative(root, join(root, 'manifest/parse.ts')).split(sep).join('/'))
  })

  it('touches neither world nor clock, and imports nothing but itself and pure packages', () => {
    expect(files.flatMap((file) => impurities(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
  })
})

describe('the check for it', () => {
  it.each([
    ["import { readFileSync } from 'node:fs'"],
    ["import { createHash } from 'node:crypto'"],
    ["import * as hashes from 'node:crypto'"],
    ["import type { Octokit } from '@octokit/core'"],
    ["import { x } from '../../forges/forge.ts'"],
    ["export * from '../../x.ts'"],
    ["const m = await import('yaml')"],
    ['const now = Date.now()'],
    ['const now = new Date()'],
    ['const n = Math.random()'],
    ['const token = process.env.TOKEN'],
    ["await fetch('https://x')"],
    ['const f = fetch'],
    ["console.log('x')"],
    ['setTimeout(f, 1)'],
    ['globalThis.x'],
  ])('finds %s', (text) => {
    expect(impurities('rules/x.ts', text)).toHaveLength(1)
  })

  it.each([
    ["import { z } from 'zod'"],
    ["import { sha256 } from '@noble/hashes/sha2.js'"],
    ["import { x } from '../place.ts'"],
    ["import exceptions from 'spdx-exceptions/index.json'"],
    ['const day = new Date(text)'],
    ['type T = { readonly fetch: string }'],
    ['const t = tools.fetch'],
  ])('lets pass %s', (text) => {
    expect(impurities('rules/x.ts', text)).toEqual([])
  })
})
