package id.balas.bot.contacts;

import org.jspecify.annotations.Nullable;

/// A valid row of an import. Null values and missing fields leave the contact as it is.
record ImportedContact(
    String whatsAppId, @Nullable String name, @Nullable String language, String fields) {}
