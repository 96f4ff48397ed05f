package id.balas.auth.frontdoor;

/// The services behind the front door.
enum InnerService {
  INGEST("ingest-service"),
  BOT("bot-service"),
  SENDER("sender-service");

  private final String label;

  InnerService(String label) {
    this.label = label;
  }

  String label() {
    return label;
  }
}
