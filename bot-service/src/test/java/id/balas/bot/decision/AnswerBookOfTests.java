package id.balas.bot.decision;

import id.balas.bot.decision.lookup.AnswerBook;

/// A fixed answer book: greets the customer, except for a few texts with other results.
final class AnswerBookOfTests implements AnswerBook {

  @Override
  public Finding find(Question question) {
    return switch (question.words()) {
      case "malam?" ->
          question.lastAway() == null
              ? new Finding.SayAway("out of hours", "kami tutup")
              : new Finding.Say("out of hours, said before", "sampai besok");
      case "berapa 2 + 2?" -> new Finding.AskAi("no rule fits");
      case "saya mau bicara dengan orang" ->
          new Finding.HandOff("asked for a person", "petugas datang");
      default ->
          new Finding.Say(
              "the default reply",
              question.customerName() == null ? "Halo!" : "Halo " + question.customerName() + "!");
    };
  }

  @Override
  public String notice(Notice notice, Addressee to) {
    return switch (notice) {
      case AGENT -> "agent ack";
      case PAUSE -> "pause ack";
      case BOT -> "bot ack";
      case HAND_OFF -> "hand-off";
      case RATING -> "rating?";
      case RATED -> "thanks";
    };
  }
}
