package id.balas.bot.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/// Database access for reads of many rows, such as exports. They have a small pool of their own:
/// decisions never wait for them. It has no connection while nothing is read.
@Component
public class ReadConnections implements DisposableBean {

  private static final int MOST = 2;
  private static final Duration IDLE = Duration.ofMinutes(1);

  private final HikariDataSource pool;
  private final JdbcTemplate template;

  ReadConnections(HikariDataSource main) {
    var config = new HikariConfig();
    config.setPoolName("reads");
    config.setJdbcUrl(main.getJdbcUrl());
    config.setUsername(main.getUsername());
    config.setPassword(main.getPassword());
    config.setDataSourceProperties(main.getDataSourceProperties());
    config.setConnectionTimeout(main.getConnectionTimeout());
    config.setValidationTimeout(main.getValidationTimeout());
    config.setReadOnly(true);
    config.setMaximumPoolSize(MOST);
    config.setMinimumIdle(0);
    config.setIdleTimeout(IDLE.toMillis());
    config.setInitializationFailTimeout(-1);
    this.pool = new HikariDataSource(config);
    this.template = new JdbcTemplate(pool);
  }

  public JdbcTemplate template() {
    return template;
  }

  @Override
  public void destroy() {
    pool.close();
  }
}
