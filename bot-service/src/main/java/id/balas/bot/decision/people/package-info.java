/// How agents handle a chat: whether it waits for a person, and its conversation. Pure values.
@NullMarked
package id.balas.bot.decision.people;

import org.jspecify.annotations.NullMarked;
