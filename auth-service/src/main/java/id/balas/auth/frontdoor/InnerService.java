package id.balas.auth.frontdoor;

/// The services behind the front door, and where each describes its API.
enum InnerService {
  INGEST("ingest-service", "/docs/openapi"),
  BOT("bot-service", "/docs/openapi"),
  SENDER("sender-service", "/v3/api-docs");

  private final String label;
  private final String docs;

  InnerService(String label, String docs) {
    this.label = label;
    this.docs = docs;
  }

  String label() {
    return label;
  }

  String docs() {
    return docs;
  }
}
