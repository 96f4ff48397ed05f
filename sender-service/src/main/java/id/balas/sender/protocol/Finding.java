package id.balas.sender.protocol;

/// The answer to whether the provider has a message.
public sealed interface Finding {

  /// It has the message under this id. `evidence` names the source.
  record Found(String messageId, String evidence) implements Finding {}

  /// It does not have the message.
  record Missing(String evidence) implements Finding {}

  /// This message can never be recognised at the provider.
  record Undecidable(String reason) implements Finding {}
}
