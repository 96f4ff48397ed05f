package id.balas.fakeai;

/// What the model says, before a server puts it into its own fields. `thought` is empty if the
/// model does not think. `finish` is the `finish_reason`.
public record AiReply(String text, String thought, String finish, Kind kind) {

  /// What the text is.
  public enum Kind {
    ANSWER,
    HAND_OFF,
    REFUSAL
  }

  public static AiReply of(String text) {
    return new AiReply(text, "", "stop", Kind.ANSWER);
  }

  public AiReply thinking(String words) {
    return new AiReply(text, words, finish, kind);
  }

  public AiReply finished(String reason) {
    return new AiReply(text, thought, reason, kind);
  }

  public static AiReply handOff() {
    return new AiReply("", "", "stop", Kind.HAND_OFF);
  }

  public static AiReply refusal(String text) {
    return new AiReply(text, "", "stop", Kind.REFUSAL);
  }
}
