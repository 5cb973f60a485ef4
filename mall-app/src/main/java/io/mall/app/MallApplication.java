package io.mall.app;

import io.mall.app.seed.Seed;
import io.mall.app.user.RoleCommand;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The shop's REST back end, and the commands that prepare its databases. */
@SpringBootApplication
public class MallApplication {

  private static final int USAGE = 2;

  public static void main(String[] args) {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    List<String> rest = Arrays.asList(args).subList(named ? 1 : 0, args.length);
    switch (named ? args[0] : "serve") {
      case "serve" -> SpringApplication.run(MallApplication.class, rest.toArray(String[]::new));
      case "migrate" -> System.exit(Migrate.run(rest, System::getenv, System.out));
      case "seed" -> System.exit(Seed.run(rest, System::getenv, System.out));
      case "role" -> System.exit(RoleCommand.run(rest, System::getenv, System.out));
      default -> {
        System.err.println(
            """
            usage: mall-app [serve] [--key=value …]    starts the shop
                   mall-app migrate                    brings the databases to the schema
                   mall-app seed --demo | --help       fills empty databases
                   mall-app role USERNAME user|admin   changes what an account may do""");
        System.exit(USAGE);
      }
    }
  }
}
