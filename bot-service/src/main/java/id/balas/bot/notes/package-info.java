/// What agents and admins add to chats. Owns the tables `bot.labels`, `bot.chat_labels`,
/// `bot.notes`, `bot.mentions`, `bot.read_marks` and `bot.user_read_marks`.
@NullMarked
package id.balas.bot.notes;

import org.jspecify.annotations.NullMarked;
