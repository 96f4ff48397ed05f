package id.balas.bot.reports;

/// What the figures of a day are about: everything, or one team, agent, channel or label.
public enum Part {
  ALL,
  TEAM,
  AGENT,
  CHANNEL,
  LABEL
}
