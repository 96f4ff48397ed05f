package id.balas.auth.access;

/// The services behind the front door. `docs` is the path of the OpenAPI document.
public enum Backend {
  INGEST("ingest-service", "/docs/openapi"),
  BOT("bot-service", "/docs/openapi"),
  SENDER("sender-service", "/v3/api-docs");

  private final String label;
  private final String docs;

  Backend(String label, String docs) {
    this.label = label;
    this.docs = docs;
  }

  public String label() {
    return label;
  }

  public String docs() {
    return docs;
  }
}
