package id.balas.bot.desk;

import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Database access for REST requests. Queries are cancelled after a timeout of 5 s.
@Component
class PatientJdbc {

  private static final int SECONDS = 5;

  private final JdbcTemplate template;

  PatientJdbc(DataSource source) {
    this.template = new JdbcTemplate(source);
    template.setQueryTimeout(SECONDS);
  }

  JdbcTemplate template() {
    return template;
  }
}
