// Writes the types of the services' OpenAPI documents, one declaration file for each. Deprecated fields are left out. A
// reference to a missing schema is refused here: the compiler would take it for `any`.
//
// node service-types.cjs <output directory> <document>...

const { mkdirSync, readFileSync, writeFileSync } = require('node:fs');
const { basename, join } = require('node:path');

const [, , output, ...documents] = process.argv;

const SIMPLE = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };
const literal = (value) => (typeof value === 'string' ? `'${value.replaceAll(/[\\']/g, '\\$&')}'` : String(value));
const union = (types) => [...new Set(types)].join(' | ');
const grouped = (type) => (/[|&]/.test(type) ? `(${type})` : type);
const key = (name) => (/^[A-Za-z_]\w*$/.test(name) ? name : literal(name));

let schemas = {};

function nameOf(reference) {
  const name = reference.slice(reference.lastIndexOf('/') + 1);
  if (schemas[name] === undefined) {
    throw new Error(`${reference} does not exist.`);
  }
  return name;
}

function typeOf(schema) {
  if (schema.$ref !== undefined) {
    return nameOf(schema.$ref);
  }
  if (schema.oneOf !== undefined || schema.anyOf !== undefined) {
    return union((schema.oneOf ?? schema.anyOf).map(typeOf));
  }
  if (schema.allOf !== undefined) {
    return schema.allOf.map((each) => grouped(typeOf(each))).join(' & ');
  }
  if (schema.enum !== undefined) {
    return union(schema.enum.map(literal));
  }
  const kinds = [schema.type ?? (schema.properties === undefined ? [] : 'object')].flat();
  return kinds.length === 0 ? 'unknown' : union(kinds.map((kind) => typeOfKind(kind, schema)));
}

function typeOfKind(kind, schema) {
  if (kind === 'array') {
    return `${grouped(typeOf(schema.items ?? {}))}[]`;
  }
  if (kind !== 'object') {
    return SIMPLE[kind] ?? 'unknown';
  }
  if (schema.properties !== undefined) {
    return `{ ${fields(schema).join(' ')} }`;
  }
  const values = schema.additionalProperties;
  return `Record<string, ${typeof values === 'object' ? typeOf(values) : 'unknown'}>`;
}

function fields(schema) {
  const required = new Set(schema.required);
  return Object.entries(schema.properties)
    .filter(([, field]) => !field.deprecated)
    .map(([name, field]) => `${key(name)}${required.has(name) ? '' : '?'}: ${typeOf(field)};`);
}

function declaration([name, schema]) {
  return schema.properties === undefined
    ? `export type ${name} = ${typeOf(schema)};`
    : `export interface ${name} {\n${fields(schema).map((field) => `  ${field}\n`).join('')}}`;
}

mkdirSync(output, { recursive: true });
for (const document of documents) {
  schemas = JSON.parse(readFileSync(document, 'utf8')).components.schemas;
  const text = Object.entries(schemas).map(declaration).join('\n\n');
  writeFileSync(join(output, `${basename(document, '.json')}.d.ts`), `${text}\n`);
}
