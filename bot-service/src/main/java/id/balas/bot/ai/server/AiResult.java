package id.balas.bot.ai.server;

/// The result of an AI call.
public sealed interface AiResult {

  /// As counted by the server; zero if it reports none.
  Tokens tokens();

  record Answered(String text, Tokens tokens) implements AiResult {}

  record Failed(NoAnswer why, HttpStatus status, Tokens tokens) implements AiResult {

    /// Without a call, or without a response.
    public static Failed of(NoAnswer why) {
      return new Failed(why, HttpStatus.NONE, Tokens.NONE);
    }

    /// Whether the AI left the question to a person.
    public boolean handsOff() {
      return why == NoAnswer.WANTS_PERSON;
    }

    /// For logs, such as `reason=refused status=401 code=invalid_api_key`.
    public String described() {
      return "reason=" + why.label() + " status=" + status.label() + status.suffix();
    }
  }

  record Tokens(long prompt, long answer) {

    public static final Tokens NONE = new Tokens(0, 0);

    public long total() {
      return prompt + answer;
    }
  }

  /// The status of the last response, 0 without one, and the server's own error code. Never its
  /// error message, which may quote the customer.
  record HttpStatus(int number, String code) {

    public static final HttpStatus NONE = new HttpStatus(0, "");
    public static final HttpStatus OK = new HttpStatus(200, "");

    public String label() {
      return number == 0 ? "none" : Integer.toString(number);
    }

    private String suffix() {
      return code.isEmpty() ? "" : " code=" + code;
    }
  }
}
