// Writes the types of the REST API from the schemas in src/main/openapi: a namespace for each service.
//
// node types.cjs <directory of the schemas> <output file>

const { mkdirSync, readFileSync, readdirSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');

const [, , schemas, output] = process.argv;

const comment = (text, indent) => (text ? `${indent}/** ${text.replaceAll('*/', '').replaceAll(/\s+/g, ' ').trim()} */\n` : '');
const name = (text) => (/^[A-Za-z_$][\w$]*$/.test(text) ? text : JSON.stringify(text));

function typeOf(schema, indent) {
  if (schema.$ref) {
    return schema.$ref.split('/').pop();
  }
  const several = schema.oneOf ?? schema.anyOf ?? schema.allOf;
  if (several) {
    return several.map((each) => typeOf(each, indent)).join(schema.allOf ? ' & ' : ' | ');
  }
  if (schema.enum) {
    return schema.enum.map((value) => JSON.stringify(value)).join(' | ');
  }
  const types = [schema.type ?? 'object'].flat();
  if (types.length > 1) {
    return types.map((type) => typeOf({ ...schema, type }, indent)).join(' | ');
  }
  switch (types[0]) {
    case 'null': return 'null';
    case 'string': return 'string';
    case 'boolean': return 'boolean';
    case 'integer': case 'number': return 'number';
    case 'array': {
      const item = typeOf(schema.items ?? {}, indent);
      return / [|&] /.test(item) ? `(${item})[]` : `${item}[]`;
    }
    default:
      if (schema.properties) {
        return fields(schema, indent);
      }
      return typeof schema.additionalProperties === 'object' ? `Record<string, ${typeOf(schema.additionalProperties, indent)}>` : 'unknown';
  }
}

const isNullable = (schema) => schema.nullable === true || [schema.type].flat().includes('null');

// A field that may be null may also be left out.
function fields(schema, indent) {
  const inner = `${indent}  `;
  const lines = Object.entries(schema.properties).map(([field, type]) => {
    const mark = isNullable(type) ? '?' : '';
    const written = typeOf(type, inner);
    const nullable = mark === '?' && !/\bnull$/.test(written) ? ' | null' : '';
    return `${comment(type.description, inner)}${inner}${name(field)}${mark}: ${written}${nullable};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}

const parts = readdirSync(schemas).filter((file) => file.endsWith('.json')).sort().map((file) => {
  const service = file.replace(/-service\.json$/, '');
  const types = Object.entries(JSON.parse(readFileSync(join(schemas, file), 'utf8')))
    .map(([type, schema]) => `${comment(schema.description, '  ')}  export type ${name(type)} = ${typeOf(schema, '  ')};\n`);
  return `export declare namespace ${service[0].toUpperCase()}${service.slice(1)} {\n${types.join('\n')}}\n`;
});
mkdirSync(dirname(output), { recursive: true });
writeFileSync(output, `// Made from src/main/openapi by the build.\n\n${parts.join('\n')}`);
