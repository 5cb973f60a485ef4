package io.mall.sharding.terminal;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command that prints a result for people or, with {@code --json}, for programs. */
public abstract class TerminalCommand implements Callable<Integer> {

  /** All is well. */
  protected static final int FINE = 0;

  /** It ran, and found something. */
  protected static final int FINDINGS = 1;

  /** It could not run. */
  protected static final int COULD_NOT_RUN = 3;

  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--json", description = "Prints the result as one JSON object.")
  private boolean json;

  /** For picocli. */
  protected TerminalCommand() {}

  /** Whether the result is for a program. */
  protected final boolean json() {
    return json;
  }

  /** Where the result goes, and nothing else. */
  protected final PrintWriter out() {
    return spec().commandLine().getOut();
  }

  /** Where progress goes. */
  protected final PrintWriter err() {
    return spec().commandLine().getErr();
  }

  /** Colours for {@link #out}. */
  protected final Paint paint() {
    return new Paint(spec().commandLine().getColorScheme().ansi());
  }

  /** Prints a table. */
  protected final void print(TextTable table) {
    table.lines(paint()).forEach(out()::println);
  }

  /** Ends the command with exit code 2 and this sentence. */
  protected final ParameterException usage(String sentence) {
    return new ParameterException(spec().commandLine(), sentence);
  }

  /** Ends the command with exit code 2 where a file is missing. */
  protected final Path require(Path file) {
    if (!Files.exists(file)) {
      throw usage("There is no " + file);
    }
    return file;
  }

  private CommandSpec spec() {
    return Objects.requireNonNull(spec);
  }
}
