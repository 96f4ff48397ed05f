/// The desk clock: one instance assigns waiting chats, watches targets, and takes chats from users
/// who are gone. It publishes commands only.
@NullMarked
package id.balas.bot.deskclock;

import org.jspecify.annotations.NullMarked;
