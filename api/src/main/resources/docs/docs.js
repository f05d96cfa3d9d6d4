SwaggerUIBundle({
  url: "/openapi.yml",
  dom_id: "#docs",
  deepLinking: true,
  // The validator's badge would be fetched from another host.
  validatorUrl: null,
});
