package id.balas.bot.history;

/// Who said it: the customer, one of us on the phone, ours by kind, or another program over the
/// provider's API.
public enum Writer {
  CUSTOMER,
  PHONE,
  BOT,
  AI,
  ADMIN,
  AGENT,
  NOTICE,
  API
}
