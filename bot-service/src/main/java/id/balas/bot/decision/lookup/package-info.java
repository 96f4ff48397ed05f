/// What a decision looks up: answers in the answer book, and chats in the database.
@NullMarked
package id.balas.bot.decision.lookup;

import org.jspecify.annotations.NullMarked;
