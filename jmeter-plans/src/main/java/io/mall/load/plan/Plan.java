package io.mall.load.plan;

import io.mall.load.LoadException;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Load.Open;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JMeter plan and how it is run when nothing else is asked for.
 *
 * @param stock pieces left of the product that everybody wants, when the plan has one
 */
public record Plan(String name, Path file, Shape shape, Course usual, Optional<Integer> stock) {

  /** How the load goes over the time. */
  public enum Shape {
    STEADY,
    /** The middle third of what is measured has ten times as much. */
    SPIKE,
    /** A 25th, a fifth, all of it. */
    STAGES
  }

  private static final Pattern PROPERTY = Pattern.compile("__P\\((\\w+),([^)]*)\\)");
  private static final int SPIKE = 10;
  private static final long SEED = 1;

  /** JMeter's properties for this course; whichever model is not wanted is told to do nothing. */
  public Map<String, String> properties(Course course) {
    Map<String, String> values = new LinkedHashMap<>();
    switch (course.load()) {
      case Closed closed -> {
        users(closed.users(), course, values);
        values.put("schedule", "");
      }
      case Open open -> {
        none(values);
        Schedule schedule = schedule(open, course);
        values.put("schedule", schedule.expression());
        values.put("seed", Long.toString(schedule.seed()));
      }
    }
    return values;
  }

  /** The names of the properties that it reads. */
  public Set<String> reads() {
    Set<String> names = new TreeSet<>();
    PROPERTY.matcher(text()).results().forEach(found -> names.add(found.group(1)));
    return names;
  }

  /**
   * The least that users think, in milliseconds; 0 when they never pause.
   *
   * @param properties that are given to JMeter
   */
  public long think(Map<String, String> properties) {
    String usual =
        PROPERTY
            .matcher(text())
            .results()
            .filter(found -> found.group(1).equals("think"))
            .map(found -> found.group(2))
            .findFirst()
            .orElse("0");
    String think = properties.getOrDefault("think", usual);
    if (!think.matches("\\d{1,9}")) {
      throw new LoadException("think is '" + think + "', not a number of milliseconds like 100.");
    }
    return Long.parseLong(think);
  }

  private String text() {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new LoadException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  /** How many users a closed model has, those of all stages; 0 in the open model. */
  public int users(Course course) {
    return properties(course).entrySet().stream()
        .filter(each -> each.getKey().matches("users\\d?|crowd"))
        .mapToInt(each -> Integer.parseInt(each.getValue()))
        .sum();
  }

  /** When the arrivals of an open model are due. */
  public Schedule schedule(Open open, Course course) {
    double total = seconds(course.total());
    double third = seconds(course.measured()) / 3;
    double rate = open.rate();
    List<Schedule.Step> steps =
        switch (shape) {
          case STEADY -> List.of(new Schedule.Step(rate, total));
          case SPIKE ->
              List.of(
                  new Schedule.Step(rate, seconds(course.warmUp()) + third),
                  new Schedule.Step(rate * SPIKE, third),
                  new Schedule.Step(rate, third));
          case STAGES ->
              List.of(
                  new Schedule.Step(rate / 25, total / 3),
                  new Schedule.Step(rate / 5, total / 3),
                  new Schedule.Step(rate, total / 3));
        };
    return new Schedule(steps, SEED);
  }

  private void users(int users, Course course, Map<String, String> values) {
    long total = wholeSeconds(course.total());
    long third = Math.max(1, course.measured().toSeconds() / 3);
    switch (shape) {
      case STEADY -> {
        values.put("users", Integer.toString(users));
        values.put("duration", Long.toString(total));
      }
      case SPIKE -> {
        values.put("users", Integer.toString(users));
        values.put("duration", Long.toString(total));
        values.put("crowd", Integer.toString(users * (SPIKE - 1)));
        values.put("crowdAt", Long.toString(wholeSeconds(course.warmUp()) + third));
        values.put("crowdFor", Long.toString(third));
      }
      case STAGES -> {
        values.put("users1", Integer.toString(Math.max(1, users / 25)));
        values.put("users2", Integer.toString(Math.max(1, users / 5)));
        values.put("users3", Integer.toString(users));
        values.put("stage", Long.toString(Math.max(1, total / 3)));
      }
    }
  }

  private void none(Map<String, String> values) {
    List<String> groups =
        switch (shape) {
          case STEADY -> List.of("users");
          case SPIKE -> List.of("users", "crowd");
          case STAGES -> List.of("users1", "users2", "users3");
        };
    groups.forEach(name -> values.put(name, "0"));
  }

  private static long wholeSeconds(Duration duration) {
    return (duration.toMillis() + 999) / 1000;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / 1000.0;
  }

  /** This plan by another load. */
  public Course course(Load load, Duration warmUp, Duration measured) {
    if (measured.toMillis() < 1000) {
      throw new LoadException("Measure for a second at least.");
    }
    return new Course(load, warmUp, measured);
  }
}
