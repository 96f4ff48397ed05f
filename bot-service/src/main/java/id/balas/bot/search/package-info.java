/// What users type into a search field, and what it finds: names, numbers and messages.
@NullMarked
package id.balas.bot.search;

import org.jspecify.annotations.NullMarked;
