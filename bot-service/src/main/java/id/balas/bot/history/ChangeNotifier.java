package id.balas.bot.history;

import id.balas.bot.database.TimeLimitedJdbc;
import id.balas.events.value.ChatKey;
import java.util.List;
import org.springframework.stereotype.Component;

/// Notifies the streams of chat changes that are not in Kafka, such as notes.
@Component
public class ChangeNotifier {

  private final ChangedChats chats;

  ChangeNotifier(TimeLimitedJdbc jdbc) {
    this.chats = new ChangedChats(jdbc.template());
  }

  public void chatChanged(ChatKey chat) {
    chats.add(List.of(chat));
  }
}
