/// Contacts: moving in, import, export and the custom fields.
@NullMarked
package id.balas.bot.contacts;

import org.jspecify.annotations.NullMarked;
