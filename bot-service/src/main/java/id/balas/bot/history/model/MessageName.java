package id.balas.bot.history.model;

/// A message id within a channel, either the provider's or ours.
public record MessageName(String channel, String id) {}
