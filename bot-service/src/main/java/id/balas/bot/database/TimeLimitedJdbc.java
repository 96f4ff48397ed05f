package id.balas.bot.database;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Database access for REST requests. Queries are cancelled after a timeout of 5 s.
@Component
public class TimeLimitedJdbc {

  private static final int SECONDS = 5;

  private final JdbcTemplate template;

  TimeLimitedJdbc(DataSource source) {
    this.template = new JdbcTemplate(source);
    template.setQueryTimeout(SECONDS);
  }

  public JdbcTemplate template() {
    return template;
  }
}
