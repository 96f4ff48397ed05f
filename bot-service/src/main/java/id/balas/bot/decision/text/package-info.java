/// Parses what customers and admins write: keywords and phone numbers. Pure code, like the rules.
@NullMarked
package id.balas.bot.decision.text;

import org.jspecify.annotations.NullMarked;
