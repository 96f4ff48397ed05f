package id.balas.bot.history;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

@Configuration
class HistoryConfiguration {

  @Bean
  Projection projection(JdbcTemplate jdbc, TransactionTemplate transaction) {
    return new Projection(jdbc, transaction, Tables.LIVE);
  }
}
