/// Help for agents who write to a customer: the AI suggests a reply, shortens or translates a text,
/// or summarises a chat. It sends nothing and stores no text. Owns the table `bot.ai_assists`.
@NullMarked
package id.balas.bot.ai.assist;

import org.jspecify.annotations.NullMarked;
