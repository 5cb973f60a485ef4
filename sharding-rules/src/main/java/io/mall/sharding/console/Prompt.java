package io.mall.sharding.console;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Statements typed at a terminal, with a history; one ends with a semicolon. */
final class Prompt {

  private static final List<String> END = List.of("exit", "quit", "\\q", "exit;", "quit;");

  private final String prompt;

  Prompt(boolean write) {
    prompt = write ? "shardctl (write)> " : "shardctl> ";
  }

  int run(Consumer<String> statements) throws IOException {
    try (Terminal terminal = TerminalBuilder.builder().system(true).build()) {
      LineReader reader =
          LineReaderBuilder.builder()
              .terminal(terminal)
              .appName("shardctl")
              .variable(
                  LineReader.HISTORY_FILE,
                  Path.of(System.getProperty("user.home", "."), ".shardctl_history"))
              .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
              .build();
      terminal.writer().println("Statements end with a semicolon; exit or Ctrl-D ends.");
      StringBuilder text = new StringBuilder();
      while (true) {
        try {
          String line = reader.readLine(text.isEmpty() ? prompt : "       -> ");
          if (text.isEmpty() && END.contains(line.strip())) {
            return 0;
          }
          text.append(line).append('\n');
          if (Script.isWhole(text.toString())) {
            Script.statements(text.toString()).forEach(statements);
            text.setLength(0);
          }
        } catch (UserInterruptException e) {
          text.setLength(0);
        } catch (EndOfFileException e) {
          return 0;
        }
      }
    }
  }
}
