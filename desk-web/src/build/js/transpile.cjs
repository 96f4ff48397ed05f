// Transpiles the page to plain modules in one flat directory, where esbuild has no artifact. The name of each file has
// the hash of all sources.
//
// node transpile.cjs <typescript.js> <modules> <output> <source directory>...

const { createHash } = require('node:crypto');
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { dirname, join, relative, resolve } = require('node:path');

const [, , compiler, modules, output, ...roots] = process.argv;
const ts = require(compiler);

const PREACT = {
  preact: 'preact/dist/preact.module.js',
  'preact/hooks': 'preact/hooks/dist/hooks.module.js',
  'preact/jsx-runtime': 'preact/jsx-runtime/dist/jsxRuntime.module.js',
};

const sources = roots.flatMap((root) => readdirSync(root, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
  .map((name) => ({ path: resolve(root, name), name: name.replaceAll(/[\\/]/g, '.').replace(/\.tsx?$/, '') })));
for (const [name, path] of Object.entries(PREACT)) {
  sources.push({ path: join(modules, path), name: name.replace('/', '.') });
}
for (const source of sources) {
  source.text = readFileSync(source.path, 'utf8');
}
const hash = createHash('sha256').update(sources.map((source) => source.text).join()).digest('hex').slice(0, 8).toUpperCase();
const fileOf = (source) => `./${source.name}-${hash}.js`;
const byPath = new Map(sources.map((source) => [source.path, source]));

function target(specifier, from) {
  if (PREACT[specifier]) {
    return fileOf(byPath.get(join(modules, PREACT[specifier])));
  }
  if (!specifier.startsWith('.')) {
    return specifier;
  }
  const path = resolve(dirname(from), specifier);
  const found = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => byPath.get(path + end)).find(Boolean);
  if (!found) {
    throw new Error(`${relative('.', from)} imports ${specifier}, which does not exist.`);
  }
  return fileOf(found);
}

// Replaces the specifiers of import and export declarations and of import().
const specifiers = (from) => (context) => (file) => {
  const literal = (node) => context.factory.createStringLiteral(target(node.text, from));
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      return context.factory.updateImportDeclaration(node, node.modifiers, node.importClause, literal(node.moduleSpecifier), node.attributes);
    }
    if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
      return context.factory.updateExportDeclaration(node, node.modifiers, node.isTypeOnly, node.exportClause, literal(node.moduleSpecifier), node.attributes);
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      return context.factory.updateCallExpression(node, node.expression, undefined, [literal(node.arguments[0])]);
    }
    return ts.visitEachChild(node, visit, context);
  };
  return ts.visitNode(file, visit);
};

for (const source of sources) {
  const { outputText } = ts.transpileModule(source.text, {
    fileName: source.path,
    compilerOptions: {
      allowJs: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, jsx: ts.JsxEmit.ReactJSX, jsxImportSource: 'preact',
      verbatimModuleSyntax: true, removeComments: true,
    },
    transformers: { after: [specifiers(source.path)] },
  });
  writeFileSync(join(output, fileOf(source)), outputText);
}
