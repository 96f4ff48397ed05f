package id.balas.bot.answers.book;

/// A rule, opening hours or a text is invalid. The message is the name of the field, which may be
/// empty, and what it must be.
public final class InvalidAnswerException extends RuntimeException {

  private final String field;
  private final String requirement;

  public InvalidAnswerException(String field, String requirement) {
    super(field.isEmpty() ? requirement : field + " " + requirement);
    this.field = field;
    this.requirement = requirement;
  }

  public String field() {
    return field;
  }

  public String requirement() {
    return requirement;
  }
}
