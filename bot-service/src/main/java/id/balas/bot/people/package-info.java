/// Which chats wait for a person, and their conversations.
@NullMarked
package id.balas.bot.people;

import org.jspecify.annotations.NullMarked;
