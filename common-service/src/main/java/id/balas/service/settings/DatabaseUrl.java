package id.balas.service.settings;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/// The address of the database, read from `postgresql://user:password@host:port/name?sslmode=…`
/// with user and password percent-encoded, in the form that JDBC needs.
record DatabaseUrl(String jdbcUrl, @Nullable String user, @Nullable String password) {

  private static final String FORM =
      "set it to postgresql://user:password@host:5432/database, in the environment or in .env";
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:postgresql|postgres)(?:\\+\\w+)?://"
              + "(?:(?<user>[^:/?@]*)(?::(?<password>[^@]*))?@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[^:/?@\\[\\]\\s]+)(?::(?<port>\\d{1,5}))?"
              + "/(?<name>[^/?\\s]+)(?:\\?(?<query>\\S*))?");

  /// Uses `DATABASE_URL`, or without it `DB_HOST`, `DB_PORT`, `DB_NAME`, `DB_USER` and
  /// `DB_PASSWORD`.
  static DatabaseUrl of(Environment environment) {
    String url = Setting.read(environment, "DATABASE_URL");
    if (url != null) {
      return parse(url);
    }
    String host = Setting.read(environment, "DB_HOST");
    String name = Setting.read(environment, "DB_NAME");
    if (host == null && name == null) {
      throw new InvalidSettingException("DATABASE_URL", "is missing", FORM);
    }
    if (name == null) {
      throw new InvalidSettingException(
          "DB_NAME", "is missing", "set it to the database's name, or set DATABASE_URL");
    }
    String port = Setting.read(environment, "DB_PORT");
    if (port != null && !port.matches("\\d{1,5}")) {
      throw new InvalidSettingException(
          "DB_PORT", "is not a port", "set it to a number such as 5432");
    }
    return new DatabaseUrl(
        jdbcUrl(
            host == null ? "localhost" : host,
            port,
            URLEncoder.encode(name, StandardCharsets.UTF_8),
            null),
        Setting.read(environment, "DB_USER"),
        Setting.read(environment, "DB_PASSWORD"));
  }

  /// `DATABASE_OWNER_URL`: the role that owns the schema and changes its tables. Without it, one
  /// role does both.
  static DatabaseUrl ofOwner(Environment environment, DatabaseUrl usual) {
    String url = Setting.read(environment, "DATABASE_OWNER_URL");
    return url == null ? usual : parse(url, "DATABASE_OWNER_URL");
  }

  static DatabaseUrl parse(String url) {
    return parse(url, "DATABASE_URL");
  }

  private static DatabaseUrl parse(String url, String setting) {
    Matcher parts = PARTS.matcher(url);
    if (!parts.matches()) {
      throw unreadable(setting);
    }
    return new DatabaseUrl(
        jdbcUrl(
            parts.group("host"), parts.group("port"), parts.group("name"), parts.group("query")),
        decoded(parts.group("user"), setting),
        decoded(parts.group("password"), setting));
  }

  private static String jdbcUrl(
      String host, @Nullable String port, String name, @Nullable String query) {
    return "jdbc:postgresql://"
        + host
        + ":"
        + (port == null ? "5432" : port)
        + "/"
        + name
        + (query == null ? "" : "?" + query);
  }

  private static @Nullable String decoded(@Nullable String text, String setting) {
    try {
      return text == null ? null : StringUtils.uriDecode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw unreadable(setting);
    }
  }

  private static InvalidSettingException unreadable(String setting) {
    return new InvalidSettingException(
        setting,
        "is not the address of a PostgreSQL database",
        FORM + ", with special characters percent-encoded");
  }

  // The password is a secret.
  @Override
  public String toString() {
    return jdbcUrl;
  }
}
