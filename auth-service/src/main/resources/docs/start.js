// Shows the OpenAPI document of the chosen service, and sends requests with the credentials entered under "Authorize".

SwaggerUIBundle({
  urls: [
    { name: 'auth-service', url: '/docs/openapi' },
    { name: 'bot-service', url: '/docs/openapi/bot-service' },
    { name: 'sender-service', url: '/docs/openapi/sender-service' },
    { name: 'ingest-service', url: '/docs/openapi/ingest-service' },
  ],
  dom_id: '#api',
  presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
  layout: 'StandaloneLayout',
  deepLinking: true,
  filter: true,
  docExpansion: 'none',
  operationsSorter: 'alpha',
  validatorUrl: null,
  syntaxHighlight: { activated: false },
});
