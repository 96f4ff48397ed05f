package id.balas.bot.reports;

/// A time that a report shows by its percentiles.
public enum Measure {
  /// From the customer's first message to the first accepted answer.
  FIRST_ANSWER,
  /// From the start of a wait to the message of a person that ended it, if it was the first.
  FIRST_WAIT,
  /// The same for later messages of a person.
  NEXT_WAIT,
  /// From the start of the first wait until a person resolved the conversation.
  RESOLUTION
}
