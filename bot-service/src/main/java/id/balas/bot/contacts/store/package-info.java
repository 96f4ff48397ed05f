/// The tables of contacts: customers with one or more WhatsApp ids.
@NullMarked
package id.balas.bot.contacts.store;

import org.jspecify.annotations.NullMarked;
