package io.mall.app.user;

import io.mall.app.security.Role;
import io.mall.sharding.Rules;
import io.mall.sharding.RulesException;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.UnavailableException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code role}: makes an account an administrator's, or takes that back. */
@Command(
    name = "role",
    mixinStandardHelpOptions = true,
    description = {
      "Sets the role of an account in the databases of the environment.",
      "It is in the tokens of log-ins from now on; older ones keep the old role until they expire."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "1:no such account", "2:wrong usage", "3:could not run"})
public final class RoleCommand implements Callable<Integer> {

  private static final int FINDINGS = 1;
  private static final int COULD_NOT_RUN = 3;

  private final Function<String, @Nullable String> environment;
  private final PrintStream out;

  @Parameters(index = "0", paramLabel = "USERNAME", description = "The user name.")
  private String username = "";

  @Parameters(index = "1", paramLabel = "ROLE", description = "user or admin.")
  private Role role = Role.USER;

  private RoleCommand(Function<String, @Nullable String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Runs the command and answers its exit code. */
  public static int run(
      List<String> args, Function<String, @Nullable String> environment, PrintStream out) {
    PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new RoleCommand(environment, out))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(writer)
        .setErr(writer)
        .execute(args.toArray(String[]::new));
  }

  @Override
  public Integer call() {
    String name = username.toLowerCase(Locale.ROOT);
    if (!Credentials.canBeName(name)) {
      out.println("role: " + username + " is no user name");
      return CommandLine.ExitCode.USAGE;
    }
    try (ShardedDataSource shards =
        ShardedDataSource.of(Rules.bundled())
            .placeholders(environment)
            .pools((member, pool) -> pool.setMaximumPoolSize(1))
            .open()) {
      boolean found = set(shards, name);
      out.println(found ? name + " is now " + role : "role: there is no account " + name);
      return found ? CommandLine.ExitCode.OK : FINDINGS;
    } catch (SQLException | RulesException | UnavailableException e) {
      out.println("role: " + e.getMessage());
      return COULD_NOT_RUN;
    }
  }

  private boolean set(ShardedDataSource shards, String name) throws SQLException {
    try (Connection connection = shards.dataSource().getConnection();
        PreparedStatement update =
            connection.prepareStatement(
                "/* user.setRole */ UPDATE users SET role = ?, version = version + 1,"
                    + " updated_at = UTC_TIMESTAMP(6) WHERE username = ?")) {
      update.setString(1, role.name());
      update.setString(2, name);
      return update.executeUpdate() == 1;
    }
  }
}
