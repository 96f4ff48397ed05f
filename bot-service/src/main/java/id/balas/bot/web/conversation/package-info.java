/// The REST operations of conversations and of the queue of waiting chats.
@NullMarked
package id.balas.bot.web.conversation;

import org.jspecify.annotations.NullMarked;
