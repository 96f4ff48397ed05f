/// Owns the tables `bot.chats` and `bot.decisions`.
@NullMarked
package id.balas.bot.chat.store;

import org.jspecify.annotations.NullMarked;
