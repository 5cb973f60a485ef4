package io.mall.app;

import java.util.Arrays;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The shop's REST back end: {@code serve} is the default command. */
@SpringBootApplication
public class MallApplication {

  public static void main(String[] args) {
    boolean named = args.length > 0 && !args[0].startsWith("-");
    String command = named ? args[0] : "serve";
    String[] rest = named ? Arrays.copyOfRange(args, 1, args.length) : args;
    switch (command) {
      case "serve" -> SpringApplication.run(MallApplication.class, rest);
      default -> {
        System.err.println("mall-app serve   (not: " + command + ")");
        System.exit(2);
      }
    }
  }
}
