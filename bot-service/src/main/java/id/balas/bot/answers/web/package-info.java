/// The REST API of rules and opening hours.
@NullMarked
package id.balas.bot.answers.web;

import org.jspecify.annotations.NullMarked;
