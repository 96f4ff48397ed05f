// Shows the document, and calls it with what one authorizes with.

SwaggerUIBundle({
  url: '/docs/openapi',
  dom_id: '#api',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  operationsSorter: 'alpha',
  validatorUrl: null,
  syntaxHighlight: { activated: false },
});
