package id.balas.bot.history.model;

/// The author of a message: the customer, a person on the phone, one of our own kinds of author, or
/// another program that uses the provider's API.
public enum MessageAuthor {
  CUSTOMER,
  PHONE,
  BOT,
  AI,
  ADMIN,
  AGENT,
  NOTICE,
  API
}
